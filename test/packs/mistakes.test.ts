import { describe, expect, test } from "vitest";
import { MISTAKES, REPLACED } from "./mistakes.ts";
import { right, told } from "./told.ts";

/** The text without its mark, and where that stood. */
function marked(text: string) {
  const before = text.slice(0, text.indexOf("▸")).split("\n");
  return { text: text.replace("▸", ""), line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** Words of the library that reads YAML, and of programmers. */
const JARGON =
  /scalar|plain value|implicit|node|flow (?:map|seq|coll)|block (?:map|seq|coll)|undefined|object|string|array|regex|parse|token/i;

describe("what people get wrong is told once, where it stands, in plain words", () => {
  const all = [
    ...Object.entries(MISTAKES).map(([name, { from, to, code, says }]) => {
      return [name, right.replace(from, () => to), code, says] as const;
    }),
    ...Object.entries(REPLACED).map(([name, [part, to, code, says]]) => {
      return [name, right.replace(part, () => to), code, says] as const;
    }),
  ];

  test.each(all)("%s", (_, broken, code, says) => {
    expect(broken).not.toBe(right);
    const { text, line, column } = marked(broken);
    const [one, ...more] = told(text);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ code, ...(broken.includes("▸") ? { line, column } : {}) });
    expect(one?.message).toContain(says);
    expect(one?.message).not.toMatch(JARGON);
  });

  test("and each stands in one place of the pack", () => {
    for (const [name, { from }] of Object.entries(MISTAKES))
      expect([name, right.split(from).length]).toEqual([name, 2]);
    expect(all.length).toBeGreaterThan(110);
  });
});

/** Where the first list with dashes begins. */
const LISTS = right.indexOf("\noptions:");

test.each([
  ["with a byte order mark", `\ufeff${right}`],
  ["with lines as on Windows", right.replaceAll("\n", "\r\n")],
  ["with the mark of a document's beginning", `---\n${right}`],
  ["with spaces at the ends of lines", right.replaceAll("\n", "  \n")],
  [
    "with lists at the margin",
    right.replace(/^ {2}(?= *(?:-|\S))/gm, (_, at: number) => (at > LISTS ? "" : "  ")),
  ],
  ["with a tab after a colon", right.replace("title: ", "title:\t")],
  ["with an apostrophe in a text", right.replace("name: Little to run", "name: It's little to run")],
  ["with no and yes as ids", right.replaceAll("many", "no").replaceAll("few", "yes")],
  [
    "with a folded text",
    right.replace("summary: A server of its own.", "summary: >-\n      A server\n      of its own."),
  ],
])("the pack is right %s", (_, text) => {
  expect(told(text)).toEqual([]);
});

test("lines as on Windows have the same places", () => {
  const broken = right.replace("score: 9, because: SQLite", "score: 11, because: SQLite");
  expect(told(broken)).toHaveLength(1);
  expect(told(broken.replaceAll("\n", "\r\n"))).toEqual(told(broken));
  expect(told(`\ufeff${broken}`)).toEqual(told(broken));
});

test("a choice that rules out every option is told, besides the cases that it breaks", () => {
  const codes = told(
    right.replace(
      "{ sqlite: a SQLite file must not be shared over a network file system }",
      "{ sqlite: no file is shared, postgres: no server is run }",
    ),
  ).map(({ code }) => code);
  expect(codes).toContain("nothing-left");
  expect(codes).toContain("case-fails");
});
