/**
 * Sums of independent terms as sorted lists of distinct states. A state's key is a number with
 * key(a + b) = key(a) + key(b), so that adding a term is a merge of shifted lists.
 */

/** Sorted by key, keys distinct. */
export interface States {
  readonly keys: Float64Array;
  readonly weights: Float64Array;
}

/** States by the mask of the options that they rule out. */
export type Groups = ReadonlyMap<number, States>;

/** An outcome of a term, with its key. */
export interface Keyed {
  readonly key: number;
  readonly weight: number;
  readonly vector: readonly number[];
  readonly out: number;
}

/** One state: nothing was added yet. */
export function nothing(): Groups {
  return new Map([[0, { keys: new Float64Array(1), weights: new Float64Array([1]) }]]);
}

export function countOf(groups: Groups): number {
  let count = 0;
  for (const states of groups.values()) count += states.keys.length;
  return count;
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

export function addTerm(groups: Groups, outcomes: readonly Pick<Keyed, "key" | "weight" | "out">[]): Groups {
  const shifted = new Map<number, States[]>();
  for (const [out, states] of groups) {
    for (const outcome of outcomes) {
      const mask = out | outcome.out;
      const lists = shifted.get(mask);
      const list = {
        keys: states.keys.map((before) => before + outcome.key),
        weights: states.weights.map((before) => before * outcome.weight),
      };
      if (lists === undefined) shifted.set(mask, [list]);
      else lists.push(list);
    }
  }
  return new Map([...shifted].map(([mask, lists]) => [mask, mergeAll(lists)]));
}

/** By state of `before`: its place in `after` once something with this key was added. */
export function placesAfter(before: States, key: number, after: States): Int32Array {
  const places = new Int32Array(before.keys.length);
  let at = 0;
  for (let s = 0; s < places.length; s += 1) {
    // Both lists are sorted: one walk finds every key.
    const wanted = (before.keys[s] ?? 0) + key;
    while ((after.keys[at] ?? wanted) < wanted) at += 1;
    places[s] = at;
  }
  return places;
}

function mergeAll(lists: readonly States[]): States {
  let rest = lists;
  while (rest.length > 1) {
    const halved: States[] = [];
    for (let i = 0; i < rest.length; i += 2) {
      const [a, b] = [rest[i], rest[i + 1]];
      if (a !== undefined) halved.push(b === undefined ? a : merge(a, b));
    }
    rest = halved;
  }
  return rest[0] ?? { keys: new Float64Array(), weights: new Float64Array() };
}

function merge(a: States, b: States): States {
  const most = a.keys.length + b.keys.length;
  const keys = new Float64Array(most);
  const weights = new Float64Array(most);
  let i = 0;
  let j = 0;
  let n = 0;
  while (i < a.keys.length || j < b.keys.length) {
    const left = i < a.keys.length ? (a.keys[i] ?? 0) : Number.POSITIVE_INFINITY;
    const right = j < b.keys.length ? (b.keys[j] ?? 0) : Number.POSITIVE_INFINITY;
    keys[n] = Math.min(left, right);
    weights[n] = (left <= right ? (a.weights[i] ?? 0) : 0) + (right <= left ? (b.weights[j] ?? 0) : 0);
    if (left <= right) i += 1;
    if (right <= left) j += 1;
    n += 1;
  }
  return { keys: keys.slice(0, n), weights: weights.slice(0, n) };
}
