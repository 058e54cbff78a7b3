/** YAML that people write, read with care: as plain JSON values that know their places, or as what is wrong with it. */
import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  Scalar,
  visit,
  type YAMLError,
  YAMLMap,
  type YAMLSeq,
} from "yaml";
import { show } from "../../scoring/pack/problem.ts";
import { cutEntries, cutItems } from "./cut.ts";
import type { Extent, Fault } from "./fault.ts";
import { placesIn } from "./places.ts";

export interface YamlText {
  /** As much of it as can be read: plain JSON values. Undefined where the syntax is wrong. */
  readonly value: unknown;
  /** What the grammar does not allow, by place: the first is sure, later ones may follow from it. */
  readonly syntax: readonly YAMLError[];
  /** What the grammar allows and is refused or cannot be meant, by place: none follows from another. */
  readonly faults: readonly Fault[];
  /** Where the value (or, of a mapping's entry, the key) at these steps stands: as near to it as there is anything. */
  place(steps: readonly PropertyKey[], on: "key" | "value"): Extent;
  /** Quoted texts that span lines: what a quote that was left open swallows. */
  readonly long: readonly Extent[];
}

/**
 * One YAML 1.2 document of the core schema. Refused: several documents, repeated keys, tags of other schemas, merge keys, keys that
 * are no plain text, `__proto__`, and aliases that multiply.
 */
export function readYaml(text: string): YamlText {
  const nothing = { value: undefined, place: () => START, long: [] };
  const wrong = (code: string, found: string, expected: string): YamlText => ({
    ...nothing,
    syntax: [],
    faults: [{ code, span: START, found, expected }],
  });
  try {
    const document = parseDocument(text, {
      version: "1.2",
      schema: "core",
      stringKeys: true,
      // The library compares every key with every other: a file of keys alone would keep it busy for a minute.
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: new LineCounter(),
    });
    const place = placesIn(document, text);
    const syntax = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
    if (syntax.length > 0) return { ...nothing, syntax, faults: [], place, long: longQuotes(document, text) };
    const faults = refusals(document, text);
    const value: unknown = faults.some(({ found }) => found === ONE_MORE)
      ? undefined
      : document.toJS({ maxAliasCount: MOST_ALIASES });
    return { value, syntax, faults: faults.toSorted((a, b) => a.span.start - b.span.start), place, long: [] };
  } catch (error) {
    if (error instanceof ReferenceError)
      return wrong("yaml-anchor", "aliases that multiply", `at most ${MOST_ALIASES} values through aliases`);
    if (error instanceof RangeError)
      return wrong("yaml-depth", "nesting without end", "a document that people can read");
    throw error;
  }
}

const START: Extent = { start: 0, end: 0 };
const MOST_ALIASES = 100;
const ONE_MORE = "one more alias";

function longQuotes(document: Document.Parsed, text: string): Extent[] {
  const spans: Extent[] = [];
  visit(document, {
    Scalar(_, { type, range }) {
      if (!range || (type !== Scalar.QUOTE_DOUBLE && type !== Scalar.QUOTE_SINGLE)) return;
      const [start, end] = range;
      if (text.slice(start, end).includes("\n")) spans.push({ start, end });
    },
  });
  return spans;
}

/** What the syntax allows and a pack does not need. It is taken out of the document, so that the rest can be looked at. */
function refusals(document: Document.Parsed, text: string): Fault[] {
  const faults: Fault[] = [];
  const anchors = new Map<string, Extent>();
  const used = new Set<string>();
  let aliases = 0;
  const anchored = ({
    anchor,
    range,
  }: {
    anchor?: string;
    range?: [number, number, number] | null;
  }): void => {
    const [start] = range ?? [0];
    if (anchor !== undefined) anchors.set(anchor, { start, end: start + 1 });
  };
  if (isMap(document.contents)) faults.push(...secondPack(document.contents));
  visit(document, {
    Scalar(_, scalar) {
      anchored(scalar);
      faults.push(...swallowed(scalar), ...listIn(scalar, text));
    },
    Map(_, map) {
      anchored(map);
      faults.push(...cutEntries(map));
      keysOnce(map, faults);
    },
    Seq(_, seq, path) {
      anchored(seq);
      const above = path.at(-1);
      if (isPair(above) && nameOf(above) === "means") faults.push(...cutItems(seq));
      separated(seq, faults);
    },
    Alias(_, { range, source }, path) {
      aliases += 1;
      const above = path.at(-1);
      // What is merged is refused with its key.
      if (isPair(above) && nameOf(above) === "<<") return new Scalar(null);
      const [start, end] = range ?? [0, 0];
      const fault = (found: string, expected: string) =>
        void faults.push({ code: "yaml-anchor", span: { start, end }, found, expected });
      if (aliases === MOST_ALIASES + 1) fault(ONE_MORE, `at most ${MOST_ALIASES}`);
      used.add(source);
      if (anchors.has(source)) return;
      fault(
        `the alias ${show(source)}`,
        "the name of an anchor before it, or quotes around a text that starts with *",
      );
      const instead = new Scalar(null);
      instead.range = range ?? null;
      return instead;
    },
  });
  for (const [name, span] of anchors)
    if (!used.has(name))
      faults.push({
        ...{ code: "yaml-anchor", span, found: `the anchor ${show(`&${name}`)}, which nothing uses` },
        expected: "quotes around a text that starts with &",
      });
  return faults;
}

/** Of a text what YAML takes for something else, or for a part of it: a number sign, and a word processor's quotes. */
function swallowed({ type, value, comment, range }: Scalar): Fault[] {
  if (type !== Scalar.PLAIN || typeof value !== "string" || !range) return [];
  const [start, end] = range;
  const faults: Fault[] = [];
  if (/^\d/.test(comment ?? ""))
    faults.push({
      ...{ code: "yaml-hash", span: { start, end }, found: `${show(`#${comment}`)} after a text` },
      expected: "quotes around a text with a # in it: what follows is a comment",
    });
  if (/^(?:“[^”]*”?|‘[^’]*’?|„[^“”]*[“”]?|«[^»]*»?)$/.test(value))
    faults.push({
      ...{
        code: "yaml-quote",
        span: { start, end },
        found: "a word processor's quote, which is part of the text",
      },
      expected: 'a plain "',
    });
  return faults;
}

/** Items of a list without a key, which go on with the text above them. They are taken off it. */
function listIn(scalar: Scalar, text: string): Fault[] {
  const [start, end] = scalar.range ?? [0, 0];
  const { type, value } = scalar;
  const list = type === Scalar.PLAIN ? /\n[ \t]*- /.exec(text.slice(start, end)) : null;
  if (list === null || typeof value !== "string") return [];
  scalar.value = value.slice(0, value.search(/(?:^|\s)- /));
  const dash = start + list.index + list[0].length - 2;
  const expected = "a key on the line before it, such as means:, or quotes around the whole text";
  const found = "a list that goes on with the text above it";
  return [{ code: "yaml-dash", span: { start: dash, end: dash + 1 }, found, expected }];
}

/** Items of a list that lack their dash read as one with the same keys again: told once, and parted. */
function separated(seq: YAMLSeq, faults: Fault[]): void {
  seq.items = seq.items.flatMap((item) => {
    if (!isMap(item) || item.flow) return [item];
    const [first] = item.items;
    const name = first === undefined ? null : nameOf(first);
    const parts: YAMLMap[] = [];
    for (const pair of item.items) {
      const again = pair !== first && nameOf(pair) === name;
      if (again)
        faults.push({
          code: "yaml-dash",
          span: spanOf(pair),
          found: `the key ${show(name)} a second time in one item`,
          expected: "a dash before it, where it begins the next item",
        });
      if (again || parts.length === 0) {
        const part = new YAMLMap();
        part.range = again ? rangeOf(pair) : (item.range ?? null);
        parts.push(part);
      }
      parts.at(-1)?.items.push(pair);
    }
    if (parts.length < 2) return [item];
    return parts;
  });
}

/** One pack after another: its keys come once more, the id first. They are taken out. */
function secondPack(map: YAMLMap): Fault[] {
  const ids = map.items.filter((pair) => nameOf(pair) === "id");
  const [, again] = ids;
  const at = again === undefined ? -1 : map.items.indexOf(again);
  const known = new Set(map.items.slice(0, at).map(nameOf));
  const rest = at === -1 ? [] : map.items.slice(at);
  if (again === undefined || rest.length < 2 || !rest.every((pair) => known.has(nameOf(pair)))) return [];
  map.items = map.items.slice(0, at);
  const told = { found: "a second pack in the file", expected: "one pack a file" };
  return [{ code: "yaml-documents", span: spanOf(again), ...told }];
}

/** Says which keys are refused. What a repeated one holds joins the first, so that nothing in it is missed. */
function keysOnce(map: YAMLMap, faults: Fault[]): void {
  const seen = new Map<string, Pair>();
  map.items = map.items.filter((pair) => {
    const name = nameOf(pair);
    const before = seen.get(name);
    const [code, expected] =
      before === undefined ? (REFUSED_KEYS.get(name) ?? []) : ["duplicate-key", "each key once in a mapping"];
    if (code !== undefined && expected !== undefined)
      faults.push({ code, span: spanOf(pair), found: `the key ${show(name)}`, expected });
    if (before !== undefined && isMap(before.value) && isMap(pair.value)) {
      const known = new Set(before.value.items.map(nameOf));
      before.value.items.push(...pair.value.items.filter((one) => !known.has(nameOf(one))));
    }
    if (before !== undefined && isSeq(before.value) && isSeq(pair.value))
      before.value.items.push(...pair.value.items);
    seen.set(name, before ?? pair);
    return before === undefined && code !== "yaml-key";
  });
}

const REFUSED_KEYS = new Map([
  ["<<", ["yaml-merge", "the keys themselves: merging is not part of YAML 1.2"]],
  ["__proto__", ["yaml-key", "another key"]],
]);

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function rangeOf({ key }: Pair): [number, number, number] | null {
  return isScalar(key) ? (key.range ?? null) : null;
}

function spanOf(pair: Pair): Extent {
  const [start, end] = rangeOf(pair) ?? [0, 0];
  return { start, end };
}
