import * as fc from "fast-check";
import { expect, test } from "vitest";
import { acceptabilityOf } from "../../src/scoring/acceptability/acceptability.ts";
import { casesOf } from "../../src/scoring/acceptability/cases.ts";
import { type Lead, leadOf } from "../../src/scoring/acceptability/lead.ts";
import { posteriorsOf } from "../../src/scoring/acceptability/next.ts";
import { type Open, openPart } from "../../src/scoring/acceptability/open.ts";
import { fraction, toNumber } from "../../src/scoring/fraction.ts";
import type { Ballot } from "../../src/scoring/model/ballot.ts";
import { type Basis, basesOf } from "../../src/scoring/model/basis.ts";
import { compile } from "../../src/scoring/model/model.ts";
import type { Pack, Question } from "../../src/scoring/pack/pack.ts";
import { syntheticPack } from "../bench/synthetic.ts";
import { cases } from "./arbitrary.ts";
import { confidences } from "./completions.ts";
import { largePack, numbers } from "./largepack.ts";

/** Shares of the budgets with which nothing, little, or some of what is open is counted exactly. */
const efforts = fc.constantFrom(1e-9, 1e-6, 1e-4);

test("a bracket holds what is exact, however small the budget", () => {
  fc.assert(
    fc.property(cases(), efforts, ({ pack, ballots }, effort) => {
      const { today, blend } = basesOf(compile(pack), Object.values(ballots), pack.horizon.weight);
      holds(openPart(today), effort);
      holds(openPart(blend), effort);
    }),
    { numRuns: 200 },
  );
});

test("a bracket of many options, with rule-outs and conditions, holds what is exact", () => {
  const size = { options: 6, criteria: 6, questions: 9, choices: 3, dependent: 2, ruling: 12 };
  for (const seed of [1, 2, 3]) {
    const open = openOf(largePack(size, numbers(seed)));
    for (const effort of [1e-5, 1e-3, 1e-2]) holds(open, effort);
    // The whole budget is enough to count exactly, and a hundredth of it to know all but little.
    expect(shareUnresolved(leadOf(open, 1))).toBe(0);
    expect(shareUnresolved(leadOf(open, 1e-2))).toBeLessThan(0.1);
  }
});

test("between bounds too there is always a next question, as long as one may be asked", () => {
  const open = openOf(syntheticPack({ questions: 6, choices: 3, options: 4, criteria: 5 }, 4));
  for (const question of [0, 1, 2, 3, 4, 5]) {
    const judged = leadOf(open, 1e-6).judged((q) => q === question);
    const [after] = judged.flatMap((one) => posteriorsOf(one, (q) => q === question));
    expect(after?.question).toBe(question);
    expect(after?.chances.reduce((sum, chance) => sum + chance)).toBeCloseTo(1, 12);
    expect(after?.ways.flat().every((ways) => ways >= 0)).toBe(true);
  }
});

/** That the bracket from this share of the budgets has the exact figures in it. */
function holds(open: Open, effort: number): void {
  const exact = leadOf(open, 1);
  const bracket = leadOf(open, effort);
  expect(exact.unresolved).toBe(0n);
  expect(bracket.unresolved).toBeGreaterThanOrEqual(0n);
  [...exact.leads, exact.none].forEach((ways, place) => {
    const sure = [...bracket.leads, bracket.none][place] ?? -1n;
    expect(sure).toBeLessThanOrEqual(ways);
    expect(sure + bracket.unresolved).toBeGreaterThanOrEqual(ways);
  });
}

function shareUnresolved({ unresolved, total }: Lead): number {
  return toNumber(fraction(unresolved, total));
}

test("weights too large for doubles are bracketed by next to nothing, not rounded silently", () => {
  const usual = (question: Question, at: number): Question => ({
    ...question,
    choices: question.choices.map((choice, c) => ({ ...choice, usual: 999_999_000_001 + 7 * at + c })),
  });
  const plain = syntheticPack({ questions: 6, choices: 3, options: 3, criteria: 5 }, 4);
  const pack: Pack = { ...plain, questions: plain.questions.map(usual) };
  const exact = leadOf(openOf(plain), 1);
  const { confidence, unresolved } = acceptabilityOf(basisOf(pack), 1);
  expect(toNumber(unresolved)).toBeGreaterThan(0);
  expect(toNumber(unresolved)).toBeLessThan(1e-6);
  exact.leads.forEach((ways, option) => {
    // The weights are equal but for a millionth of a millionth.
    const expected = toNumber(fraction(ways, exact.total));
    expect(toNumber(confidence[option] ?? fraction(0n))).toBeCloseTo(expected, 6);
  });
});

test("weights whose product is beyond doubles, but not those of its halves, are exact", () => {
  const pack = syntheticPack({ questions: 10, choices: 3, options: 3, criteria: 5 }, 4);
  const heavy = pack.questions.map((question) => ({
    ...question,
    choices: question.choices.map((choice, c) => ({ ...choice, usual: [101, 97, 103][c] ?? 1 })),
  }));
  const lead = leadOf(openOf({ ...pack, questions: heavy }), 1);
  expect(lead.total).toBe(301n ** 10n);
  expect(lead.unresolved).toBe(0n);
  expect([...lead.leads, lead.none].reduce((sum, ways) => sum + ways)).toBe(lead.total);
});

test("many questions that depend on one are taken case by case, exactly", () => {
  const pack = syntheticPack({ questions: 12, choices: 4, options: 3, criteria: 6 }, 2);
  const [root, ...others] = pack.questions;
  if (root === undefined) throw new Error("the pack has no question");
  const appliesWhen = [{ question: root.id, choices: root.choices.slice(0, 2).map(({ id }) => id) }];
  const tangled = { ...pack, questions: [root, ...others.map((other) => ({ ...other, appliesWhen }))] };
  const basis = basisOf(tangled);
  expect(casesOf(basis).map(({ answered }) => answered.length)).toEqual([1, 1, 1, 1]);
  const { confidence, unresolved } = acceptabilityOf(basis, 1);
  expect(unresolved).toEqual(fraction(0n));
  // The law of total probability, over packs in which the root has been answered.
  const given = root.choices.map(({ id }) => {
    const answered = basisOf(tangled, { today: { [root.id]: id }, later: {} });
    return acceptabilityOf(answered, 1).confidence.map(toNumber);
  });
  confidence.forEach((share, option) => {
    const mean = given.reduce((sum, shares) => sum + (shares[option] ?? 0), 0) / given.length;
    expect(toNumber(share)).toBeCloseTo(mean, 12);
  });
});

test("the largest packs are answered within the bracket that is stated", () => {
  const open = openOf(syntheticPack({ questions: 16, choices: 5, options: 6, criteria: 14 }, 3));
  const lead = leadOf(open, 1);
  const known = [...lead.leads, lead.none].reduce((sum, ways) => sum + ways);
  expect(known + lead.unresolved).toBe(lead.total);
  expect(shareUnresolved(lead)).toBeLessThan(0.1);
});

function openOf(pack: Pack): Open {
  return openPart(basisOf(pack));
}

function basisOf(pack: Pack, ...ballots: readonly Ballot[]): Basis {
  return basesOf(compile(pack), ballots, pack.horizon.weight).blend;
}

test("usual weights of questions that hang together are exact where one after another fits doubles", () => {
  const pack = syntheticPack({ questions: 4, choices: 3, options: 3, criteria: 5 }, 4);
  const [root, ...others] = pack.questions.map((question, at) => ({
    ...question,
    choices: question.choices.map((choice, c) => ({ ...choice, usual: 9001 + 7 * at + 10 * c })),
  }));
  if (root === undefined) throw new Error("the pack has no question");
  const appliesWhen = [{ question: root.id, choices: root.choices.slice(0, 2).map(({ id }) => id) }];
  const tangled = { ...pack, questions: [root, ...others.map((other) => ({ ...other, appliesWhen }))] };
  const { confidence, unresolved } = acceptabilityOf(basisOf(tangled), 1);
  expect(unresolved).toEqual(fraction(0n));
  expect(confidence).toEqual(confidences(tangled, new Map()));
});
