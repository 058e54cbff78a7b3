import { expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import { compare, toNumber } from "../../src/scoring/fraction.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack, Question } from "../../src/scoring/pack/pack.ts";
import type { Standing } from "../../src/scoring/verdict.ts";
import { answersOf, type Completion, confidences, leaderOf, ratingOf, weightOn } from "./completions.ts";
import { confidencesByWeights } from "./convolve.ts";
import { enumerated, onGrid } from "./counted.ts";
import { type Large, largePack, numbers } from "./largepack.ts";

const LARGEST: Large = { options: 6, criteria: 8, questions: 16, choices: 5, dependent: 0, ruling: 0 };
const NOBODY: Ballots = {};

test("adding up weights is enumerating completions, where both can be done", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const pack = largePack(
      { options: 3, criteria: 2, questions: 5, choices: 3, dependent: 2, ruling: 4 },
      numbers(seed),
    );
    const answers = answersOf({ ana: { today: { q1: "x1" }, later: {} } }, "today");
    const enumerated = confidences(pack, answers);
    for (const [place, exact] of confidencesByWeights(pack, answers).entries()) {
      expect(compare(exact, enumerated[place] ?? exact)).toBe(0);
    }
  }
});

test("seven open questions of four choices on eight criteria: exact, by enumeration", () => {
  for (const ruling of [0, 9]) {
    const pack = largePack({ ...LARGEST, questions: 7, choices: 4, dependent: 1, ruling }, numbers(5));
    const { today } = verdict(pack, NOBODY);
    expect(today.unresolved).toBe(0);
    for (const [place, exact] of confidences(pack, new Map()).entries()) {
      bracketed(today, pack.options[place]?.id ?? "", toNumber(exact), 1e-12);
    }
  }
});

for (const [name, size] of Object.entries<Partial<Large>>({
  "16 open questions of 5 choices on two criteria": { criteria: 2 },
  "with conditions": { criteria: 2, questions: 14, dependent: 4 },
  "with rule-outs": { criteria: 2, questions: 8, ruling: 12 },
  "three options on three criteria": { criteria: 3, options: 3, questions: 8, choices: 4 },
})) {
  test(`confidence is exact, or bracketed by what it says is unresolved: ${name}`, () => {
    for (const seed of [1, 2]) {
      const pack = largePack({ ...LARGEST, ...size }, numbers(seed));
      const { today } = verdict(pack, NOBODY);
      const exact = confidencesByWeights(pack, new Map());
      for (const [place, { id }] of pack.options.entries()) {
        const truth = exact[place];
        bracketed(today, id, truth === undefined ? Number.NaN : toNumber(truth), 1e-12);
      }
      expect(sure(today)).toBeLessThanOrEqual(1 + 1e-12);
    }
  });
}

test("16 open questions of 5 choices among 6 options on 8 criteria: within exact bounds from pairs of options", () => {
  for (const seed of [11]) {
    const pack = largePack(LARGEST, numbers(seed));
    const { today } = verdict(pack, NOBODY);
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
  expect(verdict(many, NOBODY).today.unresolved).toBe(0);
});

test("two options, however many questions: the chance that one beats the other", () => {
  for (const seed of [21, 22, 23]) {
    const pack = largePack({ ...LARGEST, options: 2, questions: 20 }, numbers(seed));
    const { today } = verdict(pack, NOBODY);
    expect(today.unresolved).toBe(0);
    bracketed(today, "o0", beats(pack, "o0", "o1"), 1e-12);
    bracketed(today, "o1", beats(pack, "o1", "o0"), 1e-12);
  }
});

test("completions drawn at random lead as often as confidence says", () => {
  for (const [seed, size] of [
    [31, LARGEST],
    [32, { ...LARGEST, dependent: 5, ruling: 15 }],
  ] as const) {
    const random = numbers(seed);
    const pack = largePack(size, random);
    const { today } = verdict(pack, NOBODY);
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

test("a question is answered at a time: what was settled stays so, and nothing is unresolved at the end", () => {
  for (const seed of [41, 42, 43, 44, 45, 46]) {
    const random = numbers(seed);
    const pack = largePack(
      { options: 4, criteria: 8, questions: 10, choices: 4, dependent: 3, ruling: 0 },
      random,
    );
    const today: Record<string, string> = {};
    let settledFor: string | null = null;
    for (const [place, { id }] of pack.questions.entries()) {
      const result = verdict(pack, { ana: { today, later: {} } });
      if (settledFor !== null) expect(result.today.leader).toBe(settledFor);
      if (result.today.settled) settledFor = result.today.leader;
      today[id] = place % 5 === 4 ? "not_sure" : `x${Math.floor(random() * 4)}`;
    }
    for (const { id } of pack.questions) if (today[id] === "not_sure") today[id] = "x0";
    const end = verdict(pack, { ana: { today, later: {} } });
    expect(end.today.unresolved).toBe(0);
    expect(end.today.open).toEqual([]);
    expect(end.stop).toBe(true);
  }
});

function areExact(pack: Pack, shares: readonly number[], tolerance: number): void {
  const { today } = verdict(pack, NOBODY);
  expect(today.unresolved).toBe(0);
  for (const [place, { id }] of pack.options.entries()) {
    bracketed(today, id, shares[place] ?? Number.NaN, tolerance);
  }
}

function bracketed(standing: Standing, id: string, truth: number, tolerance: number): void {
  const confidence = standing.options.find((option) => option.id === id)?.confidence ?? Number.NaN;
  expect(confidence, id).toBeLessThanOrEqual(truth + tolerance);
  expect(confidence + standing.unresolved, id).toBeGreaterThanOrEqual(truth - tolerance);
}

function sure({ options, unresolved }: Standing): number {
  return options.reduce((sum, { confidence }) => sum + confidence, unresolved);
}

/** The chance that `one` is worth more than `other`, exact but for the last division: no conditions, no rule-outs. */
function beats(pack: Pack, one: string, other: string): number {
  let sums = new Map<number, bigint>([[0, 1n]]);
  for (const question of pack.questions) {
    const next = new Map<number, bigint>();
    const differences = differencesOf(pack, question, one, other);
    for (const [sum, odds] of sums) {
      for (const [difference, usual] of differences) {
        next.set(sum + difference, (next.get(sum + difference) ?? 0n) + odds * BigInt(usual));
      }
    }
    sums = next;
  }
  const total = [...sums.values()].reduce((sum, odds) => sum + odds, 0n);
  const ahead = [...sums].reduce((sum, [difference, odds]) => (difference > 0 ? sum + odds : sum), 0n);
  return Number((ahead * 10n ** 18n) / total) / 1e18;
}

function differencesOf(pack: Pack, { choices }: Question, one: string, other: string): [number, number][] {
  return choices.map((choice) => [
    pack.criteria.reduce(
      (sum, { id }) => sum + weightOn(choice, id) * (ratingOf(pack, id, one) - ratingOf(pack, id, other)),
      0,
    ),
    choice.usual,
  ]);
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
