import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { verdict } from "../../src/scoring/compute.ts";
import { verdictJson } from "../../src/scoring/json.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { cases, fileId } from "./arbitrary.ts";
import { packFile } from "./packfile.ts";

test("a pack written to a file and read again scores the same, to the byte", () => {
  fc.assert(
    fc.property(cases({ id: fileId }), ({ pack, ballots }) => {
      const read = parsePack(parse(packFile(pack)), { name: pack.id });
      if (!read.ok) expect.fail(JSON.stringify(read.problems));
      expect(verdictJson(read.pack, verdict(read.pack, ballots))).toBe(
        verdictJson(pack, verdict(pack, ballots)),
      );
    }),
    { numRuns: 60 },
  );
});
