/** In how many pairs of the states of two parts an option leads, strictly or level with others: counted exactly. */
import { type Dominance, dominance } from "./dominance.ts";
import type { Listing } from "./parts.ts";

/** Weights of states, summed up. */
export interface Contest {
  /** By state of the one part: the other's states with which the option leads strictly. */
  readonly one: Float64Array;
  /** The same by state of the other part. */
  readonly other: Float64Array;
  /** By how many others share the highest value with the option, less 1: the pairs of states. */
  readonly shared: readonly bigint[];
}

/** `rivals`: the options that are in the ranking with this one, unless a state rules them out. */
export function contest(one: Listing, other: Listing, option: number, rivals: readonly number[]): Contest {
  const uppers = staying(one, option);
  const lowers = staying(other, option);
  const columns = rivals.map((rival) => columnOf(one, uppers, other, lowers, option, rival));
  // Dimensions in which every upper point is above every lower one, where there are too few.
  const count = uppers.length + lowers.length;
  while (columns.length < 2) columns.push(new Float64Array(count).fill(1, 0, uppers.length));
  const weights = joined(picked(one.weights, uppers), picked(other.weights, lowers));
  const { strictly, level }: Dominance = dominance({ uppers: uppers.length, weights, columns });
  return {
    one: placed(strictly.subarray(0, uppers.length), uppers, one.weights.length),
    other: placed(strictly.subarray(uppers.length), lowers, other.weights.length),
    shared: level,
  };
}
/** The states that don't rule the option out. */
function staying({ outs }: Listing, option: number): Int32Array {
  const states = new Int32Array(outs.length);
  let count = 0;
  for (let state = 0; state < outs.length; state += 1) {
    if (((outs[state] ?? 0) >> option) & 1) continue;
    states[count] = state;
    count += 1;
  }
  return states.subarray(0, count);
}

/** How far the option is ahead of the rival in `one`, and behind it in `other`; what is ruled out is beyond reach. */
function columnOf(
  one: Listing,
  uppers: Int32Array,
  other: Listing,
  lowers: Int32Array,
  option: number,
  rival: number,
): Float64Array {
  const ahead = differences(one, uppers, option, rival);
  const behind = differences(other, lowers, rival, option);
  const reach = 1 + Math.max(largest(ahead), largest(behind));
  markOut(one, uppers, rival, ahead, reach);
  markOut(other, lowers, rival, behind, -reach);
  return joined(ahead, behind);
}

function differences({ values }: Listing, states: Int32Array, i: number, j: number): Float64Array {
  const [a, b] = [values[i], values[j]];
  const found = new Float64Array(states.length);
  for (let at = 0; at < states.length; at += 1) {
    const state = states[at] ?? 0;
    found[at] = (a?.[state] ?? 0) - (b?.[state] ?? 0);
  }
  return found;
}

function markOut(
  { outs }: Listing,
  states: Int32Array,
  rival: number,
  column: Float64Array,
  mark: number,
): void {
  for (let at = 0; at < states.length; at += 1) {
    if (((outs[states[at] ?? 0] ?? 0) >> rival) & 1) column[at] = mark;
  }
}

function largest(numbers: Float64Array): number {
  let most = 0;
  for (let at = 0; at < numbers.length; at += 1) most = Math.max(most, Math.abs(numbers[at] ?? 0));
  return most;
}

function picked(numbers: Float64Array, places: Int32Array): Float64Array {
  const some = new Float64Array(places.length);
  for (let at = 0; at < places.length; at += 1) some[at] = numbers[places[at] ?? 0] ?? 0;
  return some;
}

function placed(numbers: Float64Array, places: Int32Array, count: number): Float64Array {
  const all = new Float64Array(count);
  for (let at = 0; at < places.length; at += 1) all[places[at] ?? 0] = numbers[at] ?? 0;
  return all;
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
