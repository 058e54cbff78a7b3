import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import { run } from "../command/run.ts";
import { allowed, cases, fileId } from "./arbitrary.ts";
import { answersFile, packFile } from "./packfile.ts";
import { differences } from "./twin/differences.ts";
import { twinVerdict } from "./twin/verdict.ts";

test("the command prints the twin's verdict for a pack and answers in files", async () => {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-score-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const drawn = fc.sample(cases({ id: fileId, questions: 4 }).map(allowed), { seed: 9, numRuns: 5 });
  for (const { pack, ballots: all } of drawn) {
    const ballots = named(all);
    const file = join(folder, `${pack.id}.yaml`);
    const answers = join(folder, "answers.json");
    await writeFile(file, packFile(pack));
    await writeFile(answers, answersFile(ballots));
    const { out } = await run(["score", file, "--answers", answers, "--json"]);
    expect(differences(twinVerdict(pack, ballots), JSON.parse(out))).toEqual([]);
  }
});

function named(ballots: Ballots): Ballots {
  return Object.fromEntries(Object.values(ballots).map((ballot, place) => [`voter${place}`, ballot]));
}
