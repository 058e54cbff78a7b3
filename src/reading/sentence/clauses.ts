/** Where in a sentence one statement ends and the next begins. */
import type { Hit } from "../phrases.ts";
import { PAUSE, type Word } from "../tokens.ts";

/** Words `from` up to and without `to`. */
export interface Clause {
  readonly from: number;
  readonly to: number;
  /** A statement of its own, rather than the next thing in a list. */
  readonly own: boolean;
}

/** Begin a statement of its own. */
const TURNS = new Set(
  "but however though although because since while whereas so except otherwise then plus".split(" "),
);

/** After a comma or an "and" they begin a statement of their own. */
const STARTS = new Set(
  `we i they you it there he she everyone everybody nobody do will can is not no never just only that this our my their
   let who what without`.split(/\s+/),
);

/** At commas, at "but" and the like, and at an "and" with a statement of its own. None is empty. */
export function clausesOf(words: readonly Word[]): readonly Clause[] {
  const starts = words.flatMap(({ word }, at) => (word !== PAUSE && isStart(words, at) ? [at] : []));
  return starts.map((from, index) => {
    const word = words[from]?.word ?? "";
    return {
      from,
      to: endOf(words, starts[index + 1] ?? words.length),
      own: TURNS.has(word) || STARTS.has(word) || joins(words, from),
    };
  });
}

function isStart(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.word;
  return before === undefined || before === PAUSE || TURNS.has(words[at]?.word ?? "") || joins(words, at);
}

function joins(words: readonly Word[], at: number): boolean {
  return words[at]?.word === "and" && STARTS.has(words[at + 1]?.word ?? "");
}

function endOf(words: readonly Word[], next: number): number {
  let end = next;
  while (words[end - 1]?.word === PAUSE) end--;
  return end;
}

/** Those that a phrase with a comma of its own spans are one: "search dies, the shop goes on". */
export function joinedBy(clauses: readonly Clause[], hits: readonly Hit<unknown>[]): readonly Clause[] {
  const spans = hits.filter(({ phrase }) => phrase.elements.some(({ kind }) => kind === "pause"));
  const joined: Clause[] = [];
  for (const clause of clauses) {
    const last = joined.at(-1);
    const isSpanned = spans.some(({ from, to }) => from < clause.from && clause.from < to);
    if (last !== undefined && isSpanned) joined[joined.length - 1] = { ...last, to: clause.to };
    else joined.push(clause);
  }
  return joined;
}

export function clauseAt(clauses: readonly Clause[], at: number): Clause {
  return clauses.find(({ from, to }) => from <= at && at < to) ?? { from: 0, to: 0, own: true };
}

/** Where the statement begins in which the clause stands: lists go on over commas. */
export function reachOf(clauses: readonly Clause[], clause: Clause): number {
  let index = clauses.indexOf(clause);
  while (index > 0 && clauses[index]?.own === false) index--;
  return clauses[index]?.from ?? 0;
}
