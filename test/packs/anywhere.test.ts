import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { readPackText } from "../../src/packs/read.ts";
import { ANYWHERE, changed } from "./anywhere.ts";
import { told } from "./told.ts";

const small = await readFile(new URL("small-database.yaml", import.meta.url), "utf8");
const large = await readFile(new URL("../../rules/rest-graphql-or-grpc.yaml", import.meta.url), "utf8");

/** The text without its mark, and the line and column where that stood. */
function marked(text: string): { text: string; place: string } {
  const before = text.slice(0, text.indexOf("▸")).split("\n");
  return { text: text.replace("▸", ""), place: `${before.length}:${(before.at(-1) ?? "").length + 1}` };
}

describe.each(Object.entries(ANYWHERE))("%s", (_, change) => {
  test("is told once, where it stands, in a small pack", () => {
    const broken = changed(small, change);
    if (broken === null) throw new Error("a place to break expected");
    const { text, place } = marked(broken);
    expect(told(text).map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
  });

  test("and in a large one", () => {
    const broken = changed(large, change);
    if (broken === null) throw new Error("a place to break expected");
    const { text, place } = marked(broken);
    const read = readPackText(text, { name: "rest-graphql-or-grpc" });
    // What is legal and weak is told of the small one.
    const places = read.ok ? [] : read.problems.map(({ line, column }) => `${line}:${column}`);
    expect(places).toEqual(read.ok ? [] : [place]);
  });
});
