/**
 * In how many ways to answer what is left an option leads strictly, for each state of a part: between bounds. It
 * leads unless some rival is not behind it; how often one or two of them are not is exact. Some rival is not at
 * most as often as all of them summed up, less the pairs that one of them forms with the others (Hunter, 1976).
 */
import type { Term } from "./joint.ts";
import { tableOf, waysUpTo } from "./margins.ts";
import type { Listing } from "./parts.ts";

/** By state: ways, whole numbers. */
export interface Bounds {
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** Rounding of ways beyond 2^53, relative to all: far above what some million sums can gather. */
const ROUNDING = 1e-9;

/** Of a state's ways: so few are not worth a closer look. */
const SLIGHT = 2 ** -12;

/** `left`: the terms that are not in the part. `paired`: whether to count pairs of rivals, or leave them at nothing. */
export function boundsOf(
  { weights, outs, values }: Listing,
  left: readonly Term[],
  option: number,
  rivals: readonly number[],
  paired: boolean,
): Bounds {
  const total = left.reduce((product, term) => product * term.total, 1);
  const margin = total <= Number.MAX_SAFE_INTEGER ? 0 : total * ROUNDING;
  const staying = left.reduce((product, term) => product * stayingIn(term, option), 1);
  const singles = rivals.map((rival) => tableOf(left, option, option, rival));
  const pairs = rivals.flatMap((one, a) =>
    rivals.slice(0, paired ? a : 0).map((other, b) => ({ a, b, table: tableOf(left, option, one, other) })),
  );
  const least = new Float64Array(weights.length);
  const most = new Float64Array(weights.length);
  const behind = new Float64Array(rivals.length);
  const ahead = new Float64Array(rivals.length);
  const stars = new Float64Array(rivals.length);
  for (let state = 0; state < weights.length; state += 1) {
    const out = outs[state] ?? 0;
    if ((out >> option) & 1) continue;
    let all = 0;
    let largest = 0;
    for (let a = 0; a < rivals.length; a += 1) {
      const rival = rivals[a] ?? 0;
      behind[a] =
        (out >> rival) & 1
          ? Number.NEGATIVE_INFINITY
          : (values[rival]?.[state] ?? 0) - (values[option]?.[state] ?? 0);
      const table = singles[a] ?? null;
      ahead[a] = table === null ? 0 : waysUpTo(table, 0, behind[a] ?? 0);
      all += table === null ? total : (ahead[a] ?? 0);
      stars[a] = 0;
      largest = Math.max(largest, ahead[a] ?? 0);
    }
    // Where what the pairs could add is next to nothing, they need no look.
    const count = Math.min(all, staying - largest) < total * SLIGHT ? 0 : pairs.length;
    for (let at = 0; at < count; at += 1) {
      const pair = pairs[at];
      if (pair === undefined || pair.table === null) continue;
      const { a, b, table } = pair;
      const both = waysUpTo(table, behind[a] ?? 0, behind[b] ?? 0);
      stars[a] = (stars[a] ?? 0) + both;
      stars[b] = (stars[b] ?? 0) + both;
      largest = Math.max(largest, (ahead[a] ?? 0) + (ahead[b] ?? 0) - both);
    }
    const star = stars.reduce((best, ways) => Math.max(best, ways), 0);
    least[state] = Math.max(0, Math.floor(staying - all + star - margin));
    most[state] = Math.max(0, staying - largest);
  }
  return { least, most };
}

function stayingIn({ outcomes }: Term, option: number): number {
  return outcomes.reduce((sum, { out, weight }) => sum + ((out >> option) & 1 ? 0 : weight), 0);
}
