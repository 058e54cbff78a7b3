/** Who leads: the option that is most likely to, over the ways to answer what is open. */
import { type Acceptability, acceptabilityOf, decided } from "./acceptability/acceptability.ts";
import { compare, type Fraction, ZERO } from "./fraction.ts";
import { type Basis, isComplete, ruledOut } from "./model/basis.ts";
import type { Worth } from "./model/group.ts";
import { worthOf } from "./model/worth.ts";

/** Options are indices of the model. */
export interface Ranking {
  readonly basis: Basis;
  /** Mean values: V(o) = Σ over criteria of raised weight · rating. */
  readonly worth: Worth;
  /** The options that the answers leave in the ranking, highest mean value first, then by id. */
  readonly ranked: readonly number[];
}

export interface Outlook extends Ranking {
  readonly acceptability: Acceptability;
  /** The highest chance to lead; of several the highest mean value. */
  readonly leader: number | null;
  /** Of several still: those, and no leader. Empty where every option is ruled out. */
  readonly tied: readonly number[];
}

export function rankingOf(basis: Basis): Ranking {
  const worth = worthOf(basis);
  const out = ruledOut(basis);
  return { basis, worth, ranked: bestFirst(worth).filter((option) => (out & (1 << option)) === 0) };
}

/** `effort`: the share of the budgets for counting that may be used, above 0, at most 1. */
export function outlookOf(basis: Basis, effort: number): Outlook {
  const { worth, ranked } = rankingOf(basis);
  const highest = ranked.filter((option) => worth.values[option] === worth.values[ranked[0] ?? option]);
  const acceptability = isComplete(basis) ? decided(basis.model, highest) : acceptabilityOf(basis, effort);
  const chances = ranked.map((option) => acceptability.chance[option] ?? ZERO);
  const most = chances.reduce((most, chance) => (compare(chance, most) > 0 ? chance : most), ZERO);
  const likeliest = ranked.filter((_, at) => compare(chances[at] ?? ZERO, most) === 0);
  const [first] = likeliest;
  const tied = likeliest.filter((option) => worth.values[option] === worth.values[first ?? option]);
  const leads = tied.length === 1 && first !== undefined;
  return {
    basis,
    worth,
    ranked,
    acceptability,
    leader: leads ? first : null,
    tied: leads ? [] : tied.toSorted((a, b) => a - b),
  };
}

/** All options, highest mean value first, then by id. */
export function bestFirst({ values }: Worth): number[] {
  return [...values.keys()].sort((a, b) => {
    const [one, other] = [values[a] ?? 0n, values[b] ?? 0n];
    return one > other ? -1 : one < other ? 1 : a - b;
  });
}

/** The leader's confidence, or the sure part of it; 0 where there is no leader. */
export function confidenceOf({ leader, acceptability }: Outlook): Fraction {
  return leader === null ? ZERO : (acceptability.confidence[leader] ?? ZERO);
}

/** The leader, where its mean value is strictly the highest in the ranking. */
export function strictLeader({ leader, ranked, worth }: Outlook): number | null {
  const [first, second] = ranked;
  if (leader === null || leader !== first) return null;
  return second !== undefined && worth.values[second] === worth.values[first] ? null : leader;
}
