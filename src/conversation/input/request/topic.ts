/** Finds which decision a text is about, by the options that it names: "fastapi or django for billing?" → that pack. */
import { indexOfPhrase, wordsOf } from "../../../reading/plainwords.ts";
import { stemOf } from "../../../reading/stem.ts";
import type { Pack } from "../../../scoring/pack/pack.ts";
import type { PackRecord } from "../../../scoring/pack/pack-set.ts";
import { type SpokenWord, spokenWords } from "../spoken.ts";
import { type Compared, comparedIn, type Pair } from "./compared.ts";
import { cleanTitle, purposeIn, TITLE_MAX, titleIn } from "./title.ts";
import { COURTESY, JOINING, RENEWING, TALK } from "./words.ts";

export interface Topic {
  /** The packs that the text fits: by title or id if there is such a one, else by an option or an alias. */
  readonly packs: readonly PackRecord[];
  /** What is compared in it and no pack has, as it was written. `packs` is empty then: it is another question. */
  readonly unknown: readonly string[];
  /** The packs that have something that the text names. */
  readonly near: readonly PackRecord[];
  /** What is left when what is compared, and the words around it, are taken away; null: nothing. */
  readonly title: string | null;
}

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
  const words = spokenWords(text);
  const { named, ...subject } = subjectOf(words, records);
  const unknown = subject.unknown.map(({ from, to }) => text.slice(words[from]?.from, words[to - 1]?.to));
  return { ...subject, unknown, title: titleIn(text, words, named) };
}

/** What a text that was written for something else says of a topic. */
export type Hint = Pick<Topic, "packs" | "title">;

/**
 * What people are talking about, for a start that says nothing itself. Its title is what a question that names a pack
 * says it is for; other words are theirs, and no title.
 */
export function topicOfTalk(
  talk: readonly { readonly text: string }[],
  records: readonly PackRecord[],
): Hint {
  const said = talk.map(({ text }) => subjectOf(spokenWords(text), records).packs);
  const packs = records.filter((record) => said.some((of) => of.includes(record)));
  const questions = talk.flatMap(({ text }) => text.split(/(?<=[.!?\n])/).filter((one) => one.endsWith("?")));
  for (const question of questions) {
    const words = spokenWords(question);
    const { named, packs: fitting } = subjectOf(words, packs);
    const title = fitting.length > 0 ? purposeIn(question, words, named) : null;
    if (title !== null) return { packs, title };
  }
  return { packs, title: null };
}

/**
 * Of a thread or a post, by its name, or by its first message. What it says it is for is the title; else the whole of
 * it, if it is a name, and not something that somebody says or asks.
 */
export function topicOfName(name: string, records: readonly PackRecord[]): Hint {
  const [line = ""] = name.trim().split("\n", 1);
  const { packs, title } = findTopic(line, records);
  const words = spokenWords(line);
  const { named } = subjectOf(words, records);
  const purpose = named.includes(true) || line.includes("?") ? purposeIn(line, words, named) : null;
  const isName = title !== null && line.length <= TITLE_MAX && !line.includes("?") && !isSaid(words);
  return { packs, title: purpose ?? (isName ? cleanTitle(line) : null) };
}

/** In several sentences, or as people talk. */
function isSaid(words: readonly SpokenWord[]): boolean {
  return words.some(({ plain, after }, at) => TALK.has(plain) || (at > 0 && after === "stop"));
}

export interface Subject extends Pick<Topic, "packs" | "near"> {
  readonly unknown: readonly Compared[];
  /** Of each word, whether it belongs to what is compared. */
  readonly named: readonly boolean[];
}

/** Each word is looked at a number of times that hangs on the packs only. */
export function subjectOf(words: readonly SpokenWord[], records: readonly PackRecord[]): Subject {
  const plain = words.map((word) => word.plain);
  const found = records
    .map((record) => ({ record, hits: hitsIn(plain, record) }))
    .filter(({ hits }) => hits.length > 0);
  const hits = found.flatMap((one) => one.hits);
  const pairs = comparedIn(words, { whole: marked(words, hits), words: optionWords(records) });
  const items = pairs.flat();
  // Of three in a row, the second is compared twice.
  const others = new Map(items.filter(({ kind }) => kind === "other").map((item) => [item.from, item]));
  const same = found.flatMap(({ hits }) => sameOptionIn(hits, pairs) ?? []);
  const fits = found.filter(
    ({ hits }) => isChoice(words, hits, pairs) && same.every((pair) => tellsApart(hits, pair)),
  );
  const alike = fits.length > 0 ? [] : same.slice(0, 1);
  const unknown = [...others.values(), ...alike].sort((a, b) => a.from - b.from);
  const titled = fits.filter((one) => one.hits.some(({ isTitle }) => isTitle));
  const chosen = titled.length > 0 ? titled : closest(words, fits);
  const near = found.map(({ record }) => record);
  const said = items.filter(({ kind }) => kind !== "known" && kind !== "nothing");
  if (unknown.length > 0) return { packs: [], near, unknown, named: marked(words, [...said, ...hits]) };
  // Of what fits nothing, the whole is the subject.
  const named = chosen.length === 0 ? [] : [...said, ...chosen.flatMap((one) => one.hits)];
  return { packs: chosen.map(({ record }) => record), near, unknown, named: marked(words, named) };
}

/** In which the most is found of what is named; of these, where it stands as it was said: "fastapi or django". */
function closest<T extends { readonly hits: readonly Hit[] }>(
  words: readonly SpokenWord[],
  fits: readonly T[],
): readonly T[] {
  const marks = fits.map(({ hits }) => marked(words, hits));
  const most = (left: readonly T[], weight: (at: number) => number): readonly T[] => {
    const found = fits.map((_, fit) =>
      (marks[fit] ?? []).reduce((sum, isFound, at) => sum + (isFound ? weight(at) : 0), 0),
    );
    const highest = Math.max(...fits.map((one, fit) => (left.includes(one) ? (found[fit] ?? 0) : 0)));
    return left.filter((one) => found[fits.indexOf(one)] === highest);
  };
  return most(
    most(fits, (at) => (JOINING.has(words[at]?.plain ?? "") ? 0 : 1)),
    () => 1,
  );
}

function optionWords(records: readonly PackRecord[]): ReadonlySet<string> {
  return new Set(records.flatMap(({ pack }) => pack.options.flatMap(({ name }) => wordsOf(name))));
}

/** Where a pack is named: words `from` up to and without `to`. */
interface Hit {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly isTitle: boolean;
  /** The id of the option that it is a name of; null: of the pack. */
  readonly option: string | null;
}

function hitsIn(plain: readonly string[], { pack }: PackRecord): readonly Hit[] {
  const titles = [pack.title, pack.id];
  const ofOptions = pack.options.flatMap(({ id, name, aliases = [] }) =>
    [name, ...aliases].map((text) => ({ text, option: id })),
  );
  const ofPack = [...titles, ...pack.aliases].map((text) => ({ text, option: null }));
  return [...ofPack, ...ofOptions].flatMap(({ text, option }) => {
    const phrase = wordsOf(text);
    const name = phrase.join(" ");
    const isTitle = titles.includes(text);
    const hits: Hit[] = [];
    for (let from = indexOfPhrase(plain, phrase); from >= 0; from = indexOfPhrase(plain, phrase, from + 1))
      hits.push({ from, to: from + phrase.length, name, isTitle, option });
    return hits;
  });
}

function marked(words: readonly SpokenWord[], spans: readonly { from: number; to: number }[]): boolean[] {
  const marks = words.map(() => false);
  for (const { from, to } of spans) marks.fill(true, from, to);
  return marks;
}

/** "Postgres or mysql", where both are names of one option, and no other is named: that is another question. */
function sameOptionIn(hits: readonly Hit[], pairs: readonly Pair[]): Compared | null {
  const [only, ...others] = new Set(hits.flatMap(({ option }) => option ?? []));
  if (only === undefined || others.length > 0 || hits.some(({ isTitle }) => isTitle)) return null;
  const names = ({ from, to }: Compared) =>
    hits.filter((hit) => hit.option === only && hit.from >= from && hit.to <= to).map(({ name }) => name);
  const pair = pairs.find(([left, right]) => {
    const [one, other] = [names(left), names(right)];
    return one.length > 0 && other.length > 0 && one.every((name) => !other.includes(name));
  });
  return pair === undefined ? null : { from: pair[0].from, to: pair[1].to, kind: "other" };
}

/** It has both as options, where another pack takes them for one. */
function tellsApart(hits: readonly Hit[], { from, to }: Compared): boolean {
  const within = hits.filter((hit) => hit.from >= from && hit.to <= to);
  return new Set(within.flatMap(({ option }) => option ?? [])).size > 1;
}

/** One name alone asks for its pack; not where two versions of it are compared, or it is to be renewed. */
function isChoice(words: readonly SpokenWord[], hits: readonly Hit[], pairs: readonly Pair[]): boolean {
  if (new Set(hits.map(({ name }) => name)).size > 1 || hits.some(({ isTitle }) => isTitle)) return true;
  const own = marked(words, hits);
  const isOwn = ({ from, to, kind }: Compared): boolean =>
    kind === "version" || own.slice(from, to).includes(true);
  if (pairs.some(([left, right]) => isOwn(left) && isOwn(right))) return false;
  return !hits.some(({ from }) =>
    RENEWING.has(words[from - (isArticle(words[from - 1]) ? 2 : 1)]?.plain ?? ""),
  );
}

function isArticle(word: SpokenWord | undefined): boolean {
  return ["our", "the", "to"].includes(word?.plain ?? "");
}

/** Of packs that nothing fits: those with most words in common with the text, closest first; none where it has none of theirs. */
export function closestPacks(text: string, records: readonly PackRecord[]): readonly PackRecord[] {
  const said = new Set(wordsOf(text).filter(isTelling).map(stemOf));
  return records
    .map((record) => ({ record, common: commonWords(said, record.pack) }))
    .filter(({ common }) => common > 0)
    .toSorted((a, b) => b.common - a.common)
    .slice(0, CLOSEST)
    .map(({ record }) => record);
}

const CLOSEST = 3;

function commonWords(said: ReadonlySet<string>, pack: Pack): number {
  const texts = [
    ...[pack.title, pack.asks, ...pack.aliases],
    ...pack.options.flatMap(({ name, summary, aliases = [] }) => [name, summary ?? "", ...aliases]),
    ...pack.criteria.map(({ name }) => name),
    ...pack.questions.map(({ topic, ask }) => topic ?? ask),
  ];
  const own = new Set(texts.flatMap(wordsOf).filter(isTelling).map(stemOf));
  return [...said].filter((word) => own.has(word)).length;
}

function isTelling(word: string): boolean {
  return word.length > 2 && !COMMON.has(word);
}

const COMMON: ReadonlySet<string> = new Set(
  `and are best better build but can choose could decide does for from have how its make more most need new not one our own pick
   project run should some than that the their them they this too tool use using versus want was way what when where which who will
   with would write you your`.split(/\s+/),
);
