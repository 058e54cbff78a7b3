/** A sentence as words that can be compared: contractions written out, articles gone, numbers read. */
import { normalise } from "./plainwords.ts";
import { stemOf } from "./stem.ts";

export interface Word {
  /** Lower case, as it was typed; "," between clauses; "_" where something stands that is nobody's own words. */
  readonly word: string;
  readonly stem: string;
  /** What it counts, from one number to another; the same twice, as a rule. Null: it is no number. */
  readonly number: readonly [number, number] | null;
  /** Something belongs to it: "customer's", "customers'". */
  readonly owns: boolean;
  /** Where the piece between spaces stands that it comes from, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

export const PAUSE = ",";
/** The stem of a pause that an opening bracket makes. */
export const PARENTHESIS = "(";
export const FOREIGN = "_";

/** The words of a piece of text without spaces. `place`: where it stands. */
export function tokensOf(piece: string, place: { readonly from: number; readonly to: number }): Word[] {
  const lower = piece.toLowerCase();
  const plain = CONTRACTS.test(lower)
    ? CONTRACTED.reduce((now, [short, long]) => now.replace(short, long), lower)
    : lower;
  if (LETTERS.test(plain)) return wordsIn(plain, place);
  if (OWNING.test(plain)) return wordsIn(normalise(plain), place).map((word) => ({ ...word, owns: true }));
  return plain
    .replace(THOUSANDS, "")
    .replace(ABOUT, "")
    .split(NUMBERS)
    .flatMap((part) => {
      const number = numberIn(part);
      if (number !== null) return [{ word: part, stem: part, number, owns: false, ...place }];
      return normalise(part)
        .split(" ")
        .flatMap((word) => wordsIn(word, place));
    });
}

/** Most pieces are one word, and a pack has thousands. */
const LETTERS = /^[a-z]+$/;
const OWNING = /^\p{L}+(?:['’]s|s['’])$/u;
const CONTRACTS = /['’/]|nt\b|\bim\b|cannot/;

function wordsIn(word: string, place: { readonly from: number; readonly to: number }): Word[] {
  if (!isTelling(word)) return [];
  return wordsFor(word).map((one) => ({
    word: one,
    stem: stemOf(one),
    number: NUMERALS.get(one) ?? null,
    owns: false,
    ...place,
  }));
}

/** The same for a text with spaces, where its place does not matter. */
export function comparable(text: string): readonly Word[] {
  return withWholeNumbers(text.split(/\s+/).flatMap((piece) => tokensOf(piece, { from: 0, to: 0 })));
}

/** "Twenty-five" and "two hundred" are one number each; the latter also stays a word for about a hundred. */
export function withWholeNumbers(words: readonly Word[]): readonly Word[] {
  const whole: Word[] = [];
  for (const word of words) {
    const last = whole.at(-1);
    const joined = last === undefined ? null : joinedNumber(last, word);
    if (joined === null) whole.push(word);
    else whole[whole.length - 1] = joined;
  }
  return whole;
}

function joinedNumber(one: Word, other: Word): Word | null {
  const [low, high] = one.number ?? [0, 0];
  const [least, most] = other.number ?? [0, 0];
  const place = { from: one.from, to: other.to, owns: false };
  if (TENS.has(one.word) && UNITS.has(other.word)) {
    const word = String(low + least);
    return { ...place, word, stem: word, number: [low + least, high + most] };
  }
  if (low > 0 && low < least && MAGNITUDES.has(other.word))
    return { ...place, word: other.word, stem: other.stem, number: [low * least, high * most] };
  return null;
}

const TENS = new Set("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
const UNITS = new Set("one two three four five six seven eight nine".split(" "));
const MAGNITUDES = new Set("dozen hundred thousand million".split(" "));

const ARTICLES = new Set(["", "a", "an", "the"]);

function isTelling(word: string): boolean {
  return !ARTICLES.has(word);
}

function wordsFor(word: string): readonly string[] {
  return SHORT.get(word) ?? [word];
}

const CONTRACTED: readonly (readonly [RegExp, string])[] = [
  [/\bcan['’]?t\b|\bcannot\b/g, "can not"],
  [/\b(?:won['’]t|wont)\b/g, "will not"],
  [/\b(do|does|did|is|are|was|were|could|should|would|have|has|had|need|must|might)n['’]?t\b/g, "$1 not"],
  [/\b(it|that|there|here|what|who|he|she|everything|everyone|everybody|nothing|nobody)['’]s\b/g, "$1 is"],
  [/\blet['’]s\b/g, "let us"],
  [/['’]re\b/g, " are"],
  [/['’]ll\b/g, " will"],
  [/['’]ve\b/g, " have"],
  [/['’]d\b/g, " would"],
  [/\bi['’]?m\b/g, "i am"],
  [/\bw\/o\b/g, "without"],
  [/^w\/$/g, "with"],
];

/** What people type for more than one word, or another one. */
const SHORT = new Map(
  `its it is;thats that is;theres there is;whats what is;theyre they are;youre you are;weve we have;ive i have;
   + and;gonna going to;wanna want to;gotta got to;rn right now;atm at moment;nope no;nah no;noone nobody;pls please;
   plz please;dunno do not know;idk do not know;afaik as far as i know;n and;iirc if i remember;y yes;yep yes;yup yes;
   frontends frontend;bc because;cuz because;tmrw tomorrow;eng engineer;engs engineers;swes engineers`
    .split(/;\s*/)
    .map((line): readonly [string, readonly string[]] => {
      const [short = "", ...words] = line.trim().split(" ");
      return [short, words];
    }),
);

const THOUSANDS = /(?<=\d)[,'’](?=\d{3}\b)/g;
/** "20+", "20ish". */
const ABOUT = /(?<=\d[km]?)(?:\+|-?ish|-odd)(?![\p{L}\d])/gu;
/** "4", "1.5k", "3-5", and what stands beside: "50ms" is a number and a word; "p99" and "k8s" are words. */
const NUMBERS =
  /(?<![\p{L}\d.])((?:\d{1,12}(?:\.\d{1,3})?[-–])?\d{1,12}(?:\.\d{1,3})?(?:[km](?![\p{L}\d]))?)(?![\d])/u;

function numberIn(part: string): readonly [number, number] | null {
  const [, first, last, unit] = /^(?:(\d+(?:\.\d+)?)[-–])?(\d+(?:\.\d+)?)([km])?$/.exec(part) ?? [];
  if (last === undefined) return null;
  const times = unit === undefined ? 1 : unit === "k" ? 1_000 : 1_000_000;
  return [Number(first ?? last) * times, Number(last) * times];
}

const NUMERALS = new Map(
  `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
   nineteen twenty`
    .split(/\s+/)
    .map((word, index): readonly [string, readonly [number, number]] => [word, [index + 1, index + 1]])
    .concat(
      [
        "thirty 30",
        "forty 40",
        "fifty 50",
        "sixty 60",
        "seventy 70",
        "eighty 80",
        "ninety 90",
        "hundred 100",
        "thousand 1000",
        "million 1000000",
        "dozen 12",
      ].map((pair) => {
        const [word = "", value] = pair.split(" ");
        return [word, [Number(value), Number(value)]];
      }),
    ),
);
