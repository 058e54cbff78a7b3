/** What a sentence states about a pack's questions, and what it denies. It would rather miss a statement than make one up. */
import { byCodeUnit } from "../scoring/order.ts";
import { type Clause, clauseAt, clausesOf, reachOf } from "./clauses.ts";
import { type Cue, type CueHit, cuesIn } from "./cues.ts";
import type { Answer, Lexicon } from "./lexicon.ts";
import { asksSomething, isOfOthers, isReported } from "./meant.ts";
import { FILLERS, isNeeded, isNegation, isUnneeded, isWhole } from "./needs.ts";
import { type Hit, hitsIn } from "./phrases.ts";
import { PAUSE, type Word } from "./tokens.ts";

export interface Statement {
  readonly question: string;
  readonly choice: string;
  /** The words that say so: `from` up to and without `to`. */
  readonly from: number;
  readonly to: number;
  readonly when: "today" | "later";
  /** The sentence says that the choice is not so. */
  readonly denied: boolean;
}

export interface Meaning {
  /** In the order in which they are said; of each question at most one choice for each time is stated. */
  readonly statements: readonly Statement[];
  /** Questions that it has words for, whatever it says. */
  readonly about: ReadonlyMap<string, Pick<Statement, "from" | "to">>;
  /** It takes back what the same person said before. */
  readonly withdraws: boolean;
}

/** A sentence with what was found in it. */
interface Found {
  readonly words: readonly Word[];
  readonly hits: readonly Hit<Answer>[];
  readonly clauses: readonly Clause[];
  readonly cues: readonly CueHit[];
  /** By word: whether it belongs to a phrase. Such words are no cues: the "no" of "no rush" denies nothing else. */
  readonly owned: readonly boolean[];
  readonly lexicon: Lexicon;
}

/** `isUnmeant`: its marks say that it states nothing. */
export function meaningOf(words: readonly Word[], lexicon: Lexicon, isUnmeant: boolean): Meaning {
  const all = hitsIn(words, lexicon.answers);
  const about = new Map(
    [...all, ...hitsIn(words, lexicon.topics)]
      .map(({ phrase, from, to }) => [phrase.means.question, { from, to }] as const)
      .toSorted(([a, one], [b, other]) => byCodeUnit(a, b) || other.from - one.from || other.to - one.to),
  );
  const hits = longest(all).toSorted(
    (a, b) =>
      a.from - b.from ||
      a.to - b.to ||
      byCodeUnit(a.phrase.means.question, b.phrase.means.question) ||
      byCodeUnit(a.phrase.means.choice, b.phrase.means.choice),
  );
  const places = new Set(hits.flatMap((hit) => hit.places));
  const owned = words.map((_, at) => places.has(at));
  const cues = cuesIn(words);
  const withdraws = cues.some(({ cue }) => cue === "withdrawn");
  const found: Found = { words, hits, owned, cues, clauses: clausesOf(words), lexicon };
  const isSilent = hits.length === 0 || isUnmeant || asksSomething(words, found.clauses) || isSilenced(found);
  return { statements: isSilent ? [] : statementsIn(found), about, withdraws };
}

function statementsIn(found: Found): readonly Statement[] {
  const meant = found.hits.flatMap((hit) => statementOf(found, hit));
  const clear = meant.filter(
    (one) => one.clear && (one.denied || !meant.some((other) => !other.denied && rivals(one, other))),
  );
  return clear.map(({ clear: _, ...statement }) => statement);
}

/** "Just accounts" hides "accounts": a phrase inside a longer one qualifies it. For one question any overlap does. */
function longest(hits: readonly Hit<Answer>[]): readonly Hit<Answer>[] {
  return hits.filter(
    (hit) =>
      !hits.some((other) => {
        if (other.places.length <= hit.places.length || other.from >= hit.to || hit.from >= other.to)
          return false;
        const isSameQuestion = other.phrase.means.question === hit.phrase.means.question;
        if (isSameQuestion && hit.phrase.denied && !other.phrase.denied) return false;
        return isSameQuestion || hit.places.every((place) => other.places.includes(place));
      }),
  );
}

interface Candidate extends Statement {
  /** Neither in doubt nor a mere topic. */
  readonly clear: boolean;
}

function rivals(one: Candidate, other: Candidate): boolean {
  return one.when === other.when && one.question === other.question && one.choice !== other.choice;
}

function isSilenced(found: Found): boolean {
  return ownCues(found).some(({ cue }) => SILENCING.has(cue)) || isReported(found.words, found.owned);
}

const SILENCING: ReadonlySet<Cue> = new Set(["silent", "irony", "past"]);

/** Those that stand outside of the phrases; "we are now five" is today's nevertheless. */
function ownCues({ cues, owned }: Found): readonly CueHit[] {
  return cues.filter(({ cue, from, to }) => cue === "today" || owned.slice(from, to).some((one) => !one));
}

function says(found: Found, cue: Cue, from: number, to: number): boolean {
  return ownCues(found).some((one) => one.cue === cue && from <= one.from && one.to <= to);
}

/** None where the time cannot be told, or where it is an option or somebody else that is spoken of. */
function statementOf(found: Found, hit: Hit<Answer>): readonly Candidate[] {
  const { words, clauses, lexicon } = found;
  const clause = clauseAt(clauses, hit.from);
  const time = timeOf(found, clause);
  if (time === null || says(found, "was", clause.from, clause.to)) return [];
  if (isOfOthers(words, clause, hit, lexicon, otherIn(found))) return [];
  const when = time ?? "today";
  const notNow = when === "today" && says(found, "not-now", 0, words.length);
  const isDenial = hit.phrase.denied;
  const denies = isDenied(found, hit, clause);
  if (isDenial && !isUnneededHere(found, hit, clause)) return [];
  const denied = isDenial ? false : notNow || denies;
  const doubted = [clause, ...asideClauses(found)].some(({ from, to }) => says(found, "doubt", from, to));
  const isStated = isDenial || isMoreThanTopic(found, hit, clause);
  const clear = denied ? !doubted : (!doubted || (when === "later" && !isDenial)) && isStated;
  const { question, choice } = hit.phrase.means;
  return [{ question, choice, from: hit.from, to: hit.to, when, denied, clear }];
}

/** Where the last of the others is named. */
function otherIn(found: Found): number | null {
  return ownCues(found).findLast(({ cue }) => cue === "others")?.from ?? null;
}

/** Null where it says both. Undefined where it says neither. */
function timeOf(found: Found, clause: Clause): "today" | "later" | null | undefined {
  const own = timesIn(found, [clause]);
  const [time, other] =
    own.length > 0
      ? own
      : timesIn(
          found,
          asideClauses(found).filter((one) => isTime(found, one)),
        );
  return other === undefined ? time : null;
}

/** "In six months", "when we get big": no more than a time, so that it is one for the whole sentence. */
function isTime({ words, cues }: Found, { from, to }: Clause): boolean {
  const isWhen = ["when", "once", "as"].includes(words[from]?.word ?? "");
  const rest = words.slice(from, to).filter((_, index) => {
    const at = from + index;
    return !cues.some((one) => one.from <= at && at < one.to);
  });
  return isWhen || (rest.length <= ASIDE_MAX && rest.every(({ word }) => !SUBJECTS.has(word)));
}

const ASIDE_MAX = 2;
const SUBJECTS = new Set("we i they you it he she there".split(" "));

function timesIn(found: Found, clauses: readonly Clause[]): readonly ("today" | "later")[] {
  const has = (cue: Cue): boolean => clauses.some(({ from, to }) => says(found, cue, from, to));
  const notNow = says(found, "not-now", 0, found.words.length);
  return [
    ...(has("today") && !notNow ? ["today" as const] : []),
    ...(has("later") ? ["later" as const] : []),
  ];
}

/** Clauses that only colour the others: "in six months", "I guess". */
function asideClauses({ clauses, hits }: Found): readonly Clause[] {
  return clauses.filter(({ from, to }) => !hits.some((hit) => from <= hit.from && hit.from < to));
}

/** A single word such as "websockets" may be only a topic; more words say what they mean. */
function isMoreThanTopic(found: Found, hit: Hit<Answer>, clause: Clause): boolean {
  if (hit.phrase.weight > 1) return true;
  const { words, owned, cues } = found;
  if (!isWhole(words, hit.to) || words.length === 1) return false;
  const isAlone = words.every(
    ({ word }, at) =>
      word === PAUSE ||
      (owned[at] && hit.places.includes(at)) ||
      FILLERS.has(word) ||
      cues.some(({ cue, from, to }) => from <= at && at < to && cue !== "silent"),
  );
  return isAlone || isNeeded(words, reachOf(found.clauses, clause), hit.from, hit.to, clause.to);
}

/** How many words after a phrase it may be denied. */
const DENIAL_REACH = 6;

function isDenied(found: Found, hit: Hit<Answer>, clause: Clause): boolean {
  const { words, clauses } = found;
  const start = reachOf(clauses, clause);
  const end = Math.min(clause.to, hit.to + DENIAL_REACH);
  for (let at = start; at < end; at++)
    if (denies(found, at) && !hit.places.includes(at) && (at >= clause.from || goesOn(words, at, hit.to)))
      return true;
  return (
    says(found, "removed", start, hit.to) ||
    says(found, "denying", start, clause.to) ||
    says(found, "removed", hit.to, clause.to) ||
    isDeniedNext(found, clause)
  );
}

/** "We don't need SSO, websockets or a CMS": the denial is one of a list. */
function goesOn(words: readonly Word[], from: number, to: number): boolean {
  return words.slice(from, to + 4).some(({ word }) => word === "or" || word === "nor");
}

function denies({ words, owned, cues }: Found, at: number): boolean {
  const word = words[at];
  if (word === undefined || !isNegation(word) || owned[at]) return false;
  return !cues.some(
    ({ cue, from, to }) => (cue === "harmless" || cue === "not-now") && from <= at && at < to,
  );
}

function isUnneededHere(found: Found, hit: Hit<Answer>, clause: Clause): boolean {
  const { words, owned, clauses } = found;
  const start = reachOf(clauses, clause);
  const isOwned = (at: number): boolean => owned[at] === true && !isNegation(words[at] as Word);
  return isUnneeded(words, start, hit, clause.to, isOwned) || isDeniedNext(found, clause);
}

/** "Websockets: no, not needed." */
function isDeniedNext(found: Found, clause: Clause): boolean {
  const { words, clauses } = found;
  const next = clauses[clauses.indexOf(clause) + 1];
  if (next === undefined || !asideClauses(found).includes(next)) return false;
  const rest = words.slice(next.from, next.to).map(({ word }) => word);
  const from = rest[0] === "but" || rest[0] === "so" ? 1 : 0;
  const first = words[next.from + from];
  return (
    first !== undefined &&
    isNegation(first) &&
    rest.slice(from + 1).every((word) => STILL_THE_SAME.has(word) || FILLERS.has(word))
  );
}

/** After "no" or "not" in a clause of their own they still speak of what was named before: "Kubernetes: not needed." */
const STILL_THE_SAME = new Set(
  "needed necessary required thank thanks way please now yet today at all for us me ever imho thx".split(" "),
);
