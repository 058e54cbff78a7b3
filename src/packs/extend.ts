/** A pack that says only what is different in it: laid over the one that it extends. */
import { entriesOf, fieldOf, isMapping, itemsOf } from "../scoring/pack/lenient.ts";
import { oneOf, type PackProblem, packProblem, show } from "../scoring/pack/problem.ts";

type Steps = readonly PropertyKey[];

/** The lists whose items have ids, with what an item is called, and the field that makes one whole. */
const LISTS = new Map([
  ["options", { what: "option", field: "name" }],
  ["criteria", { what: "criterion", field: "name" }],
  ["questions", { what: "question", field: "ask" }],
  ["choices", { what: "choice", field: "label" }],
] as const);
/** Of the lists that grow: what they had stays. */
const GROWING: ReadonlySet<string> = new Set(["aliases", "notes"]);
/** What a pack never has from another: cases say what this very pack recommends. */
const OWN: readonly string[] = ["extends", "id", "version", "cases"];

/** The document that a pack's file stands for. Any two JSON values; what is no mapping replaces what was there. */
export function laidOver(base: unknown, own: unknown): unknown {
  if (!isMapping(base) || !isMapping(own)) return own;
  const { extends: _, ...rest } = own;
  return cleaned(merged(without(base, OWN), rest), base);
}

function merged(base: Record<string, unknown>, own: Record<string, unknown>): Record<string, unknown> {
  const all = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(own)) {
    const before = all.get(key);
    if (value === null && before !== undefined) all.delete(key);
    else if (isList(key) && Array.isArray(before) && Array.isArray(value))
      all.set(key, mergedById(key, before, value));
    else if (GROWING.has(key) && Array.isArray(before) && Array.isArray(value))
      all.set(key, [...before, ...value]);
    else if (isMapping(before) && isMapping(value)) all.set(key, merged(before, value));
    else all.set(key, value);
  }
  return Object.fromEntries(all);
}

type List = typeof LISTS extends ReadonlyMap<infer K, unknown> ? K : never;

function isList(key: string): key is List {
  return LISTS.has(key as List);
}

function mergedById(list: List, base: readonly unknown[], own: readonly unknown[]): unknown[] {
  const added = own.filter((item) => !base.some((before) => isSame(before, item)) && !isStray(list, item));
  const kept = base.flatMap((before) => {
    const item = own.find((one) => isSame(before, one));
    if (!isMapping(before) || !isMapping(item)) return [before];
    return item.remove === true ? [] : [merged(before, item)];
  });
  return [...kept, ...added];
}

function isSame(a: unknown, b: unknown): boolean {
  return isMapping(a) && isMapping(b) && isId(a.id) && a.id === b.id;
}

function isId(id: unknown): id is string {
  return typeof id === "string";
}

/** Says only what is different, or that it is removed: of something that is not there. */
function isStray(list: List, item: unknown): boolean {
  const field = LISTS.get(list)?.field ?? "";
  return isMapping(item) && isId(item.id) && (item.remove === true || !Object.hasOwn(item, field));
}

/** Items that change or remove what the other has not, by their place in the own document. */
export function straysIn(base: unknown, own: unknown, at: Steps = []): PackProblem[] {
  return entriesOf(own).flatMap(([key, items]) => {
    const before = fieldOf(base, key);
    if (!isList(key) || !Array.isArray(before)) return [];
    return itemsOf(items).flatMap((item, i) => {
      const same = before.find((one) => isSame(one, item));
      if (same !== undefined) return straysIn(same, item, [...at, key, i]);
      if (!isStray(key, item)) return [];
      const { what = "option", field = "name" } = LISTS.get(key) ?? {};
      const id = String(fieldOf(item, "id"));
      const known = oneOf(idsIn(before), id);
      const isRemoved = fieldOf(item, "remove") === true;
      return [
        packProblem(
          `unknown-${what}`,
          [...at, key, i, "id"],
          `the unknown ${what} ${show(id)}`,
          isRemoved ? known : `${known}; a new one needs ${field}`,
        ),
      ];
    });
  });
}

/** Without what is said of options, criteria and questions that were taken away. */
function cleaned(pack: Record<string, unknown>, base: Record<string, unknown>): Record<string, unknown> {
  const gone = (list: string): readonly string[] => {
    const left = idsIn(pack[list]);
    return idsIn(base[list]).filter((id) => !left.includes(id));
  };
  const [options, criteria, questions] = [gone("options"), gone("criteria"), gone("questions")];
  if ([options, criteria, questions].every(({ length }) => length === 0)) return pack;
  const less = (key: string, keys: readonly string[]) => (item: unknown) =>
    isMapping(item) && isMapping(item[key]) ? { ...item, [key]: without(item[key], keys) } : item;
  const choice = (item: unknown) => less("raises", criteria)(less("rules_out", options)(item));
  const question = (item: unknown) =>
    isMapping(item) && Array.isArray(item.choices) ? { ...item, choices: item.choices.map(choice) } : item;
  const asks = (note: unknown) => Object.keys((isMapping(note) && isMapping(note.when) && note.when) || {});
  return {
    ...pack,
    criteria: itemsOf(pack.criteria).map(less("ratings", options)),
    questions: itemsOf(pack.questions).map((item) => less("applies_when", questions)(question(item))),
    notes: itemsOf(pack.notes)
      .filter((note) => !asks(note).some((id) => questions.includes(id)))
      .flatMap((note) => {
        if (!isMapping(note) || !Array.isArray(note.about)) return [note];
        const about = note.about.filter((id) => !options.includes(id));
        return about.length === 0 ? [] : [{ ...note, about }];
      }),
  };
}

function idsIn(list: unknown): readonly string[] {
  return itemsOf(list).flatMap((item) => (isMapping(item) && typeof item.id === "string" ? [item.id] : []));
}

function without(pack: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(pack).filter(([key]) => !keys.includes(key)));
}

/**
 * Where in the own document stands what is at these steps of the whole; null where it comes from the other. Items of lists
 * are found by their ids.
 */
export function ownSteps(own: unknown, whole: unknown, steps: Steps): Steps | null {
  const found: PropertyKey[] = [];
  let [here, there] = [own, whole];
  for (const [depth, step] of steps.entries()) {
    if (Array.isArray(there)) {
      const item: unknown = there[Number(step)];
      const byId = itemsOf(here).findIndex((one) => isSame(one, item));
      const index = byId >= 0 ? byId : itemsOf(here).indexOf(item);
      if (index < 0) return null;
      found.push(index);
      [here, there] = [itemsOf(here)[index], item];
      continue;
    }
    const isThere = isMapping(here) && Object.hasOwn(here, step);
    // What is missing from something of one's own is missing there.
    if (!isThere) return depth === steps.length - 1 && !hasOwn(there, step) ? [...found, step] : null;
    found.push(step);
    [here, there] = [
      (here as Record<PropertyKey, unknown>)[step],
      hasOwn(there, step) ? (there as Record<PropertyKey, unknown>)[step] : undefined,
    ];
  }
  return found;
}

function hasOwn(value: unknown, step: PropertyKey): boolean {
  return isMapping(value) && Object.hasOwn(value, step);
}
