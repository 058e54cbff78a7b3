/** A k-d tree over states: every node knows between what bounds the options' differences lie in it. */
import type { States } from "./states.ts";

export interface Tree {
  readonly states: States;
  /** How many options' values a state has. */
  readonly width: number;
  /** The states of node n are order[first[n]] .. order[last[n] - 1]. Node 0 is the root. */
  readonly order: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** A node's children are n + 1 and right[n]; right is 0 where it has none. */
  readonly right: Int32Array;
  /** The sum of the node's weights. */
  readonly mass: Float64Array;
  /** At [n · pairs + pair(i, j)], i < j: the least and the largest v_i − v_j in the node. */
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** States in a leaf, at most. */
const LEAF = 6;

export function pairCount(width: number): number {
  return (width * (width - 1)) / 2;
}

export function buildTree(states: States, width: number): Tree {
  const count = states.keys.length;
  const pairs = pairCount(width);
  const nodes = 2 * Math.max(1, Math.ceil((2 * count) / LEAF));
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const first = new Int32Array(nodes);
  const last = new Int32Array(nodes);
  const right = new Int32Array(nodes);
  const mass = new Float64Array(nodes);
  const least = new Float64Array(nodes * pairs).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(nodes * pairs).fill(Number.NEGATIVE_INFINITY);
  const along = new Float64Array(count);
  let used = 0;
  const build = (from: number, to: number): void => {
    const node = used;
    used += 1;
    first[node] = from;
    last[node] = to;
    measure(node, from, to);
    if (to - from <= LEAF) return;
    const middle = (from + to) >> 1;
    const [i, j] = widest(least, most, node * pairs, width);
    for (let at = from; at < to; at += 1) {
      const base = (order[at] ?? 0) * width;
      along[order[at] ?? 0] = (states.vectors[base + i] ?? 0) - (states.vectors[base + j] ?? 0);
    }
    selectMiddle(order, along, from, to - 1, middle);
    build(from, middle);
    right[node] = used;
    build(middle, to);
  };
  const measure = (node: number, from: number, to: number): void => {
    let sum = 0;
    for (let at = from; at < to; at += 1) {
      const state = order[at] ?? 0;
      sum += states.weights[state] ?? 0;
      let pair = node * pairs;
      for (let i = 0; i < width; i += 1) {
        const value = states.vectors[state * width + i] ?? 0;
        for (let j = i + 1; j < width; j += 1) {
          const difference = value - (states.vectors[state * width + j] ?? 0);
          if (difference < (least[pair] ?? 0)) least[pair] = difference;
          if (difference > (most[pair] ?? 0)) most[pair] = difference;
          pair += 1;
        }
      }
    }
    mass[node] = sum;
  };
  build(0, count);
  return { states, width, order, first, last, right, mass, least, most };
}

/** The two options whose difference varies most in a node. */
function widest(least: Float64Array, most: Float64Array, at: number, width: number): [number, number] {
  let best: [number, number] = [0, 0];
  let widestSoFar = -1;
  let pair = at;
  for (let i = 0; i < width; i += 1) {
    for (let j = i + 1; j < width; j += 1) {
      const spread = (most[pair] ?? 0) - (least[pair] ?? 0);
      if (spread > widestSoFar) {
        widestSoFar = spread;
        best = [i, j];
      }
      pair += 1;
    }
  }
  return best;
}

/** Quickselect (Hoare): orders the part so that what is before `middle` is not above what is from it on. */
function selectMiddle(
  order: Int32Array,
  along: Float64Array,
  from: number,
  to: number,
  middle: number,
): void {
  let low = from;
  let high = to;
  while (low < high) {
    const pivot = along[order[(low + high) >> 1] ?? 0] ?? 0;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((along[order[i] ?? 0] ?? 0) < pivot) i += 1;
      while ((along[order[j] ?? 0] ?? 0) > pivot) j -= 1;
      if (i <= j) {
        const swapped = order[i] ?? 0;
        order[i] = order[j] ?? 0;
        order[j] = swapped;
        i += 1;
        j -= 1;
      }
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}
