/** How firmly a standing's leader holds: its strength, and how far weights and ratings may move. */
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import {
  compare,
  type Fraction,
  fraction,
  minus,
  ONE,
  over,
  plus,
  times,
  toNumber,
  ZERO,
} from "./fraction.ts";
import { byId, byText, got } from "./order.ts";
import { ratingOf } from "./raised.ts";
import { isHighest, type Standing } from "./standing.ts";

export type Strength = "none" | "open" | "close" | "leaning" | "clear";

export function strengthOf(pack: Pack, standing: Standing): Strength {
  const { ranking, leader, leads, open, answered } = standing;
  const confidence = leader === null ? ZERO : got(leads, leader);
  if (ranking.length === 0) return "none";
  if (!answered || (open.length > 0 && compare(confidence, fraction(1, 2)) < 0)) return "open";
  if (!isHighest(standing) || hangsOnAPoint(pack, standing)) return "close";
  return compare(confidence, fraction(...pack.stopAt)) < 0 ? "leaning" : "clear";
}

export function isSettled({ leader, leads }: Standing): boolean {
  return leader !== null && compare(got(leads, leader), ONE) === 0;
}

export interface Fact {
  readonly criterion: string;
  readonly option: string;
  readonly score: number;
  readonly flipsAt: number | null;
}

export function factsOf(pack: Pack, standing: Standing): readonly Fact[] {
  return byId(pack.criteria).flatMap((criterion) =>
    [...standing.ranking].sort(byText).map((option) => ({
      criterion: criterion.id,
      option,
      score: ratingOf(pack, criterion.id, option),
      flipsAt: flipsAt(pack, standing, criterion.id, option),
    })),
  );
}

function hangsOnAPoint(pack: Pack, standing: Standing): boolean {
  return factsOf(pack, standing).some(
    ({ score, flipsAt }) => flipsAt !== null && Math.abs(flipsAt - score) === 1,
  );
}

/** Every other score is tried, the nearest first. */
function flipsAt(pack: Pack, standing: Standing, criterion: string, option: string): number | null {
  if (!isHighest(standing)) return null;
  const rated = ratingOf(pack, criterion, option);
  const scores = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((score) => score !== rated);
  scores.sort((a, b) => Math.abs(a - rated) - Math.abs(b - rated));
  const found = scores.find((score) => {
    const gain = times(got(standing.weights, criterion), fraction(score - rated));
    const values = new Map(standing.values).set(option, plus(got(standing.values, option), gain));
    return !isHighest({ ...standing, values });
  });
  return found ?? null;
}

export interface WeightRange {
  readonly criterion: string;
  readonly min: number;
  readonly max: number | null;
}

export function weightRanges(pack: Pack, standing: Standing): readonly WeightRange[] {
  return byId(pack.criteria).map(({ id }) => ({ criterion: id, ...rangeOf(pack, standing, id) }));
}

/** The lead on each other option is linear in the multiplier; it ends where the first of these lines is 0. */
function rangeOf(pack: Pack, standing: Standing, criterion: string): Omit<WeightRange, "criterion"> {
  const { leader, ranking, weights, values } = standing;
  if (leader === null || !isHighest(standing)) return { min: 1, max: 1 };
  let min = ZERO;
  let max: Fraction | null = null;
  for (const other of ranking.filter((id) => id !== leader)) {
    const lead = minus(got(values, leader), got(values, other));
    const points = ratingOf(pack, criterion, leader) - ratingOf(pack, criterion, other);
    const slope = times(got(weights, criterion), fraction(points));
    if (slope.num === 0n) continue;
    const end = minus(ONE, over(lead, slope));
    if (slope.num > 0n && compare(end, min) > 0) min = end;
    if (slope.num < 0n && (max === null || compare(end, max) < 0)) max = end;
  }
  return { min: toNumber(min), max: max === null ? null : toNumber(max) };
}
