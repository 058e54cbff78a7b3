import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPack } from "../src/packs/load.ts";
import { parseAnswers } from "../src/scoring/pack/answers.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the answers that the README scores are answers to its pack", async () => {
  const [, json] = /^echo '(.*)' > answers\.json$/m.exec(readme) ?? [];
  const [, file] = /score (\S+\.yaml) --answers answers\.json/.exec(readme) ?? [];
  const pack = await readPack(file ?? "");
  if (!pack.ok) throw new Error(`the README names no pack: ${file}`);
  const answers = parseAnswers(JSON.parse(json ?? ""), pack.value);
  expect(answers).toMatchObject({ ok: true });
});

test.each([
  "README.md",
  "CONTRIBUTING.md",
  "docs/ARCHITECTURE.md",
  "docs/testing.md",
  "docs/threat-model.md",
])("every npm script and every file that %s names exists", (name) => {
  const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const here = new URL(`../${name}`, import.meta.url);
  const text = readFileSync(here, "utf8");
  const named = [...text.matchAll(/npm run (?:-s )?([a-z:]+)/g)].map(([, script]) => script);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...named, "start", "test"]));
  const linked = [...text.matchAll(/\]\(([^)#]+?)(?:#[^)]*)?\)/g)]
    .flatMap(([, link]) => (link === undefined || link.startsWith("http") ? [] : [link]))
    .map((link) => new URL(link, here));
  const told = [...text.matchAll(/`((?:src|adapters|test|docs|rules|\.ci)\/[\w./-]*)`/g)].map(
    ([, path]) => new URL(`../${path}`, import.meta.url),
  );
  expect(named.length + linked.length + told.length).toBeGreaterThan(5);
  for (const path of [...linked, ...told]) expect(existsSync(path), String(path)).toBe(true);
});

test("CI runs what the README says, word for word, and all else that checks", () => {
  const ci = readFileSync(new URL("../.ci/run", import.meta.url), "utf8");
  const [, said] = /To check that everything works[^`]*```sh\n(.*)\n```/.exec(readme) ?? [];
  for (const command of [said ?? "a command", "npm run check", "npm run test:deep"])
    expect(ci).toContain(command);
});
