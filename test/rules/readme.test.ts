import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { caseProblems } from "../../src/packs/cases.ts";
import { readPackText } from "../../src/packs/read.ts";
import { warningsOf } from "../../src/packs/warnings/warnings.ts";
import { packJsonSchema } from "../../src/scoring/pack/schema.ts";

const readme = await readFile(new URL("../../rules/README.md", import.meta.url), "utf8");

test("the example for newcomers is right, and its cases hold", () => {
  const parsed = readPackText(/```yaml\n(.*?)```/s.exec(readme)?.[1] ?? "", { name: "small-database" });
  expect(parsed).toMatchObject({ ok: true });
  if (!parsed.ok) return;
  expect(caseProblems(parsed.pack)).toEqual([]);
  expect(warningsOf(parsed.pack, [], "2026-11-22")).toEqual([]);
});

test("the pack that was written with this guide alone is right", async () => {
  const text = await readFile(new URL("../packs/feature-flags.yaml", import.meta.url), "utf8");
  const read = readPackText(text, { name: "feature-flags" });
  if (!read.ok) throw new Error("a pack expected");
  expect(caseProblems(read.pack)).toEqual([]);
  expect(warningsOf(read.pack, [], "2026-11-28")).toEqual([]);
});

test("every code that check may print is explained", async () => {
  const folders = ["../../src/io/yaml/", "../../src/packs/", "../../src/scoring/pack/"];
  const codes = new Set<string>();
  for (const folder of folders) {
    const at = new URL(folder, import.meta.url);
    for (const name of await readdir(at, { recursive: true })) {
      if (!name.endsWith(".ts")) continue;
      const source = await readFile(new URL(name, at), "utf8");
      const told =
        /(?:warning|slip|said|meant|wrong|fault|packProblem)\(\s*"([a-z]+-[a-z-]+)"|code: "(?!custom)([a-z-]+)"|\["(yaml-[a-z-]+)"|^ {2}\| "([a-z-]+)"/gm;
      for (const match of source.matchAll(told))
        codes.add(match.slice(1).find((code) => code !== undefined) ?? "");
    }
  }
  expect(codes.size).toBeGreaterThan(50);
  const explained = new Set([...readme.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code));
  expect([...codes].filter((code) => !explained.has(code))).toEqual([]);
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
