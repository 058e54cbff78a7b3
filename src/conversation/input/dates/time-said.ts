/** The time in what somebody asks for: "fastapi or django by friday for billing" → friday, and the rest. */
import { sameWord, wordsOf } from "../../../reading/plainwords.ts";
import { AFTER_TIME, SUBORDINATE } from "../request/words.ts";
import { isApart, spokenWords } from "../spoken.ts";
import { MOMENT_MAX, type Moment, type Reading } from "./dates.ts";
import { TELLING } from "./words.ts";

/** Reads words of at most MOMENT_MAX characters, for whoever says them. */
export type MomentReader = (words: string) => Reading;

/** A time that could not be taken, in the words that were used: "by EOD fridaz". */
export interface UnreadTime {
  readonly kind: "time";
  readonly words: string;
  /** "Title": it stands at the end of a clause of the title, as in "for traffic that doubles by next year". */
  readonly reading: Exclude<Reading, { readonly kind: "moment" }> | { readonly kind: "title" };
}

export interface TimeSaid {
  /** The text without the time, unless that is the title's. */
  readonly rest: string;
  readonly deadline: Moment | null;
  readonly unread: UnreadTime | null;
}

const LEAD = /(?<![\p{L}\p{N}_-])(?:by|until|till|til|deadline:?)\s+(?=\S)/giu;
/** How many of them are looked at, from the text's end. */
const LEADS_MAX = 4;
const WORDS_MAX = 8;
/** "17:00", "5pm", "4/3", "2027-05-01". */
const CLOCK = /\d[:./-]\d|\b\d{1,2}(?:am|pm|h)\b/i;

/**
 * The last "by" or "until" that a time follows. The time ends where the text or a part of its sentence ends, or before
 * "for" and the like. What follows "by" and sounds like no time at all is left alone: "import by hand".
 */
export function timeSaid(text: string, moment: MomentReader): TimeSaid {
  const leads = [...text.matchAll(LEAD)].slice(-LEADS_MAX).reverse();
  for (const { 0: lead, index } of leads) {
    const { end, reading } = phraseFrom(text, index + lead.length, moment);
    const words = text.slice(index, end).replace(/[\s,;:.!?)]+$/, "");
    const rest = without(text, index, end);
    const isTime = reading.kind !== "nothing" || soundsLikeTime(words);
    if (isTime && isOfClause(text.slice(0, index))) return unread(text, words, { kind: "title" });
    if (reading.kind === "moment") {
      const { at, timed } = reading;
      return { rest, deadline: { at, timed }, unread: null };
    }
    if (isTime) return unread(rest, words, reading);
    if (/^until/i.test(lead)) return unread(text, words, reading);
  }
  return { rest: text, deadline: null, unread: null };
}

const PARTING = new Set(" ,;:(–—-\n\t");

/** What stood on both sides of it is not one phrase, and stays apart. */
function without(text: string, from: number, to: number): string {
  let last = from;
  while (last > 0 && PARTING.has(text[last - 1] ?? "")) last--;
  return [text.slice(0, last), text.slice(to).trim()].filter((part) => part !== "").join("\n");
}

function unread(rest: string, words: string, reading: UnreadTime["reading"]): TimeSaid {
  return { rest, deadline: null, unread: { kind: "time", words, reading } };
}

/** The longest phrase that is a moment; else all that may have been meant for one. */
function phraseFrom(text: string, start: number, moment: MomentReader): { end: number; reading: Reading } {
  const [line = ""] = text.slice(start, start + MOMENT_MAX).split("\n", 1);
  const tokens = [...line.matchAll(/\S+/g)].slice(0, WORDS_MAX + 1);
  const ends = tokens.slice(0, WORDS_MAX).map((token, at) => {
    const [next = "", second = ""] = [tokens[at + 1]?.[0], tokens[at + 2]?.[0]];
    const goesOn = soundsLikeTime(next) || (/^(?:or|and|to)$/i.test(next) && soundsLikeTime(second));
    const isEnd = next === "" || /[,;:.!?)]$/.test(token[0]) || /^[(–—-]/.test(next) || endsTime(next);
    return { length: token.index + token[0].length, isEnd, goesOn };
  });
  for (const { length, isEnd, goesOn } of ends.toReversed()) {
    // The full stop of "5.12." is its own.
    const phrase = line.slice(0, length).replace(/(?:[,;:!?)]|(?<!\d\.\d\d?)\.)+$/, "");
    // A number alone is a number: "grow by 5".
    if (goesOn || /^\d{1,2}\.?$/.test(phrase) || !(isEnd || soundsLikeTime(phrase))) continue;
    const reading = moment(phrase);
    if (reading.kind !== "nothing") return { end: start + length, reading };
  }
  const all = ends.find(({ isEnd, goesOn }) => isEnd && !goesOn) ?? ends.at(-1);
  return { end: start + (all?.length ?? 0), reading: { kind: "nothing" } };
}

function endsTime(token: string): boolean {
  return wordsOf(token).some((word) => AFTER_TIME.has(word));
}

/** A word of it is hardly ever said of anything but time, or one slip away from such a word. */
export function soundsLikeTime(phrase: string): boolean {
  const isTelling = (word: string): boolean =>
    TELLING.has(word) || [...TELLING].some((known) => sameWord(known, word));
  return CLOCK.test(phrase) || wordsOf(phrase).some(isTelling);
}

/** How far back a clause is looked for. */
const CLAUSE_MAX = 300;

/** "… for traffic that doubles": what comes next is still about that. */
function isOfClause(before: string): boolean {
  const words = spokenWords(before.slice(-CLAUSE_MAX));
  if (/[,;:()–—\n]\s*$|\s-\s*$/.test(before.slice(-CLAUSE_MAX))) return false;
  const part = words.findLastIndex((word, at) => at > 0 && isApart(word));
  const clause = words.slice(Math.max(0, part));
  return clause.some(({ plain }, at) => at > 0 && at < clause.length - 1 && SUBORDINATE.has(plain));
}
