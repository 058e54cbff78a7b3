import * as fc from "fast-check";
import { expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import { type Argument, explain } from "../../src/scoring/explain.ts";
import { NOT_SURE } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { type Case, cases } from "./arbitrary.ts";
import { answersOf, applies, taken } from "./twin/answers.ts";
import { compare, type Fraction, fraction, minus, plus, times } from "./twin/fraction.ts";
import { choicesTaken, ratingOf } from "./twin/score.ts";

const HORIZONS = ["today", "later"] as const;
const RANKINGS = [...HORIZONS, "blend"] as const;
const few = cases({ questions: 5, criteria: 5, options: 4 });

test("reasons and costs are the answers by what separates the leader from its rival, largest first", () => {
  const met = { reasons: 0, costs: 0 };
  each(({ pack, ballots }, of, leader) => {
    const { rival, reasons, costs } = explain(pack, ballots, of, leader);
    if (rival === null) {
      expect([reasons, costs]).toEqual([[], []]);
      return;
    }
    const apart = pack.questions.map((question) => ({
      question: question.id,
      margin: separation({ pack, ballots }, of, question.id, leader, rival),
    }));
    const largestFirst = (sign: 1 | -1) =>
      apart
        .map(({ question, margin }) => ({ question, margin: times(margin, fraction(BigInt(sign))) }))
        .filter(({ margin }) => margin.num > 0n)
        .sort((a, b) => compare(b.margin, a.margin) || (a.question < b.question ? -1 : 1));
    const bare = (list: readonly Argument[]) => list.map(({ question, margin }) => ({ question, margin }));
    expect(bare(reasons)).toEqual(largestFirst(1));
    expect(bare(costs)).toEqual(largestFirst(-1));
    met.reasons += reasons.length;
    met.costs += costs.length;
  });
  expect(Math.min(met.reasons, met.costs)).toBeGreaterThan(20);
});

test("where nothing is open, reasons less costs are the difference of the two values", () => {
  let met = 0;
  each(({ pack, ballots }, of, leader) => {
    const result = verdict(pack, ballots);
    if (result.today.open.length + result.later.open.length > 0) return;
    const { rival, reasons, costs } = explain(pack, ballots, of, leader);
    const value = (id: string | null) => result[of].options.find((option) => option.id === id)?.value;
    const [ours, theirs] = [value(leader), value(rival)];
    if (ours === undefined || theirs === undefined) return;
    expect(minus(total(reasons), total(costs))).toEqual(minus(ours, theirs));
    met++;
  });
  expect(met).toBeGreaterThan(50);
});

test("the rival is the best of the other ranked options, then the smallest id", () => {
  each(({ pack, ballots }, of, leader) => {
    const ranked = verdict(pack, ballots)[of].options.filter(
      (option) =>
        option.id !== leader &&
        !("ruledOut" in option && Array.isArray(option.ruledOut) && option.ruledOut.length > 0),
    );
    expect(explain(pack, ballots, of, leader).rival).toBe(ranked[0]?.id ?? null);
  });
});

test("an argument's criteria add up to it, largest first", () => {
  each(({ pack, ballots }, of, leader) => {
    const { reasons, costs } = explain(pack, ballots, of, leader);
    for (const { facts, margin } of [...reasons, ...costs]) {
      expect(total(facts)).toEqual(margin);
      const sorted = [...facts].sort(
        (a, b) => compare(b.margin, a.margin) || (a.criterion < b.criterion ? -1 : 1),
      );
      expect(facts).toEqual(sorted);
      expect(facts.every((fact) => fact.margin.num !== 0n)).toBe(true);
    }
  });
});

test("an argument names the choices that speak for its side, and exactly who took them", () => {
  let met = 0;
  each(({ pack, ballots }, of, leader) => {
    const { rival, reasons, costs } = explain(pack, ballots, of, leader);
    if (of === "blend" || rival === null) return;
    const sides = [
      { list: reasons, best: leader, other: rival },
      { list: costs, best: rival, other: leader },
    ];
    for (const { list, best, other } of sides) {
      for (const { question, choices, voters } of list) {
        const said = new Map(
          Object.keys(ballots).map((voter) => [voter, taken(answersOf(ballots, of, voter), question)[0]]),
        );
        const speaking = (choice: string | undefined) =>
          choice !== undefined && termOf(pack, question, [choice], best, other).num > 0n;
        const supporters = [...said].filter(([, choice]) => speaking(choice));
        expect(voters).toEqual(supporters.map(([voter]) => voter).sort());
        expect(choices).toEqual([...new Set(supporters.map(([, choice]) => choice ?? NOT_SURE))].sort());
        met += voters.length;
      }
    }
  });
  expect(met).toBeGreaterThan(50);
});

test("in the blend, an argument's voters took its choices at one of the horizons", () => {
  each(({ pack, ballots }, of, leader) => {
    if (of !== "blend") return;
    const { reasons, costs } = explain(pack, ballots, of, leader);
    for (const { question, choices, voters } of [...reasons, ...costs]) {
      const takers = Object.keys(ballots).filter((voter) =>
        HORIZONS.some((horizon) =>
          choices.includes(taken(answersOf(ballots, horizon, voter), question)[0] ?? ""),
        ),
      );
      expect(choices.length).toBeGreaterThan(0);
      expect(voters.length).toBeGreaterThan(0);
      for (const voter of voters) expect(takers).toContain(voter);
    }
  });
});

test("what is no option has no explanation", () => {
  fc.assert(
    fc.property(few, ({ pack, ballots }) => {
      expect(() => explain(pack, ballots, "today", "no such option")).toThrow(RangeError);
    }),
    { numRuns: 5 },
  );
});

/** For the leader of each ranking, or where there is none, the first option. */
function each(check: (drawn: Case, of: (typeof RANKINGS)[number], leader: string) => void): void {
  fc.assert(
    fc.property(few, (drawn) => {
      const result = verdict(drawn.pack, drawn.ballots);
      for (const of of RANKINGS) check(drawn, of, result[of].leader ?? drawn.pack.options[0]?.id ?? "");
    }),
    { seed: 8, numRuns: 120 },
  );
}

function total(parts: readonly { readonly margin: Fraction }[]): Fraction {
  return parts.reduce((sum, { margin }) => plus(sum, margin), fraction(0n));
}

function separation(
  { pack, ballots }: Case,
  of: (typeof RANKINGS)[number],
  id: string,
  best: string,
  other: string,
): Fraction {
  const at = (horizon: "today" | "later") => {
    const answers = answersOf(ballots, horizon);
    const question = pack.questions.find((each) => each.id === id);
    const counts = question !== undefined && applies(pack, question, answers);
    return counts ? termOf(pack, id, taken(answers, id), best, other) : fraction(0n);
  };
  if (of !== "blend") return at(of);
  const h = fraction(BigInt(pack.horizon.weight[0]), BigInt(pack.horizon.weight[1]));
  return plus(times(minus(fraction(1n), h), at("today")), times(h, at("later")));
}

/** The group's term for one option, less the other's. */
function termOf(pack: Pack, id: string, choices: readonly string[], best: string, other: string): Fraction {
  const question = pack.questions.find((each) => each.id === id);
  const voices = question === undefined ? [] : choicesTaken(question, choices);
  const sum = voices
    .flatMap(({ raises }) => raises)
    .reduce(
      (all, { criterion, weight }) =>
        all + weight * (ratingOf(pack, criterion, best) - ratingOf(pack, criterion, other)),
      0,
    );
  return fraction(BigInt(sum), BigInt(voices.length || 1));
}
