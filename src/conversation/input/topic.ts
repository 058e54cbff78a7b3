/** Finds what is to be decided in free text: "fastapi or django for billing?" → that pack, titled "billing". */
import { indexOfPhrase, normalise, wordsOf } from "../../reading/plainwords.ts";
import type { PackRecord } from "../../scoring/pack/pack-set.ts";

export interface Topic {
  /** The packs that the text names: by title or id if there is such a one, else by an option or an alias. */
  readonly packs: readonly PackRecord[];
  /** What is left when the pack's names and the words around them are taken away; null: nothing. */
  readonly title: string | null;
}

export const TITLE_MAX = 120;

/** Words that only join names and title: they are no title by themselves, and none begins or ends one. */
const JOINING = new Set(
  "a an and are as at best better between can choose choosing could decide deciding decision discuss discussion do else either for framework go help here i in is it lets need of on or our pick please settle shall should start that the then there these this thread to us use using versus vs want we what whether which with would you".split(
    " ",
  ),
);

/** What people say when something is over, or to be polite. */
const COURTESY = new Set(
  "all bye cheers everybody everyone folks guys lot team cool done fine good goodbye great hmm later lol mind morning much never nice no none nope nothing ok okay perfect right so sure thank thanks thx very well wow yeah yep yes".split(
    " ",
  ),
);

/** Says nothing that could be decided: "thanks", "ok, great". */
export function isCourtesy(text: string): boolean {
  const words = wordsOf(text);
  return (
    words.length > 0 &&
    words.every((word) => COURTESY.has(word) || JOINING.has(word)) &&
    words.some((word) => COURTESY.has(word))
  );
}

export function findTopic(text: string, records: readonly PackRecord[]): Topic {
  const packs = packsIn(text, records);
  return { packs, title: titleIn(text, packs) };
}

/**
 * What people are talking about, for a start that says nothing itself. The title is of the first question that names
 * one of the packs.
 */
export function topicOfTalk(
  discussion: readonly { readonly text: string }[],
  records: readonly PackRecord[],
): Topic {
  const packs = records.filter((record) => discussion.some(({ text }) => packsIn(text, [record]).length > 0));
  const questions = discussion.flatMap(({ text }) => text.match(/[^.!?\n]+\?/g) ?? []);
  const first = questions
    .map((question) => findTopic(question, packs))
    .find((topic) => topic.packs.length > 0);
  return { packs, title: first?.title ?? null };
}

function packsIn(text: string, records: readonly PackRecord[]): readonly PackRecord[] {
  const words = wordsOf(text);
  const titled = records.filter(({ pack }) => names(words, [pack.title, pack.id]));
  if (titled.length > 0) return titled;
  return records.filter(({ pack }) =>
    names(words, [...pack.options.map((option) => option.name), ...pack.aliases]),
  );
}

function names(words: readonly string[], phrases: readonly string[]): boolean {
  return phrases.some((phrase) => indexOfPhrase(words, wordsOf(phrase)) >= 0);
}

/** The longest run of the text's own words which name no pack, without the joining words at its ends. */
function titleIn(text: string, packs: readonly PackRecord[]): string | null {
  const tokens = text
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .split(/\s+/)
    .filter((token) => normalise(token) !== "");
  const plain = tokens.map(normalise);
  const named = plain.map(() => false);
  const phrases = packs.flatMap(({ pack }) => [
    pack.title,
    pack.id,
    ...pack.options.flatMap((option) => [option.name, option.id]),
    ...pack.aliases,
  ]);
  for (const phrase of phrases.map(wordsOf)) {
    for (let at = indexOfPhrase(plain, phrase); at >= 0; at = indexOfPhrase(plain, phrase, at + 1))
      named.fill(true, at, at + phrase.length);
  }
  let best: readonly string[] = [];
  for (let start = 0; start < tokens.length; start++) {
    if (named[start] || named[start - 1] === false) continue;
    let end = start;
    while (end < tokens.length && !named[end]) end++;
    const run = trimmed(start, end, plain);
    if (run.to - run.from > best.length) best = tokens.slice(run.from, run.to);
  }
  const title = best.join(" ").replace(/^[\s"'“”‘’(]+|[\s"'“”‘’),.;:!?]+$/gu, "");
  return title === "" ? null : title.slice(0, TITLE_MAX).trim();
}

function trimmed(start: number, end: number, plain: readonly string[]): { from: number; to: number } {
  let [from, to] = [start, end];
  while (from < to && JOINING.has(plain[from] ?? "")) from++;
  while (to > from && JOINING.has(plain[to - 1] ?? "")) to--;
  return { from, to };
}
