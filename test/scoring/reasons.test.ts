import * as fc from "fast-check";
import { expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import { explain } from "../../src/scoring/explain.ts";
import { add, compare, type Fraction, fraction, subtract } from "../../src/scoring/fraction.ts";
import type { Argument, Verdict } from "../../src/scoring/verdict.ts";
import { allowed, type Case, cases } from "./arbitrary.ts";
import { answersOf, ratingOf, weightOn } from "./completions.ts";

const few = cases({ questions: 5, criteria: 5, options: 4 }).map(allowed);
const two = cases({ questions: 5, criteria: 5, options: 2 }).map(allowed);

test("reasons are against the runner-up, with a fact on which the leader is better and no ranked option better than it", () => {
  const met = each(few, ({ pack }, { blend, reasons }) => {
    const ranked = rankedIn(blend);
    const leader = blend.leader ?? "";
    for (const { rival, criterion, pull } of reasons) {
      expect(rival).toBe(ranked.find((id) => id !== leader));
      expect(pull.num > 0n).toBe(true);
      const own = ratingOf(pack, criterion, leader);
      expect(own).toBeGreaterThan(ratingOf(pack, criterion, rival));
      for (const id of ranked) expect(ratingOf(pack, criterion, id)).toBeLessThanOrEqual(own);
    }
    return reasons.length;
  });
  expect(met).toBeGreaterThan(100);
});

test("costs are against a ranked rival, with a fact on which it is better than the leader", () => {
  const met = each(few, ({ pack }, { blend, costs }) => {
    const ranked = rankedIn(blend);
    for (const { rival, criterion, pull } of costs) {
      expect(ranked).toContain(rival);
      expect(rival).not.toBe(blend.leader);
      expect(pull.num < 0n).toBe(true);
      expect(ratingOf(pack, criterion, rival)).toBeGreaterThan(ratingOf(pack, criterion, blend.leader ?? ""));
    }
    return costs.length;
  });
  expect(met).toBeGreaterThan(50);
});

test("between two ranked options, the pulls of reasons and costs are the difference of their contributions", () => {
  const met = each(two, (_, { blend, contributions, reasons, costs }) => {
    const ranked = rankedIn(blend);
    const other = ranked.find((id) => id !== blend.leader);
    if (blend.leader === null || other === undefined) return 0;
    const added = (id: string) =>
      total(contributions.filter(({ option }) => option === id).map(({ value }) => value));
    expect(total([...reasons, ...costs].map(({ pull }) => pull))).toEqual(
      subtract(added(blend.leader), added(other)),
    );
    return reasons.length + costs.length;
  });
  expect(met).toBeGreaterThan(100);
});

test("an argument's criterion is one that its choice raises, and its voters are those who gave the choice when it says", () => {
  const met = each(few, ({ pack, ballots }, { reasons, costs }) => {
    for (const { question, choice, horizon, voters, criterion } of [...reasons, ...costs]) {
      const asked = pack.questions.find(({ id }) => id === question)?.choices.find(({ id }) => id === choice);
      expect(asked === undefined ? 0 : weightOn(asked, criterion)).toBeGreaterThan(0);
      const gave = (voter: string, at: "today" | "later") =>
        answersOf(Object.fromEntries([[voter, ballots[voter] ?? NOTHING]]), at).get(question)?.[0] === choice;
      const spans = Object.keys(ballots).filter((voter) => {
        const [today, later] = [gave(voter, "today"), gave(voter, "later")];
        return horizon === "both" ? today && later : horizon === "today" ? today && !later : later && !today;
      });
      expect(voters).toEqual(spans.toSorted());
    }
    return reasons.length + costs.length;
  });
  expect(met).toBeGreaterThan(100);
});

const NOTHING = { today: {}, later: {} };

test("the largest pull comes first; of equals the first by question, choice and horizon", () => {
  const key = ({ question, choice, horizon }: Argument) => [question, choice, horizon];
  const isInOrder = (a: Argument, b: Argument) => {
    const [one, other] = [key(a), key(b)];
    const at = one.findIndex((id, place) => id !== other[place]);
    return at >= 0 && (one[at] ?? "") < (other[at] ?? "");
  };
  each(few, (_, { reasons, costs }) => {
    for (const [sign, list] of [
      [1, reasons],
      [-1, costs],
    ] as const) {
      for (const [at, argument] of list.entries()) {
        const before = list[at - 1];
        if (before === undefined) continue;
        const order = compare(before.pull, argument.pull) * sign;
        expect(order > 0 || (order === 0 && isInOrder(before, argument))).toBe(true);
      }
    }
    return 0;
  });
});

test("without a leader, or with nobody to compare it with, nothing is argued", () => {
  const met = each(few, (_, { blend, reasons, costs, flips }) => {
    if (blend.leader === null) expect(flips).toEqual([]);
    if (blend.leader !== null && rankedIn(blend).length > 1) return 0;
    expect([reasons, costs]).toEqual([[], []]);
    return 1;
  });
  expect(met).toBeGreaterThan(10);
});

test("the leader explained is what the verdict says; any other option is explained against the best of the rest", () => {
  each(few, ({ pack, ballots }, { blend, reasons, costs }) => {
    for (const { id } of pack.options) {
      const explained = explain(pack, ballots, id);
      expect(explained.runnerUp).toBe(rankedIn(blend).find((other) => other !== id) ?? null);
      if (id === blend.leader) expect(explained).toMatchObject({ option: id, reasons, costs });
      for (const { rival } of explained.reasons) expect(rival).toBe(explained.runnerUp);
    }
    expect(() => explain(pack, ballots, "no such option")).toThrow(RangeError);
    return 0;
  });
});

function rankedIn({ options }: Verdict["blend"]): string[] {
  return options.filter(({ ruledOut }) => ruledOut.length === 0).map(({ id }) => id);
}

function total(parts: readonly Fraction[]): Fraction {
  return parts.reduce(add, fraction(0n));
}

/** `check` tells how much it met. */
function each(drawn: fc.Arbitrary<Case>, check: (drawn: Case, result: Verdict) => number): number {
  let met = 0;
  fc.assert(
    fc.property(drawn, (one) => {
      met += check(one, verdict(one.pack, one.ballots));
    }),
    { seed: 8, numRuns: 250 },
  );
  return met;
}
