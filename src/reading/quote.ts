/** What stands beside a proposal: a sentence as it was typed, or as much of it as is short enough. */
import type { Sentence } from "./speech.ts";

/** A sentence of a remark, or what of it is short enough. */
export interface Quote {
  /** Its place in the discussion. */
  readonly remark: number;
  /** Verbatim. */
  readonly quote: string;
  /** Where it begins in the remark, in UTF-16 units. */
  readonly start: number;
  /** Of a sentence that is too long. */
  readonly isPart: boolean;
}

/** UTF-16 units. */
export const QUOTE_MAX = 160;

/**
 * The sentence, or as much of it around the words `from` up to and without `to` as is short enough, cut between words.
 * `start`: in what was said, in UTF-16 units. Null where those words alone are too long.
 */
export function quoteOf(
  { text, start, words }: Sentence,
  from: number,
  to: number,
): Omit<Quote, "remark"> | null {
  if (text.length <= QUOTE_MAX) return { quote: text, start, isPart: false };
  const begin = (first: number): number => (first === 0 ? 0 : (words[first]?.from ?? 0));
  const end = (last: number): number =>
    last === words.length - 1 ? text.length : (words[last]?.to ?? text.length);
  let [first, last] = [from, to - 1];
  if (end(last) - begin(first) > QUOTE_MAX) return null;
  for (let grew = true; grew; ) {
    grew = false;
    if (first > 0 && end(last) - begin(first - 1) <= QUOTE_MAX) [first, grew] = [first - 1, true];
    if (last < words.length - 1 && end(last + 1) - begin(first) <= QUOTE_MAX) [last, grew] = [last + 1, true];
  }
  return { quote: text.slice(begin(first), end(last)), start: start + begin(first), isPart: true };
}
