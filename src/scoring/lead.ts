/**
 * Who leads, over the ways to answer what is open: rank acceptability (Lahdelma and Salminen, SMAA-2, 2001),
 * computed exactly where the sums of two halves of the terms can meet in the middle, else bracketed.
 */
import { bracket } from "./bracket.ts";
import { type Budget, duel, type Side } from "./duel.ts";
import { type Mass, newMass } from "./mass.ts";
import type { Open } from "./open.ts";
import { type Half, halvesOf, widestFirst } from "./sides.ts";
import { buildTree } from "./tree.ts";

/** Exact probabilities on the common denominator `total`. */
export interface Lead {
  /** By option: the probability that it leads strictly · total; of a bracketed one the sure part. */
  readonly leads: readonly bigint[];
  /** No strict leader (a tie, or everything is ruled out) · total. */
  readonly none: bigint;
  /** What the budget left undecided: with it each of the others is at most itself plus this. */
  readonly unresolved: bigint;
  readonly total: bigint;
  readonly open: Open;
  /** The halves that it was found from; null where it is bracketed. */
  readonly sides: readonly [Judged, Judged] | null;
}

/** A half, and by its groups' masks what the other half decided about every state. */
export interface Judged {
  readonly half: Half;
  readonly against: ReadonlyMap<number, Float64Array>;
}

/** Comparisons of two nodes. Counted, not timed: every machine brackets the same packs. */
const STEPS = 2_500_000;

/** `effort`: the share of the budgets that may be used, above 0, at most 1. */
export function leadOf(open: Open, effort: number): Lead {
  const halves = halvesOf(open);
  return (halves === null ? null : exactly(open, halves, effort)) ?? bracketed(open, effort);
}

function exactly(open: Open, [a, b]: readonly [Half, Half], effort: number): Lead | null {
  const width = open.base.length;
  const leads = Array.from({ length: width + 1 }, newMass);
  const budget: Budget = { left: STEPS * effort };
  const all = 2 ** width - 1;
  if (!isExact(a) || !isExact(b)) return null;
  const sidesA = sidesOf(a, open.base);
  const sidesB = sidesOf(b, null);
  for (const [outA, sideA] of sidesA) {
    for (const [outB, sideB] of sidesB) {
      if (!duel(sideA, sideB, all & ~(open.out | outA | outB), leads, budget)) return null;
    }
  }
  return summed(open, leads, [
    { half: a, against: againstOf(sidesA) },
    { half: b, against: againstOf(sidesB) },
  ]);
}

function bracketed(open: Open, effort: number): Lead {
  const leads = Array.from({ length: open.base.length + 1 }, newMass);
  bracket(open, widestFirst(open.terms), leads, effort);
  return summed(open, leads, null);
}

function summed(open: Open, leads: readonly Mass[], sides: Lead["sides"]): Lead {
  const { base, terms } = open;
  const known = leads.map((mass) => mass.total());
  const total = terms.reduce((product, term) => product * BigInt(term.total), 1n);
  return {
    leads: known.slice(0, base.length),
    none: known[base.length] ?? 0n,
    unresolved: known.reduce((left, mass) => left - mass, total),
    total,
    open,
    sides,
  };
}

/** Whether every mass of the half is an exact double. */
function isExact({ terms }: Half): boolean {
  return terms.reduce((product, { term }) => product * term.total, 1) <= Number.MAX_SAFE_INTEGER;
}

/** The trees of a half's groups; `base` is added to every state. */
function sidesOf({ groups }: Half, base: readonly number[] | null): Map<number, Side> {
  const sides = new Map<number, Side>();
  for (const [out, states] of groups) {
    const width = states.vectors.length / states.keys.length;
    const vectors =
      base === null ? states.vectors : states.vectors.map((value, i) => value + (base[i % width] ?? 0));
    const against = new Float64Array(states.keys.length * (width + 1));
    sides.set(out, { tree: buildTree({ ...states, vectors }, width), against });
  }
  return sides;
}

function againstOf(sides: ReadonlyMap<number, Side>): Map<number, Float64Array> {
  return new Map([...sides].map(([out, { against }]) => [out, against]));
}
