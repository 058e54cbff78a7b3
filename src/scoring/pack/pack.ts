/**
 * A decision pack as the core uses it: plain JSON, checked by `parse.ts`, never changed.
 * Ids are 1 to 36 characters of [A-Za-z0-9_-]; every list keeps its file's order, on which nothing may depend.
 */
export interface Pack {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly asks: string;
  /** What people type to start it. */
  readonly aliases: readonly string[];
  /** Words that mean the same to this pack, by a name: a phrase uses them as `<name>`. Absent from packs of before. */
  readonly vocabulary?: Readonly<Record<string, readonly string[]>>;
  readonly horizon: Horizon;
  /** The confidence at which asking stops: an exact fraction in 0..1, from a decimal in the file. */
  readonly stopAt: Ratio;
  readonly sources: readonly Source[];
  readonly options: readonly Option[];
  readonly criteria: readonly Criterion[];
  readonly questions: readonly Question[];
  readonly notes: readonly Note[];
  readonly cases: readonly WorkedCase[];
}

/** [numerator, denominator], integers, the denominator positive. */
export type Ratio = readonly [number, number];

interface Horizon {
  /** As in "different in six months". */
  readonly name: string;
  readonly months: number;
  /** How much "later" counts in the blend: 0..1. */
  readonly weight: Ratio;
}

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly publisher: string | null;
  /** ISO dates: published, and last checked by the pack's author. */
  readonly date: string | null;
  readonly checked: string | null;
  readonly url: string | null;
}

export interface Option {
  readonly id: string;
  readonly name: string;
  /** What a sentence calls it where the name is long: "a hybrid". */
  readonly short?: string;
  /** What else people call it. */
  readonly aliases?: readonly string[];
  readonly summary: string | null;
  /** What choosing it commits you to. */
  readonly means: readonly string[];
}

export interface Criterion {
  readonly id: string;
  readonly name: string;
  /** One for every option, in the options' order. */
  readonly ratings: readonly Rating[];
}

/** A fact: how well an option does on a criterion, and who says so. */
export interface Rating {
  readonly option: string;
  /** Integer, 0..10. */
  readonly score: number;
  /** A sentence whose subject is the option. */
  readonly because: string;
  /** A source's id; or several, the one that states it first. */
  readonly source: string | readonly string[];
}

export interface Question {
  readonly id: string;
  readonly ask: string;
  /** What it is about, to follow "because of": "the back office". */
  readonly topic?: string;
  readonly why: string | null;
  /** Phrases of a discussion that are about it, whatever they answer. Absent from packs of before. */
  readonly touchedBy?: readonly string[];
  readonly choices: readonly Choice[];
  /** All must hold; empty: it always applies. */
  readonly appliesWhen: readonly Condition[];
}

export interface Condition {
  readonly question: string;
  readonly choices: readonly string[];
}

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
  /** The answer as a clause about the team: "You build for other programs". */
  readonly said?: string;
  /** The answer as a condition, to follow "if": "a back office were a core requirement". */
  readonly if?: string;
  /** Phrases of a discussion or a typed answer that mean this choice; `phrase.ts` tells how they are written. */
  readonly says: readonly string[];
  /** Phrases that mean this choice in a reply to its very question. Absent from packs of before. */
  readonly replies?: readonly string[];
  /** Criterion and the weight that this choice adds to it: an integer 1..5. */
  readonly raises: readonly { readonly criterion: string; readonly weight: number }[];
  /** Its author says that it raises nothing: `raises: {}`. Absent where it does, or nothing is said. */
  readonly isNeutral?: boolean;
  readonly rulesOut: readonly { readonly option: string; readonly because: string }[];
  /** How often it is taken, relative to the question's other choices: a positive integer. */
  readonly usual: number;
}

/** A caveat for the card, where every condition holds. */
export interface Note {
  readonly when: readonly Condition[];
  /** Option ids: only where one of them is recommended. */
  readonly about?: readonly string[];
  readonly text: string;
  readonly source: string | null;
}

/** A worked case that the pack must satisfy: what it recommends (null: no leader), or what it must not, or both. */
export interface WorkedCase {
  readonly name: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly later: Readonly<Record<string, string>>;
  readonly recommends?: string | null;
  readonly never?: readonly string[];
  /** Why it does not come out yet. */
  readonly todo?: string;
}
