/** The parts of a sentence, and how far what is said in one reaches into the others. */
import { STARTS, TURNS } from "./cues.ts";

/** Words `from` up to and without `to`. */
export interface Clause {
  readonly from: number;
  readonly to: number;
  /** A statement of its own: a negation before it does not reach into it. */
  readonly own: boolean;
}

/** At commas, at "but" and the like, and at an "and" with a statement of its own. None is empty. */
export function clausesOf(words: readonly string[]): readonly Clause[] {
  const starts = words.flatMap((word, at) => (word !== "," && isStart(words, at) ? [at] : []));
  return starts.map((from, index) => ({
    from,
    to: endOf(words, starts[index + 1] ?? words.length),
    own: TURNS.has(words[from] ?? "") || STARTS.has(words[from] ?? "") || joins(words, from),
  }));
}

function isStart(words: readonly string[], at: number): boolean {
  return at === 0 || words[at - 1] === "," || TURNS.has(words[at] ?? "") || joins(words, at);
}

function joins(words: readonly string[], at: number): boolean {
  return words[at] === "and" && STARTS.has(words[at + 1] ?? "");
}

function endOf(words: readonly string[], next: number): number {
  let end = next;
  while (words[end - 1] === ",") end--;
  return end;
}

/** Where the statement begins in which the clause stands: lists go on over commas. */
export function reachOf(clauses: readonly Clause[], clause: Clause): number {
  let index = clauses.indexOf(clause);
  while (index > 0 && clauses[index]?.own === false) index--;
  return clauses[index]?.from ?? 0;
}
