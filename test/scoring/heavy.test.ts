import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isHeavy, stepsOf } from "../../src/scoring/heavy.ts";
import { syntheticBallots, syntheticPack } from "../bench/synthetic.ts";
import { flagship, shipped } from "../rules/flagship.ts";
import { type Answers, randomTeams } from "../rules/teams.ts";
import { cases } from "./arbitrary.ts";
import { shuffledBallots, shuffledPack, shuffles } from "./changed.ts";

test("the flagship's verdict is light, whatever five people have answered", async () => {
  const pack = await flagship();
  expect(isHeavy(pack, {})).toBe(false);
  for (const step of [1, 2, 3, 5]) expect(isHeavy(pack, syntheticBallots(pack, 7, step))).toBe(false);
});

test("sixteen open questions of five choices among six options are heavy", () => {
  const pack = syntheticPack({ questions: 16, choices: 5, options: 6, criteria: 14 }, 3);
  expect(isHeavy(pack, {})).toBe(true);
});

test("more that is open takes no fewer steps, and the order of anything makes no difference", () => {
  fc.assert(
    fc.property(cases(), shuffles, ({ pack, ballots }, shuffle) => {
      expect(stepsOf(shuffledPack(pack, shuffle), shuffledBallots(ballots, shuffle))).toBe(
        stepsOf(pack, ballots),
      );
    }),
    { numRuns: 60 },
  );
  const pack = syntheticPack({ questions: 12, choices: 3, options: 4, criteria: 8 }, 3);
  const one = pack.questions.map(({ id, choices }) => [id, choices[0]?.id ?? ""]);
  const steps = one.map((_, n) =>
    stepsOf(pack, { ana: { today: Object.fromEntries(one.slice(0, n)), later: {} } }),
  );
  expect(steps).toEqual(steps.toSorted((a, b) => b - a));
});

test("of the shipped packs only the one of six frameworks is worked out elsewhere when five have answered half of it", async () => {
  for (const pack of await shipped()) {
    const half = (answers: Answers): Answers => Object.fromEntries(Object.entries(answers).slice(0, 6));
    const voters = randomTeams(pack, 5, 1).map((answers, at) => [
      `v${at}`,
      { today: half(answers), later: {} },
    ]);
    expect(isHeavy(pack, Object.fromEntries(voters)), pack.id).toBe(pack.id === "python-web-frameworks");
  }
});
