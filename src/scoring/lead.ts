/**
 * Who leads, over the ways to answer what is open: rank acceptability (Lahdelma and Salminen, SMAA-2, 2001),
 * computed exactly. The sums of two halves of the terms meet in the middle.
 */
import { type Budget, duel, type Rest, type Side } from "./duel.ts";
import { type Mass, newMass } from "./mass.ts";
import type { Open, Term } from "./open.ts";
import { type Half, halvesOf } from "./sides.ts";
import { buildTree, pairCount } from "./tree.ts";

/** Exact probabilities on the common denominator `total`. */
export interface Lead {
  /** By option: the probability that it leads strictly · total; of a bracketed one the sure part. */
  readonly leads: readonly bigint[];
  /** No strict leader (a tie, or everything is ruled out) · total. */
  readonly none: bigint;
  /** What the budget left undecided: with it each of the others is at most itself plus this. */
  readonly unresolved: bigint;
  readonly total: bigint;
}

/** A half, and by its groups' masks what the other half decided about every state. */
export interface Judged {
  readonly half: Half;
  readonly against: ReadonlyMap<number, Float64Array>;
}

export interface Duel {
  readonly lead: Lead;
  readonly sides: readonly [Judged, Judged];
  /** Terms that were only bounded. */
  readonly rest: readonly Term[];
}

/** Comparisons of two nodes. Counted, not timed: every machine leaves the same undecided. */
const STEPS = 4_000_000;

export function duelOf(open: Open): Duel {
  const width = open.base.length;
  const { halves, rest } = halvesOf(open);
  const [a, b] = halves;
  const sidesA = sidesOf(a, open.base);
  const sidesB = sidesOf(b, null);
  const leads: Mass[] = Array.from({ length: width + 1 }, newMass);
  const bounds = boundsOf(rest, width);
  const budget: Budget = { left: STEPS };
  const all = 2 ** width - 1;
  for (const [outA, sideA] of sidesA) {
    for (const [outB, sideB] of sidesB) {
      duel(sideA, sideB, bounds, all & ~(open.out | outA | outB), leads, budget);
    }
  }
  const known = leads.map((mass) => mass.total());
  const total = [...a.terms, ...b.terms].reduce((product, { term }) => product * BigInt(term.total), 1n);
  return {
    lead: {
      leads: known.slice(0, width),
      none: known[width] ?? 0n,
      unresolved: known.reduce((left, mass) => left - mass, total),
      total,
    },
    sides: [
      { half: a, against: againstOf(sidesA) },
      { half: b, against: againstOf(sidesB) },
    ],
    rest,
  };
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

function boundsOf(rest: readonly Term[], width: number): Rest {
  const least = new Float64Array(pairCount(width));
  const most = new Float64Array(pairCount(width));
  let mayOut = 0;
  for (const { outcomes } of rest) {
    let pair = 0;
    for (const { out } of outcomes) mayOut |= out;
    for (let i = 0; i < width; i += 1) {
      for (let j = i + 1; j < width; j += 1) {
        const differences = outcomes.map(({ vector }) => (vector[i] ?? 0) - (vector[j] ?? 0));
        least[pair] = (least[pair] ?? 0) + Math.min(...differences);
        most[pair] = (most[pair] ?? 0) + Math.max(...differences);
        pair += 1;
      }
    }
  }
  return { least, most, mayOut, fixed: rest.length === 0 };
}
