/** What each answer added to each option. */
import { type Fraction, fraction, ZERO } from "../fraction.ts";
import type { Contribution } from "../verdict.ts";
import { isAnswered, type Situation } from "./group.ts";

/**
 * The group's mean, for every answered question that applies, every criterion that a definite voter's choice
 * raised and every option, ruled out or not, also where it is 0. They sum to the answered part of each V.
 */
export function contributionsOf(situation: Situation): Contribution[] {
  const { model } = situation;
  return model.questions.flatMap((question, q) =>
    model.criteria.flatMap((criterion, k) => {
      const raised = raisedBy(situation, q, k);
      if (raised.num === 0n) return [];
      return model.options.map((option, o) => ({
        question: question.id,
        criterion,
        option,
        value: fraction(raised.num * BigInt(model.ratings[k]?.[o] ?? 0), raised.den),
      }));
    }),
  );
}

/** The mean weight that the answers to a question add to a criterion; 0 where it is not answered. */
export function raisedBy(situation: Situation, question: number, criterion: number): Fraction {
  const tally = situation.tallies[question];
  if (tally === undefined || !isAnswered(situation, question)) return ZERO;
  const choices = situation.model.questions[question]?.choices ?? [];
  const sum = choices.reduce(
    (all, choice, c) => all + (choice.raises[criterion] ?? 0) * (tally.counts[c] ?? 0),
    0,
  );
  return fraction(BigInt(sum), BigInt(tally.definite));
}
