/** What a sentence states about a pack's questions, and what it denies. It would rather miss a statement than make one up. */
import { byCodeUnit } from "../../scoring/order.ts";
import type { Answer, Lexicon } from "../lexicon.ts";
import { type Hit, hitsIn } from "../phrases.ts";
import { PARENTHESIS, PAUSE, type Word } from "../tokens.ts";
import { type Clause, clauseAt, clausesOf, joinedBy, reachOf } from "./clauses.ts";
import { type Cue, type CueHit, cuesIn } from "./cues.ts";
import { isDenied, isUnneededHere } from "./denial.ts";
import { ENOUGH, evidenceOf, isCount, isImagined, isOwnCount, ownWorth, worthOf } from "./evidence.ts";
import { asideClauses, type Found, ownCues, type Refused, refusedIn, says } from "./found.ts";
import { asksSomething, isCompared, isMocking, isOfOthers, isReported, OURS, speaksOfTeam } from "./meant.ts";
import { FILLERS, isNeeded, isNegation, isWhole } from "./needs.ts";
import { timeOf } from "./when.ts";

export interface Statement {
  readonly question: string;
  readonly choice: string;
  /** The words that say so: `from` up to and without `to`. */
  readonly from: number;
  readonly to: number;
  readonly when: "today" | "later";
  /** The sentence says that the choice is not so. */
  readonly denied: boolean;
  /** Only after its question. */
  readonly isReply: boolean;
}

export interface Meaning {
  /** In the order in which they are said; of each question at most one choice for each time is stated. */
  readonly statements: readonly Statement[];
  /** Questions that it has words for, whatever it says. */
  readonly about: ReadonlyMap<string, Pick<Statement, "from" | "to">>;
  /** It takes back what the same person said before. */
  readonly withdraws: boolean;
}

/** `isUnmeant`: its marks say that it states nothing. `asked`: the questions to which it may be a reply; `spokenOf`: those that are being spoken of. */
export function meaningOf(
  words: readonly Word[],
  lexicon: Lexicon,
  isUnmeant: boolean,
  asked: ReadonlySet<string> = new Set(),
  spokenOf: ReadonlySet<string> = asked,
): Meaning {
  const replies = [...asked]
    .flatMap((question) => lexicon.replies.get(question) ?? [])
    .flatMap((book) => hitsIn(words, book).filter((hit) => isRepliedBy(hit, words)));
  const all = [...hitsIn(words, lexicon.answers), ...replies];
  const topics = hitsIn(words, lexicon.topics);
  const about = new Map(
    [...all, ...topics]
      .map(({ phrase, from, to }) => [phrase.means.question, { from, to }] as const)
      .toSorted(([a, one], [b, other]) => byCodeUnit(a, b) || other.from - one.from || other.to - one.to),
  );
  const refused = refusedIn(words);
  const answered = new Set(all.map(({ phrase }) => phrase.means.question));
  const conditions = topics.filter(
    ({ phrase, from }) => answered.has(phrase.means.question) && isCondition(words, from),
  );
  const cues = cuesIn(words).filter(
    ({ from, to }) => !conditions.some((one) => one.from === from && to <= one.to),
  );
  const hits = best(
    longest(all.filter((hit) => (refused === null || !spans(hit, refused)) && !isTakingBack(hit, cues))),
    all,
    words,
  ).toSorted(
    (a, b) =>
      a.from - b.from ||
      a.to - b.to ||
      byCodeUnit(a.phrase.means.question, b.phrase.means.question) ||
      byCodeUnit(a.phrase.means.choice, b.phrase.means.choice),
  );
  const places = new Set(hits.flatMap((hit) => hit.places));
  const owned = words.map((_, at) => places.has(at));
  const withdraws = cues.some(({ cue }) => cue === "withdrawn");
  const found: Found = {
    words,
    hits,
    all,
    topics,
    owned,
    cues,
    clauses: joinedBy(clausesOf(words), hits),
    lexicon,
    refused,
  };
  const isSilent = hits.length === 0 || isUnmeant || asksSomething(words, found.clauses) || isSilenced(found);
  return { statements: isSilent ? [] : statementsIn(found, spokenOf), about, withdraws };
}

/** "If the wifi goes, they draw on": where the condition is what a question asks about, it is none. */
function isCondition(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.word;
  return words[at]?.word === "if" && (before === undefined || before === PAUSE || LEADING.has(before));
}

const LEADING = new Set("and but so".split(" "));

/** A reply says it at its beginning; in more than a few words it says more than a value. */
function isRepliedBy(hit: Hit<Answer>, words: readonly Word[]): boolean {
  const [first, next] = words.slice(hit.from);
  // "No that's a plain post" answers something else.
  if (
    hit.places.length === 1 &&
    first !== undefined &&
    isNegation(first) &&
    next !== undefined &&
    next.word !== PAUSE
  )
    return false;
  const said = words.filter(({ word }) => word !== PAUSE).length;
  return (
    hit.from <= REPLY_FROM && (said <= ELLIPTIC_MAX || (ownWorth(hit, words) >= TELLING && said <= REPLY_MAX))
  );
}

/** Words before what a reply begins with: "it's just", "yes ,". */
const REPLY_FROM = 2;
/** Words: what says no more than a value. */
const ELLIPTIC_MAX = 6;
const REPLY_MAX = 12;
const TELLING = 2;

function statementsIn(found: Found, spokenOf: ReadonlySet<string>): readonly Statement[] {
  const meant = found.hits.flatMap((hit) => statementOf(found, hit, spokenOf));
  const clear = meant.filter(
    (one) =>
      one.clear &&
      !meant.some((other) => outweighs(other, one)) &&
      (one.denied || !meant.some((other) => !other.denied && rivals(one, other))),
  );
  return clear.map(({ clear: _, clause: __, evidence: ___, ...statement }) => statement);
}

/** The "no wait" of "no wait, Jon left" speaks of no waiting. */
function isTakingBack({ from, to }: Hit<Answer>, cues: readonly CueHit[]): boolean {
  return cues.some((one) => one.cue === "withdrawn" && one.from <= from && to <= one.to);
}

/** It takes what is turned down for what is wanted, unless it names the choice between them itself. */
function spans({ from, to, places }: Hit<Answer>, refused: Refused): boolean {
  return from < refused.from && refused.from < to && !places.includes(refused.from - 1);
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

/** Words say one thing: of two questions' phrases that share some, only the one with clearly more for it. */
function best(
  hits: readonly Hit<Answer>[],
  all: readonly Hit<Answer>[],
  words: readonly Word[],
): readonly Hit<Answer>[] {
  const worth = new Map(hits.map((hit) => [hit, worthOf(hit, all, words)]));
  return hits.filter((hit) =>
    hits.every(
      (other) =>
        other.phrase.means.question === hit.phrase.means.question ||
        other.from >= hit.to ||
        hit.from >= other.to ||
        (worth.get(other) ?? 0) < (worth.get(hit) ?? 0) + CLEARLY ||
        !hit.places.some((place) => other.places.includes(place)),
    ),
  );
}

const CLEARLY = 2;

interface Candidate extends Statement {
  /** Neither in doubt nor a mere topic. */
  readonly clear: boolean;
  readonly clause: Clause;
  readonly evidence: number;
}

/** "Everything in one go" says how it is released: a clause says one thing, and what else has words for it is an accident. */
function outweighs(other: Candidate, one: Candidate): boolean {
  return (
    !other.denied &&
    other.question !== one.question &&
    other.clause === one.clause &&
    other.evidence > one.evidence
  );
}

function rivals(one: Candidate, other: Candidate): boolean {
  return one.when === other.when && one.question === other.question && one.choice !== other.choice;
}

function isSilenced(found: Found): boolean {
  return (
    ownCues(found).some(({ cue }) => SILENCING.has(cue)) ||
    isReported(found.words, found.owned) ||
    (ownCues(found).some(({ cue }) => cue === "condition") &&
      found.words.some(({ word }) => SUPPOSING.has(word))) ||
    isConcluded(found.words) ||
    isMocking(found.words) ||
    (!speaksOfTeam(found.words) &&
      (ownCues(found).some(({ cue }) => cue === "general") || isCompared(found.words)))
  );
}

/** "So it waits for others": what follows from somebody else's words, unless it is about the speaker. */
function isConcluded(words: readonly Word[]): boolean {
  const [first, second] = words.map(({ word }) => word);
  return first === "so" && CONCLUDED.has(second ?? "") && !words.some(({ word }) => OURS.has(word));
}

/** "If partners called it we would need docs" states nothing; "if it takes more than 200 ms they throw us out" does. */
const SUPPOSING = new Set("would could might need needs will may want wants should ever".split(" "));

const CONCLUDED = new Set("it that this they he she also then".split(" "));

const SILENCING: ReadonlySet<Cue> = new Set(["silent", "irony", "past"]);

/** None where the time cannot be told, or where it is an option or somebody else that is spoken of. */
function statementOf(found: Found, hit: Hit<Answer>, spokenOf: ReadonlySet<string>): readonly Candidate[] {
  const { words, clauses, lexicon, refused } = found;
  const clause = clauseAt(clauses, hit.from);
  const time = timeOf(found, clause);
  if (time === null || says(found, "was", clause.from, clause.to)) return [];
  if (
    isOfOthers(
      words,
      clause,
      hit,
      lexicon,
      otherIn(found, hit, clause),
      spokenOf.has(hit.phrase.means.question),
    )
  )
    return [];
  const when = time ?? "today";
  const notNow = when === "today" && says(found, "not-now", 0, words.length);
  if (isExcepting(words, hit)) return [];
  const isDenial = hit.phrase.denied;
  const denies = isDenied(found, hit, clause);
  if (isDenial && !isUnneededHere(found, hit, clause)) return [];
  const isRefused = refused !== null && refused.from <= hit.from && hit.from < refused.to;
  if (isDenial && isRefused) return [];
  const denied = isDenial ? false : notNow || denies || isRefused;
  const doubted = [clause, ...asideClauses(found)].some(({ from, to }) => says(found, "doubt", from, to));
  const evidence = evidenceOf(found, hit, clause, spokenOf);
  const isStated =
    (isDenial || isMoreThanTopic(found, hit, clause)) &&
    !isImagined(words, hit, clause) &&
    !isAside(words, hit.from) &&
    evidence >= ENOUGH;
  const isAddition = when === "later" && words.slice(hit.to, clause.to).some(({ word }) => ALSO.has(word));
  const clear = denied ? !doubted : (!doubted || (when === "later" && !isDenial)) && isStated && !isAddition;
  return [{ ...hit.phrase.means, from: hit.from, to: hit.to, when, denied, clear, clause, evidence }];
}

/** "Nothing else carries over" says that something does. */
function isExcepting(words: readonly Word[], { from, to, places }: Hit<Answer>): boolean {
  return words
    .slice(from, to)
    .some(
      (word, at) =>
        isNegation(word) &&
        EXCEPTING.has(words[from + at + 1]?.word ?? "") &&
        !places.includes(from + at + 1),
    );
}

const EXCEPTING = new Set("else other more".split(" "));

/** "Later partners will call it too": with what there is already, and that may be another choice. */
const ALSO = new Set("too also additionally".split(" "));

/**
 * Where the last of the others is named in what leads to it or in its own clause, but for what the team turns down: "than
 * live with somebody's conventions".
 */
function otherIn(found: Found, { to }: Hit<Answer>, clause: Clause): number | null {
  const { refused } = found;
  const last = Math.max(clause.to, to);
  const end = refused !== null && to <= refused.from ? refused.from : last;
  return ownCues(found).findLast(({ cue, from }) => cue === "others" && from < end)?.to ?? null;
}

/** "The platform group (seven people) runs it": what stands in parentheses tells of what it follows, which may be others. */
function isAside(words: readonly Word[], at: number): boolean {
  const pause = words.findLastIndex(({ word }, place) => word === PAUSE && place < at);
  return words[pause]?.stem === PARENTHESIS && !words.slice(0, pause).some(({ word }) => OURS.has(word));
}

/** A single word such as "websockets" may be only a topic; more words say what they mean. */
function isMoreThanTopic(found: Found, hit: Hit<Answer>, clause: Clause): boolean {
  if (hit.phrase.weight > 1) return !isCount(found.words, hit) || isOwnCount(found.words, hit, clause);
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
