import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cases } from "../arbitrary.ts";
import { outcomes } from "./outcomes.ts";
import { saidIn } from "./votes.ts";

test("adding up families of questions comes to what enumerating all of them does", () => {
  fc.assert(
    fc.property(cases({ options: 3, criteria: 2, questions: 4, choices: 3, voters: 2 }), (drawn) => {
      const said = saidIn(drawn.ballots);
      for (const view of ["today", "later", "blend"] as const) {
        const enumerated = outcomes(drawn.pack, said, view, [drawn.pack.questions]);
        const added = outcomes(drawn.pack, said, view);
        expect(added).toHaveLength(enumerated.length);
        expect(added).toEqual(expect.arrayContaining([...enumerated]));
      }
    }),
    { numRuns: 60 },
  );
});
