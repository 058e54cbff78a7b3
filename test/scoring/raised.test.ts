import * as fc from "fast-check";
import { expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import { add, compare, type Fraction, fraction, multiply } from "../../src/scoring/fraction.ts";
import { raisedCriteria } from "../../src/scoring/model/contributions.ts";
import { cases } from "./arbitrary.ts";
import { ratingOf } from "./completions.ts";

const few = cases({ questions: 5, criteria: 5, options: 4 });
const NONE: Fraction = { num: 0n, den: 1n };

test("with one horizon, a criterion's weight times its ratings is what the answers added", () => {
  let met = 0;
  fc.assert(
    fc.property(few, ({ pack, ballots }) => {
      const today = Object.fromEntries(
        Object.entries(ballots).map(([voter, ballot]) => [voter, { ...ballot, later: {} }]),
      );
      const { contributions } = verdict(pack, today);
      const raised = raisedCriteria(pack, today);
      expect(raised.map(({ criterion }) => criterion).toSorted()).toEqual(
        [...new Set(contributions.map(({ criterion }) => criterion))].toSorted(),
      );
      for (const { criterion, weight, questions } of raised) {
        const added = contributions.filter((one) => one.criterion === criterion);
        expect(questions.toSorted()).toEqual([...new Set(added.map(({ question }) => question))].toSorted());
        for (const { id } of pack.options) {
          const sum = added.filter(({ option }) => option === id).map(({ value }) => value);
          const rating = fraction(BigInt(ratingOf(pack, criterion, id)));
          expect(multiply(weight, rating)).toEqual(sum.reduce(add, NONE));
        }
        met += 1;
      }
    }),
  );
  expect(met).toBeGreaterThan(100);
});

test("with nothing open, the weights times the ratings are the blended values; the heaviest is first", () => {
  let met = 0;
  fc.assert(
    fc.property(few, ({ pack, ballots }) => {
      const { today, later, blend } = verdict(pack, ballots);
      const raised = raisedCriteria(pack, ballots);
      for (const [index, { weight }] of raised.entries())
        expect(compare(raised[index + 1]?.weight ?? NONE, weight)).toBeLessThanOrEqual(0);
      if (today.open.length + later.open.length > 0) return;
      for (const { id, value } of blend.options) {
        const parts = raised.map(({ criterion, weight }) =>
          multiply(weight, fraction(BigInt(ratingOf(pack, criterion, id)))),
        );
        expect(parts.reduce(add, NONE)).toEqual(value);
        met += 1;
      }
    }),
  );
  expect(met).toBeGreaterThan(20);
});
