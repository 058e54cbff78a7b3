import { describe, expect, test } from "vitest";
import { KEYS } from "../../src/io/yaml/keys.ts";
import { packJsonSchema } from "../../src/scoring/pack/schema.ts";
import { BROKEN, type Broken } from "./broken.ts";
import { oneKeyIsMissed, oneThingIsSaid } from "./mutated.ts";
import { right, told as toldOf } from "./told.ts";

const told = (text: string) => toldOf(text).map(({ line, code }) => ({ line, code }));

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Where it is to be told: from 1. */
function expected({ from, to, at }: Broken, text: string): number {
  if (at !== undefined) return lineOf(text, text.indexOf(at));
  let same = 0;
  while (from[same] === to[same]) same += 1;
  return lineOf(text, right.indexOf(from) + same);
}

test("the pack that they are made of is right", () => {
  expect(told(right)).toEqual([]);
});

describe("of a mistake one thing is said, at its line", () => {
  test.each(BROKEN.map((one) => [one.name, one] as const))("%s", (_, one) => {
    expect(right.split(one.from)).toHaveLength(2);
    const text = right.replace(one.from, () => one.to);
    expect(told(text)).toEqual([{ line: expected(one, text), code: one.code }]);
  });
});

test("no two of them are alike, and there are enough to mean something", () => {
  expect(new Set(BROKEN.map(({ name }) => name)).size).toBe(BROKEN.length);
  expect(BROKEN.length).toBeGreaterThan(80);
});

test("whatever line is broken, that line is told, and no other", () => {
  expect(oneThingIsSaid("small-database", right, 17)).toBeGreaterThan(40);
});

test("whatever key is left out above its list or mapping, that is told, and nothing that follows from it", () => {
  expect(oneKeyIsMissed("small-database", right, 1)).toBeGreaterThan(8);
});

test("a field that lacks its colon is told from a text, whichever it is", () => {
  const fieldsIn = (schema: unknown): string[] => {
    if (typeof schema !== "object" || schema === null) return [];
    const { properties = {} } = schema as { readonly properties?: object };
    return [...Object.keys(properties), ...Object.values(schema).flatMap(fieldsIn)];
  };
  expect([...KEYS].toSorted()).toEqual([...new Set(fieldsIn(packJsonSchema()))].toSorted());
});

test("several mistakes are told at once, each at its line", () => {
  const text = right
    .replace("title: SQLite or Postgres", 'title: "SQLite or Postgres')
    .replace("    name: SQLite\n", "\tname: SQLite\n")
    .replace("score: 9, because: SQLite", "score: 11, because: SQLite")
    .replace("raises: { upkeep: 2 }", "raises: { upkep: 2 }")
    .replace("    recommends: sqlite\n  - name: A public", "    recomends: sqlite\n  - name: A public");
  expect(told(text).map(({ code }) => code)).toEqual([
    "yaml-quote",
    "yaml-tab",
    "wrong-number",
    "unknown-criterion",
    "unknown-field",
  ]);
});
