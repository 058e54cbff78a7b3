import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { flagship } from "../rules/flagship.ts";
import { allowed, type Case, cases } from "./arbitrary.ts";
import { compared } from "./twin/compare.ts";
import { twinWithoutFlips } from "./twin/verdict.ts";

const SHAPES = {
  small: { options: 4, criteria: 3, questions: 3, voters: 4 },
  open: { options: 3, criteria: 3, questions: 5, choices: 3, voters: 1 },
  crowd: { options: 3, criteria: 4, questions: 4, choices: 2, voters: 6 },
  tied: { options: 2, criteria: 2, questions: 4, voters: 2 },
  rich: { options: 4, criteria: 6, questions: 5, choices: 3, voters: 4 },
};

test.each(Object.entries(SHAPES))(
  "the core's verdict is the twin's, field by field, on thousands of new packs: %s",
  (_, shape) => {
    const { agrees, report } = compared(cases(shape).map(allowed), { numRuns: 2_000 });
    expect(agrees, report).toBe(true);
  },
);

test("and but for flips, where up to twelve questions are open", () => {
  const drawn = cases({ options: 4, criteria: 2, questions: 12, choices: 3, voters: 1 });
  const { agrees, report } = compared(drawn.map(allowed), { numRuns: 100 }, twinWithoutFlips);
  expect(agrees, report).toBe(true);
});

test("and on the flagship pack, where at most two questions are open", async () => {
  const { agrees, report } = compared(casesOn(await flagship()).map(allowed), { numRuns: 10 });
  expect(agrees, report).toBe(true);
});

/** Everybody answers all but two questions, and has other answers later to as many as three. */
function casesOn(pack: Pack): fc.Arbitrary<Case> {
  const ids = pack.questions.map(({ id }) => id);
  const all = fc.record(
    Object.fromEntries(
      pack.questions.map(({ id, choices }) => [id, fc.constantFrom(...choices.map((choice) => choice.id))]),
    ),
  );
  const only = (answers: Record<string, string>, wanted: readonly string[]) =>
    Object.fromEntries(Object.entries(answers).filter(([id]) => wanted.includes(id)));
  const voter = fc.record({ today: all, later: all, changed: fc.subarray(ids, { maxLength: 3 }) });
  return fc
    .record({
      answered: fc.subarray(ids, { minLength: ids.length - 2 }),
      voters: fc.dictionary(fc.constantFrom("ana", "bo", "cy", "di"), voter, { minKeys: 2 }),
    })
    .map(({ answered, voters }) => ({
      pack,
      ballots: Object.fromEntries(
        Object.entries(voters).map(([id, { today, later, changed }]) => [
          id,
          { today: only(today, answered), later: only(later, changed) },
        ]),
      ),
    }));
}
