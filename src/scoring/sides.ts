/** The open terms as two halves of similar size, whose sums are enumerated apart. */
import type { Open, Outcome, Term } from "./open.ts";
import { addTerm, countOf, type Groups, type Keyed, nothing } from "./states.ts";

/** States in a half, at most: what leaves both the trees and the comparison their share of a second. */
const MOST_STATES = 1 << 17;

export interface KeyedTerm {
  readonly term: Term;
  readonly keyed: ReadonlyMap<Outcome, Keyed>;
}

export interface Half {
  readonly terms: readonly KeyedTerm[];
  readonly groups: Groups;
}

/** Each term, widest first, goes to the half that has fewer states yet. Null where a half would have too many. */
export function halvesOf(open: Open): readonly [Half, Half] | null {
  const width = open.base.length;
  const mixed = mixedRadix(open.terms);
  const halves: [Growing, Growing] = [
    { terms: [], groups: nothing(width), product: 1 },
    { terms: [], groups: nothing(width), product: 1 },
  ];
  for (const term of widestFirst(open.terms)) {
    const [smaller, larger] =
      countOf(halves[0].groups) <= countOf(halves[1].groups) ? halves : [halves[1], halves[0]];
    if (!grow(smaller, term, mixed, width) && !grow(larger, term, mixed, width)) return null;
  }
  return halves;
}

/** By how far the outcomes set the options apart; of equals the one that came first. */
export function widestFirst(terms: readonly Term[]): Term[] {
  return terms
    .map((term) => ({ term, spread: spreadOf(term) }))
    .sort((a, b) => b.spread - a.spread)
    .map(({ term }) => term);
}

interface Growing {
  terms: KeyedTerm[];
  groups: Groups;
  /** Of the numbers of outcomes. */
  product: number;
}

/** Adds the term, unless the half would have too many states. */
function grow(
  half: Growing,
  term: Term,
  mixed: ((outcome: Outcome, term: Term) => number) | null,
  width: number,
): boolean {
  const product = half.product * term.outcomes.length;
  if (countOf(half.groups) * term.outcomes.length > 4 * MOST_STATES) return false;
  // Where no number could hold a state's values, its place among all combinations tells it apart.
  if (mixed === null && product > Number.MAX_SAFE_INTEGER) return false;
  const keyed = new Map(
    term.outcomes.map((outcome, at): [Outcome, Keyed] => [
      outcome,
      { key: mixed === null ? at * half.product : mixed(outcome, term), ...outcome },
    ]),
  );
  const groups = addTerm(half.groups, [...keyed.values()], width);
  if (countOf(groups) > MOST_STATES) return false;
  half.terms.push({ term, keyed });
  half.groups = groups;
  half.product = product;
  return true;
}

function spreadOf({ outcomes }: Term): number {
  const [first] = outcomes;
  let spread = 0;
  first?.vector.forEach((_, i) => {
    for (let j = 0; j < i; j += 1) {
      const differences = outcomes.map(({ vector }) => (vector[i] ?? 0) - (vector[j] ?? 0));
      spread += Math.max(...differences) - Math.min(...differences);
    }
  });
  return spread;
}

/**
 * Numbers outcomes by their differences to the first option, one digit a difference, wide enough for every sum
 * of outcomes: equal sums of differences have equal keys. Null where such numbers don't fit a double.
 */
function mixedRadix(terms: readonly Term[]): ((outcome: Outcome, term: Term) => number) | null {
  const others = Math.max(0, ...terms.map(({ outcomes }) => (outcomes[0]?.vector.length ?? 1) - 1));
  const lows = new Map<Term, number[]>();
  const steps: number[] = [];
  const factors: number[] = [];
  let size = 1;
  for (let d = 1; d <= others; d += 1) {
    let range = 0;
    let step = 0;
    for (const term of terms) {
      const differences = term.outcomes.map(({ vector }) => (vector[d] ?? 0) - (vector[0] ?? 0));
      const low = Math.min(...differences);
      lows.set(term, [...(lows.get(term) ?? []), low]);
      range += Math.max(...differences) - low;
      for (const difference of differences) step = gcd(step, difference - low);
    }
    steps.push(Math.max(step, 1));
    factors.push(size);
    size *= range / Math.max(step, 1) + 1;
  }
  if (size > Number.MAX_SAFE_INTEGER) return null;
  return ({ vector }, term) =>
    factors.reduce((key, factor, at) => {
      const above = (vector[at + 1] ?? 0) - (vector[0] ?? 0) - (lows.get(term)?.[at] ?? 0);
      return key + (above / (steps[at] ?? 1)) * factor;
    }, 0);
}

function gcd(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
