/**
 * By how much an option is ahead of two others in a sum of terms: the exact distribution, by convolution over
 * the lattice of the margins.
 */
import type { Term } from "./joint.ts";
import { stepOf } from "./keys.ts";

/** How many ways have at most a margin over one rival (its row) and over the other (its column); ways count as often as they are usual. */
export interface Table {
  readonly rows: Axis;
  readonly columns: Axis;
  readonly ways: Float64Array;
}

/** The margins low, low + step, …: so many. */
interface Axis {
  readonly low: number;
  readonly step: number;
  readonly size: number;
}

/** Cells of a table, at most. */
const CELLS = 1 << 20;

/** The ways in which the option's margins over the two rivals are at most these. */
export function waysUpTo({ rows, columns, ways }: Table, one: number, other: number): number {
  const row = Math.min(rows.size - 1, Math.floor((one - rows.low) / rows.step));
  const column = Math.min(columns.size - 1, Math.floor((other - columns.low) / columns.step));
  return row < 0 || column < 0 ? 0 : (ways[row * columns.size + column] ?? 0);
}

/** How many additions all tables for an option and two rivals take. */
export function costOfPairs(terms: readonly Term[], width: number): number {
  const step = stepOf(terms);
  let cost = 0;
  for (let option = 0; option < width; option += 1) {
    for (let one = 0; one < width; one += 1) {
      for (let other = 0; other < one; other += 1) {
        if (one === option || other === option) continue;
        let [rows, columns] = [1, 1];
        for (const term of terms) {
          cost += term.outcomes.length * rows * columns;
          rows += axisOf([term], option, one, step).size - 1;
          columns += axisOf([term], option, other, step).size - 1;
        }
      }
    }
  }
  return cost;
}

/**
 * Over the outcomes that rule out none of the three. For a single rival, the one is the option itself. Null
 * where it would be too large.
 */
export function tableOf(terms: readonly Term[], option: number, one: number, other: number): Table | null {
  const step = stepOf(terms);
  if (axisOf(terms, option, one, step).size * axisOf(terms, option, other, step).size > CELLS) return null;
  const three = (1 << option) | (1 << one) | (1 << other);
  let rows: Axis = { low: 0, step, size: 1 };
  let columns = rows;
  let ways = new Float64Array([1]);
  for (const term of terms) {
    const down = axisOf([term], option, one, step);
    const across = axisOf([term], option, other, step);
    const before = { rows: rows.size, columns: columns.size, ways };
    rows = { low: rows.low + down.low, step, size: rows.size + down.size - 1 };
    columns = { low: columns.low + across.low, step, size: columns.size + across.size - 1 };
    ways = new Float64Array(rows.size * columns.size);
    for (const { vector, out, weight } of term.outcomes) {
      if ((out & three) !== 0) continue;
      const at = (rival: number, { low }: Axis) =>
        ((vector[option] ?? 0) - (vector[rival] ?? 0) - low) / step;
      const first = at(one, down) * columns.size + at(other, across);
      for (let row = 0; row < before.rows; row += 1) {
        const from = row * before.columns;
        const to = first + row * columns.size;
        for (let c = 0; c < before.columns; c += 1)
          ways[to + c] = (ways[to + c] ?? 0) + weight * (before.ways[from + c] ?? 0);
      }
    }
  }
  cumulate(ways, columns.size);
  return { rows, columns, ways };
}

function axisOf(terms: readonly Term[], i: number, j: number, step: number): Axis {
  let low = 0;
  let size = 1;
  for (const { outcomes } of terms) {
    const differences = outcomes.map(({ vector }) => (vector[i] ?? 0) - (vector[j] ?? 0));
    const least = Math.min(...differences);
    low += least;
    size += (Math.max(...differences) - least) / step;
  }
  return { low, step, size };
}

function cumulate(ways: Float64Array, columns: number): void {
  let row = 0;
  for (let at = 0; at < ways.length; at += 1) {
    if (at % columns === 0) row = 0;
    row += ways[at] ?? 0;
    ways[at] = row + (at < columns ? 0 : (ways[at - columns] ?? 0));
  }
}
