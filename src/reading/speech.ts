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

/** At full stops and the like that end a word outside of quotation marks; dots in a row are a hesitation, not an end. */
function splitLine(line: string): readonly string[] {
  const sentences: string[] = [];
  let start = 0;
  let quoting = false;
  for (const { 0: piece, index } of line.matchAll(/\S+/g)) {
    quoting = quotingAfter(piece, quoting);
    const tail = piece.slice(-8);
    const ends = /[!?]["”’')\]]*$/.test(tail) || /(?:^|[^.])\.["”’')\]]*$/.test(tail);
    if (quoting || !ends || ABBREVIATION.test(piece)) continue;
    sentences.push(line.slice(start, index + piece.length).trim());
    start = index + piece.length;
  }
  return [...sentences, line.slice(start).trim()].filter((sentence) => sentence !== "");
}

const OPENS = /^[([']*["“„«]/;

/** Whether a quotation is open after the piece: what stands in quotation marks is not the writer's own. */
function quotingAfter(piece: string, before: boolean): boolean {
  const opens = !before && OPENS.test(piece);
  const closes = /["”“»][.,!?;:)\]]*$/.test(opens ? piece.replace(OPENS, "") : piece);
  return (before || opens) && !closes;
}

function wordsIn(sentence: string): readonly Word[] {
  const words: Word[] = [];
  let quoting = false;
  for (const { 0: piece, index } of sentence.matchAll(/\S+/g)) {
    const place = { from: index, to: index + piece.length };
    const wordless = normalise(piece) === "";
    if (wordless || /^[([]/.test(piece)) words.push({ word: ",", ...place });
    const strange = quoting || OPENS.test(piece) || piece.includes("://") || piece.startsWith("www.");
    words.push(...plainSpeech(piece).map((word) => ({ word: strange ? "_" : word, ...place })));
    quoting = quotingAfter(piece, quoting);
    if (!wordless && /(?:[,;:)\]–—]|\.\.|…)["”]?$/.test(piece)) words.push({ word: ",", ...place });
  }
  return words;
}
