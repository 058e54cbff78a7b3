/** Where phrases stand in words that somebody said. How phrases are written: `scoring/pack/phrase.ts`. */
import { type NumberRange, type PhrasePart, phraseParts } from "../scoring/pack/phrase.ts";
import { comparable, PAUSE, type Word } from "./tokens.ts";

export interface Phrase<T> {
  readonly means: T;
  readonly denied: boolean;
  readonly elements: readonly Element[];
  /** How many elements have to be said: what has one only may be no more than a topic. */
  readonly weight: number;
  /** How many small words may stand between its words. */
  readonly slack: number;
}

type Element =
  | { readonly kind: "word"; readonly stems: ReadonlySet<string> }
  | { readonly kind: "rows"; readonly rows: Rows; readonly numbers: readonly NumberRange[] }
  | { readonly kind: "gap" }
  | { readonly kind: "pause" };

/** Rows of stems by the first, the longest first. */
type Rows = ReadonlyMap<string, readonly (readonly string[])[]>;

/** A phrase found at `from`, up to and without `to`. */
export interface Hit<T> {
  readonly phrase: Phrase<T>;
  readonly from: number;
  readonly to: number;
  /** Where each of its words stands: others may stand between them. */
  readonly places: readonly number[];
}

/** Phrases by the stem that they may begin with; "#" where it is a number. */
export type Phrasebook<T> = ReadonlyMap<string, readonly Phrase<T>[]>;

/** What phrases name as `<name>`. */
export type Vocabulary = ReadonlyMap<string, Rows>;

export function vocabularyOf(named: Readonly<Record<string, readonly string[]>>): Vocabulary {
  return new Map(Object.entries(named).map(([name, texts]) => [name, rowsOf(texts.map(stemsOf))]));
}

function rowsOf(rows: readonly (readonly string[])[]): Rows {
  return Map.groupBy(
    rows.filter((row) => row.length > 0).toSorted((a, b) => b.length - a.length),
    ([stem = ""]) => stem,
  );
}

/** Null where nothing of it can be compared. `slack`: how many small words may stand between its words. */
export function phraseOf<T>(
  text: string,
  means: T,
  vocabulary: Vocabulary = new Map(),
  slack = INSIDE_MAX,
): Phrase<T> | null {
  const { denied, parts } = phraseParts(text);
  const elements = parts.flatMap((part) => elementsOf(part, vocabulary));
  const weight = elements.filter(({ kind }) => kind !== "gap" && kind !== "pause").length;
  return weight === 0 ? null : { means, denied, elements, weight, slack };
}

function elementsOf(part: PhrasePart, vocabulary: Vocabulary): readonly Element[] {
  switch (part.kind) {
    case "gap":
    case "pause":
      return [part];
    case "words": {
      const words = part.any.map(stemsOf).filter((row) => row.length > 0);
      const { numbers } = part;
      const named = part.named.flatMap((name) => vocabulary.get(name) ?? []);
      const [only, ...others] = named;
      if (only !== undefined && others.length + words.length === 0)
        return [{ kind: "rows", rows: only, numbers }];
      if (only !== undefined || numbers.length > 0) {
        const rows = named.flatMap((one) => [...one.values()].flat());
        return [{ kind: "rows", rows: rowsOf([...words, ...rows]), numbers }];
      }
      if (words.every((row) => row.length === 1))
        return words.length === 0 ? [] : [{ kind: "word", stems: new Set(words.flat()) }];
      if (words.length > 1) return [{ kind: "rows", rows: rowsOf(words), numbers }];
      // "server-rendered" is two words.
      return words.flat().map((stem) => ({ kind: "word", stems: new Set([stem]) }));
    }
  }
}

function stemsOf(text: string): readonly string[] {
  return comparable(text).map(({ stem }) => stem);
}

const NUMBER_KEY = "#";

export function phrasebook<T>(phrases: readonly (Phrase<T> | null)[]): Phrasebook<T> {
  const book = new Map<string, Phrase<T>[]>();
  for (const phrase of phrases.filter((one) => one !== null))
    for (const key of keysOf(phrase.elements[0])) {
      const there = book.get(key);
      if (there === undefined) book.set(key, [phrase]);
      else there.push(phrase);
    }
  return book;
}

function keysOf(first: Element | undefined): readonly string[] {
  if (first?.kind === "word") return [...first.stems];
  if (first?.kind !== "rows") return [];
  return [...first.rows.keys(), ...(first.numbers.length > 0 ? [NUMBER_KEY] : [])];
}

/** Every one, by place; those that begin at one place in the book's order. */
export function hitsIn<T>(words: readonly Word[], book: Phrasebook<T>): readonly Hit<T>[] {
  return words.flatMap(({ stem, number }, from) => {
    const byNumber = number === null ? [] : (book.get(NUMBER_KEY) ?? []);
    // "2../two" is among both.
    const candidates = new Set([...(book.get(stem) ?? []), ...byNumber]);
    return [...candidates].flatMap((phrase): Hit<T>[] => {
      const places = placesOf(words, phrase, 0, from, 0);
      const last = places?.at(-1);
      return places === null || last === undefined ? [] : [{ phrase, from, to: last + 1, places }];
    });
  });
}

/** What may stand inside a phrase: "staff will probably need an admin". */
const INSIDE = new Set(
  `will would might may could do really just also all actually definitely certainly probably maybe perhaps eventually
   later now already still our my their your its his her this that these those some any very pretty quite only basically mostly
   always both simple small so of to up out be have got right currently today soon kind sort more even own`.split(
    /\s+/,
  ),
);
const INSIDE_MAX = 2;
const GAP_MAX = 6;

/** Of the phrase's elements from `index` on, the first of which begins within `reach` words of `at`. */
function placesOf(
  words: readonly Word[],
  phrase: Phrase<unknown>,
  index: number,
  at: number,
  reach: number,
): readonly number[] | null {
  const element = phrase.elements[index];
  if (element === undefined) return [];
  if (element.kind === "gap") return placesOf(words, phrase, index + 1, at, GAP_MAX);
  const before = phrase.elements[index - 1];
  const between = before?.kind === "gap" ? isInGap : isList(before, element) ? isInList : isInside;
  for (let start = at; start <= at + reach; start++) {
    for (const length of lengthsOf(words, element, start)) {
      const rest = placesOf(words, phrase, index + 1, start + length, phrase.slack);
      if (rest !== null) return [...Array.from({ length }, (_, offset) => start + offset), ...rest];
    }
    if (!between(words[start]?.word ?? PAUSE)) return null;
  }
  return null;
}

function isInside(word: string): boolean {
  return INSIDE.has(word);
}

/** Two names of one list: "login, roles and uploads". */
function isList(one: Element | undefined, other: Element): boolean {
  return one?.kind === "rows" && other.kind === "rows" && one.rows === other.rows;
}

function isInList(word: string): boolean {
  return word === PAUSE || word === "and" || word === "or" || isInside(word);
}

function isInGap(word: string): boolean {
  return word !== PAUSE && !ENDS.has(word);
}

/** A gap does not reach over them. */
const ENDS = new Set("but because although whereas if unless nobody none neither".split(" "));

/** How many words the element takes there, if it stands there. */
function lengthsOf(words: readonly Word[], element: Element, at: number): readonly number[] {
  const word = words[at];
  if (word === undefined) return [];
  switch (element.kind) {
    case "gap":
      return [];
    case "pause":
      return word.word === PAUSE ? [1] : [0];
    case "word":
      return element.stems.has(word.stem) ? [1] : [];
    case "rows": {
      const rows = (element.rows.get(word.stem) ?? [])
        .filter((row) => row.every((stem, offset) => words[at + offset]?.stem === stem))
        .map((row) => row.length);
      return rows.length === 0 && element.numbers.some((range) => isIn(word, range)) ? [1] : rows;
    }
  }
}

function isIn({ number }: Word, { least, most }: NumberRange): boolean {
  return number !== null && (least ?? 0) <= number[0] && number[1] <= (most ?? Number.POSITIVE_INFINITY);
}
