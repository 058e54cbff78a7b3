/** The title in a text: the words that say what something is for, as they were written, with every sign inside them. */

import { isApart, type SpokenWord } from "../spoken.ts";
import { CHANGING, COMPARING, COURTESY, DETERMINERS, IDLE, JOINING, NOUNS, REASONS, TALK } from "./words.ts";

export const TITLE_MAX = 120;

/** Words `from` up to and without `to`. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/**
 * The words after "for"; else the longest run of words that name nothing which is compared, if the text is no talk among
 * people, and compares nothing itself. Joining words at its ends are left out. `named`: of each word, whether it is compared. Null: nothing is left.
 */
export function titleIn(
  text: string,
  words: readonly SpokenWord[],
  named: readonly boolean[],
): string | null {
  const purpose = named.includes(true) ? purposeIn(text, words, named) : null;
  if (purpose !== null || words.some(({ plain }) => TALK.has(plain))) return purpose;
  const runs = runsIn(words, named)
    .filter((run) => !isTold(words, run))
    .map((run) => finished(words, trimmed(words, run)));
  const longest = runs.reduce((best, run) => (run.to - run.from > best.to - best.from ? run : best), {
    from: 0,
    to: 0,
  });
  const isHalf = words.slice(longest.from, longest.to).some(({ plain }) => COMPARING.has(plain));
  return !isHalf && says(words, longest, [...EMPTY, CHANGING]) ? written(text, words, longest) : null;
}

/** A sentence of its own beside the request: "We have no ops." */
function isTold(words: readonly SpokenWord[], { from, to }: Run): boolean {
  const isWhole = (from === 0 || words[from]?.after === "stop") && (words[to] ?? STOP).after === "stop";
  return isWhole && to - from < words.length && TELLING.has(words[from]?.plain ?? "");
}

const STOP = { after: "stop" };
const TELLING = new Set(
  "we i it its they there our this that were im ive nobody everybody everyone".split(" "),
);

/** "Extract payments from": without what leads on to what is no part of it. */
function finished(words: readonly SpokenWord[], { from, to }: Run): Run {
  let end = to;
  while (end > from && CHANGING.has(words[end - 1]?.plain ?? "")) end--;
  return { from, to: end };
}

/** The words after the first "for" that is followed by any. */
export function purposeIn(
  text: string,
  words: readonly SpokenWord[],
  named: readonly boolean[],
): string | null {
  for (const { from, to } of runsIn(words, named)) {
    let start = from;
    while (start < to && words[start]?.plain !== "for") start++;
    const said = { from: start + 1, to: talkFrom(words, { from: start + 1, to }) };
    const run = trimmed(words, said, DETERMINERS, NOUNS);
    if (start < to && says(words, run)) return written(text, words, run);
  }
  return null;
}

/** "Billing, ana thinks": where the part of the sentence begins in which somebody talks; else the run's end. */
function talkFrom(words: readonly SpokenWord[], { from, to }: Run): number {
  let part = to;
  for (let at = from; at < to; at++) {
    const { plain = "" } = words[at] ?? {};
    if (at > from && isApart(words[at])) part = at;
    if (TALK.has(plain)) return part;
  }
  return to;
}

/** Stretches of one sentence, without the words that are named, and without reasons. */
function runsIn(words: readonly SpokenWord[], named: readonly boolean[]): readonly Run[] {
  const runs: Run[] = [];
  let [from, isReason] = [0, false];
  words.forEach(({ plain, after }, at) => {
    isReason = (isReason && after !== "stop") || REASONS.has(plain);
    const isOut = named[at] === true || isReason;
    if (isOut || after === "stop") {
      runs.push({ from, to: at });
      from = isOut ? at + 1 : at;
    }
  });
  return [...runs, { from, to: words.length }];
}

/** Without joining words: `first` of them at the beginning, all but `last` at the end. "To-do" and "A/B" are one word. */
function trimmed(words: readonly SpokenWord[], run: Run, first = JOINING, last = NONE): Run {
  let { from, to } = run;
  const isLast = (plain: string): boolean => JOINING.has(plain) && !last.has(plain);
  while (from < to && first.has(words[from]?.plain ?? "") && !isOneWord(words[from + 1])) from++;
  while (to > from && isLast(words[to - 1]?.plain ?? "") && !isOneWord(words[to - 1])) to--;
  return { from, to };
}

const NONE: ReadonlySet<string> = new Set();

/** With the one before. */
function isOneWord(word: SpokenWord | undefined): boolean {
  return word?.after === "glued" || word?.after === "slash";
}

const EMPTY = [IDLE, JOINING, COURTESY];

function says(words: readonly SpokenWord[], { from, to }: Run, empty = EMPTY): boolean {
  return words.slice(from, to).some(({ plain }) => empty.every((set) => !set.has(plain)));
}

/** With the signs around its words: "(v2)", "C++", "“Checkout” rewrite". */
function written(text: string, words: readonly SpokenWord[], { from, to }: Run): string | null {
  const before = words[from - 1]?.to;
  const raw = text.slice(before ?? 0, words[to]?.from ?? text.length);
  // What stands close behind the word before belongs to that.
  return cleanTitle(before === undefined ? raw : raw.replace(/^[^\s\p{L}\p{N}]+/u, ""));
}

const LETTER = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const ENDS = new Set(",;:.!?…-–—/|&");
const PAIRS: readonly (readonly [string, string])[] = [
  "()",
  "[]",
  "{}",
  "“”",
  "‘’",
  "«»",
  '""',
  "``",
  "''",
].map(([open = "", close = ""]) => [open, close]);

/**
 * One line of at most TITLE_MAX characters, as it was written but for what parts it from what stood around it: signs that
 * stand alone, full stops, brackets without their other half, and quotation marks around the whole, which every title
 * is shown in. Null: nothing is left.
 */
export function cleanTitle(raw: string): string | null {
  const tokens = raw.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").split(" ");
  let [from, to] = [0, tokens.length];
  while (from < to && !LETTER.test(tokens[from] ?? "")) from++;
  while (to > from && !LETTER.test(tokens[to - 1] ?? "")) to--;
  let title = tokens.slice(from, to).join(" ");
  let last = title.length;
  while (last > 0 && ENDS.has(title[last - 1] ?? "")) last--;
  title = title.slice(0, last);
  for (const [open, close] of PAIRS) title = withoutHalf(title, open, close);
  // Not half of a sign that takes two.
  title = title
    .slice(0, TITLE_MAX)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
  return title === "" ? null : title;
}

/** Without a pair that holds the whole, or one of which only one half is there. */
function withoutHalf(title: string, open: string, close: string): string {
  const [opens, closes] = [title.split(open).length - 1, title.split(close).length - 1];
  const [isFirst, isLast] = [title.startsWith(open), title.length > 1 && title.endsWith(close)];
  const isWhole = isFirst && isLast && (open === close ? opens === 2 : opens === 1 && closes === 1);
  const isHalf = open === close ? opens === 1 : opens !== closes;
  if (isWhole && open !== "(") return title.slice(1, -1);
  if (!isHalf) return title;
  return isFirst ? title.slice(1) : isLast ? title.slice(0, -1) : title;
}
