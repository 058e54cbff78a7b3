/** A document, read from a file by somebody else, as a pack: or everything that is wrong with it. */
import { clashProblems } from "./clashes.ts";
import { problemsOf } from "./issues.ts";
import { entriesOf, itemsOf } from "./lenient.ts";
import type { Choice, Condition, Criterion, Pack, Question, Ratio } from "./pack.ts";
import { type PackProblem, packProblem, show } from "./problem.ts";
import { referenceProblems } from "./references.ts";
import { type PackFile, packFile } from "./schema.ts";

export type Parsed =
  | { readonly ok: true; readonly pack: Pack }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

/**
 * `document` is any JSON value; what is no JSON value (a cycle, say) is refused too. `name`, where given, is what
 * the pack's id must be: its file's name without the ending.
 */
export function parsePack(document: unknown, options: { readonly name?: string | undefined } = {}): Parsed {
  const hostile = hostileProblems(document);
  if (hostile.length > 0) return { ok: false, problems: hostile };
  const shape = packFile.safeParse(document);
  const misshapen = shape.success ? [] : problemsOf(shape.error, document);
  // What is no name at all is not unknown besides.
  const told = new Set(misshapen.map(({ path }) => path));
  const meant = [...referenceProblems(document), ...clashProblems(document)];
  const problems = [...misshapen, ...meant.filter(({ path }) => !told.has(path))];
  if (shape.success && options.name !== undefined && shape.data.id !== options.name) {
    const expected = `the file's name without its ending, ${show(options.name)}`;
    problems.push(packProblem("file-name", ["id"], show(shape.data.id), expected));
  }
  if (shape.success && problems.length === 0) return { ok: true, pack: packOf(shape.data) };
  return { ok: false, problems };
}

const MOST_VALUES = 100_000;

/** Keys that would reach an object's prototype, and documents that an alias made endless. */
function hostileProblems(document: unknown): PackProblem[] {
  const problems: PackProblem[] = [];
  const waiting: { value: unknown; path: readonly PropertyKey[] }[] = [{ value: document, path: [] }];
  let values = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    values += 1;
    if (values > MOST_VALUES) {
      const found = `more than ${MOST_VALUES} values`;
      return [packProblem("too-much", [], found, "a document without endless repetition")];
    }
    const { value, path } = next;
    if (path.length > DEEPEST) {
      return [packProblem("too-much", path.slice(0, 3), `more than ${DEEPEST} levels`, "a decision pack")];
    }
    for (const [i, item] of itemsOf(value).entries()) waiting.push({ value: item, path: [...path, i] });
    for (const [key, item] of entriesOf(value)) {
      if (key === "__proto__")
        problems.push(packProblem("wrong-id", [...path, key], "the key __proto__", "another key", "key"));
      waiting.push({ value: item, path: [...path, key] });
    }
  }
  return problems;
}

/** A pack has seven. */
const DEEPEST = 40;

function packOf(file: PackFile): Pack {
  return {
    id: file.id,
    version: file.version,
    title: file.title,
    asks: file.asks ?? file.title,
    aliases: file.aliases,
    ...(Object.keys(file.vocabulary).length === 0 ? {} : { vocabulary: file.vocabulary }),
    horizon: file.horizon,
    stopAt: ratioOf(file.stop_at),
    sources: Object.entries(file.sources).map(([id, source]) => ({
      id,
      title: source.title,
      publisher: source.publisher ?? null,
      date: source.date ?? null,
      checked: source.checked ?? null,
      url: source.url ?? null,
    })),
    options: file.options.map(({ short, aliases, ...option }) => ({
      ...option,
      ...present({ short }),
      ...(aliases === undefined ? {} : { aliases }),
      summary: option.summary ?? null,
    })),
    criteria: file.criteria.map((criterion) => criterionOf(criterion, file)),
    questions: file.questions.map(questionOf),
    notes: file.notes.map(({ when, about, text, source }) => ({
      when: conditionsOf(when),
      ...(about === undefined ? {} : { about }),
      text,
      source: source ?? null,
    })),
    cases: file.cases.map(({ recommends, never, todo, ...example }) => ({
      ...example,
      ...(recommends === undefined ? {} : { recommends }),
      ...(never === undefined ? {} : { never }),
      ...present({ todo }),
    })),
  };
}

function criterionOf({ id, name, ratings }: PackFile["criteria"][number], file: PackFile): Criterion {
  return {
    id,
    name,
    ratings: file.options.flatMap((option) => {
      const rating = ratings[option.id];
      return rating === undefined ? [] : [{ option: option.id, ...rating }];
    }),
  };
}

function questionOf(question: PackFile["questions"][number]): Question {
  return {
    id: question.id,
    ask: question.ask,
    ...present({ topic: question.topic }),
    why: question.why ?? null,
    ...(question.touched_by.length === 0 ? {} : { touchedBy: question.touched_by }),
    choices: question.choices.map(choiceOf),
    appliesWhen: conditionsOf(question.applies_when),
  };
}

function choiceOf(choice: PackFile["questions"][number]["choices"][number]): Choice {
  return {
    id: choice.id,
    label: choice.label,
    hint: choice.hint ?? null,
    ...present({ said: choice.said, if: choice.if }),
    says: choice.says,
    ...(choice.replies.length === 0 ? {} : { replies: choice.replies }),
    ...(choice.raises !== undefined && Object.keys(choice.raises).length === 0 ? { isNeutral: true } : {}),
    raises: Object.entries(choice.raises ?? {}).map(([criterion, weight]) => ({ criterion, weight })),
    rulesOut: Object.entries(choice.rules_out).map(([option, because]) => ({ option, because })),
    usual: choice.usual,
  };
}

function conditionsOf(conditions: Readonly<Record<string, readonly string[]>>): Condition[] {
  return Object.entries(conditions).map(([question, choices]) => ({ question, choices }));
}

/** Without what the file leaves out. */
function present<K extends string>(
  fields: { readonly [key in K]: string | undefined },
): Partial<Record<K, string>> {
  const there = Object.entries<string | undefined>(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as Partial<Record<K, string>>;
}

/** Of a decimal with at most six places: what the file says, not the nearest binary number. */
function ratioOf(decimal: number): Ratio {
  let [over, under] = [Math.round(decimal * 1e6), 1_000_000];
  for (const prime of [2, 5]) {
    while (over % prime === 0 && under % prime === 0) [over, under] = [over / prime, under / prime];
  }
  return [over, under];
}
