/** How much a criterion's weight may change before the leader changes. */
import { compare, type Fraction, fraction, subtract, toNumber, ZERO } from "./fraction.ts";
import { raisedWeights } from "./model/group.ts";
import type { Points } from "./standing.ts";
import type { WeightRange } from "./verdict.ts";

const ONE: Fraction = { num: 1n, den: 1n };

/**
 * With its weight multiplied by x, V(o; x) = V(o) + (x − 1) · W · r(o), where W is the criterion's mean
 * raised weight today (what is open included) and r its ratings. The ends are where a ranked option
 * catches up with the leader; at an end itself there is a tie (except at 0, which may only be the floor).
 */
export function weightRanges(points: Points): WeightRange[] {
  const { situation, worth, out, leader } = points;
  const { model } = situation;
  const raised = raisedWeights(situation);
  return model.criteria.map((criterion, k) => {
    if (leader === null) return { criterion, min: 1, max: 1 };
    const weight = raised[k] ?? ZERO;
    const ratings = model.ratings[k] ?? [];
    let min = ZERO;
    let max: Fraction | null = null;
    model.options.forEach((_, rival) => {
      const slope = BigInt((ratings[leader] ?? 0) - (ratings[rival] ?? 0)) * weight.num;
      if (rival === leader || (out & (1 << rival)) !== 0 || slope === 0n) return;
      const lead = fraction((worth.values[leader] ?? 0n) - (worth.values[rival] ?? 0n), worth.den);
      // lead + (x − 1) · slope = 0
      const end = subtract(ONE, fraction(lead.num * weight.den, lead.den * slope));
      if (slope > 0n && compare(end, min) > 0) min = end;
      if (slope < 0n && (max === null || compare(end, max) < 0)) max = end;
    });
    return { criterion, min: toNumber(min), max: max === null ? null : toNumber(max) };
  });
}
