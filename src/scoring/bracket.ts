/**
 * Who leads, between bounds: branch and bound. Terms are answered one after another, widest first; what is then
 * left open is bounded by the exact distributions of the differences of two options (Boole's inequality: an
 * option leads at least in what is left of the whole after each rival's share of it).
 */
import type { Mass } from "./mass.ts";
import type { Open, Term } from "./open.ts";
import { notBeating, type Tails, tailsAfter } from "./tails.ts";

/** A branch is followed while this share of everything, at least, is undecided in it. */
const SHARE = 2 ** -15;

/** Branches followed, at most. */
const BRANCHES = 60_000;

/** Rounding of a mass beyond 2^53, relative to the whole: far above what some thousand sums can gather. */
const ROUNDING = 1e-9;

/** Adds to `leads`, by option and then for no leader, masses (of the product of all terms' totals) that are sure. */
export function bracket(open: Open, terms: readonly Term[], leads: readonly Mass[], effort: number): void {
  const width = open.base.length;
  const tails = tailsAfter(terms, width);
  const whole = tails[0]?.total ?? 1;
  const sums = tails.map(() => new Float64Array(open.base));
  const sure = tails.map(() => new Float64Array(width));
  let branches = BRANCHES * effort;
  const follow = (depth: number, weight: number, out: number): void => {
    const left = tails[depth];
    const here = sums[depth];
    const sureHere = sure[depth];
    if (left === undefined || here === undefined || sureHere === undefined) return;
    const undecided = left.total - lowerBounds(left, here, out, sureHere);
    const next = sums[depth + 1];
    const term = terms[depth];
    if (next === undefined || term === undefined || branches <= 0 || undecided * weight <= SHARE * whole) {
      sureHere.forEach((mass, o) => {
        leads[o]?.add(weight, mass);
      });
      // Where nothing is left open, nothing is in doubt: nobody leads.
      if (next === undefined) leads[width]?.add(weight, undecided);
      return;
    }
    branches -= 1;
    for (const outcome of term.outcomes) {
      for (let o = 0; o < width; o += 1) next[o] = (here[o] ?? 0) + (outcome.vector[o] ?? 0);
      follow(depth + 1, weight * outcome.weight, out | outcome.out);
    }
  };
  follow(0, 1, open.out);
}

/** Writes by option the mass of what is left in which it surely leads strictly; returns their sum. */
function lowerBounds(left: Tails, sums: Float64Array, out: number, sure: Float64Array): number {
  const { width, total } = left;
  const margin = total <= Number.MAX_SAFE_INTEGER ? 0 : total * ROUNDING;
  let all = 0;
  for (let i = 0; i < width; i += 1) {
    let mass = (out >> i) & 1 ? 0 : (left.staying[i] ?? 0) - margin;
    for (let j = 0; j < width && mass > 0; j += 1) {
      if (i !== j && ((out >> j) & 1) === 0) mass -= notBeating(left, sums, i, j);
    }
    sure[i] = Math.max(0, Math.floor(mass));
    all += sure[i] ?? 0;
  }
  return all;
}
