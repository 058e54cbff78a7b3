/** Words as people type them, made comparable. */

/** Lower case, without accents, punctuation or doubled spaces: "Don't know!" → "dont know". */
export function normalise(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/['’‘`]/g, "")
    .replace(/[^\p{L}\p{N}+#]+/gu, " ")
    .trim();
}

export function wordsOf(text: string): readonly string[] {
  const plain = normalise(text);
  return plain === "" ? [] : plain.split(" ");
}

/** Where `phrase` begins in `words`, as whole words in a row; -1 where it does not occur. */
export function indexOfPhrase(words: readonly string[], phrase: readonly string[], from = 0): number {
  if (phrase.length === 0) return -1;
  for (let start = from; start + phrase.length <= words.length; start++)
    if (phrase.every((word, offset) => words[start + offset] === word)) return start;
  return -1;
}

/** The same word, or one slip away from it: a letter too many, too few, wrong, or two swapped; from five letters on. */
export function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return left.length + right.length <= 2
    ? left.length <= 1 && right.length <= 1
    : left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

const CONTRACTED: readonly (readonly [RegExp, string])[] = [
  [/\bcan['’]?t\b|\bcannot\b/g, "can not"],
  [/\bwon['’]?t\b/g, "will not"],
  [/\b(do|does|did|is|are|was|were|could|should|would|have|has|had|need)n['’]?t\b/g, "$1 not"],
  [/\b(it|that|there|here|what|who|he|she)['’]s\b/g, "$1 is"],
  [/['’]re\b/g, " are"],
  [/['’]ll\b/g, " will"],
  [/['’]ve\b/g, " have"],
  [/['’]d\b/g, " would"],
  [/\bi['’]?m\b/g, "i am"],
];

const SAME_WORD: Readonly<Record<string, string>> = { does: "do", are: "is", am: "is", has: "have" };

const ARTICLES = new Set(["a", "an", "the"]);

/**
 * Words in the form in which discussions and phrases are compared: contractions written out, articles gone, verbs and
 * nouns without their last s. "Support doesn't need an admin" and "don't need admins" share "do not need admin".
 */
export function plainSpeech(text: string): readonly string[] {
  const written = CONTRACTED.reduce((now, [short, long]) => now.replace(short, long), text.toLowerCase());
  return wordsOf(written)
    .filter((word) => !ARTICLES.has(word))
    .map((word) => (Object.hasOwn(SAME_WORD, word) ? (SAME_WORD[word] ?? word) : withoutS(word)));
}

function withoutS(word: string): string {
  return word.length > 3 && /[^siuo]s$/.test(word) ? word.slice(0, -1) : word;
}
