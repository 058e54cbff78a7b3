/** What the answers made matter, by how much, and what that added to each option. */
import { add, compare, type Fraction, fraction, multiply, ZERO } from "../fraction.ts";
import { byCodeUnit } from "../order.ts";
import type { Pack } from "../pack/pack.ts";
import type { Contribution } from "../verdict.ts";
import type { Ballots } from "./ballot.ts";
import { type Basis, basesOf } from "./basis.ts";
import { isAnswered, type Situation } from "./group.ts";
import { compile } from "./model.ts";

/**
 * One for each question, each criterion that a choice raises which somebody gave where it counts, and each option,
 * ruled out or not, zeros included. They sum to the answered part of each value.
 */
export function contributionsOf(basis: Basis): Contribution[] {
  const { model } = basis;
  return model.questions.flatMap((question, q) =>
    model.criteria.flatMap((criterion, k) => {
      if (!basis.parts.some(({ situation }) => isRaised(situation, q, k))) return [];
      const raised = raisedBy(basis, q, k);
      return model.options.map((option, o) => ({
        question: question.id,
        criterion,
        option,
        value: multiply(raised, fraction(BigInt(model.ratings[k]?.[o] ?? 0))),
      }));
    }),
  );
}

/** A criterion that an answer raised. */
export interface Raised {
  readonly criterion: string;
  /** Positive: the group's mean over its answers, today and later blended as in the recommendation. */
  readonly weight: Fraction;
  /** The questions whose answers raised it, in the pack's order. */
  readonly questions: readonly string[];
}

/** Largest weight first, then by id. Open questions raise nothing. */
export function raisedCriteria(pack: Pack, ballots: Ballots): readonly Raised[] {
  const model = compile(pack);
  const basis = basesOf(model, Object.values(ballots), pack.horizon.weight).blend;
  return model.criteria
    .map((criterion, k) => {
      const raising = model.questions.flatMap(({ id }, q) => {
        const weight = raisedBy(basis, q, k);
        return weight.num === 0n ? [] : [{ id, weight }];
      });
      return {
        criterion,
        weight: raising.reduce((sum, { weight }) => add(sum, weight), ZERO),
        questions: pack.questions.map(({ id }) => id).filter((id) => raising.some((one) => one.id === id)),
      };
    })
    .filter(({ weight }) => weight.num !== 0n)
    .sort((a, b) => compare(b.weight, a.weight) || byCodeUnit(a.criterion, b.criterion));
}

/** The mean weight that the answers to a question add to a criterion; 0 where none counts. */
function raisedBy({ parts, whole }: Basis, question: number, criterion: number): Fraction {
  return parts.reduce((all, { situation, share }) => {
    const tally = situation.tallies[question];
    if (tally === undefined || !isAnswered(situation, question)) return all;
    const choices = situation.model.questions[question]?.choices ?? [];
    const sum = choices.reduce(
      (sum, choice, c) => sum + (choice.raises[criterion] ?? 0) * (tally.counts[c] ?? 0),
      0,
    );
    return add(all, fraction(BigInt(share) * BigInt(sum), BigInt(whole) * BigInt(tally.definite)));
  }, ZERO);
}

/** Whether somebody gave a choice, where it counts, that raises the criterion. */
function isRaised(situation: Situation, question: number, criterion: number): boolean {
  const counts = situation.tallies[question]?.counts ?? [];
  const choices = situation.model.questions[question]?.choices ?? [];
  return (
    isAnswered(situation, question) &&
    choices.some((choice, c) => (counts[c] ?? 0) > 0 && (choice.raises[criterion] ?? 0) > 0)
  );
}
