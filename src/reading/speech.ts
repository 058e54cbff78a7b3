/** What somebody said in their own words, sentence by sentence. */
import { normalise } from "./plainwords.ts";
import { FOREIGN, PARENTHESIS, PAUSE, tokensOf, type Word, withWholeNumbers } from "./tokens.ts";

export interface Sentence {
  /** Verbatim. */
  readonly text: string;
  /** Where it begins in what was said, in UTF-16 units. */
  readonly start: number;
  readonly words: readonly Word[];
}

/** Longer runs without an end were pasted, not said. UTF-16 units. */
const SENTENCE_MAX = 1000;

/** What cannot be seen cannot be agreed to: controls, marks of direction, halves of characters. Emoji need the joiner. */
const UNSEEN = /(?![\t\u200d])[\p{Cc}\p{Cf}\p{Cs}]/u;

/** Without code, quoted lines, and what has invisible characters. */
export function sentencesOf(text: string): readonly Sentence[] {
  return ownLines(text)
    .flatMap(({ line, start }) => splitLine(line).map((one) => ({ ...one, start: start + one.start })))
    .filter(({ text: sentence }) => sentence.length <= SENTENCE_MAX && !UNSEEN.test(sentence))
    .map(({ text: sentence, start, masked }) => ({
      text: sentence,
      start,
      words: wordsIn(sentence, masked),
    }));
}

interface Line {
  readonly line: string;
  readonly start: number;
}

function ownLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let inCode = false;
  let start = 0;
  for (const [index, part] of text.split("```").entries()) {
    inCode = index % 2 === 1;
    let from = start;
    for (const line of inCode ? [] : part.split(/[\n\r\u2028\u2029]/)) {
      const own = line.trimStart();
      if (own.startsWith(">>>")) return lines;
      if (!own.startsWith(">") && !COMMANDS.test(own)) lines.push({ line, start: from });
      from += line.length + 1;
    }
    start += part.length + 3;
  }
  return lines;
}

/** Lines of a program, and notes in one. */
const COMMANDS =
  /^(?:\$ |curl |import |from \w+ import |def |class |git |npm |pip |docker |kubectl |select .* from |todo\b|fixme\b|\/\/ )/i;

interface Piece {
  readonly text: string;
  readonly start: number;
  /** By place in the text: nobody's own words. */
  readonly masked: (at: number) => boolean;
}

const ABBREVIATION = /^\(?(?:e\.g|i\.e|vs|cf|approx|resp|etc|incl|ca)\.$/i;

/** At full stops and the like that end a word outside of quotation marks; dots in a row are a hesitation, not an end. */
function splitLine(line: string): readonly Piece[] {
  const foreign = foreignIn(line);
  const isForeign = (at: number): boolean => foreign[at] === 1;
  const pieces: Piece[] = [];
  const add = (from: number, to: number): void => {
    const raw = line.slice(from, to);
    const start = from + (raw.length - raw.trimStart().length);
    const text = raw.trim();
    if (text !== "") pieces.push({ text, start, masked: (at) => isForeign(start + at) });
  };
  let start = 0;
  for (const { 0: piece, index } of line.matchAll(/\S+/g)) {
    const end = index + piece.length;
    const tail = piece.slice(-8);
    const ends = /[!?]["”’')\]]*$/.test(tail) || /(?:^|[^.])\.["”’')\]]*$/.test(tail);
    if (!ends || ABBREVIATION.test(piece) || (isForeign(end - 1) && isForeign(end))) continue;
    add(start, end);
    start = end;
  }
  add(start, line.length);
  return pieces;
}

/** Quotations, of a length that somebody means to quote, and code between backquotes. */
const QUOTED =
  /"[^"]{0,400}"|“[^”]{0,400}”|„[^“”]{0,400}[“”]|«[^»]{0,400}»|`[^`]{0,400}`|(?<![\p{L}\d])['‘][^'’]{2,400}['’](?![\p{L}\d])/gu;
const UNCLOSED = /(?:^|\s)[("]*["“„][^"“”„]{0,1000}$/;
/** Addresses, paths, and names in code. */
const CODE = /:\/\/|^www\.|^[/~-][\w/-]|\w[_=(){}<>\\]\w|\w\(|\)\.|\w\/[\w.]*[-./]\w|^[@#]\w+[./]|\w::/;

function foreignIn(line: string): Uint8Array {
  const foreign = new Uint8Array(line.length + 1);
  for (const { 0: quoted, index } of line.matchAll(QUOTED)) foreign.fill(1, index, index + quoted.length);
  for (const { 0: piece, index } of line.matchAll(/\S+/g))
    if (CODE.test(piece.slice(0, 200))) foreign.fill(1, index, index + piece.length);
  const open = UNCLOSED.exec(line.slice(-1000));
  if (open !== null) {
    const from = Math.max(0, line.length - 1000) + open.index;
    if (foreign[from + 1] !== 1) foreign.fill(1, from);
  }
  return foreign;
}

function wordsIn(sentence: string, masked: (at: number) => boolean): readonly Word[] {
  const words: Word[] = [];
  for (const { 0: piece, index } of sentence.matchAll(/\S+/g)) {
    const place = { from: index, to: index + piece.length };
    const pause = { word: PAUSE, stem: PAUSE, number: null, owns: false, ...place };
    const wordless = normalise(piece) === "";
    if (/^[([]/.test(piece)) words.push({ ...pause, stem: PARENTHESIS });
    else if (wordless) words.push(pause);
    if (masked(index + Math.floor(piece.length / 2))) words.push({ ...pause, word: FOREIGN, stem: FOREIGN });
    else words.push(...tokensOf(piece, place));
    if (!wordless && /(?:[,;:)\]–—]|\.\.|…)["”]?$/.test(piece)) words.push(pause);
  }
  return withWholeNumbers(words);
}
