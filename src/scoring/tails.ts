/** How the difference of each two options is distributed over what is left open: exact in one dimension. */
import type { Term } from "./open.ts";
import { addTerm, type Groups, nothing } from "./states.ts";

export interface Tails {
  readonly width: number;
  /** The product of the terms' totals. */
  readonly total: number;
  /** By i · width + j, i < j: the distribution of v_i − v_j. */
  readonly differences: readonly (Distribution | undefined)[];
  /** By option: the mass in which no outcome rules it out. */
  readonly staying: readonly number[];
}

/** Values ascending; `upTo[n]` is the mass of the n lowest. */
interface Distribution {
  readonly values: Float64Array;
  readonly upTo: Float64Array;
}

/** The sum of terms of differences as states, their keys counted from `low`. */
interface Sum {
  readonly low: number;
  readonly groups: Groups;
}

/** By how many of the terms, from the first on, are settled: what the others add. One more than there are terms. */
export function tailsAfter(terms: readonly Term[], width: number): Tails[] {
  const pairs = pairsOf(width);
  let sums: Sum[] = pairs.map(() => ({ low: 0, groups: nothing(0) }));
  const tails = [tailsFrom([], width, sums)];
  for (let at = terms.length - 1; at >= 0; at -= 1) {
    const term = terms[at];
    if (term !== undefined) sums = sums.map((sum, pair) => addDifference(sum, term, pairs[pair] ?? [0, 0]));
    tails.unshift(tailsFrom(terms.slice(at), width, sums));
  }
  return tails;
}

/** What all the terms add. */
export function tailsOf(terms: readonly Term[], width: number): Tails {
  const sums = pairsOf(width).map((pair) =>
    terms.reduce<Sum>((sum, term) => addDifference(sum, term, pair), { low: 0, groups: nothing(0) }),
  );
  return tailsFrom(terms, width, sums);
}

/** The mass in which option i, with these sums so far, is not strictly above option j in the end. */
export function notBeating(tails: Tails, sums: Float64Array, i: number, j: number): number {
  const { width, total } = tails;
  const behind = (sums[j] ?? 0) - (sums[i] ?? 0);
  if (i < j) {
    const difference = tails.differences[i * width + j];
    return difference === undefined ? 0 : massUpTo(difference, behind);
  }
  const difference = tails.differences[j * width + i];
  // v_j − v_i is at least −behind: everything but what is at most the integer below.
  return difference === undefined ? 0 : total - massUpTo(difference, -behind - 1);
}

function tailsFrom(terms: readonly Term[], width: number, sums: readonly Sum[]): Tails {
  const differences: (Distribution | undefined)[] = new Array(width * width).fill(undefined);
  pairsOf(width).forEach(([i, j], pair) => {
    const { low, groups } = sums[pair] ?? { low: 0, groups: nothing(0) };
    const states = groups.get(0);
    if (states === undefined) return;
    const upTo = new Float64Array(states.weights.length + 1);
    for (let at = 0; at < states.weights.length; at += 1)
      upTo[at + 1] = (upTo[at] ?? 0) + (states.weights[at] ?? 0);
    differences[i * width + j] = { values: states.keys.map((key) => key + low), upTo };
  });
  return {
    width,
    total: terms.reduce((product, term) => product * term.total, 1),
    differences,
    staying: Array.from({ length: width }, (_, o) =>
      terms.reduce((product, term) => product * stayingIn(term, o), 1),
    ),
  };
}

function massUpTo({ values, upTo }: Distribution, most: number): number {
  let low = 0;
  let high = values.length;
  if ((values[0] ?? 0) > most) return 0;
  if ((values[high - 1] ?? 0) <= most) return upTo[high] ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return upTo[low] ?? 0;
}

function stayingIn({ outcomes }: Term, option: number): number {
  return outcomes.reduce((sum, { out, weight }) => sum + ((out >> option) & 1 ? 0 : weight), 0);
}

function addDifference({ low, groups }: Sum, { outcomes }: Term, [i, j]: readonly [number, number]): Sum {
  const by = new Map<number, number>();
  for (const { vector, weight } of outcomes) {
    const difference = (vector[i] ?? 0) - (vector[j] ?? 0);
    by.set(difference, (by.get(difference) ?? 0) + weight);
  }
  const least = Math.min(...by.keys());
  const keyed = [...by].map(([value, weight]) => ({ key: value - least, weight, vector: [], out: 0 }));
  return { low: low + least, groups: addTerm(groups, keyed, 0) };
}

function pairsOf(width: number): [number, number][] {
  const options = Array.from({ length: width }, (_, o) => o);
  return options.flatMap((i) => options.slice(i + 1).map((j): [number, number] => [i, j]));
}
