/** What a verdict leaves to be asked: why another option than the leader, and why another one later. */
import { compare, type Fraction, fraction } from "./fraction.ts";
import { answerOf, applying } from "./model/applies.ts";
import type { Ballots } from "./model/ballot.ts";
import { basesOf } from "./model/basis.ts";
import { compile } from "./model/model.ts";
import { byCodeUnit } from "./order.ts";
import type { Pack } from "./pack/pack.ts";
import { type Arguments, argumentsFor } from "./reasons.ts";
import { rankingOf } from "./standing.ts";

export interface Explanation extends Arguments {
  readonly option: string;
  /** Of the other options in the ranking the one with the highest mean value, then the smallest id; null where there is none. */
  readonly runnerUp: string | null;
}

/** What speaks for an option, and what against it: of the blend's standing, with this option in the leader's place. Throws a RangeError where the pack has no such option. */
export function explain(pack: Pack, ballots: Ballots, option: string): Explanation {
  const model = compile(pack);
  const leader = model.options.indexOf(option);
  if (leader < 0) throw new RangeError(`no option is called ${option}`);
  const ranking = rankingOf(basesOf(model, Object.values(ballots), pack.horizon.weight).blend);
  const runnerUp = ranking.ranked.find((other) => other !== leader);
  return {
    option,
    runnerUp: runnerUp === undefined ? null : (model.options[runnerUp] ?? null),
    ...argumentsFor(ranking, ballots, leader),
  };
}

/** A choice that some voters give for later, and not for today. */
export interface Shift {
  readonly question: string;
  readonly choice: string;
  readonly voters: readonly string[];
}

/**
 * Those without which the option would lead `from` by less later, or be ruled out, or not have `from` ruled out: what helps
 * most first, then by question and choice. An answer counts where its question applies for certain.
 */
export function shiftsToward(pack: Pack, ballots: Ballots, option: string, from: string): readonly Shift[] {
  const lead = leadLater(pack, ballots, option, from);
  return shiftsOf(pack, ballots)
    .map((shift) => ({ shift, without: leadLater(pack, unshifted(ballots, shift), option, from) }))
    .filter(({ without }) => isLess(without, lead))
    .sort(
      (a, b) =>
        (isLess(a.without, b.without) ? -1 : isLess(b.without, a.without) ? 1 : 0) ||
        byCodeUnit(a.shift.question, b.shift.question) ||
        byCodeUnit(a.shift.choice, b.shift.choice),
    )
    .map(({ shift }) => shift);
}

function shiftsOf(pack: Pack, ballots: Ballots): readonly Shift[] {
  const applies = applying(pack, ballots, "later");
  const voters = Object.entries(ballots).sort(([a], [b]) => byCodeUnit(a, b));
  return pack.questions
    .filter(({ id }) => applies.get(id) === "certain")
    .flatMap(({ id, choices }) =>
      choices.map((choice) => ({
        question: id,
        choice: choice.id,
        voters: voters.flatMap(([voter, ballot]) =>
          answerOf(ballot, id, "later") === choice.id && answerOf(ballot, id, "today") !== choice.id
            ? [voter]
            : [],
        ),
      })),
    )
    .filter(({ voters }) => voters.length > 0);
}

/** The same ballots with what these voters say of today for later as well. */
function unshifted(ballots: Ballots, { question, voters }: Shift): Ballots {
  return Object.fromEntries(
    Object.entries(ballots).map(([voter, ballot]) => {
      if (!voters.includes(voter)) return [voter, ballot];
      const { [question]: _, ...later } = ballot.later;
      return [voter, { ...ballot, later }];
    }),
  );
}

/** How far one option's mean value is above another's; "out" where it is ruled out itself, "alone" where the other is. */
type Lead = Fraction | "out" | "alone";

function leadLater(pack: Pack, ballots: Ballots, option: string, from: string): Lead {
  const model = compile(pack);
  const { ranked, worth } = rankingOf(basesOf(model, Object.values(ballots), pack.horizon.weight).later);
  const [one, other] = [model.options.indexOf(option), model.options.indexOf(from)];
  if (!ranked.includes(one)) return "out";
  if (!ranked.includes(other)) return "alone";
  return fraction((worth.values[one] ?? 0n) - (worth.values[other] ?? 0n), worth.den);
}

function isLess(a: Lead, b: Lead): boolean {
  if (a === b || a === "alone" || b === "out") return false;
  if (a === "out" || b === "alone") return true;
  return compare(a, b) < 0;
}
