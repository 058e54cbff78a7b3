import type { Sentence } from "./speech.ts";

/** UTF-16 units. */
export const QUOTE_MAX = 160;

/**
 * The sentence, or as much of it around the words `from` up to and without `to` as is short enough, with "…" for
 * what was left out. Null where those words alone are too long.
 */
export function quoteOf({ text, words }: Sentence, from: number, to: number): string | null {
  if (text.length <= QUOTE_MAX) return text;
  const cut = (first: number, last: number): string => {
    const start = first === 0 ? 0 : (words[first]?.from ?? 0);
    const end = last === words.length - 1 ? text.length : (words[last]?.to ?? text.length);
    return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  };
  let [first, last] = [from, to - 1];
  if (cut(first, last).length > QUOTE_MAX) return null;
  for (let grew = true; grew; ) {
    grew = false;
    if (first > 0 && cut(first - 1, last).length <= QUOTE_MAX) [first, grew] = [first - 1, true];
    if (last < words.length - 1 && cut(first, last + 1).length <= QUOTE_MAX) [last, grew] = [last + 1, true];
  }
  return cut(first, last);
}
