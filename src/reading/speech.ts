/** What somebody said in their own words, sentence by sentence. */
import { normalise, plainSpeech } from "./plainwords.ts";

export interface Sentence {
  /** Verbatim. */
  readonly text: string;
  readonly words: readonly Word[];
}

/** A word in the form of `plainSpeech`; "," between clauses; "_" where something stands that is nobody's own words. */
export interface Word {
  readonly word: string;
  /** Of the piece between spaces that it comes from, in the sentence's text. */
  readonly from: number;
  readonly to: number;
}

/** Longer runs without an end were pasted, not said. UTF-16 units. */
const SENTENCE_MAX = 1000;

/** What cannot be seen cannot be agreed to: controls, marks of direction, halves of characters. Emoji need the joiner. */
const UNSEEN = /(?![\t\u200d])[\p{Cc}\p{Cf}\p{Cs}]/u;

/** Without code blocks, quoted lines, and what has invisible characters. */
export function sentencesOf(text: string): readonly Sentence[] {
  return ownLines(text)
    .flatMap(splitLine)
    .filter((sentence) => sentence.length <= SENTENCE_MAX && !UNSEEN.test(sentence))
    .map((sentence) => ({ text: sentence, words: wordsIn(sentence) }));
}

function ownLines(text: string): readonly string[] {
  const lines = text
    .split("```")
    .filter((_, index) => index % 2 === 0)
    .flatMap((part) => part.split(/[\n\r\u2028\u2029]/))
    .map((line) => line.trim());
  const rest = lines.findIndex((line) => line.startsWith(">>>"));
  return lines.slice(0, rest < 0 ? lines.length : rest).filter((line) => !line.startsWith(">"));
}

const ABBREVIATION = /^\(?(?:e\.g|i\.e|vs|cf|approx|resp)\.$/i;

/** At full stops, exclamation and question marks that end a word; dots in a row are a hesitation, not an end. */
function splitLine(line: string): readonly string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { 0: piece, index } of line.matchAll(/\S+/g)) {
    const tail = piece.slice(-8);
    const ends = /[!?]["”’')\]]*$/.test(tail) || /(?:^|[^.])\.["”’')\]]*$/.test(tail);
    if (!ends || ABBREVIATION.test(piece)) continue;
    sentences.push(line.slice(start, index + piece.length).trim());
    start = index + piece.length;
  }
  return [...sentences, line.slice(start).trim()].filter((sentence) => sentence !== "");
}

function wordsIn(sentence: string): readonly Word[] {
  const words: Word[] = [];
  let quoting = false;
  for (const { 0: piece, index } of sentence.matchAll(/\S+/g)) {
    const place = { from: index, to: index + piece.length };
    const wordless = normalise(piece) === "";
    if (wordless || /^[([]/.test(piece)) words.push({ word: ",", ...place });
    const opens = /^[([']*["“„«]/.test(piece);
    quoting ||= opens;
    const strange = quoting || piece.includes("://") || piece.startsWith("www.");
    words.push(...plainSpeech(piece).map((word) => ({ word: strange ? "_" : word, ...place })));
    if (/["”“»][.,!?;:)\]]*$/.test(opens ? piece.slice(1) : piece)) quoting = false;
    if (!wordless && /(?:[,;:)\]–—]|\.\.|…)["”]?$/.test(piece)) words.push({ word: ",", ...place });
  }
  return words;
}
