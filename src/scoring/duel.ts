/**
 * Who leads in the sums of two sets of states: pairs of nodes, one of each set's tree, are split until the
 * bounds of a pair decide it. A pair that is decided counts for all of its states at once.
 */
import type { Mass } from "./mass.ts";
import { pairCount, type Tree } from "./tree.ts";

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
 * `ranked`: mask of the options in the ranking. Adds to `leads`, by option, then for no leader, the masses of
 * the sums. False where the steps don't suffice: then nothing that was added is of use.
 */
export function duel(a: Side, b: Side, ranked: number, leads: readonly Mass[], budget: Budget): boolean {
  const { width } = a.tree;
  const places = width + 1;
  const onA = new Float64Array(a.tree.mass.length * places);
  const onB = new Float64Array(b.tree.mass.length * places);
  const levels = Math.log2(a.tree.right.length * b.tree.right.length);
  let depth = 0;
  let grown = 1;
  let level: Pairs = { a: [0], b: [0], alive: [ranked] };
  while (level.a.length > 0) {
    const next: Pairs = { a: [], b: [], alive: [] };
    if (expected(level.a.length, grown, levels - depth) > budget.left) return false;
    budget.left -= level.a.length;
    for (let at = 0; at < level.a.length; at += 1) {
      const nodeA = level.a[at] ?? 0;
      const nodeB = level.b[at] ?? 0;
      const alive = contenders(a.tree, b.tree, nodeA, nodeB, level.alive[at] ?? 0);
      const place = decided(alive, width);
      if (place >= 0) {
        const massA = a.tree.mass[nodeA] ?? 0;
        const massB = b.tree.mass[nodeB] ?? 0;
        addAt(onA, nodeA * places + place, massB);
        addAt(onB, nodeB * places + place, massA);
        leads[place]?.add(massA, massB);
        continue;
      }
      const rightA = a.tree.right[nodeA] ?? 0;
      const rightB = b.tree.right[nodeB] ?? 0;
      if (rightA === 0 && rightB === 0) {
        compareStates(a, b, nodeA, nodeB, alive, leads);
        continue;
      }
      const sizeA = (a.tree.last[nodeA] ?? 0) - (a.tree.first[nodeA] ?? 0);
      const sizeB = (b.tree.last[nodeB] ?? 0) - (b.tree.first[nodeB] ?? 0);
      const splitA = rightB === 0 || (rightA !== 0 && sizeA >= sizeB);
      next.a.push(splitA ? nodeA + 1 : nodeA, splitA ? rightA : nodeA);
      next.b.push(splitA ? nodeB : nodeB + 1, splitA ? nodeB : rightB);
      next.alive.push(alive, alive);
    }
    grown = next.a.length / level.a.length;
    depth += 1;
    level = next;
  }
  handDown(a, onA);
  handDown(b, onB);
  return true;
}

/**
 * How many steps are still to come, at least, judged by how fast the levels grow. They grow more slowly the
 * deeper they are, hence the square root; it is far better to give up early than late.
 */
function expected(pairs: number, grown: number, levels: number): number {
  return pairs * Math.max(1, Math.sqrt(grown ** Math.max(0, levels)));
}

interface Pairs {
  readonly a: number[];
  readonly b: number[];
  /** Mask of the options that nobody is known to beat strictly. */
  readonly alive: number[];
}

/**
 * Of the options in `alive` those that are not beaten strictly in every sum of the pair; 0 where none of them
 * can lead strictly.
 */
function contenders(a: Tree, b: Tree, nodeA: number, nodeB: number, alive: number): number {
  const { width } = a;
  const pairs = pairCount(width);
  let pairA = nodeA * pairs;
  let pairB = nodeB * pairs;
  let beaten = 0;
  let dull = 0;
  for (let i = 0; i < width; i += 1) {
    if (((alive >> i) & 1) === 0) {
      pairA += width - 1 - i;
      pairB += width - 1 - i;
      continue;
    }
    for (let j = i + 1; j < width; j += 1, pairA += 1, pairB += 1) {
      if (((alive >> j) & 1) === 0) continue;
      const most = (a.most[pairA] ?? 0) + (b.most[pairB] ?? 0);
      if (most <= 0) dull |= 1 << i;
      if (most < 0) beaten |= 1 << i;
      const least = (a.least[pairA] ?? 0) + (b.least[pairB] ?? 0);
      if (least >= 0) dull |= 1 << j;
      if (least > 0) beaten |= 1 << j;
    }
  }
  return (alive & ~dull) === 0 ? 0 : alive & ~beaten;
}

/** The place of the outcome: the only option left, `width` for no leader, -1 where it is undecided. */
function decided(alive: number, width: number): number {
  if (alive === 0) return width;
  return (alive & (alive - 1)) === 0 ? 31 - Math.clz32(alive) : -1;
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
