/** What the core says: the result's types. `compute.ts` fills them. */
import type { Fraction } from "./fraction.ts";

export interface Verdict {
  readonly today: Standing;
  readonly later: Standing;
  readonly blend: Blend;
  /** The blend's leader. */
  readonly recommended: string | null;
  /** The question to ask next, if one is left that applies for certain and was not asked. */
  readonly next: string | null;
  /** Asking on would not, or hardly, change today's result, or nothing is left. */
  readonly stop: boolean;
  /** By `to`. Every option but today's leader. */
  readonly flips: readonly Flip[];
  /** By criterion. */
  readonly weightRange: readonly WeightRange[];
  /** By question, criterion, option; sums to the answered part of each option's value. */
  readonly contributions: readonly Contribution[];
  /** By id. */
  readonly voters: readonly { readonly id: string; readonly leader: string | null }[];
  /** By question: those on which definite answers differ. */
  readonly splits: readonly Split[];
  /** 0..1 for each option. */
  readonly regret: Readonly<Record<string, number>>;
}

/** One horizon. */
export interface Standing {
  /** Best value first, then by id. */
  readonly options: readonly OptionStanding[];
  readonly leader: string | null;
  /** The options that share the highest value where there is no leader, by id. */
  readonly tied: readonly string[];
  readonly settled: boolean;
  /** Question ids, sorted. */
  readonly open: readonly string[];
  /** The probability that a budget left undecided: 0 when every confidence is exact. */
  readonly unresolved: number;
}

export interface OptionStanding {
  readonly id: string;
  readonly value: Fraction;
  /** 0..1. */
  readonly fit: number;
  /** 0..1: the share of ways to answer what is open in which it leads strictly. */
  readonly confidence: number;
  /** Reasons, sorted; empty where it is in the ranking. */
  readonly ruledOut: readonly string[];
}

export interface Blend {
  /** Without what is ruled out at either horizon. */
  readonly options: readonly { readonly id: string; readonly value: Fraction; readonly fit: number }[];
  readonly leader: string | null;
  readonly tied: readonly string[];
}

export interface Flip {
  readonly to: string;
  /** Null: no set of up to three changes does it. */
  readonly changes: readonly Change[] | null;
}

/** A question set, for everyone, to one choice. */
export interface Change {
  readonly question: string;
  /** Null where the group has no single definite answer. */
  readonly from: string | null;
  readonly to: string;
}

/** Multipliers of the criterion's raised weight between which the leader stays; `max` null: no upper end. */
export interface WeightRange {
  readonly criterion: string;
  readonly min: number;
  readonly max: number | null;
}

export interface Contribution {
  readonly question: string;
  readonly criterion: string;
  readonly option: string;
  readonly value: Fraction;
}

export interface Split {
  readonly question: string;
  /** Choice id to the voters who took it, both sorted. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Setting it for everyone to a choice that somebody took would change today's leader. */
  readonly pivotal: boolean;
}
