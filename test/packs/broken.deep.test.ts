import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { oneKeyIsMissed, oneThingIsSaid } from "./mutated.ts";

test("whatever line of a pack is broken, that line is told, and no other", async () => {
  const text = await readFile(new URL("small-database.yaml", import.meta.url), "utf8");
  expect(oneThingIsSaid("small-database", text, 1)).toBeGreaterThan(800);
});

test("in a large pack too", async () => {
  const text = await readFile(new URL("../../rules/fastapi-vs-django.yaml", import.meta.url), "utf8");
  expect(oneThingIsSaid("fastapi-vs-django", text, 300, 2)).toBeGreaterThan(10);
});

test.each([
  "fastapi-vs-django",
  "monolith-or-services",
  "python-web-frameworks",
  "relational-vs-document",
  "rest-graphql-or-grpc",
  "server-pages-or-spa",
])("whatever key %s lacks, that is told, and nothing that follows from it", async (name) => {
  const text = await readFile(new URL(`../../rules/${name}.yaml`, import.meta.url), "utf8");
  expect(oneKeyIsMissed(name, text, 4)).toBeGreaterThan(7);
});
