import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPack } from "../src/packs/load.ts";
import { parseAnswers } from "../src/scoring/answers.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the answers that the README scores are answers to its pack", async () => {
  const [, json] = /^echo '(.*)' > answers\.json$/m.exec(readme) ?? [];
  const [, file] = /score (\S+\.yaml) --answers answers\.json/.exec(readme) ?? [];
  const pack = await readPack(file ?? "");
  if (!pack.ok) throw new Error(`the README names no pack: ${file}`);
  const answers = parseAnswers(JSON.parse(json ?? ""), pack.value);
  expect(answers).toMatchObject({ ok: true });
});

test("every npm script that the README names exists, and every file that it links", async () => {
  const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const named = [...readme.matchAll(/npm run (?:-s )?([a-z]+)/g)].map(([, script]) => script);
  expect(named.length).toBeGreaterThan(3);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...named, "start", "test"]));
  const links = [...readme.matchAll(/\]\(([^)#]+?)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? "");
  for (const link of links.filter((one) => !one.startsWith("http")))
    expect(() => readFileSync(new URL(`../${link}`, import.meta.url)), link).not.toThrow();
});

test("CI runs what the README says, word for word, and all else that checks", () => {
  const ci = readFileSync(new URL("../.ci/run", import.meta.url), "utf8");
  const [, said] = /To check that everything works[^`]*```sh\n(.*)\n```/.exec(readme) ?? [];
  for (const command of [said ?? "a command", "npm run check", "npm run test:deep"])
    expect(ci).toContain(command);
});
