/** A sentence with what was found in it: phrases of the pack, and cues for how it is meant. */
import type { Answer, Lexicon } from "../lexicon.ts";
import type { Hit } from "../phrases.ts";
import { PAUSE, type Word } from "../tokens.ts";
import type { Clause } from "./clauses.ts";
import type { Cue, CueHit } from "./cues.ts";

export interface Found {
  readonly words: readonly Word[];
  readonly hits: readonly Hit<Answer>[];
  /** With those that others hide. */
  readonly all: readonly Hit<Answer>[];
  /** What is about a question. */
  readonly topics: readonly Hit<Pick<Answer, "question">>[];
  readonly clauses: readonly Clause[];
  readonly cues: readonly CueHit[];
  /** By word: whether it belongs to a phrase. Such words are no cues: the "no" of "no rush" denies nothing else. */
  readonly owned: readonly boolean[];
  readonly lexicon: Lexicon;
  /** Where what is turned down begins, as in "rather X than Y"; its "than" is the word before. */
  readonly refused: Refused | null;
}

/** Words `from` up to and without `to`. */
export interface Refused {
  readonly from: number;
  readonly to: number;
}

/** By the word that prefers: the words after which the other thing stands. */
const PREFERRING: ReadonlyMap<string, readonly string[]> = new Map([
  ["rather", ["than"]],
  ["sooner", ["than"]],
  ["prefer", ["than", "over"]],
]);
/** They say how much, and turn nothing down: "I'd rather have more than two". */
const COMPARED = new Set(
  "more less fewer other bigger larger smaller longer slower faster better".split(" "),
);

/** "I would rather pick libraries than follow conventions": the conventions, as far as the sentence goes on without a pause. */
export function refusedIn(words: readonly Word[]): Refused | null {
  const prefers = words.findIndex(({ word }) => PREFERRING.has(word));
  const turns = PREFERRING.get(words[prefers]?.word ?? "");
  if (turns === undefined) return null;
  const than = words.findIndex(
    ({ word }, at) => at > prefers + 1 && turns.includes(word) && !COMPARED.has(words[at - 1]?.word ?? ""),
  );
  if (than < 0) return null;
  const pause = words.findIndex(({ word }, at) => at > than && word === PAUSE);
  return { from: than + 1, to: pause < 0 ? words.length : pause };
}

/** Those that stand outside of the phrases; "we are now five" is today's nevertheless. */
export function ownCues({ cues, owned }: Found): readonly CueHit[] {
  return cues.filter(({ cue, places }) => cue === "today" || places.some((at) => owned[at] !== true));
}

export function says(found: Found, cue: Cue, from: number, to: number): boolean {
  return ownCues(found).some((one) => one.cue === cue && from <= one.from && one.to <= to);
}

/** Clauses that only colour the others: "in six months", "I guess". */
export function asideClauses({ clauses, hits }: Found): readonly Clause[] {
  return clauses.filter(({ from, to }) => !hits.some((hit) => from <= hit.from && hit.from < to));
}
