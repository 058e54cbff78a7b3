/** What the core says: the result's types. `compute.ts` fills them. */
import type { Fraction } from "./fraction.ts";

/** Where a list is not said to be in another order, it is in the code-unit order of its ids. */
export interface Verdict {
  readonly today: Standing;
  readonly later: Standing;
  /** Today and later by the pack's horizon weight: everything below `recommended` speaks of it. */
  readonly blend: Standing;
  /** The blend's leader; null where there is none, or it is too early to say. */
  readonly recommended: string | null;
  /**
   * What can be accepted: the recommended option; of a close call, whoever it is between, the recommended option first.
   * Empty where it is too early to say, or nothing is left.
   */
  readonly contenders: readonly string[];
  /** Of the questions that apply for certain and that nobody has answered, the one that tells most. */
  readonly next: string | null;
  /** Asking on would not, or hardly, change the result, or nothing is left to ask. */
  readonly stop: boolean;
  /** The answers that speak for the leader: largest pull first. The rival is the runner-up. */
  readonly reasons: readonly Argument[];
  /** The answers that speak against it: most negative pull first. */
  readonly costs: readonly Argument[];
  /** One for every option but the leader; none where nobody leads. */
  readonly flips: readonly Flip[];
  /** One for every criterion. */
  readonly weightRange: readonly WeightRange[];
  /** One for every criterion and every option in the ranking. */
  readonly facts: readonly Fact[];
  /** By question, criterion, option; they sum to the answered part of each option's value. */
  readonly contributions: readonly Contribution[];
  readonly voters: readonly Voter[];
  /** The questions that apply today and on which today's definite answers differ. */
  readonly splits: readonly Split[];
  /** By option, ruled out or not: 0..1. */
  readonly regret: Readonly<Record<string, number>>;
}

/** How firm a standing is, weakest first. `none`: every option is ruled out; `open`: too early to say. */
export type Strength = "none" | "open" | "close" | "leaning" | "clear";

export interface Standing {
  /** Highest mean value first, then by id. */
  readonly options: readonly OptionStanding[];
  /** The option that is most likely to lead. */
  readonly leader: string | null;
  /** The options that share the highest place where there is no leader; empty where all are ruled out. */
  readonly tied: readonly string[];
  /** The leader leads in every way to answer what is open. */
  readonly settled: boolean;
  readonly strength: Strength;
  /** Question ids. */
  readonly open: readonly string[];
  /** The probability that a budget left undecided: 0 where every confidence is exact. */
  readonly unresolved: number;
}

export interface OptionFit {
  readonly id: string;
  /** The mean over the ways to answer what is open. */
  readonly value: Fraction;
  /** 0..1. */
  readonly fit: number;
  /** Reasons; empty where it is in the ranking. */
  readonly ruledOut: readonly string[];
}

export interface OptionStanding extends OptionFit {
  /** 0..1: the probability of the ways to answer what is open in which it leads strictly; of a bracketed one the sure part. */
  readonly confidence: number;
}

/** As much of a verdict as a picture of it takes. */
export interface Fits {
  /** Highest mean value first, then by id. */
  readonly blend: { readonly options: readonly OptionFit[] };
  readonly contributions: readonly Contribution[];
}

/** `both`: whoever gave the choice gave it for today and for later. */
export type Horizons = "today" | "later" | "both";

/** An answer that speaks for the leader or against it, with the criterion that makes it do so. */
export interface Argument {
  readonly question: string;
  readonly choice: string;
  readonly horizon: Horizons;
  /** Who gave the answer. */
  readonly voters: readonly string[];
  /** The option that the leader is compared with. */
  readonly rival: string;
  readonly criterion: string;
  /** How far the answer puts the leader ahead of the rival, in units of value; negative where it puts it behind. */
  readonly pull: Fraction;
}

export interface Flip {
  readonly to: string;
  /** Null: no set of up to three changes makes it lead, or none was found. */
  readonly changes: readonly Change[] | null;
  /** Null changes are certain; false where a budget ended before all sets were searched. */
  readonly searched: boolean;
}

/** A question set, for everyone and both horizons, to one choice. */
export interface Change {
  readonly question: string;
  /** Null where the group has no single definite answer today. */
  readonly from: string | null;
  readonly to: string;
}

/** Multipliers of the criterion's raised weight between which the leader keeps the highest value; `max` null: no upper end. */
export interface WeightRange {
  readonly criterion: string;
  readonly min: number;
  readonly max: number | null;
}

/** How wrong a rating may be. */
export interface Fact {
  readonly criterion: string;
  readonly option: string;
  /** As the pack rates it: 0..10. */
  readonly score: number;
  /** The nearest score at which the leader no longer has the highest value; null where there is none. */
  readonly flipsAt: number | null;
}

export interface Contribution {
  readonly question: string;
  readonly criterion: string;
  readonly option: string;
  readonly value: Fraction;
}

/** A voter's own standing, from that voter's answers alone. */
export interface Voter {
  readonly id: string;
  readonly leader: string | null;
  readonly strength: Strength;
  /** The question that explains the dissent; null where it is none, or no question does. */
  readonly because: string | null;
}

export interface Split {
  readonly question: string;
  /** Choice id to the voters who gave it today, both sorted. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Setting it for everyone to a choice that somebody gave would change the blend's leader. */
  readonly pivotal: boolean;
}
