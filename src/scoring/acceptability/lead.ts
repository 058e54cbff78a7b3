/**
 * Who leads, over the ways to answer what is open: rank acceptability (Lahdelma and Salminen, SMAA-2, 2001),
 * counted exactly where the sums of two halves of the terms are few enough to meet, else bracketed.
 */
import { newSum } from "../fraction.ts";
import { boundsOf } from "./bounds.ts";
import { contest } from "./contest.ts";
import type { Term } from "./joint.ts";
import { costOfPairs } from "./margins.ts";
import type { Open } from "./open.ts";
import { EMPTY, halvesOf, type Listing, listed, type Part, partsOf, widestFirst } from "./parts.ts";

/** Exact numbers of ways to answer what is open, each as often as it is usual: of `total`. */
export interface Lead {
  /** By option: in how many it leads strictly; of a bracketed one the sure part. */
  readonly leads: readonly bigint[];
  /** By option, then by how many others share the highest value with it, less 1. */
  readonly shared: readonly (readonly bigint[])[];
  /** Without a strict leader: a tie, or everything is ruled out. */
  readonly none: bigint;
  /** What the budget left undecided: with it each of the others is at most itself plus this. */
  readonly unresolved: bigint;
  readonly total: bigint;
  /** About how many steps it took. */
  readonly steps: number;
  /** The parts that may hold wanted questions: both halves; of a bracket the part with the widest such question. */
  judged(wanted: (question: number) => boolean): readonly Judged[];
}

/** A part, and who leads from each of its states. */
export interface Judged {
  readonly part: Part;
  /** By option, then for no leader, by state: in how many ways to answer the other terms; between bounds, the middle. */
  readonly leads: readonly Float64Array[];
}

// Budgets are counted, not timed: every machine brackets the same packs.

/** Steps in which two halves are compared, about. */
export const STEPS = 160_000_000;

/** States of a half, at most: what there is memory for. */
const STATES = 1 << 20;

/** Looks into tables for the bounds of a part's states, about. */
const LOOKS = 30_000_000;

/** Additions for these tables, at most: beyond it, rivals are looked at one by one and not in pairs. */
const ADDITIONS = 600_000_000;

/** Ways beyond 2^53 are rounded: by less than this part of the whole. */
const ROUNDING = 10n ** 9n;

/** Each option more is a dimension more, in which a state takes about three times as many steps. */
export function stepsPerState(width: number): number {
  return width * 3 ** width;
}

/** `effort`: the share of the budgets that may be used, above 0, at most 1. */
export function leadOf(open: Open, effort: number): Lead {
  const most = Math.min(STATES, (effort * STEPS) / (2 * stepsPerState(open.base.length)));
  const halves = halvesOf(open.terms, most);
  return halves === null ? bracketed(open, effort) : exact(open, halves);
}

function exact(open: Open, [a, b]: readonly [Part, Part]): Lead {
  const one = listed(a, open.base);
  const other = listed(b, new Float64Array(open.base.length));
  const found = open.base.map((_, option) => {
    const rivals = rivalsOf(open, option);
    return rivals === null
      ? { one: blank(one), other: blank(other), shared: [] }
      : contest(one, other, option, rivals);
  });
  const judged = [
    {
      part: a,
      leads: withNone(
        found.map((each) => each.one),
        b.total,
      ),
    },
    {
      part: b,
      leads: withNone(
        found.map((each) => each.other),
        a.total,
      ),
    },
  ];
  const known = judged[0]?.leads.map((ways) => sumOf(one, ways)) ?? [];
  return {
    ...summed(open, [a, b], known),
    shared: found.map(({ shared }) => shared),
    steps: (one.weights.length + other.weights.length) * stepsPerState(open.base.length),
    judged: () => judged,
  };
}

function bracketed(open: Open, effort: number): Lead {
  const width = open.base.length;
  const states = (effort * LOOKS) / width ** 3;
  let [first = EMPTY] = partsOf(open.terms, states);
  const paired = costOfPairs(termsLeft(open, first), width) <= effort * ADDITIONS;
  // Without pairs a state takes fewer looks, by half as many as there are options.
  const most = paired ? states : (states * width) / 2;
  if (!paired) [first = EMPTY] = partsOf(open.terms, most);
  const judge = (part: Part) => judgedBetween(open, part, termsLeft(open, part), paired);
  const widest = judge(first);
  return {
    ...summed(open, [first], [...widest.sure, 0n]),
    shared: [],
    steps: effort * STEPS,
    judged: (wanted) => {
      for (const part of partsOf(open.terms, most)) {
        const isAsked = part.terms.some(({ term }) => term.asks.some(({ question }) => wanted(question)));
        if (isAsked) return [part.terms[0]?.term === first.terms[0]?.term ? widest : judge(part)];
      }
      return [];
    },
  };
}

/** The terms that are not in the part, in the order in which their tables take least: those with most outcomes first, then the narrowest. */
function termsLeft({ terms }: Open, part: Part): Term[] {
  const inside = new Set(part.terms.map(({ term }) => term));
  return widestFirst(terms)
    .filter((term) => !inside.has(term))
    .reverse()
    .sort((a, b) => b.outcomes.length - a.outcomes.length);
}

/** `sure`: by option, the sum of its lower bounds over the part's states. */
function judgedBetween(
  open: Open,
  part: Part,
  left: readonly Term[],
  paired: boolean,
): Judged & { readonly sure: readonly bigint[] } {
  const listing = listed(part, open.base);
  const bounds = open.base.map((_, option) => {
    const rivals = rivalsOf(open, option);
    if (rivals === null) return { least: blank(listing), most: blank(listing) };
    return boundsOf(listing, left, option, rivals, paired);
  });
  const middles = bounds.map(({ least, most }) =>
    least.map((ways, state) => (ways + (most[state] ?? 0)) / 2),
  );
  return {
    part,
    leads: [...middles, blank(listing)],
    sure: bounds.map(({ least }) => sumOf(listing, least)),
  };
}

/** `known`: by option, then for no leader, what is sure but for the rounding of ways beyond 2^53. */
function summed(
  open: Open,
  parts: readonly Part[],
  known: readonly bigint[],
): Pick<Lead, "leads" | "none" | "unresolved" | "total"> {
  const width = open.base.length;
  const total = open.terms.reduce((product, term) => product * BigInt(term.total), 1n);
  const margin = parts.every((part) => part.total <= Number.MAX_SAFE_INTEGER) ? 0n : total / ROUNDING;
  const sure = known.map((ways) => (ways > margin ? ways - margin : 0n));
  return {
    leads: sure.slice(0, width),
    none: sure[width] ?? 0n,
    unresolved: sure.reduce((left, ways) => left - ways, total),
    total,
  };
}

/** The other options in the ranking; null where the option itself is ruled out for certain. */
function rivalsOf({ base, out }: Open, option: number): number[] | null {
  if ((out >> option) & 1) return null;
  return base.map((_, other) => other).filter((other) => other !== option && ((out >> other) & 1) === 0);
}

function withNone(leads: readonly Float64Array[], total: number): Float64Array[] {
  const none = new Float64Array(leads[0]?.length ?? 0).fill(total);
  for (const ways of leads) {
    for (let state = 0; state < none.length; state += 1) {
      none[state] = Math.max(0, (none[state] ?? 0) - (ways[state] ?? 0));
    }
  }
  return [...leads, none];
}

function sumOf({ weights }: Listing, ways: Float64Array): bigint {
  const sum = newSum();
  for (let state = 0; state < weights.length; state += 1) sum.add(weights[state] ?? 0, ways[state] ?? 0);
  return sum.total();
}

function blank({ weights }: Listing): Float64Array {
  return new Float64Array(weights.length);
}
