/** What all ways of answering what is open come to. */
import type { Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { type Fraction, fraction, ONE, plus, times, ZERO } from "./fraction.ts";
import { got } from "./order.ts";
import { rankingOf, type View, type Weights, weightsOf } from "./raised.ts";
import { HORIZONS, openQuestions, type Said } from "./votes.ts";

/** Completions that give every criterion the same weight and leave the same options in. */
export interface Outcome {
  readonly probability: Fraction;
  readonly weights: Weights;
  readonly ranking: readonly string[];
}

/**
 * Questions that no condition connects are answered independently: each family's completions are enumerated, and their
 * weights added up. With all questions in one family this is plain enumeration.
 */
export function outcomes(
  pack: Pack,
  said: Said,
  view: View,
  families: readonly (readonly Question[])[] = familiesOf(pack),
): readonly Outcome[] {
  const nothing = new Map(pack.criteria.map(({ id }) => [id, ZERO]));
  const everything = rankingOf({ ...pack, questions: [] }, said, view);
  let all: readonly Outcome[] = [{ probability: ONE, weights: nothing, ranking: everything }];
  for (const questions of families) {
    const part = { ...pack, questions };
    const own = completions(part, said).map(({ probability, said: whole }) => ({
      probability,
      weights: weightsOf(part, whole, view),
      ranking: rankingOf(part, whole, view),
    }));
    const parts = merged(own);
    all = merged(all.flatMap((one) => parts.map((other) => both(one, other))));
  }
  return all;
}

/** The questions that conditions connect, together. */
function familiesOf({ questions }: Pack): readonly (readonly Question[])[] {
  let families: readonly (readonly Question[])[] = [];
  for (const question of questions) {
    const isKin = (other: Question) => dependsOn(question, other) || dependsOn(other, question);
    const kin = families.filter((family) => family.some(isKin));
    families = [...families.filter((family) => !kin.includes(family)), [question, ...kin.flat()]];
  }
  return families;
}

function dependsOn({ appliesWhen }: Question, { id }: Question): boolean {
  return appliesWhen.some(({ question }) => question === id);
}

function both(one: Outcome, other: Outcome): Outcome {
  return {
    probability: times(one.probability, other.probability),
    weights: new Map([...one.weights].map(([id, weight]) => [id, plus(weight, got(other.weights, id))])),
    ranking: one.ranking.filter((id) => other.ranking.includes(id)),
  };
}

function merged(all: readonly Outcome[]): readonly Outcome[] {
  const found = new Map<string, Outcome>();
  for (const outcome of all) {
    const weights = [...outcome.weights.values()].map(({ num, den }) => `${num}/${den}`);
    const key = JSON.stringify([weights, outcome.ranking]);
    const same = found.get(key)?.probability ?? ZERO;
    found.set(key, { ...outcome, probability: plus(same, outcome.probability) });
  }
  return [...found.values()];
}

interface Completion {
  readonly probability: Fraction;
  readonly said: Said;
}

/** A question that is open at both horizons has one choice for both. */
function completions(pack: Pack, said: Said): readonly Completion[] {
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
