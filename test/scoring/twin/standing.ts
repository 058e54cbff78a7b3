/** Where the options stand in one view, what is open counted as every completion has it; and what to ask next. */
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import type { Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { compare, type Fraction, fraction, plus, times, toNumber, ZERO } from "./fraction.ts";
import { byId, byText, got, highest } from "./order.ts";
import { oddsOf, outcomes } from "./outcomes.ts";
import { horizonsOf, rankingOf, type View, valueBy, type Weights } from "./raised.ts";
import { applies, countingVotes, openQuestions, type Said, withSettings } from "./votes.ts";

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

export function standing(pack: Pack, said: Said, view: View): Standing {
  const ids = pack.options.map(({ id }) => id);
  const weights = new Map(pack.criteria.map(({ id }) => [id, ZERO]));
  const leads = new Map<string | null, Fraction>([null, ...ids].map((id) => [id, ZERO]));
  const chances = new Map(ids.map((id) => [id, ZERO]));
  for (const { probability, weights: raised, ranking } of outcomes(pack, said, view)) {
    for (const [id, weight] of raised) add(weights, id, times(probability, weight));
    const best = highest(ranking, (id) => valueBy(pack, raised, id));
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

/** The least expected entropy; equal within 1e-12, the smallest id. */
export function nextQuestion(pack: Pack, ballots: Ballots, said: Said): string | null {
  const touched = new Set(
    Object.values(ballots).flatMap(({ today, later }) => [...Object.keys(today), ...Object.keys(later)]),
  );
  const left = byId(pack.questions)
    .filter((each) => !touched.has(each.id) && applies(pack, each, said.today) === "for certain")
    .map((each) => ({ id: each.id, entropy: expectedEntropy(pack, said, each) }));
  const least = Math.min(...left.map(({ entropy }) => entropy));
  return left.find(({ entropy }) => entropy - least <= 1e-12)?.id ?? null;
}

/** Of who leads the blend, in bits, once the question is answered. */
function expectedEntropy(pack: Pack, said: Said, question: Question): number {
  return question.choices.reduce((expected, { id, usual }) => {
    const { leads } = standing(pack, withSettings(said, [{ question: question.id, to: id }]), "blend");
    const probabilities = [...leads.values()].map(toNumber).filter((probability) => probability > 0);
    const entropy = probabilities.reduce((bits, p) => bits - p * Math.log2(p), 0);
    return expected + toNumber(oddsOf(question, usual)) * entropy;
  }, 0);
}
