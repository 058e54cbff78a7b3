/** A sentence with what was found in it: phrases of the pack, and cues for how it is meant. */
import type { Answer, Lexicon } from "../lexicon.ts";
import type { Hit } from "../phrases.ts";
import type { Word } from "../tokens.ts";
import type { Clause } from "./clauses.ts";
import type { Cue, CueHit } from "./cues.ts";

export interface Found {
  readonly words: readonly Word[];
  readonly hits: readonly Hit<Answer>[];
  readonly clauses: readonly Clause[];
  readonly cues: readonly CueHit[];
  /** By word: whether it belongs to a phrase. Such words are no cues: the "no" of "no rush" denies nothing else. */
  readonly owned: readonly boolean[];
  readonly lexicon: Lexicon;
}

/** Those that stand outside of the phrases; "we are now five" is today's nevertheless. */
export function ownCues({ cues, owned }: Found): readonly CueHit[] {
  return cues.filter(({ cue, from, to }) => cue === "today" || owned.slice(from, to).some((one) => !one));
}

export function says(found: Found, cue: Cue, from: number, to: number): boolean {
  return ownCues(found).some((one) => one.cue === cue && from <= one.from && one.to <= to);
}

/** Clauses that only colour the others: "in six months", "I guess". */
export function asideClauses({ clauses, hits }: Found): readonly Clause[] {
  return clauses.filter(({ from, to }) => !hits.some((hit) => from <= hit.from && hit.from < to));
}
