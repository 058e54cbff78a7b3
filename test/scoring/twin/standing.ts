/** Where the options stand in one view, what is open counted by enumerating every completion. */
import type { Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { compare, type Fraction, fraction, ONE, plus, times, ZERO } from "./fraction.ts";
import { byText, got, highest } from "./order.ts";
import { horizonsOf, rankingOf, type View, valueBy, type Weights, weightsOf } from "./raised.ts";
import { countingVotes, HORIZONS, openQuestions, type Said } from "./votes.ts";

export interface Standing {
  readonly view: View;
  /** What the definite answers leave in, by id. */
  readonly ranking: readonly string[];
  /** The mean weights of the criteria, and the mean values of the options. */
  readonly weights: Weights;
  readonly values: ReadonlyMap<string, Fraction>;
  /** The probability to lead strictly, by option; null is for no leader. */
  readonly leads: ReadonlyMap<string | null, Fraction>;
  readonly leader: string | null;
  readonly tied: readonly string[];
  /** Question ids, sorted. */
  readonly open: readonly string[];
  /** Whether a definite answer counts. */
  readonly answered: boolean;
}

/** One way of answering all that is open, with its probability. */
export interface Completion {
  readonly probability: Fraction;
  readonly said: Said;
}

/** A question that is open at both horizons has one choice for both. */
export function completions(pack: Pack, said: Said): readonly Completion[] {
  const open = HORIZONS.map((horizon) => ({ horizon, questions: openQuestions(pack, said[horizon]) }));
  let all: Completion[] = [{ probability: ONE, said }];
  for (const question of pack.questions) {
    const horizons = open
      .filter(({ questions }) => questions.includes(question))
      .map(({ horizon }) => horizon);
    if (horizons.length === 0) continue;
    all = all.flatMap(({ probability, said: before }) =>
      question.choices.map((choice) => {
        const votes = [{ voter: "chance", choice: choice.id }];
        const after = { ...before };
        for (const horizon of horizons) after[horizon] = new Map(before[horizon]).set(question.id, votes);
        return { probability: times(probability, oddsOf(question, choice.usual)), said: after };
      }),
    );
  }
  return all;
}

export function oddsOf(question: Question, usual: number): Fraction {
  return fraction(
    usual,
    question.choices.reduce((all, choice) => all + choice.usual, 0),
  );
}

export function standing(pack: Pack, said: Said, view: View): Standing {
  const ids = pack.options.map(({ id }) => id);
  const weights = new Map(pack.criteria.map(({ id }) => [id, ZERO]));
  const leads = new Map<string | null, Fraction>([null, ...ids].map((id) => [id, ZERO]));
  const chances = new Map(ids.map((id) => [id, ZERO]));
  for (const { probability, said: whole } of completions(pack, said)) {
    const raised = weightsOf(pack, whole, view);
    for (const [id, weight] of raised) add(weights, id, times(probability, weight));
    const best = highest(rankingOf(pack, whole, view), (id) => valueBy(pack, raised, id));
    for (const id of best) add(chances, id, times(probability, fraction(1, best.length)));
    add(leads, best.length === 1 ? (best[0] ?? null) : null, probability);
  }
  const values = new Map(ids.map((id) => [id, valueBy(pack, weights, id)]));
  const ranking = rankingOf(pack, said, view);
  const likeliest = highest(ranking, (id) => got(chances, id));
  const best = highest(likeliest, (id) => got(values, id));
  const horizons = horizonsOf(view);
  const open = horizons.flatMap((horizon) => openQuestions(pack, said[horizon])).map(({ id }) => id);
  return {
    view,
    ranking,
    weights,
    values,
    leads,
    leader: best.length === 1 ? (best[0] ?? null) : null,
    tied: best.length > 1 ? best : [],
    open: [...new Set(open)].sort(byText),
    answered: horizons.some((horizon) =>
      pack.questions.some((question) => countingVotes(pack, question, said[horizon]).length > 0),
    ),
  };
}

function add<K>(sums: Map<K, Fraction>, key: K, more: Fraction): void {
  sums.set(key, plus(got(sums, key), more));
}

/** Whether the leader's mean value is above every other's in the ranking. */
export function isHighest({ leader, ranking, values }: Standing): boolean {
  return (
    leader !== null &&
    ranking.every((other) => other === leader || compare(got(values, leader), got(values, other)) > 0)
  );
}
