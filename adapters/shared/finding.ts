/** What an examination comes to, one line of it. */

export interface Finding {
  /** What was looked at: "Slack", "the clock". */
  readonly what: string;
  /** unknown: nobody can tell from here, or not yet; nothing has to be done. */
  readonly state: "right" | "wrong" | "unknown";
  /** A sentence; of what is wrong, with what to do. */
  readonly says: string;
}

/** Findings about one thing. */
export function about(what: string): Readonly<Record<Finding["state"], (says: string) => Finding>> {
  const make = (state: Finding["state"]) => (says: string) => ({ what, state, says });
  return { right: make("right"), wrong: make("wrong"), unknown: make("unknown") };
}

/** How long a platform may take to answer an examination. */
export const EXAMINE_MS = 5_000;
