/** A text as words that know where they stand, so that what is found among them can be cut out as it was written. */
import { normalise } from "../../reading/plainwords.ts";

export interface SpokenWord {
  /** In the form of `normalise`; "IT" and "US" stay in capitals, for they are other words than "it" and "us". */
  readonly plain: string;
  /** In the text, up to and without `to`. */
  readonly from: number;
  readonly to: number;
  /**
   * What parts it from the word before: nothing at all ("glued", as in "to-do"), a slash, a comma, another sign within
   * the sentence, or the sentence's end.
   */
  readonly after: "space" | "glued" | "slash" | "comma" | "sign" | "stop";
}

const WORD = /[\p{L}\p{M}\p{N}+#'’‘`]+/gu;

/** In one pass. A word that is only signs is none. */
export function spokenWords(text: string): readonly SpokenWord[] {
  const words: SpokenWord[] = [];
  const isShouted = text === text.toUpperCase();
  for (const { 0: letters, index } of text.matchAll(WORD)) {
    const plain = !isShouted && /^(?:IT|US)$/.test(letters) ? letters : normalise(letters);
    if (plain === "") continue;
    const between = text.slice(words.at(-1)?.to ?? 0, index);
    words.push({ plain, from: index, to: index + letters.length, after: parting(between) });
  }
  return words;
}

/** Looks at each sign of what stands between two words a few times. */
function parting(between: string): SpokenWord["after"] {
  if (between.trim() === "/") return "slash";
  if (/[\n!?…]|\.\s/.test(between)) return "stop";
  if (between.trim() === ",") return "comma";
  if (/[,;:()–—[\]|]|\s-\s/.test(between)) return "sign";
  return /\s/.test(between) ? "space" : "glued";
}

/** Another part of the sentence, or another sentence, begins with the word. */
export function isApart(word: SpokenWord | undefined): boolean {
  return word?.after === "comma" || word?.after === "sign" || word?.after === "stop";
}
