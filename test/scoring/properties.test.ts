import * as fc from "fast-check";
import { expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import { add, compare, type Fraction, fraction } from "../../src/scoring/fraction.ts";
import { verdictJson } from "../../src/scoring/json.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import type { Argument, Standing, Verdict } from "../../src/scoring/verdict.ts";
import { type Case, cases } from "./arbitrary.ts";
import { frozen, shuffledBallots, shuffledPack, shuffles, withChanges, withWeights } from "./changed.ts";
import { answersOf, completions, taken } from "./completions.ts";

const few = cases({ options: 4, criteria: 4, questions: 4, voters: 3 });

test("the order of anything in a pack or in the answers never matters, to the byte", () => {
  fc.assert(
    fc.property(cases(), shuffles, ({ pack, ballots }, shuffle) => {
      const other = shuffledPack(pack, shuffle);
      expect(text(other, shuffledBallots(ballots, shuffle))).toBe(text(pack, ballots));
    }),
    { numRuns: 100 },
  );
});

test("the same inputs give the same bytes, and are left as they were", () => {
  fc.assert(
    fc.property(cases(), ({ pack, ballots }) => {
      const copies = frozen(structuredClone({ pack, ballots }));
      expect(text(copies.pack, copies.ballots)).toBe(text(pack, ballots));
      expect(copies).toEqual({ pack, ballots });
    }),
    { numRuns: 60 },
  );
});

test("contributions sum to each option's value where nothing is open", () => {
  let met = 0;
  fc.assert(
    fc.property(cases(), (drawn) => {
      const { pack, ballots } = completed(drawn);
      const { blend, contributions } = verdict(pack, ballots);
      expect(blend.open).toEqual([]);
      for (const { id, value } of blend.options) {
        const parts = contributions.filter(({ option }) => option === id).map((part) => part.value);
        expect(parts.reduce<Fraction>(add, fraction(0n)), id).toEqual(value);
        if (value.num > 0n) met++;
      }
    }),
    { seed: 8, numRuns: 100 },
  );
  expect(met).toBeGreaterThan(50);
});

test("a flip, applied, makes that option lead; a part of it, or any single change, does not", () => {
  const met = new Map<number, number>();
  fc.assert(
    fc.property(cases({ questions: 5, criteria: 4 }), ({ pack, ballots }) => {
      for (const { to, changes } of verdict(pack, ballots).flips) {
        if (changes === null) continue;
        met.set(changes.length, (met.get(changes.length) ?? 0) + 1);
        expect(leaderAfter(pack, ballots, changes)).toBe(to);
        const [first, second] = verdict(pack, withChanges(ballots, changes)).blend.options.filter(
          ({ ruledOut }) => ruledOut.length === 0,
        );
        expect(first?.id).toBe(to);
        if (first !== undefined && second !== undefined)
          expect(compare(first.value, second.value)).toBeGreaterThan(0);
        for (const one of changes) {
          const part = changes.filter((each) => each !== one);
          expect(topAndLeader(pack, ballots, part)).not.toBe(to);
        }
        if (changes.length < 2) continue;
        for (const { id, choices } of pack.questions) {
          for (const choice of choices)
            expect(topAndLeader(pack, ballots, [{ question: id, to: choice.id }])).not.toBe(to);
        }
      }
    }),
    { seed: 8, numRuns: 60 },
  );
  expect([1, 2].every((size) => (met.get(size) ?? 0) > 0)).toBe(true);
});

test("where no flip is found, no three changes drawn at random make one", () => {
  let met = 0;
  fc.assert(
    fc.property(
      few,
      fc.array(fc.tuple(fc.nat(9), fc.nat(3)), { minLength: 1, maxLength: 3 }),
      (drawn, picks) => {
        const { pack, ballots } = drawn;
        const none = verdict(pack, ballots).flips.filter(({ changes }) => changes === null);
        const changes = new Map(
          picks.map(([at, choice]) => {
            const question = pack.questions[at % pack.questions.length];
            return [question?.id ?? "", question?.choices[choice % question.choices.length]?.id ?? ""];
          }),
        );
        const leader = topAndLeader(
          pack,
          ballots,
          [...changes].map(([question, to]) => ({ question, to })),
        );
        expect(none.map(({ to }) => to)).not.toContain(leader);
        met += none.length;
      },
    ),
    { seed: 8, numRuns: 150 },
  );
  expect(met).toBeGreaterThan(50);
});

test("inside its weight range the leader leads, and outside it does not", () => {
  const met = { inside: 0, outside: 0 };
  fc.assert(
    fc.property(cases({ options: 4, criteria: 3, questions: 4, voters: 2 }), ({ pack, ballots }) => {
      const plain = withWeights(pack, () => 1);
      const { blend, weightRange } = verdict(plain, ballots);
      const leads = strictTop(blend) === blend.leader && blend.leader !== null;
      for (const { criterion, min, max } of weightRange) {
        if (!leads) expect([min, max]).toEqual([1, 1]);
        else expect(min < 1 && (max === null || max > 1)).toBe(true);
        for (const [up, down] of leads ? MULTIPLIERS : []) {
          const times = up / down;
          // An end is a tie; but 0 may be the end of what is asked.
          if (times === 0 && min === 0) continue;
          const inside = times > min + 1e-9 && (max === null || times < max - 1e-9);
          const raised = withWeights(pack, (_, each) => (each === criterion ? up : down));
          const top = strictTop(verdict(raised, ballots).blend);
          expect(top === blend.leader, `${criterion} × ${times} in ${min}..${max}`).toBe(inside);
          met[inside ? "inside" : "outside"]++;
        }
      }
    }),
    { seed: 8, numRuns: 120 },
  );
  expect(Math.min(met.inside, met.outside)).toBeGreaterThan(20);
});

/** Weights are whole: one criterion's is the first, all others' the second. */
const MULTIPLIERS = [
  [0, 1],
  [1, 5],
  [1, 2],
  [2, 3],
  [3, 2],
  [2, 1],
  [5, 1],
] as const;

test("settled: no completion changes the leader; not settled: some completion does", () => {
  let met = 0;
  fc.assert(
    fc.property(few, fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }), ({ pack, ballots }, picks) => {
      const { today } = verdict(pack, ballots);
      const all = completions(pack, answersOf(ballots, "today"));
      const leaderOf = (place: number) => {
        const { answers } = all[place % all.length] ?? { answers: new Map() };
        const changes = today.open.map((question) => ({ question, to: taken(answers, question)[0] ?? "" }));
        return verdict(pack, withChanges(ballots, changes)).today.leader;
      };
      if (today.settled) {
        for (const pick of picks) expect(leaderOf(pick)).toBe(today.leader);
        met += today.open.length;
      } else if (all.length <= 30) {
        const leaders = all.map((_, place) => leaderOf(place));
        expect(leaders.some((leader) => leader === null || leader !== today.leader)).toBe(true);
      }
    }),
    { seed: 8, numRuns: 120 },
  );
  expect(met).toBeGreaterThan(5);
});

test("voters of one mind are one voter", () => {
  fc.assert(
    fc.property(cases({ voters: 1 }), fc.integer({ min: 2, max: 5 }), ({ pack, ballots }, count) => {
      const [one] = Object.values(ballots);
      if (one === undefined) return;
      const several = Object.fromEntries(Array.from({ length: count }, (_, place) => [`v${place}`, one]));
      const group = verdict(pack, several);
      const alone = verdict(pack, { v0: one });
      const unnamed = (result: Verdict) => ({
        ...result,
        ...{ voters: [], reasons: nameless(result.reasons), costs: nameless(result.costs) },
      });
      expect(unnamed(group)).toEqual(unnamed(alone));
      expect(group.splits).toEqual([]);
      for (const { leader, strength, because } of group.voters)
        expect([leader, strength, because]).toEqual([alone.blend.leader, alone.blend.strength, null]);
    }),
    { numRuns: 80 },
  );
});

test("doubling all weights doubles the values and changes nothing else", () => {
  fc.assert(
    fc.property(cases(), ({ pack, ballots }) => {
      const light = withWeights(pack, (weight) => 1 + (weight % 2));
      const heavy = withWeights(light, (weight) => 2 * weight);
      const before = verdict(light, ballots);
      const after = verdict(heavy, ballots);
      expect(withoutValues(after)).toEqual(withoutValues(before));
      for (const { id, value } of before.today.options) {
        const doubled = after.today.options.find((option) => option.id === id)?.value ?? fraction(-1n);
        expect(compare(add(value, value), doubled)).toBe(0);
      }
    }),
    { numRuns: 80 },
  );
});

function text(pack: Pack, ballots: Ballots): string {
  return verdictJson(pack, verdict(pack, ballots));
}

function leaderAfter(
  pack: Pack,
  ballots: Ballots,
  changes: readonly { readonly question: string; readonly to: string }[],
): string | null {
  return verdict(pack, withChanges(ballots, changes)).blend.leader;
}

/** The leader after the changes, where it has strictly the highest mean value as well. */
function topAndLeader(
  pack: Pack,
  ballots: Ballots,
  changes: Parameters<typeof leaderAfter>[2],
): string | null {
  const { blend } = verdict(pack, withChanges(ballots, changes));
  return strictTop(blend) === blend.leader ? blend.leader : null;
}

/** The option in the ranking with strictly the highest mean value; null where there is none. */
function strictTop({ options }: Standing): string | null {
  const [first, second] = options.filter(({ ruledOut }) => ruledOut.length === 0);
  if (first === undefined) return null;
  return second !== undefined && compare(first.value, second.value) === 0 ? null : first.id;
}

function nameless(list: readonly Argument[]): unknown {
  return list.map((argument) => ({ ...argument, voters: [] }));
}

/** Everyone answers what is open with a choice of each question, until nothing is. */
function completed({ pack, ballots }: Case): Case {
  const [open] = verdict(pack, ballots).blend.open;
  const to = pack.questions.find(({ id }) => id === open)?.choices[0]?.id;
  if (open === undefined || to === undefined) return { pack, ballots };
  return completed({ pack, ballots: withChanges(ballots, [{ question: open, to }]) });
}

function withoutValues(result: ReturnType<typeof verdict>): unknown {
  const strip = (list: readonly object[], field: string) => list.map((one) => ({ ...one, [field]: null }));
  const standing = (one: Standing) => ({ ...one, options: strip(one.options, "value") });
  return {
    ...result,
    today: standing(result.today),
    later: standing(result.later),
    blend: standing(result.blend),
    reasons: strip(result.reasons, "pull"),
    costs: strip(result.costs, "pull"),
    contributions: [],
  };
}
