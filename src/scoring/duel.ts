/**
 * Who leads in the sums of two sets of states: pairs of nodes, one of each set's tree, are split until the
 * bounds of a pair decide it. A pair that is decided counts for all of its states at once.
 */
import type { Mass } from "./mass.ts";
import { pairCount, type Tree } from "./tree.ts";

/** What is added to every sum without being split further: bounds of the options' differences. */
export interface Rest {
  /** By pair of options i < j: the least and the largest v_i − v_j. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** Options that the rest may rule out. */
  readonly mayOut: number;
  /** Whether it is one point, which leaves nothing undecided. */
  readonly fixed: boolean;
}

/** One side: its tree and, by state, how much of the other side each outcome holds against it (width + 1 a state). */
export interface Side {
  readonly tree: Tree;
  readonly against: Float64Array;
}

export interface Budget {
  /** Steps left. */
  left: number;
}

/**
 * `ranked`: mask of the options in the ranking. `leads`: by option, then for no leader; the masses decided are
 * added to it. The heaviest pairs are split first once the budget does not suffice for all of them.
 */
export function duel(
  a: Side,
  b: Side,
  rest: Rest,
  ranked: number,
  leads: readonly Mass[],
  budget: Budget,
): void {
  const width = a.tree.width;
  const places = width + 1;
  const onA = new Float64Array(a.tree.mass.length * places);
  const onB = new Float64Array(b.tree.mass.length * places);
  let level: Pairs = { a: [0], b: [0], alive: [ranked] };
  while (level.a.length > 0 && budget.left > 0) {
    const next: Pairs = { a: [], b: [], alive: [] };
    for (const at of heaviest(level, a.tree, b.tree, budget.left)) {
      const nodeA = level.a[at] ?? 0;
      const nodeB = level.b[at] ?? 0;
      budget.left -= 1;
      const alive = contenders(a.tree, b.tree, rest, nodeA, nodeB, level.alive[at] ?? 0);
      const place = decided(alive, width, rest.mayOut);
      if (place >= 0) {
        const massA = a.tree.mass[nodeA] ?? 0;
        const massB = b.tree.mass[nodeB] ?? 0;
        onA[nodeA * places + place] = (onA[nodeA * places + place] ?? 0) + massB;
        onB[nodeB * places + place] = (onB[nodeB * places + place] ?? 0) + massA;
        leads[place]?.add(massA, massB);
        continue;
      }
      const rightA = a.tree.right[nodeA] ?? 0;
      const rightB = b.tree.right[nodeB] ?? 0;
      if (rightA === 0 && rightB === 0) {
        if (rest.fixed) {
          compareStates(a, b, nodeA, nodeB, alive, leads);
        }
        continue;
      }
      const sizeA = (a.tree.last[nodeA] ?? 0) - (a.tree.first[nodeA] ?? 0);
      const sizeB = (b.tree.last[nodeB] ?? 0) - (b.tree.first[nodeB] ?? 0);
      const splitA = rightB === 0 || (rightA !== 0 && sizeA >= sizeB);
      next.a.push(splitA ? nodeA + 1 : nodeA, splitA ? rightA : nodeA);
      next.b.push(splitA ? nodeB : nodeB + 1, splitA ? nodeB : rightB);
      next.alive.push(alive, alive);
    }
    level = next;
  }
  handDown(a, onA);
  handDown(b, onB);
}

interface Pairs {
  readonly a: number[];
  readonly b: number[];
  /** Mask of the options that nobody is known to beat strictly. */
  readonly alive: number[];
}

/** All places of the level, or the heaviest `limit` of them. */
function heaviest(level: Pairs, a: Tree, b: Tree, limit: number): Iterable<number> {
  if (level.a.length <= limit) return level.a.keys();
  const mass = level.a.map((nodeA, at) => (a.mass[nodeA] ?? 0) * (b.mass[level.b[at] ?? 0] ?? 0));
  const order = [...mass.keys()].sort((x, y) => (mass[y] ?? 0) - (mass[x] ?? 0) || x - y);
  return order.slice(0, Math.max(0, Math.floor(limit)));
}

/**
 * Of the options in `alive` those that are not beaten strictly in every sum of the pair; 0 where none of them
 * can lead strictly. An option that may yet be ruled out beats nobody for certain.
 */
function contenders(a: Tree, b: Tree, rest: Rest, nodeA: number, nodeB: number, alive: number): number {
  const { width } = a;
  const pairs = pairCount(width);
  let pairA = nodeA * pairs;
  let pairB = nodeB * pairs;
  let beaten = 0;
  let dull = 0;
  for (let i = 0; i < width; i += 1) {
    for (let j = i + 1; j < width; j += 1, pairA += 1, pairB += 1) {
      const bitI = 1 << i;
      const bitJ = 1 << j;
      if ((alive & bitI) === 0 || (alive & bitJ) === 0) continue;
      const pair = pairA - nodeA * pairs;
      const most = (a.most[pairA] ?? 0) + (b.most[pairB] ?? 0) + (rest.most[pair] ?? 0);
      const least = (a.least[pairA] ?? 0) + (b.least[pairB] ?? 0) + (rest.least[pair] ?? 0);
      if (most <= 0 && (rest.mayOut & bitJ) === 0) {
        dull |= bitI;
        if (most < 0) beaten |= bitI;
      }
      if (least >= 0 && (rest.mayOut & bitI) === 0) {
        dull |= bitJ;
        if (least > 0) beaten |= bitJ;
      }
    }
  }
  return (alive & ~dull) === 0 ? 0 : alive & ~beaten;
}

/** The place of the outcome: the only option left, `width` for no leader, -1 where it is undecided. */
function decided(alive: number, width: number, mayOut: number): number {
  if (alive === 0) return width;
  if ((alive & (alive - 1)) !== 0 || (alive & mayOut) !== 0) return -1;
  return 31 - Math.clz32(alive);
}

/** Every state of one leaf with every state of the other. */
function compareStates(
  a: Side,
  b: Side,
  nodeA: number,
  nodeB: number,
  alive: number,
  leads: readonly Mass[],
): void {
  const { width } = a.tree;
  for (let m = a.tree.first[nodeA] ?? 0; m < (a.tree.last[nodeA] ?? 0); m += 1) {
    const stateA = a.tree.order[m] ?? 0;
    const weightA = a.tree.states.weights[stateA] ?? 0;
    for (let n = b.tree.first[nodeB] ?? 0; n < (b.tree.last[nodeB] ?? 0); n += 1) {
      const stateB = b.tree.order[n] ?? 0;
      let place = width;
      let most = Number.NEGATIVE_INFINITY;
      for (let o = 0; o < width; o += 1) {
        if ((alive & (1 << o)) === 0) continue;
        const value =
          (a.tree.states.vectors[stateA * width + o] ?? 0) + (b.tree.states.vectors[stateB * width + o] ?? 0);
        if (value > most) {
          most = value;
          place = o;
        } else if (value === most) place = width;
      }
      const weightB = b.tree.states.weights[stateB] ?? 0;
      leads[place]?.add(weightA, weightB);
      addAt(a.against, stateA * (width + 1) + place, weightB);
      addAt(b.against, stateB * (width + 1) + place, weightA);
    }
  }
}

/** What was decided for a node holds for each of its states. */
function handDown({ tree, against }: Side, onNodes: Float64Array): void {
  const places = tree.width + 1;
  for (let node = 0; node < tree.mass.length; node += 1) {
    const right = tree.right[node] ?? 0;
    for (let place = 0; place < places; place += 1) {
      const decidedHere = onNodes[node * places + place] ?? 0;
      if (decidedHere === 0) continue;
      if (right !== 0) {
        addAt(onNodes, (node + 1) * places + place, decidedHere);
        addAt(onNodes, right * places + place, decidedHere);
        continue;
      }
      for (let at = tree.first[node] ?? 0; at < (tree.last[node] ?? 0); at += 1) {
        addAt(against, (tree.order[at] ?? 0) * places + place, decidedHere);
      }
    }
  }
}

function addAt(numbers: Float64Array, at: number, more: number): void {
  numbers[at] = (numbers[at] ?? 0) + more;
}
