/** The open terms in parts, each small enough for the states of its sum to be listed. */
import type { JointOutcome, Term } from "./joint.ts";
import { type KeyOf, keysOf } from "./keys.ts";
import { addTerm, countOf, type Groups, type Keyed, nothing, placesAfter, startsOf } from "./states.ts";

export interface Part {
  readonly terms: readonly KeyedTerm[];
  /** By how many of the terms were added: the states of their sum. One more than there are terms. */
  readonly levels: readonly Groups[];
  /** The product of the terms' totals. */
  readonly total: number;
}

interface KeyedTerm {
  readonly term: Term;
  readonly keyed: ReadonlyMap<JointOutcome, Keyed>;
}

/** Of no terms: one state, in which nothing was added yet. */
export const EMPTY: Part = { terms: [], levels: [nothing()], total: 1 };

/**
 * Two parts of similar size: each term, widest first, goes to the one that has fewer states yet. Null where
 * a part would have more than `most`.
 */
export function halvesOf(terms: readonly Term[], most: number): readonly [Part, Part] | null {
  const keyOf = keysOf(terms);
  let smaller = EMPTY;
  let larger = EMPTY;
  for (const term of widestFirst(terms)) {
    if (!isExact(smaller, term) && isExact(larger, term)) [smaller, larger] = [larger, smaller];
    const grown = withTerm(smaller, term, keyOf, most);
    if (grown !== null) smaller = grown;
    else {
      const other = withTerm(larger, term, keyOf, most);
      if (other === null) return null;
      larger = other;
    }
    if (statesOf(smaller) > statesOf(larger)) [smaller, larger] = [larger, smaller];
  }
  return [smaller, larger];
}

/** Parts of at most `most` states, or of one term, one after another: the widest terms in the first, and so on. */
export function* partsOf(terms: readonly Term[], most: number): Generator<Part, void> {
  const keyOf = keysOf(terms);
  let part = EMPTY;
  for (const term of widestFirst(terms)) {
    const grown = withTerm(part, term, keyOf, part === EMPTY ? Number.POSITIVE_INFINITY : most);
    if (grown === null) yield part;
    part = grown ?? withTerm(EMPTY, term, keyOf, Number.POSITIVE_INFINITY) ?? EMPTY;
  }
  yield part;
}

/** Whether all weights stay exact in doubles. */
function isExact({ total }: Part, term: Term): boolean {
  return total * term.total <= Number.MAX_SAFE_INTEGER;
}

function statesOf({ levels }: Part): number {
  return countOf(levels.at(-1) ?? nothing());
}

/** Null where it would have more than `most` states. */
function withTerm(
  { terms, levels, total }: Part,
  term: Term,
  keyOf: KeyOf | null,
  most: number,
): Part | null {
  const groups = levels.at(-1) ?? nothing();
  const before = terms.reduce((product, { keyed }) => product * keyed.size, 1);
  // More of them would be far too many even where most of them are equal.
  if (countOf(groups) * term.outcomes.length > 4 * most) return null;
  // Where no number could hold a state's values, its place among all combinations tells it apart.
  if (keyOf === null && before * term.outcomes.length > Number.MAX_SAFE_INTEGER) return null;
  const keyed = new Map(
    term.outcomes.map((outcome, at): [JointOutcome, Keyed] => [
      outcome,
      { key: keyOf === null ? at * before : keyOf(outcome, term), ...outcome },
    ]),
  );
  const grown = addTerm(groups, [...keyed.values()]);
  if (countOf(grown) > most) return null;
  return { terms: [...terms, { term, keyed }], levels: [...levels, grown], total: total * term.total };
}

/** By how far the outcomes set the options apart; of equals the one that came first. */
export function widestFirst(terms: readonly Term[]): Term[] {
  return terms
    .map((term) => ({ term, spread: spreadOf(term) }))
    .sort((a, b) => b.spread - a.spread)
    .map(({ term }) => term);
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

/** The states of a part, its groups one after another, with what they are worth. */
export interface Listing {
  /** By state. */
  readonly weights: Float64Array;
  /** By state: mask of the options that it rules out. */
  readonly outs: Int32Array;
  /** By option, then state. */
  readonly values: readonly Float64Array[];
}

/** `base`: by option, what is added to every state. */
export function listed(part: Part, base: ArrayLike<number>): Listing {
  const groups = part.levels.at(-1) ?? nothing();
  const weights = new Float64Array(countOf(groups));
  const outs = new Int32Array(weights.length);
  const starts = startsOf(groups);
  for (const [out, states] of groups) {
    const start = starts.get(out) ?? 0;
    weights.set(states.weights, start);
    outs.fill(out, start, start + states.keys.length);
  }
  return { weights, outs, values: valuesOf(part, base) };
}

/** From level to level: a state is worth what any state that leads to it is worth, and the outcome between them. */
function valuesOf({ terms, levels }: Part, base: ArrayLike<number>): Float64Array[] {
  let before = Array.from(base, (value) => new Float64Array([value]));
  terms.forEach(({ keyed }, at) => {
    const groups = levels[at] ?? nothing();
    const grown = levels[at + 1] ?? nothing();
    const starts = startsOf(groups);
    const ends = startsOf(grown);
    const after = before.map(() => new Float64Array(countOf(grown)));
    for (const [out, states] of groups) {
      for (const outcome of keyed.values()) {
        const places = placesAfter(states, outcome.key, grown.get(out | outcome.out) ?? states);
        const start = starts.get(out) ?? 0;
        const end = ends.get(out | outcome.out) ?? 0;
        after.forEach((to, o) => {
          const from = before[o] ?? to;
          const more = outcome.vector[o] ?? 0;
          for (let s = 0; s < places.length; s += 1)
            to[end + (places[s] ?? 0)] = (from[start + s] ?? 0) + more;
        });
      }
    }
    before = after;
  });
  return before;
}
