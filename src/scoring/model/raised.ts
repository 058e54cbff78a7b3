/** What the answers made matter, and by how much. */

import { add, compare, type Fraction, multiply, ZERO } from "../fraction.ts";
import { horizonShares } from "../horizons.ts";
import { byCodeUnit } from "../order.ts";
import type { Pack } from "../pack/pack.ts";
import { situationOf } from "../standing.ts";
import type { Ballots } from "./ballot.ts";
import { raisedBy } from "./contributions.ts";
import { compile } from "./model.ts";

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
  const everyone = Object.values(ballots);
  const [forToday, forLater] = horizonShares(pack.horizon.weight);
  const today = situationOf(model, everyone, "today");
  const later = situationOf(model, everyone, "later");
  const both = (q: number, k: number): Fraction =>
    add(multiply(raisedBy(today, q, k), forToday), multiply(raisedBy(later, q, k), forLater));
  return model.criteria
    .map((criterion, k) => {
      const raising = model.questions.flatMap(({ id }, q) => {
        const weight = both(q, k);
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
