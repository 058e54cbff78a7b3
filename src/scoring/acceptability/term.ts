/** A term of what is open: a sum of independent terms is what the options may come to. */

/** One way in which a term can come out. */
export interface Outcome {
  /** By option, an integer on the open part's scale. */
  readonly vector: readonly number[];
  /** Mask of the options that it rules out. */
  readonly out: number;
  /** Its probability is weight / the term's total. */
  readonly weight: number;
}

export interface Term {
  readonly outcomes: readonly Outcome[];
  readonly total: number;
  /** For each question in it that could be asked next: its outcomes by that question's choices. */
  readonly asks: readonly Ask[];
}

export interface Ask {
  readonly question: number;
  readonly byChoice: readonly (readonly Outcome[])[];
}

/** By choice: its probability. */
export function chancesOf({ byChoice }: Ask): number[] {
  const totals = byChoice.map((outcomes) => outcomes.reduce((sum, { weight }) => sum + weight, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  return totals.map((total) => total / all);
}
