import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { readPackText } from "../../src/packs/read.ts";
import { ANYWHERE, changed, marked } from "./anywhere.ts";

const large = await readFile(new URL("../../rules/rest-graphql-or-grpc.yaml", import.meta.url), "utf8");

test.each(Object.entries(ANYWHERE))("%s is told once, where it stands, in a large pack", (_, change) => {
  const broken = changed(large, change);
  if (broken === null) throw new Error("a place to break expected");
  const { text, place } = marked(broken);
  const read = readPackText(text, { name: "rest-graphql-or-grpc" });
  // What is legal and weak is told of the small one.
  const places = read.ok ? [] : read.problems.map(({ line, column }) => `${line}:${column}`);
  expect(places).toEqual(read.ok ? [] : [place]);
});
