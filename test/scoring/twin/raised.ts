/** What answers raise and rule out, in one horizon's view or in the blend of both. */
import type { Choice, Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { type Fraction, fraction, minus, ONE, plus, sum, times, ZERO } from "./fraction.ts";
import { byId, byText, find } from "./order.ts";
import { countingVotes, HORIZONS, type Horizon, type Said, type Vote } from "./votes.ts";

export type View = Horizon | "blend";

export function horizonsOf(view: View): readonly Horizon[] {
  return view === "blend" ? HORIZONS : [view];
}

/** How much a horizon counts in the view. */
export function shareOf(pack: Pack, view: View, horizon: Horizon): Fraction {
  if (view !== "blend") return view === horizon ? ONE : ZERO;
  const later = fraction(...pack.horizon.weight);
  return horizon === "later" ? later : minus(ONE, later);
}

export function ratingOf(pack: Pack, criterion: string, option: string): number {
  const rating = find(pack.criteria, criterion).ratings.find((each) => each.option === option);
  if (rating === undefined) throw new RangeError(`${criterion} does not rate ${option}`);
  return rating.score;
}

export function weightOn(choice: Choice, criterion: string): number {
  return choice.raises.find((raise) => raise.criterion === criterion)?.weight ?? 0;
}

export function termOf(pack: Pack, choice: Choice, option: string): number {
  return choice.raises.reduce(
    (term, raise) => term + raise.weight * ratingOf(pack, raise.criterion, option),
    0,
  );
}

/** Criterion id to the weight that the answers which count give it. */
export type Weights = ReadonlyMap<string, Fraction>;

export function weightsOf(pack: Pack, said: Said, view: View): Weights {
  const weights = new Map(pack.criteria.map(({ id }) => [id, ZERO]));
  for (const horizon of horizonsOf(view)) {
    for (const question of pack.questions) {
      const votes = countingVotes(pack, question, said[horizon]);
      const each = times(shareOf(pack, view, horizon), fraction(1, votes.length || 1));
      for (const { choice } of votes) {
        for (const { criterion, weight } of find(question.choices, choice).raises) {
          weights.set(criterion, plus(weights.get(criterion) ?? ZERO, times(each, fraction(weight))));
        }
      }
    }
  }
  return weights;
}

export function valueBy(pack: Pack, weights: Weights, option: string): Fraction {
  return sum(weights, ([criterion, weight]) => times(weight, fraction(ratingOf(pack, criterion, option))));
}

/** Why the answers that count rule an option out, sorted, each reason once; none where it stays in the ranking. */
export function reasonsAgainst(pack: Pack, said: Said, view: View, option: string): readonly string[] {
  const reasons = horizonsOf(view).flatMap((horizon) =>
    pack.questions.flatMap((question) =>
      objections(question, countingVotes(pack, question, said[horizon]), option),
    ),
  );
  return [...new Set(reasons)].sort(byText);
}

export function rankingOf(pack: Pack, said: Said, view: View): readonly string[] {
  const ids = byId(pack.options).map(({ id }) => id);
  return ids.filter((id) => reasonsAgainst(pack, said, view, id).length === 0);
}

/** None unless more than half of the voters chose what rules it out. */
function objections(question: Question, votes: readonly Vote[], option: string): readonly string[] {
  const against = votes.flatMap(({ choice }) =>
    find(question.choices, choice).rulesOut.filter((each) => each.option === option),
  );
  return 2 * against.length > votes.length ? against.map(({ because }) => because) : [];
}
