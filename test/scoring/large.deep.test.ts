/** The largest packs, where the truth itself takes long to count. */
import { expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import { toNumber } from "../../src/scoring/fraction.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { beats, bracketed } from "./bracketed.ts";
import { type Completion, confidences, leaderOf } from "./completions.ts";
import { confidencesByWeights } from "./convolve.ts";
import { enumerated, onGrid } from "./counted.ts";
import { LARGEST, largePack, numbers } from "./largepack.ts";

test("seven open questions of four choices on eight criteria: exact, by enumeration", () => {
  for (const ruling of [0, 9]) {
    const pack = largePack({ ...LARGEST, questions: 7, choices: 4, dependent: 1, ruling }, numbers(5));
    const { today } = verdict(pack, {});
    expect(today.unresolved).toBe(0);
    for (const [place, exact] of confidences(pack, new Map()).entries()) {
      bracketed(today, pack.options[place]?.id ?? "", toNumber(exact), 1e-12);
    }
  }
});

test("16 open questions of 5 choices among 6 options on 8 criteria: within exact bounds from pairs of options", () => {
  for (const seed of [11]) {
    const pack = largePack(LARGEST, numbers(seed));
    const { today } = verdict(pack, {});
    for (const { id, confidence } of today.options) {
      const beaten = pack.options
        .filter((other) => other.id !== id)
        .map((other) => beats(pack, id, other.id));
      const most = Math.min(...beaten);
      const least = 1 - beaten.reduce((sum, chance) => sum + 1 - chance, 0);
      expect(confidence).toBeLessThanOrEqual(most + 1e-9);
      expect(confidence + today.unresolved).toBeGreaterThanOrEqual(least - 1e-9);
    }
    expect(today.unresolved).toBeLessThan(0.1);
  }
});

for (const [options, questions] of [
  [4, 8],
  [5, 7],
  [6, 7],
] as const) {
  test(`${questions} open questions of 5 choices among ${options} options: exact, as every completion says`, () => {
    const pack = largePack({ ...LARGEST, options, questions }, numbers(options));
    areExact(pack, enumerated(pack), 1e-12);
  });
}

test("three options and up to 20 open questions of 5 choices: exact, as the grid of their differences says", () => {
  for (const [questions, seed] of [
    [14, 3],
    [20, 5],
  ] as const) {
    const pack = largePack({ ...LARGEST, options: 3, criteria: 14, questions }, numbers(seed));
    areExact(pack, onGrid(pack), 1e-10);
  }
});

test("12 open questions of 5 choices among 4 options: exact, as weights on criteria say", () => {
  const few = largePack({ ...LARGEST, options: 4, criteria: 2, questions: 12 }, numbers(6));
  areExact(few, confidencesByWeights(few, new Map()).map(toNumber), 1e-12);
  const many = largePack({ ...LARGEST, options: 4, criteria: 14, questions: 12 }, numbers(6));
  expect(verdict(many, {}).today.unresolved).toBe(0);
});

test("completions drawn at random lead as often as confidence says", () => {
  for (const [seed, size] of [
    [31, LARGEST],
    [32, { ...LARGEST, dependent: 5, ruling: 15 }],
  ] as const) {
    const random = numbers(seed);
    const pack = largePack(size, random);
    const { today } = verdict(pack, {});
    const drawn = 2000;
    const wins = new Map<string | null, number>();
    for (let count = 0; count < drawn; count++) {
      const leader = leaderOf(pack, drawAnswers(pack, random).answers);
      const id = leader === null ? null : (pack.options[leader]?.id ?? null);
      wins.set(id, (wins.get(id) ?? 0) + 1);
    }
    for (const { id } of pack.options) {
      const share = (wins.get(id) ?? 0) / drawn;
      bracketed(today, id, share, 5 * Math.sqrt(Math.max(share * (1 - share), 0.01) / drawn));
    }
  }
});

function areExact(pack: Pack, shares: readonly number[], tolerance: number): void {
  const { today } = verdict(pack, {});
  expect(today.unresolved).toBe(0);
  for (const [place, { id }] of pack.options.entries()) {
    bracketed(today, id, shares[place] ?? Number.NaN, tolerance);
  }
}

/** Each question's choice by its odds. */
function drawAnswers(pack: Pack, random: () => number): Completion {
  const answers = pack.questions.map(({ id, choices }): [string, string[]] => {
    let left = random() * choices.reduce((sum, { usual }) => sum + usual, 0);
    const choice = choices.find(({ usual }) => {
      left -= usual;
      return left < 0;
    });
    return [id, [choice?.id ?? choices[0]?.id ?? ""]];
  });
  return { odds: 1n, answers: new Map(answers) };
}
