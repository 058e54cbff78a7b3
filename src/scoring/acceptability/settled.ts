/** Whether what is open can still change who leads: exact without enumerating the completions. */
import type { Open } from "./open.ts";

/**
 * Whether the leader leads strictly in every completion. Terms are independent, so the least lead over a
 * rival is the sum of each term's least; only outcomes that leave the rival in the ranking count.
 */
export function isSettled(open: Open, leader: number): boolean {
  const bit = 1 << leader;
  if ((open.out & bit) !== 0) return false;
  if (open.terms.some((term) => term.outcomes.some(({ out }) => (out & bit) !== 0))) return false;
  return open.base.every((base, rival) => {
    const rivalBit = 1 << rival;
    if (rival === leader || (open.out & rivalBit) !== 0) return true;
    let lead = (open.base[leader] ?? 0) - base;
    for (const { outcomes } of open.terms) {
      let least = Number.POSITIVE_INFINITY;
      for (const { vector, out } of outcomes) {
        if ((out & rivalBit) === 0) least = Math.min(least, (vector[leader] ?? 0) - (vector[rival] ?? 0));
      }
      lead += least;
    }
    return lead > 0;
  });
}
