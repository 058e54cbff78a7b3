/** Titles as they are searched for, the same on every engine: neither folds case beyond ASCII alike. */

export function soughtIn(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** A pattern for LIKE with the escape character "\\" for each word: whoever types "%" means "%". */
export function patternsOf(words: string): readonly string[] {
  return soughtIn(words)
    .split(/\s+/)
    .filter((word) => word !== "")
    .map(containing);
}

/** The same for a text as it is. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
