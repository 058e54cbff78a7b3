import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ANYWHERE, changed, marked } from "./anywhere.ts";
import { told } from "./told.ts";

const small = await readFile(new URL("small-database.yaml", import.meta.url), "utf8");

test.each(Object.entries(ANYWHERE))("%s is told once, where it stands, in a small pack", (_, change) => {
  const broken = changed(small, change);
  if (broken === null) throw new Error("a place to break expected");
  const { text, place } = marked(broken);
  expect(told(text).map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
});
