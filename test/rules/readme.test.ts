import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parseYaml } from "../../src/io/yaml.ts";
import { caseProblems } from "../../src/packs/cases.ts";
import { warningsOf } from "../../src/packs/warnings.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { packJsonSchema } from "../../src/scoring/pack/schema.ts";

const readme = await readFile(new URL("../../rules/README.md", import.meta.url), "utf8");

test("the example for newcomers is right, and its cases hold", () => {
  const document = parseYaml(/```yaml\n(.*?)```/s.exec(readme)?.[1] ?? "");
  const parsed = document.ok ? parsePack(document.value, { name: "small-database" }) : document;
  expect(parsed).toMatchObject({ ok: true });
  if (!("pack" in parsed)) return;
  expect(caseProblems(parsed.pack)).toEqual([]);
  expect(warningsOf(parsed.pack, "2026-11-22")).toEqual([]);
});

test("every field of a pack is told", () => {
  const names = new Set<string>();
  const visit = (schema: unknown): void => {
    if (typeof schema !== "object" || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key === "properties") for (const name of Object.keys(value)) names.add(name);
      visit(value);
    }
  };
  visit(packJsonSchema());
  expect(names.size).toBeGreaterThan(30);
  const told = [...readme.matchAll(/`[^`]*`/g)].join(" ");
  expect([...names].filter((name) => !new RegExp(`\\b${name}\\b`).test(told))).toEqual([]);
});
