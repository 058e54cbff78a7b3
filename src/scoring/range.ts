/** How much a weight or a rating may change before the leader has no longer the highest value; and so how firm it is. */
import { compare, type Fraction, fraction, multiply, ONE, subtract, toNumber, ZERO } from "./fraction.ts";
import { hasAnswer, openQuestions } from "./model/basis.ts";
import { raisedOf } from "./model/worth.ts";
import type { Ratio } from "./pack/pack.ts";
import { confidenceOf, type Outlook, strictLeader } from "./standing.ts";
import type { Fact, Strength, WeightRange } from "./verdict.ts";

/**
 * With its weight multiplied by x, V(o; x) = V(o) + (x − 1) · W · r(o), where W is the criterion's mean
 * raised weight (what is open included) and r its ratings. The ends are where a ranked option
 * catches up with the leader; at an end itself there is a tie (except at 0, which may only be the floor).
 */
export function weightRanges(outlook: Outlook): WeightRange[] {
  const { model } = outlook.basis;
  const leader = strictLeader(outlook);
  if (leader === null) return model.criteria.map((criterion) => ({ criterion, min: 1, max: 1 }));
  const leads = leadsOf(outlook, leader);
  const weights = weightsOf(outlook);
  return model.criteria.map((criterion, k) => {
    const ratings = model.ratings[k] ?? [];
    let min = ZERO;
    let max: Fraction | null = null;
    for (const { rival, lead } of leads) {
      const apart = (ratings[leader] ?? 0) - (ratings[rival] ?? 0);
      const slope = multiply(weights[k] ?? ZERO, fraction(BigInt(apart)));
      if (slope.num === 0n) continue;
      // lead + (x − 1) · slope = 0
      const end = subtract(ONE, fraction(lead.num * slope.den, lead.den * slope.num));
      if (apart > 0 && compare(end, min) > 0) min = end;
      if (apart < 0 && (max === null || compare(end, max) < 0)) max = end;
    }
    return { criterion, min: toNumber(min), max: max === null ? null : toNumber(max) };
  });
}

/** For each criterion and option in the ranking: one point of rating changes a value by the criterion's mean raised weight. */
export function factsOf(outlook: Outlook): Fact[] {
  const { model } = outlook.basis;
  const leader = strictLeader(outlook);
  const leads = leader === null ? [] : leadsOf(outlook, leader);
  const least = leads[0]?.lead;
  const options = outlook.ranked.toSorted((a, b) => a - b);
  const weights = weightsOf(outlook);
  return model.criteria.flatMap((criterion, k) => {
    const weight = weights[k] ?? ZERO;
    return options.map((option) => {
      const score = model.ratings[k]?.[option] ?? 0;
      const own = option === leader ? least : leads.find(({ rival }) => rival === option)?.lead;
      const flipsAt =
        own === undefined || weight.num === 0n
          ? null
          : score + (option === leader ? -1 : 1) * pointsFor(own, weight);
      return {
        criterion,
        option: model.options[option] ?? "",
        score,
        flipsAt: flipsAt === null || flipsAt < 0 || flipsAt > 10 ? null : flipsAt,
      };
    });
  });
}

export function strengthOf(outlook: Outlook, [num, den]: Ratio): Strength {
  const { basis, ranked, leader } = outlook;
  const confidence = confidenceOf(outlook);
  if (ranked.length === 0) return "none";
  if (!hasAnswer(basis)) return "open";
  if (openQuestions(basis).length > 0 && (leader === null || compare(confidence, HALF) < 0)) return "open";
  if (leader === null || ranked.some((rival) => rival !== leader && catchesUp(outlook, leader, rival)))
    return "close";
  return compare(confidence, fraction(BigInt(num), BigInt(den))) < 0 ? "leaning" : "clear";
}

/**
 * The options that may be accepted: the leader; of a close call, the leader first, also whoever has as high a mean value,
 * or would have after one rating had moved by one point, highest mean value first; of a tie all who share it. None where
 * it is too early to say or nothing is left.
 */
export function contendersOf(outlook: Outlook, strength: Strength): readonly number[] {
  const { leader, tied, ranked } = outlook;
  if (strength === "none" || strength === "open") return [];
  if (leader === null) return tied;
  if (strength !== "close") return [leader];
  return [leader, ...ranked.filter((rival) => rival !== leader && catchesUp(outlook, leader, rival))];
}

/** Whether the rival has as high a mean value as the leader, or would have after one rating had moved by one point. */
function catchesUp({ basis, worth }: Outlook, leader: number, rival: number): boolean {
  const { model } = basis;
  const lead = (worth.values[leader] ?? 0n) - (worth.values[rival] ?? 0n);
  if (lead <= 0n) return true;
  const raised = raisedOf(basis);
  return model.criteria.some((_, k) => {
    const ratings = model.ratings[k] ?? [];
    const isPossible = (ratings[rival] ?? 0) < 10 || (ratings[leader] ?? 0) > 0;
    return isPossible && (raised.values[k] ?? 0n) >= lead;
  });
}

const HALF: Fraction = { num: 1n, den: 2n };

/** By criterion: its mean raised weight, what is open included. */
function weightsOf({ basis }: Outlook): Fraction[] {
  const { den, values } = raisedOf(basis);
  return values.map((weight) => fraction(weight, den));
}

/** How far the leader's mean value is above each other option's in the ranking, the least lead first. */
function leadsOf({ ranked, worth }: Outlook, leader: number): { rival: number; lead: Fraction }[] {
  return ranked
    .filter((rival) => rival !== leader)
    .map((rival) => ({
      rival,
      lead: fraction((worth.values[leader] ?? 0n) - (worth.values[rival] ?? 0n), worth.den),
    }));
}

/** How many whole points of a rating with this weight make up for the lead. */
function pointsFor(lead: Fraction, weight: Fraction): number {
  const [over, under] = [lead.num * weight.den, lead.den * weight.num];
  return Number((over + under - 1n) / under);
}
