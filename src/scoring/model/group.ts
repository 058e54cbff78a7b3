/**
 * What a group's answers are worth at one horizon, in the additive model of multi-attribute value (Keeney and Raiffa,
 * Decisions with Multiple Objectives, 1976). Answers are swing weights (von Winterfeldt and Edwards, 1986): how much more it
 * matters how well an option does. A question's term is the mean over those who gave a definite answer; an open
 * question's is the mean over its choices, as often as they are usual.
 */

import { type Fraction, ONE, ZERO } from "../fraction.ts";
import { type Applies, type Horizon, mostly, statusesOf, statusOf, talliesOf } from "./applies.ts";
import type { Ballot } from "./ballot.ts";
import type { Model, ModelChoice, Tally } from "./model.ts";

export interface Situation {
  readonly model: Model;
  /** By question of the model. */
  readonly tallies: readonly Tally[];
  /** By question of the model. */
  readonly statuses: readonly Applies[];
}

/** Exact numbers on one common denominator, what is open counted with its mean. */
export interface Worth {
  readonly den: bigint;
  /** Each times `den`. */
  readonly values: readonly bigint[];
}

/** What a choice adds: its term to every option, or its weight to every criterion. */
export type Adds = (choice: ModelChoice) => readonly number[];

/** A question of the model, set to one of its choices. */
export interface Move {
  readonly question: number;
  readonly choice: number;
}

/** One voter alone: that voter's ballot alone. */
export function situationOf(model: Model, ballots: readonly Ballot[], horizon: Horizon): Situation {
  const tallies = talliesOf(model, ballots, horizon);
  return { model, tallies, statuses: statusesOf(model, tallies) };
}

/** The situation after the moves, which set different questions for everyone. Other answers count where they come to apply. */
export function moved({ model, tallies }: Situation, moves: readonly Move[]): Situation {
  const after = talliesAfter(model, tallies, moves);
  return { model, tallies: after, statuses: statusesOf(model, after) };
}

/** The same for whoever looks at one question only: whether the others apply is as before. */
export function movedFor(
  { model, tallies, statuses }: Situation,
  moves: readonly Move[],
  question: number,
): Situation {
  const after = talliesAfter(model, tallies, moves);
  const asked = model.questions[question];
  return {
    model,
    tallies: after,
    statuses: asked === undefined ? statuses : statuses.with(question, statusOf(asked, after)),
  };
}

function talliesAfter(model: Model, tallies: readonly Tally[], moves: readonly Move[]): readonly Tally[] {
  const after = [...tallies];
  for (const { question, choice } of moves) {
    const taken = model.questions[question]?.choices[choice]?.taken;
    if (taken !== undefined) after[question] = taken;
  }
  return after;
}

/** Open: it applies or may yet apply, and nobody gave a definite answer. */
export function isOpen({ statuses, tallies }: Situation, question: number): boolean {
  return statuses[question] !== "not" && tallies[question]?.definite === 0;
}

/** Answered: it applies for certain, and somebody gave a definite answer. Only such an answer counts. */
export function isAnswered({ statuses, tallies }: Situation, question: number): boolean {
  return statuses[question] === "certain" && tallies[question]?.definite !== 0;
}

/** Whether what the question adds at this horizon is not known yet. */
export function isUnsettled(situation: Situation, question: number): boolean {
  return situation.statuses[question] !== "not" && !isAnswered(situation, question);
}

/** The choice that all definite voters took; null where there is none. */
export function unanimousChoice({ tallies }: Situation, question: number): number | null {
  const tally = tallies[question];
  const choice = tally === undefined || tally.definite === 0 ? -1 : tally.counts.indexOf(tally.definite);
  return choice < 0 ? null : choice;
}

/** What a question that applies for certain adds depends on its answers alone: it is computed once for each tally. */
const certain = new WeakMap<Tally, Worth>();

/** By option, one question's share of the whole: its mean term times the probability that it applies. */
export function partOf(situation: Situation, question: number): Worth {
  const tally = situation.tallies[question];
  if (tally === undefined || situation.statuses[question] !== "certain")
    return newPart(situation, question, termOf);
  const part = certain.get(tally) ?? newPart(situation, question, termOf);
  certain.set(tally, part);
  return part;
}

export const termOf: Adds = ({ term }) => term;

export function newPart(situation: Situation, question: number, adds: Adds): Worth {
  const choices = situation.model.questions[question]?.choices ?? [];
  const chance = chanceToApply(situation, question);
  const { by, total } = choiceWeights(situation, question);
  return {
    den: chance.den * BigInt(total),
    values: (choices[0] === undefined ? [] : adds(choices[0])).map(
      (_, at) => chance.num * weightedSum(choices, by, (choice) => adds(choice)[at] ?? 0),
    ),
  };
}

/** The probability that the question applies: its conditions name different questions, so they are independent. */
export function chanceToApply({ model, tallies, statuses }: Situation, question: number): Fraction {
  const status = statuses[question];
  if (status !== "may") return status === "not" ? ZERO : ONE;
  let [num, den] = [1n, 1n];
  for (const { question: parent, holds } of model.questions[question]?.conditions ?? []) {
    if (tallies[parent]?.definite !== 0) continue;
    const { usual = [], usualTotal = 1 } = model.questions[parent] ?? {};
    num *= BigInt(usual.reduce((sum, weight, c) => sum + (holds[c] === true ? weight : 0), 0));
    den *= BigInt(usualTotal);
  }
  return { num, den };
}

/** How much each choice of a question counts in its mean. */
export function choiceWeights(
  { model, tallies }: Situation,
  question: number,
): { readonly by: readonly number[]; readonly total: number } {
  const tally = tallies[question];
  const { usual = [], usualTotal = 0 } = model.questions[question] ?? {};
  return tally === undefined || tally.definite === 0
    ? { by: usual, total: usualTotal }
    : { by: tally.counts, total: tally.definite };
}

function weightedSum(
  choices: readonly ModelChoice[],
  weights: readonly number[],
  of: (choice: ModelChoice) => number,
): bigint {
  let sum = 0;
  for (let c = 0; c < choices.length; c += 1) {
    const choice = choices[c];
    if (choice !== undefined) sum += (weights[c] ?? 0) * of(choice);
  }
  if (sum <= Number.MAX_SAFE_INTEGER) return BigInt(sum);
  return choices.reduce((all, choice, c) => all + BigInt(weights[c] ?? 0) * BigInt(of(choice)), 0n);
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

/**
 * The reasons of the choices taken by which the group rules an option out. A choice of an overruled minority
 * gives none unless its question rules the option out.
 */
export function reasonsOut(situation: Situation, option: number): string[] {
  return situation.model.questions.flatMap((question, q) => {
    if (!isAnswered(situation, q) || (ruledOutBy(situation, q) & (1 << option)) === 0) return [];
    return question.choices.flatMap((choice, c) => {
      const because = choice.rulesOut[option];
      return typeof because === "string" && situation.tallies[q]?.counts[c] !== 0 ? [because] : [];
    });
  });
}
