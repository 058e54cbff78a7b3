/** What the team said. */

/** "not_sure" is a definite refusal to guess: the question counts as asked and stays open. */
export const NOT_SURE = "not_sure";

/** One voter's answers, question id to choice id or "not_sure". What `later` does not override is as `today`. */
export interface Ballot {
  readonly today: Readonly<Record<string, string>>;
  readonly later: Readonly<Record<string, string>>;
}

/** Voter id to ballot. A voter who answers nothing is a voter all the same. */
export type Ballots = Readonly<Record<string, Ballot>>;
