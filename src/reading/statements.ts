/** What a sentence states about a pack's questions, and what it denies. It would rather miss a statement than make one up. */
import { byCodeUnit } from "../scoring/order.ts";
import * as cue from "./cues.ts";
import { STARTS, TURNS } from "./cues.ts";
import type { Lexicon } from "./lexicon.ts";
import { FILLERS, type Hit, hitsIn, NEGATIONS } from "./phrases.ts";

export interface Statement {
  readonly hit: Hit;
  readonly when: "today" | "later";
  /** The sentence says that the choice is not so. */
  readonly denied: boolean;
}

/** A sentence with what was found in it. */
interface Heard {
  readonly words: readonly string[];
  readonly hits: readonly Hit[];
  readonly clauses: readonly Clause[];
  /** By word: the hit that it belongs to. Its words are no cues: the "no" of "no admin" denies nothing else. */
  readonly owners: readonly (Hit | undefined)[];
  readonly lexicon: Lexicon;
}

/** In the order in which they are said; of each question at most one choice for each time is stated. */
export function statementsIn(words: readonly string[], lexicon: Lexicon): readonly Statement[] {
  const hits = hitsIn(words, lexicon.phrases).toSorted(
    (a, b) =>
      a.from - b.from ||
      a.to - b.to ||
      byCodeUnit(a.phrase.question, b.phrase.question) ||
      byCodeUnit(a.phrase.choice, b.phrase.choice),
  );
  const owners = words.map((_, at) => hits.find(({ places }) => places.includes(at)));
  const heard: Heard = { words, hits, owners, clauses: clausesOf(words), lexicon };
  if (hits.length === 0 || isSilent(heard)) return [];
  const meant = hits.flatMap((hit) => meaningOf(heard, hit));
  return meant.filter(
    (one) => one.clear && (one.denied || !meant.some((other) => !other.denied && rivals(one, other))),
  );
}

interface Meaning extends Statement {
  /** Neither in doubt nor a mere topic. */
  readonly clear: boolean;
}

function rivals(one: Meaning, other: Meaning): boolean {
  return (
    one.when === other.when &&
    one.hit.phrase.question === other.hit.phrase.question &&
    one.hit.phrase.choice !== other.hit.phrase.choice
  );
}

function isSilent(heard: Heard): boolean {
  const { words, owners, clauses } = heard;
  if (cue.asksSomething(words) || says(heard, cue.SILENCING, 0, words.length)) return true;
  return words.some((word, at) => {
    if (!cue.REPORTING.has(word) || owners[at] !== undefined) return false;
    const before = words.slice(clauseAt(clauses, at).from, at);
    return before.length > 0 && !before.includes("i") && !before.includes("we");
  });
}

/** None where the time cannot be told, or where it is an option that is spoken of. */
function meaningOf(heard: Heard, hit: Hit): readonly Meaning[] {
  const clause = clauseAt(heard.clauses, hit.from);
  const time = timeOf(heard, clause);
  if (time === null || isOfAnOption(heard, hit, clause)) return [];
  const when = time ?? "today";
  const notNow = when === "today" && says(heard, cue.NOT_NOW, 0, heard.words.length);
  const denied = notNow || isDenied(heard, hit, clause);
  const doubted = [clause, ...asideClauses(heard)].some(({ from, to }) => says(heard, cue.DOUBT, from, to));
  const clear = denied ? !doubted : (!doubted || when === "later") && isNeeded(heard, hit, clause);
  return [{ hit, when, denied, clear }];
}

/** Null where it says both. Undefined where it says neither. */
function timeOf(heard: Heard, clause: Clause): "today" | "later" | null | undefined {
  const aside = asideClauses(heard).filter(({ from, to }) =>
    heard.words.slice(from, to).every((word) => !SUBJECTS.has(word)),
  );
  const own = timesIn(heard, [clause]);
  const [time, other] = own.length > 0 ? own : timesIn(heard, aside);
  return other === undefined ? time : null;
}

const SUBJECTS = new Set("we i they you it he she there".split(" "));

function timesIn(heard: Heard, clauses: readonly Clause[]): readonly ("today" | "later")[] {
  const later = clauses.some(
    ({ from, to }) =>
      says(heard, [...cue.LATER, heard.lexicon.horizon], from, to) ||
      heard.words
        .slice(from, to)
        .some((_, at) => heard.owners[from + at] === undefined && cue.isSpanOfTime(heard.words, from + at)),
  );
  const notNow = says(heard, cue.NOT_NOW, 0, heard.words.length);
  const today = !notNow && clauses.some(({ from, to }) => says(heard, cue.TODAY, from, to));
  return [...(today ? ["today" as const] : []), ...(later ? ["later" as const] : [])];
}

/** Clauses that only colour the others: "in six months", "I guess". */
function asideClauses({ clauses, hits }: Heard): readonly Clause[] {
  return clauses.filter(({ from, to }) => !hits.some((hit) => from <= hit.from && hit.from < to));
}

/** "Django has templates" is no need of the team's. */
function isOfAnOption(heard: Heard, hit: Hit, clause: Clause): boolean {
  const team = heard.words.slice(clause.from, clause.to).some((word) => cue.TEAM.has(word));
  return !team && says(heard, heard.lexicon.options, clause.from, hit.from);
}

/** A single word such as "websockets" may be only a topic; more words say what they mean. */
function isNeeded(heard: Heard, hit: Hit, clause: Clause): boolean {
  const { words, owners } = heard;
  if (hit.phrase.words.length > 1) return true;
  const from = Math.max(reachOf(heard.clauses, clause), hit.from - NEED_REACH);
  return (
    words.slice(from, hit.from).some((word) => cue.NEED.has(word)) ||
    says(heard, cue.NEEDED, hit.to, clause.to) ||
    words.every(
      (word, at) => word === "," || owners[at] === hit || FILLERS.has(word) || cue.COLOURS.has(word),
    )
  );
}

/** How many words before a single word its need may be said. */
const NEED_REACH = 8;

/** How many words after a phrase it may be denied. */
const DENIAL_REACH = 6;

function isDenied(heard: Heard, hit: Hit, clause: Clause): boolean {
  const { words, owners, clauses } = heard;
  const start = reachOf(clauses, clause);
  const end = Math.min(clause.to, hit.to + DENIAL_REACH);
  const before = words.slice(start, hit.from).some((_, index) => {
    const owner = owners[start + index];
    // "No admin or websockets" denies both.
    return denies(heard, start + index) && (owner === undefined || /^n?or$/.test(words[owner.to] ?? ""));
  });
  const after = words
    .slice(hit.to, end)
    .some((_, index) => denies(heard, hit.to + index) && owners[hit.to + index] === undefined);
  return (
    before ||
    after ||
    says(heard, cue.SET_ASIDE, start, hit.from) ||
    says(heard, cue.DENYING, start, end) ||
    isDeniedNext(heard, clause)
  );
}

/** "Websockets: no, not needed." */
function isDeniedNext(heard: Heard, clause: Clause): boolean {
  const next = heard.clauses[heard.clauses.indexOf(clause) + 1];
  if (next === undefined || !asideClauses(heard).includes(next)) return false;
  const from = cue.TURNS.has(heard.words[next.from] ?? "") ? next.from + 1 : next.from;
  const rest = heard.words.slice(from + 1, next.to);
  return denies(heard, from) && rest.every((word) => cue.STILL_THE_SAME.has(word) || FILLERS.has(word));
}

function denies(heard: Heard, at: number): boolean {
  const harmless = [...cue.NOT_DENYING, ...cue.NOT_NOW].some((row) => stands(heard.words, row, at));
  return NEGATIONS.has(heard.words[at] ?? "") && !harmless;
}

/** Whether one of the cues stands between the two places, outside of the phrases. */
function says({ words, owners }: Heard, cues: cue.Cues, from: number, to: number): boolean {
  for (let at = from; at < to; at++)
    for (const row of cues)
      if (
        row.length > 0 &&
        at + row.length <= to &&
        stands(words, row, at) &&
        row.every((_, index) => owners[at + index] === undefined)
      )
        return true;
  return false;
}

function stands(words: readonly string[], row: readonly string[], at: number): boolean {
  return row.every((word, index) => words[at + index] === word);
}

function clauseAt(clauses: readonly Clause[], at: number): Clause {
  return clauses.find(({ from, to }) => from <= at && at < to) ?? { from: 0, to: 0, own: true };
}

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
