import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bracket } from "../../src/scoring/bracket.ts";
import { casesOf } from "../../src/scoring/cases.ts";
import { fraction, toNumber } from "../../src/scoring/fraction.ts";
import { leadOf } from "../../src/scoring/lead.ts";
import { leadingOf } from "../../src/scoring/leading.ts";
import { newMass } from "../../src/scoring/mass.ts";
import { compile } from "../../src/scoring/model.ts";
import { openPart } from "../../src/scoring/open.ts";
import type { Pack, Question } from "../../src/scoring/pack.ts";
import { widestFirst } from "../../src/scoring/sides.ts";
import { situationOf } from "../../src/scoring/standing.ts";
import { syntheticPack } from "../bench/synthetic.ts";
import { cases } from "./arbitrary.ts";

/** Effort so small that few branches, many, or all of them are followed. */
const efforts = fc.constantFrom(1e-9, 1e-4, 1);

test("a bracket holds what is exact, however early it stops", () => {
  fc.assert(
    fc.property(cases(), efforts, ({ pack, ballots }, effort) => {
      const open = openPart(situationOf(compile(pack), Object.values(ballots), "today"));
      const exact = leadOf(open, 1);
      const sure = open.base.concat(0).map(newMass);
      bracket(open, widestFirst(open.terms), sure, effort);
      const masses = sure.map((mass) => mass.total());
      const undecided = masses.reduce((rest, mass) => rest - mass, exact.total);
      expect(undecided).toBeGreaterThanOrEqual(0n);
      [...exact.leads, exact.none].forEach((mass, place) => {
        expect(masses[place]).toBeLessThanOrEqual(mass);
        expect((masses[place] ?? 0n) + undecided).toBeGreaterThanOrEqual(mass);
      });
    }),
    { numRuns: 200 },
  );
});

test("weights too large for doubles are bracketed by next to nothing, not rounded silently", () => {
  const usual = (question: Question, at: number): Question => ({
    ...question,
    choices: question.choices.map((choice, c) => ({ ...choice, usual: 999_999_000_001 + 7 * at + c })),
  });
  const plain = syntheticPack({ questions: 6, choices: 3, options: 3, criteria: 5 }, 4);
  const pack: Pack = { ...plain, questions: plain.questions.map(usual) };
  const exact = leadOf(openOf(plain), 1);
  const { confidence, unresolved } = leadingOf(situationOf(compile(pack), [], "today"));
  expect(toNumber(unresolved)).toBeGreaterThan(0);
  expect(toNumber(unresolved)).toBeLessThan(1e-6);
  exact.leads.forEach((mass, option) => {
    // The weights are equal but for a millionth of a millionth.
    const expected = toNumber(fraction(mass, exact.total));
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
  expect([...lead.leads, lead.none].reduce((sum, mass) => sum + mass)).toBe(lead.total);
});

test("many questions that depend on one are taken case by case, exactly", () => {
  const pack = syntheticPack({ questions: 12, choices: 4, options: 3, criteria: 6 }, 2);
  const [root, ...others] = pack.questions;
  if (root === undefined) throw new Error("the pack has no question");
  const appliesWhen = [{ question: root.id, choices: root.choices.slice(0, 2).map(({ id }) => id) }];
  const tangled = { ...pack, questions: [root, ...others.map((other) => ({ ...other, appliesWhen }))] };
  const situation = situationOf(compile(tangled), [], "today");
  expect(casesOf(situation).map(({ answered }) => answered.length)).toEqual([1, 1, 1, 1]);
  const { confidence, unresolved } = leadingOf(situation);
  expect(unresolved).toEqual(fraction(0n));
  // The law of total probability, over packs in which the root has been answered.
  const given = root.choices.map(({ id }) => {
    const answered = situationOf(compile(tangled), [{ today: { [root.id]: id }, later: {} }], "today");
    return leadingOf(answered).confidence.map(toNumber);
  });
  confidence.forEach((share, option) => {
    const mean = given.reduce((sum, shares) => sum + (shares[option] ?? 0), 0) / given.length;
    expect(toNumber(share)).toBeCloseTo(mean, 12);
  });
});

test("the largest packs are answered within the bracket that is stated", () => {
  const open = openOf(syntheticPack({ questions: 16, choices: 5, options: 6, criteria: 14 }, 3));
  const lead = leadOf(open, 1);
  const known = [...lead.leads, lead.none].reduce((sum, mass) => sum + mass);
  expect(known + lead.unresolved).toBe(lead.total);
  expect(toNumber(fraction(lead.unresolved, lead.total))).toBeLessThan(0.5);
});

function openOf(pack: Pack) {
  return openPart(situationOf(compile(pack), [], "today"));
}
