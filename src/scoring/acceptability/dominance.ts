/**
 * Dominance counting, exactly: of two sets of weighted points, how much of the one lies strictly below each
 * point of the other in every dimension. Divide and conquer over the dimensions (Bentley, Multidimensional
 * Divide-and-Conquer, 1980), the last two of them by a sweep over cumulated masses (Fenwick, 1994).
 */
import { ranked } from "./ranks.ts";

export interface Points {
  /** So many, the first, are upper points; the others are lower points. */
  readonly uppers: number;
  readonly weights: Float64Array;
  /** By dimension, two at least, then by point: integers. */
  readonly columns: readonly Float64Array[];
}

/** Points that are compared one by one, at most. */
const FEW = 48;

/** Of an upper point the mass of the lower points below it, of a lower point that of the upper points above it. */
export function dominance({ uppers, weights, columns }: Points): Float64Array {
  const dimensions = columns.map(ranked);
  const last = columns.length - 1;
  const masses = new Float64Array(weights.length);
  const cumulated = new Float64Array((dimensions[last - 1]?.count ?? 0) + 1);
  const selected = new Int32Array(weights.length);

  /** `points`: in the order of the last dimension, of equals the upper first. Before dimension `d` they are apart. */
  const count = (points: Int32Array, d: number): void => {
    const ranks = dimensions[d]?.ranks ?? selected;
    let least = weights.length;
    let most = -1;
    let leastUpper = weights.length;
    let mostLower = -1;
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
    if (most <= least) return;
    if (points.length <= FEW) compare(points, d);
    else if (d === last - 1) sweep(points, ranks);
    else if (leastUpper > mostLower) count(points, d + 1);
    else {
      const middle = (least + most) >> 1;
      // What cannot be above, or below, any other point is left behind.
      count(select(points, ranks, least + 1, middle, least, middle - 1), d);
      count(select(points, ranks, middle + 2, most, middle + 1, most - 1), d);
      count(select(points, ranks, middle + 1, most, least, middle), d + 1);
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

  const compare = (points: Int32Array, from: number): void => {
    for (const upper of points) {
      if (upper >= uppers) continue;
      for (const lower of points) {
        if (lower < uppers) continue;
        let d = from;
        while (d <= last && (columns[d]?.[upper] ?? 0) > (columns[d]?.[lower] ?? 0)) d += 1;
        if (d <= last) continue;
        masses[upper] = (masses[upper] ?? 0) + (weights[lower] ?? 0);
        masses[lower] = (masses[lower] ?? 0) + (weights[upper] ?? 0);
      }
    }
  };

  const sweep = (points: Int32Array, ranks: Int32Array): void => {
    const top = cumulated.length - 1;
    cumulated.fill(0);
    for (let at = 0; at < points.length; at += 1) {
      const point = points[at] ?? 0;
      const rank = ranks[point] ?? 0;
      if (point < uppers) masses[point] = (masses[point] ?? 0) + sumTo(cumulated, rank);
      else addAt(cumulated, rank + 1, weights[point] ?? 0);
    }
    cumulated.fill(0);
    for (let at = points.length - 1; at >= 0; at -= 1) {
      const point = points[at] ?? 0;
      const rank = ranks[point] ?? 0;
      if (point >= uppers) masses[point] = (masses[point] ?? 0) + sumTo(cumulated, top - 1 - rank);
      else addAt(cumulated, top - rank, weights[point] ?? 0);
    }
  };

  count(dimensions[last]?.order ?? selected, 0);
  return masses;
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
