/** Words that are one slip away from a word of the pack: "seperate services". */
import { sameWord } from "./plainwords.ts";
import type { Word } from "./tokens.ts";

/** Stems by what is left of them when one letter is missing; null where several leave the same. */
export type Slips = ReadonlyMap<string, string | null>;

/** Letters of a stem: longer ones are no words. */
const LETTERS = /^\p{L}{5,20}$/u;

/** Letters: in shorter words a slip makes another word. */
const WORD_MIN = 6;

export function slipsOf(stems: Iterable<string>): Slips {
  const slips = new Map<string, string | null>();
  for (const stem of stems)
    if (LETTERS.test(stem))
      for (const rest of shortened(stem)) {
        const other = slips.get(rest);
        slips.set(rest, other === undefined || other === stem ? stem : null);
      }
  return slips;
}

/** Itself, and each form of it without one of its letters. */
function shortened(stem: string): readonly string[] {
  return [stem, ...Array.from(stem, (_, at) => stem.slice(0, at) + stem.slice(at + 1))];
}

/** `known` stems stay as they are. A slip is no slip in the first letter. */
export function mended(words: readonly Word[], known: ReadonlySet<string>, slips: Slips): readonly Word[] {
  return words.map((word) => {
    if (known.has(word.stem) || word.word.length < WORD_MIN || !LETTERS.test(word.stem)) return word;
    const stem = shortened(word.stem)
      .map((rest) => slips.get(rest))
      .find((one) => typeof one === "string" && one[0] === word.stem[0] && sameWord(one, word.stem));
    return typeof stem === "string" ? { ...word, stem } : word;
  });
}
