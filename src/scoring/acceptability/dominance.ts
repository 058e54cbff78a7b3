/**
 * Dominance counting, exactly: of two sets of weighted points, how much of the one lies below each point of the
 * other in every dimension, strictly or level in some. Divide and conquer over the dimensions (Bentley, Multidimensional
 * Divide-and-Conquer, 1980), the last two of them by a sweep over cumulated weights (Fenwick, 1994).
 */
import { newSum } from "../fraction.ts";
import { ranked } from "./ranks.ts";

export interface Points {
  /** So many, the first, are upper points; the others are lower points. */
  readonly uppers: number;
  readonly weights: Float64Array;
  /** By dimension, two at least, then by point: integers. */
  readonly columns: readonly Float64Array[];
}

export interface Dominance {
  /** Of an upper point the weight of the lower points strictly below it, of a lower point that of the upper points above it. */
  readonly strictly: Float64Array;
  /** By the number of dimensions in which they are level, less 1: the pairs whose upper point is nowhere lower, by the product of their weights. */
  readonly level: readonly bigint[];
}

/** Points that are compared one by one, at most; and pairs, before anything is put in order. */
const FEW = 48;
const FEW_PAIRS = 1 << 10;

export function dominance({ uppers, weights, columns }: Points): Dominance {
  const last = columns.length - 1;
  const isSmall = uppers * (weights.length - uppers) <= FEW_PAIRS;
  const dimensions = isSmall ? [] : columns.map(ranked);
  const lastRanks = dimensions[last]?.ranks ?? new Int32Array();
  const strictly = new Float64Array(weights.length);
  const sums = columns.map(newSum);
  const cumulated = new Float64Array((dimensions[last - 1]?.count ?? 0) + 1);
  const selected = new Int32Array(weights.length);
  const below = new Float64Array(uppers);
  const upTo = new Float64Array(uppers);

  /** `level`: in so many of the dimensions an upper point and lower points of that weight are level. */
  const found = (upper: number, weight: number, level: number): void => {
    if (weight === 0) return;
    if (level === 0) strictly[upper] = (strictly[upper] ?? 0) + weight;
    else sums[level - 1]?.add(weights[upper] ?? 0, weight);
  };

  /**
   * `points`: in the order of the last dimension, of equals the upper first. Before dimension `d` they are apart but
   * for `level` dimensions in which all are level.
   */
  const count = (points: Int32Array, d: number, level: number): void => {
    const ranks = dimensions[d]?.ranks ?? selected;
    let [leastUpper, most] = [weights.length, -1];
    let [least, mostLower] = [weights.length, -1];
    for (let at = 0; at < points.length; at += 1) {
      const point = points[at] ?? 0;
      const rank = ranks[point] ?? 0;
      if (point < uppers) {
        if (rank > most) most = rank;
        if (rank < leastUpper) leastUpper = rank;
      } else {
        if (rank < least) least = rank;
        if (rank > mostLower) mostLower = rank;
      }
    }
    if (most < least) return;
    if (points.length <= FEW) {
      for (const upper of points) {
        if (upper >= uppers) continue;
        for (const lower of points) if (lower >= uppers) compare(upper, lower, d, level);
      }
    } else if (d === last - 1) sweep(points, ranks, level);
    else if (leastUpper > mostLower) count(points, d + 1, level);
    else if (most === least) count(select(points, ranks, least, least, least, least), d + 1, level + 1);
    else {
      const middle = (least + most) >> 1;
      // What cannot be above, or below, any other point is left behind.
      count(select(points, ranks, least, middle, least, middle), d, level);
      count(select(points, ranks, middle + 1, most, middle + 1, most), d, level);
      count(select(points, ranks, middle + 1, most, least, middle), d + 1, level);
    }
  };

  /** The upper points with ranks of `a` to `b`, the lower points with ranks of `c` to `d`. */
  const select = (points: Int32Array, ranks: Int32Array, a: number, b: number, c: number, d: number) => {
    let size = 0;
    for (let at = 0; at < points.length; at += 1) {
      const point = points[at] ?? 0;
      const rank = ranks[point] ?? 0;
      if (point < uppers ? rank < a || rank > b : rank < c || rank > d) continue;
      selected[size] = point;
      size += 1;
    }
    return selected.slice(0, size);
  };

  const compare = (upper: number, lower: number, from: number, before: number): void => {
    let level = before;
    for (let d = from; d <= last; d += 1) {
      const apart = (columns[d]?.[upper] ?? 0) - (columns[d]?.[lower] ?? 0);
      if (apart < 0) return;
      if (apart === 0) level += 1;
    }
    found(upper, weights[lower] ?? 0, level);
    if (level === 0) strictly[lower] = (strictly[lower] ?? 0) + (weights[upper] ?? 0);
  };

  const sweep = (points: Int32Array, ranks: Int32Array, level: number): void => {
    const top = cumulated.length - 1;
    cumulated.fill(0);
    for (let start = 0, end = 0; start < points.length; start = end) {
      // Points of one rank in the last dimension.
      const rank = lastRanks[points[start] ?? 0];
      let firstLower = start;
      for (end = start; end < points.length && lastRanks[points[end] ?? 0] === rank; end += 1) {
        if ((points[end] ?? 0) < uppers) firstLower = end + 1;
      }
      for (let at = start; at < firstLower; at += 1) {
        const point = points[at] ?? 0;
        below[point] = sumTo(cumulated, ranks[point] ?? 0);
        upTo[point] = sumTo(cumulated, (ranks[point] ?? 0) + 1);
        found(point, below[point] ?? 0, level);
        found(point, (upTo[point] ?? 0) - (below[point] ?? 0), level + 1);
      }
      for (let at = firstLower; at < end; at += 1) {
        const point = points[at] ?? 0;
        addAt(cumulated, (ranks[point] ?? 0) + 1, weights[point] ?? 0);
      }
      if (firstLower === end) continue;
      for (let at = start; at < firstLower; at += 1) {
        const point = points[at] ?? 0;
        const beside = sumTo(cumulated, ranks[point] ?? 0) - (below[point] ?? 0);
        const all = sumTo(cumulated, (ranks[point] ?? 0) + 1) - (upTo[point] ?? 0);
        found(point, beside, level + 1);
        found(point, all - beside, level + 2);
      }
    }
    if (level > 0) return;
    cumulated.fill(0);
    for (let at = points.length - 1; at >= 0; at -= 1) {
      const point = points[at] ?? 0;
      const rank = ranks[point] ?? 0;
      if (point >= uppers) strictly[point] = (strictly[point] ?? 0) + sumTo(cumulated, top - 1 - rank);
      else addAt(cumulated, top - rank, weights[point] ?? 0);
    }
  };

  if (isSmall) {
    for (let upper = 0; upper < uppers; upper += 1) {
      for (let lower = uppers; lower < weights.length; lower += 1) compare(upper, lower, 0, 0);
    }
  } else count(dimensions[last]?.order ?? selected, 0, 0);
  return { strictly, level: sums.map((sum) => sum.total()) };
}

/** The sum of what was added at 1 to `at`. */
function sumTo(cumulated: Float64Array, at: number): number {
  let sum = 0;
  for (let i = at; i > 0; i &= i - 1) sum += cumulated[i] ?? 0;
  return sum;
}

function addAt(cumulated: Float64Array, at: number, more: number): void {
  for (let i = at; i < cumulated.length; i += i & -i) cumulated[i] = (cumulated[i] ?? 0) + more;
}
