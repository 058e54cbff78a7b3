/** What each answered question and criterion added to each option, in the blend. */
import type { Choice, Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { type Fraction, fraction, sum, times } from "./fraction.ts";
import { byId, find } from "./order.ts";
import { ratingOf, shareOf, weightOn } from "./raised.ts";
import { countingVotes, HORIZONS, type Said } from "./votes.ts";

export interface Contribution {
  readonly question: string;
  readonly criterion: string;
  readonly option: string;
  readonly value: Fraction;
}

/** By question, criterion, option; zeros included. */
export function contributionsOf(pack: Pack, said: Said): readonly Contribution[] {
  return byId(pack.questions).flatMap((question) => {
    const given = HORIZONS.flatMap((horizon) => countingVotes(pack, question, said[horizon])).map(
      ({ choice }) => find(question.choices, choice),
    );
    return byId(pack.criteria)
      .filter(({ id }) => given.some((choice) => weightOn(choice, id) > 0))
      .flatMap(({ id: criterion }) => {
        const weight = blendedMean(pack, said, question, (choice) => weightOn(choice, criterion));
        return byId(pack.options).map(({ id: option }) => ({
          question: question.id,
          criterion,
          option,
          value: times(weight, fraction(ratingOf(pack, criterion, option))),
        }));
      });
  });
}

/** Of a measure of the choices that count: the mean over their voters at each horizon, blended. */
export function blendedMean(
  pack: Pack,
  said: Said,
  question: Question,
  measure: (choice: Choice) => number,
): Fraction {
  return sum(HORIZONS, (horizon) => {
    const votes = countingVotes(pack, question, said[horizon]);
    const total = votes.reduce((all, { choice }) => all + measure(find(question.choices, choice)), 0);
    return times(shareOf(pack, "blend", horizon), fraction(total, votes.length || 1));
  });
}
