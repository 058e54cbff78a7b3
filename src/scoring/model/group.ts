/**
 * What a group's answers are worth at one horizon. A question's term is the mean over those who gave a
 * definite answer; an open question's is the mean over its choices, as often as they are usual.
 */

import { type Fraction, fraction, lcm } from "../fraction.ts";
import { type Applies, mostly, type Tally } from "./applies.ts";
import type { Model, ModelChoice, ModelQuestion } from "./model.ts";

export interface Situation {
  readonly model: Model;
  /** By question of the model. */
  readonly tallies: readonly Tally[];
  /** By question of the model. */
  readonly statuses: readonly Applies[];
}

/** Exact numbers on one common denominator. */
export interface Worth {
  readonly den: bigint;
  /** By option: V · den, what is open counted with its mean. */
  readonly values: readonly bigint[];
  /** The total raised weight · den. */
  readonly weight: bigint;
}

/** Open: it applies or may yet apply, and nobody gave a definite answer. */
export function isOpen(situation: Situation, question: number): boolean {
  return situation.statuses[question] !== "not" && situation.tallies[question]?.definite === 0;
}

/** Answered: it applies for certain, and somebody gave a definite answer. */
export function isAnswered(situation: Situation, question: number): boolean {
  return situation.statuses[question] === "certain" && situation.tallies[question]?.definite !== 0;
}

/** `counted`: the questions to add up; all of them unless given. */
export function worth(situation: Situation, counted?: (question: number) => boolean): Worth {
  const parts = situation.model.questions.flatMap((_, q) =>
    situation.statuses[q] === "not" || counted?.(q) === false ? [] : [partOf(situation, q)],
  );
  const den = parts.reduce((common, part) => lcm(common, part.den), 1n);
  const total = (of: (part: Worth) => bigint) =>
    parts.reduce((sum, part) => sum + of(part) * (den / part.den), 0n);
  return {
    den,
    values: situation.model.options.map((_, o) => total((part) => part.values[o] ?? 0n)),
    weight: total((part) => part.weight),
  };
}

/** One question's share of the whole: its mean term times the probability that it applies. */
export function partOf(situation: Situation, q: number): Worth {
  const { model } = situation;
  const question = model.questions[q];
  const chance = chanceToApply(situation, q);
  const weights = choiceWeights(situation, q);
  const total = (of: (choice: ModelChoice) => number) =>
    question === undefined || chance.num === 0n ? 0n : weightedSum(question, weights.by, of) * chance.num;
  return {
    den: chance.den * weights.total,
    values: model.options.map((_, o) => total((choice) => choice.term[o] ?? 0)),
    weight: total((choice) => choice.weight),
  };
}

/** By criterion: the mean raised weight. */
export function raisedWeights(situation: Situation): Fraction[] {
  const { model } = situation;
  return model.criteria.map((_, k) =>
    model.questions.reduce<Fraction>(
      (sum, question, q) => {
        const chance = chanceToApply(situation, q);
        if (chance.num === 0n) return sum;
        const weights = choiceWeights(situation, q);
        const raised = weightedSum(question, weights.by, (choice) => choice.raises[k] ?? 0) * chance.num;
        const den = chance.den * weights.total;
        return fraction(sum.num * den + raised * sum.den, sum.den * den);
      },
      { num: 0n, den: 1n },
    ),
  );
}

/** The probability that the question applies: its conditions name different questions, so they are independent. */
function chanceToApply(situation: Situation, question: number): Fraction {
  const status = situation.statuses[question];
  let num = status === "not" ? 0n : 1n;
  let den = 1n;
  if (status !== "may") return { num, den };
  for (const { question: parent, holds } of situation.model.questions[question]?.conditions ?? []) {
    if (situation.tallies[parent]?.definite !== 0) continue;
    const usual = situation.model.questions[parent]?.usual ?? [];
    num *= BigInt(usual.reduce((sum, weight, c) => sum + (holds[c] === true ? weight : 0), 0));
    den *= BigInt(usual.reduce((sum, weight) => sum + weight, 0));
  }
  return { num, den };
}

/** How much each choice of a question counts in its mean. */
export function choiceWeights(
  situation: Situation,
  question: number,
): { readonly by: readonly number[]; readonly total: bigint } {
  const tally = situation.tallies[question];
  const usual = situation.model.questions[question]?.usual ?? [];
  const by = tally === undefined || tally.definite === 0 ? usual : tally.counts;
  return { by, total: BigInt(by.reduce((sum, weight) => sum + weight, 0)) };
}

function weightedSum(
  question: ModelQuestion,
  weights: readonly number[],
  of: (choice: ModelChoice) => number,
): bigint {
  let sum = 0;
  for (let c = 0; c < question.choices.length; c += 1) {
    const choice = question.choices[c];
    if (choice !== undefined) sum += (weights[c] ?? 0) * of(choice);
  }
  if (sum <= Number.MAX_SAFE_INTEGER) return BigInt(sum);
  return question.choices.reduce((all, choice, c) => all + BigInt(weights[c] ?? 0) * BigInt(of(choice)), 0n);
}

/** The options, as a mask, that the group's answers to this question rule out, should it apply. */
export function ruledOutBy(situation: Situation, question: number): number {
  const tally = situation.tallies[question];
  const choices = situation.model.questions[question]?.choices ?? [];
  if (tally === undefined || tally.definite === 0 || choices.every((choice) => choice.out === 0)) return 0;
  return situation.model.options.reduce((mask, _, o) => {
    const bit = 1 << o;
    const ruling = choices.map((choice) => (choice.out & bit) !== 0);
    return mostly(tally, ruling) ? mask | bit : mask;
  }, 0);
}

/** For the point ranking: what the answered questions rule out, as a mask. */
export function ruledOut(situation: Situation): number {
  return situation.model.questions.reduce(
    (mask, _, q) => (isAnswered(situation, q) ? mask | ruledOutBy(situation, q) : mask),
    0,
  );
}

/**
 * By option: the distinct reasons of the choices taken that rule it out, sorted; empty where it stays in
 * the ranking. A choice of an overruled minority gives no reason of its own unless its question rules out.
 */
export function reasonsOut(situation: Situation): string[][] {
  return situation.model.options.map((_, o) => {
    const reasons = situation.model.questions.flatMap((question, q) => {
      if (!isAnswered(situation, q) || (ruledOutBy(situation, q) & (1 << o)) === 0) return [];
      return question.choices.flatMap((choice, c) => {
        const because = choice.rulesOut[o];
        return typeof because === "string" && situation.tallies[q]?.counts[c] !== 0 ? [because] : [];
      });
    });
    return [...new Set(reasons)].sort();
  });
}
