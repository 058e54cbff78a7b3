/** Why the leader leads its strongest rival, and what speaks for the rival. */

import { add, compare, type Fraction, fraction, multiply, ZERO } from "./fraction.ts";
import { blendedWorth, horizonShares } from "./horizons.ts";
import { answerOf, type Horizon } from "./model/applies.ts";
import type { Ballots } from "./model/ballot.ts";
import { raisedBy } from "./model/contributions.ts";
import { isAnswered, type Situation } from "./model/group.ts";
import { compile } from "./model/model.ts";
import { byCodeUnit } from "./order.ts";
import type { Pack } from "./pack/pack.ts";
import { bestFirst } from "./rank.ts";
import { pointsOf, situationOf } from "./standing.ts";

export interface Explanation {
  readonly leader: string;
  /** Of the other ranked options the one with the highest value, then the smallest id; null where there is none. */
  readonly rival: string | null;
  /** The answers that put the leader ahead, largest margin first, then by question. */
  readonly reasons: readonly Argument[];
  /** The answers that speak for the rival, likewise. */
  readonly costs: readonly Argument[];
}

/** One question's answers. A question whose answers do not separate the two is no argument. */
export interface Argument {
  readonly question: string;
  /** The choices taken that speak for the argument's side, sorted. */
  readonly choices: readonly string[];
  /** Who took them, sorted. */
  readonly voters: readonly string[];
  /** How far the group's term separates the two options, in units of value; positive. */
  readonly margin: Fraction;
  /** The criteria that separate them; positive where they speak for the argument's side. Largest first, then by id. */
  readonly facts: readonly { readonly criterion: string; readonly margin: Fraction }[];
}

/** The leader that is passed is explained, be it the ranking's or not. Throws a RangeError where it is no option. */
export function explain(
  pack: Pack,
  ballots: Ballots,
  of: "today" | "later" | "blend",
  leader: string,
): Explanation {
  const model = compile(pack);
  const first = model.options.indexOf(leader);
  if (first < 0) throw new RangeError(`no option is called ${leader}`);
  const everyone = Object.values(ballots);
  const today = pointsOf(situationOf(model, everyone, "today"));
  const later = pointsOf(situationOf(model, everyone, "later"));
  const { values } =
    of === "blend" ? blendedWorth(today, later, pack.horizon.weight) : (of === "today" ? today : later).worth;
  const out = of === "blend" ? today.out | later.out : (of === "today" ? today : later).out;
  const second = bestFirst(values).find((option) => option !== first && (out & (1 << option)) === 0);
  if (second === undefined) return { leader, rival: null, reasons: [], costs: [] };
  const [blendToday, blendLater] = horizonShares(pack.horizon.weight);
  const views: View[] = [
    { horizon: "today", share: of === "today" ? ONE : blendToday, situation: today.situation },
    { horizon: "later", share: of === "later" ? ONE : blendLater, situation: later.situation },
  ];
  const seen = views.filter(({ horizon, share }) => (of === "blend" || of === horizon) && share.num !== 0n);
  const side = (best: number, rival: number) =>
    model.questions
      .flatMap((_, q) => argue(seen, ballots, q, best, rival))
      .sort((a, b) => compare(b.margin, a.margin) || byCodeUnit(a.question, b.question));
  return {
    leader,
    rival: model.options[second] ?? null,
    reasons: side(first, second),
    costs: side(second, first),
  };
}

const ONE: Fraction = { num: 1n, den: 1n };

/** A horizon, and how much it counts. */
interface View {
  readonly horizon: Horizon;
  readonly share: Fraction;
  readonly situation: Situation;
}

/** The question as an argument for `best` against `rival`; none where it is not one. */
function argue(views: readonly View[], ballots: Ballots, q: number, best: number, rival: number): Argument[] {
  const model = views[0]?.situation.model;
  const question = model?.questions[q];
  if (model === undefined || question === undefined) return [];
  const facts = model.criteria
    .map((criterion, k) => {
      const apart = BigInt((model.ratings[k]?.[best] ?? 0) - (model.ratings[k]?.[rival] ?? 0));
      const raised = views.reduce(
        (sum, { situation, share }) => add(sum, multiply(raisedBy(situation, q, k), share)),
        ZERO,
      );
      return { criterion, margin: multiply(raised, fraction(apart)) };
    })
    .filter(({ margin }) => margin.num !== 0n)
    .sort((a, b) => compare(b.margin, a.margin) || byCodeUnit(a.criterion, b.criterion));
  const margin = facts.reduce((sum, fact) => add(sum, fact.margin), ZERO);
  if (margin.num <= 0n) return [];
  const speaking = question.choices.filter(({ term }) => (term[best] ?? 0) > (term[rival] ?? 0));
  const voices = Object.keys(ballots).flatMap((voter) =>
    views.flatMap(({ horizon, situation }) => {
      const ballot = ballots[voter];
      if (ballot === undefined || !isAnswered(situation, q)) return [];
      const choice = answerOf(ballot, question.id, horizon);
      return speaking.some(({ id }) => id === choice) ? [{ voter, choice: choice ?? "" }] : [];
    }),
  );
  return [
    {
      question: question.id,
      choices: [...new Set(voices.map(({ choice }) => choice))].sort(byCodeUnit),
      voters: [...new Set(voices.map(({ voter }) => voter))].sort(byCodeUnit),
      margin,
      facts,
    },
  ];
}
