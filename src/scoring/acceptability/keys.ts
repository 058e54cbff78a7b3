/** Numbers for outcomes that add up as the outcomes do. */
import { commonFactor } from "../fraction.ts";
import type { JointOutcome, Term } from "./joint.ts";

/** Equal sums of differences between options have equal sums of keys, and no others. */
export type KeyOf = (outcome: JointOutcome, term: Term) => number;

/**
 * Mixed radix: one digit for each option's difference to the first, wide enough for every sum of outcomes. Null
 * where such numbers don't fit a double.
 */
export function keysOf(terms: readonly Term[]): KeyOf | null {
  const others = Math.max(0, ...terms.map(({ outcomes }) => (outcomes[0]?.vector.length ?? 1) - 1));
  const lows = new Map<Term, number[]>();
  const step = stepOf(terms);
  const factors: number[] = [];
  let size = 1;
  for (let d = 1; d <= others; d += 1) {
    let range = 0;
    for (const term of terms) {
      const differences = term.outcomes.map(({ vector }) => (vector[d] ?? 0) - (vector[0] ?? 0));
      const low = Math.min(...differences);
      lows.set(term, [...(lows.get(term) ?? []), low]);
      range += Math.max(...differences) - low;
    }
    factors.push(size);
    size *= range / step + 1;
  }
  if (size > Number.MAX_SAFE_INTEGER) return null;
  return ({ vector }, term) =>
    factors.reduce((key, factor, at) => {
      const above = (vector[at + 1] ?? 0) - (vector[0] ?? 0) - (lows.get(term)?.[at] ?? 0);
      return key + (above / step) * factor;
    }, 0);
}

/** The largest step by which all sums of differences between options go, at least 1. */
export function stepOf(terms: readonly Term[]): number {
  let step = 0;
  for (const { outcomes } of terms) {
    const [first] = outcomes;
    for (const { vector } of outcomes) {
      for (let d = 1; d < vector.length; d += 1) {
        const above = (vector[d] ?? 0) - (vector[0] ?? 0) - (first?.vector[d] ?? 0) + (first?.vector[0] ?? 0);
        step = commonFactor(step, Math.abs(above));
      }
    }
  }
  return Math.max(step, 1);
}
