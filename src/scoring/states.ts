/**
 * Sums of independent terms as sorted lists of distinct states. A state's key is a number with
 * key(a + b) = key(a) + key(b), so that adding a term is a merge of shifted lists.
 */

/** Sorted by key, keys distinct. */
export interface States {
  readonly keys: Float64Array;
  readonly weights: Float64Array;
  /** `width` values a state: the sums of the outcomes' vectors. Empty where nobody asks for them. */
  readonly vectors: Float64Array;
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
export function nothing(width: number): Groups {
  const one = { keys: new Float64Array(1), weights: new Float64Array([1]), vectors: new Float64Array(width) };
  return new Map([[0, one]]);
}

export function countOf(groups: Groups): number {
  let count = 0;
  for (const states of groups.values()) count += states.keys.length;
  return count;
}

export function addTerm(groups: Groups, outcomes: readonly Keyed[], width: number): Groups {
  const shifted = new Map<number, States[]>();
  for (const [out, states] of groups) {
    for (const outcome of outcomes) {
      const mask = out | outcome.out;
      const lists = shifted.get(mask);
      const list = shift(states, outcome, width);
      if (lists === undefined) shifted.set(mask, [list]);
      else lists.push(list);
    }
  }
  return new Map([...shifted].map(([mask, lists]) => [mask, mergeAll(lists, width)]));
}

function shift(states: States, { key, weight, vector }: Keyed, width: number): States {
  const vectors = new Float64Array(states.vectors);
  for (let o = 0; o < width; o += 1) {
    const more = vector[o] ?? 0;
    for (let i = o; i < vectors.length; i += width) vectors[i] = (vectors[i] ?? 0) + more;
  }
  return {
    keys: states.keys.map((before) => before + key),
    weights: states.weights.map((before) => before * weight),
    vectors,
  };
}

function mergeAll(lists: readonly States[], width: number): States {
  let rest = lists;
  while (rest.length > 1) {
    const halved: States[] = [];
    for (let i = 0; i < rest.length; i += 2) {
      const [a, b] = [rest[i], rest[i + 1]];
      if (a !== undefined) halved.push(b === undefined ? a : merge(a, b, width));
    }
    rest = halved;
  }
  return rest[0] ?? { keys: new Float64Array(), weights: new Float64Array(), vectors: new Float64Array() };
}

function merge(a: States, b: States, width: number): States {
  const most = a.keys.length + b.keys.length;
  const keys = new Float64Array(most);
  const weights = new Float64Array(most);
  const vectors = new Float64Array(most * width);
  let i = 0;
  let j = 0;
  let n = 0;
  while (i < a.keys.length || j < b.keys.length) {
    const left = i < a.keys.length ? (a.keys[i] ?? 0) : Number.POSITIVE_INFINITY;
    const right = j < b.keys.length ? (b.keys[j] ?? 0) : Number.POSITIVE_INFINITY;
    const from = left <= right ? a.vectors : b.vectors;
    const at = (left <= right ? i : j) * width;
    keys[n] = Math.min(left, right);
    weights[n] = (left <= right ? (a.weights[i] ?? 0) : 0) + (right <= left ? (b.weights[j] ?? 0) : 0);
    for (let w = 0; w < width; w += 1) vectors[n * width + w] = from[at + w] ?? 0;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
    n += 1;
  }
  return { keys: keys.slice(0, n), weights: weights.slice(0, n), vectors: vectors.slice(0, n * width) };
}
