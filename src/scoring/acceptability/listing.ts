/** The states of a part, its groups one after another, with what they are worth. */
import type { Part } from "./parts.ts";
import { countOf, type Groups, nothing, placesAfter } from "./states.ts";

export interface Listing {
  readonly part: Part;
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
  return { part, weights, outs, values: valuesOf(part, base) };
}

/** By mask: the place of a group's first state. */
export function startsOf(groups: Groups): Map<number, number> {
  let start = 0;
  return new Map(
    [...groups].map(([out, { keys }]) => {
      const own = start;
      start += keys.length;
      return [out, own];
    }),
  );
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
