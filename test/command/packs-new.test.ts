import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packsCheck } from "../../src/command/packs/check.ts";
import { packsNew } from "../../src/command/packs/new.ts";
import { draftText, slugOf } from "../../src/packs/draft.ts";
import { readPackText } from "../../src/packs/read.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-"));
});
afterEach(() => rm(folder, { recursive: true }));

const SAID = [
  "",
  "Feature flags: build or buy",
  ...["Build our own", "", "Buy a service", "buy a service", ""],
  ...["Little to run", "Targeting of users", ""],
  ...["Who changes a flag?", ""],
  ...["Engineers: only them", "Product people, too", ""],
];

function said(lines: readonly string[]) {
  const left = [...lines];
  const texts: string[] = [];
  const shell = {
    out: (text: string) => void texts.push(text),
    err: (text: string) => void texts.push(text),
  };
  const ask = async () => left.shift() ?? null;
  return { texts, made: packsNew({ folder, today: "2026-11-28" }, ask, shell) };
}

test("what is asked becomes a pack that passes check, with a case, and what is left to do in it", async () => {
  expect(await said(SAID).made).toBe(0);
  const path = join(folder, "feature-flags-build-or-buy.yaml");
  const text = await readFile(path, "utf8");
  expect(text).toContain("# Facts:");
  const read = readPackText(text, { name: "feature-flags-build-or-buy" });
  expect(read.ok && read.pack.options.map(({ name }) => name)).toEqual(["Build our own", "Buy a service"]);
  expect(read.ok && read.pack.cases).toHaveLength(1);
  const err: string[] = [];
  const shell = { out: () => {}, err: (line: string) => void err.push(line) };
  expect(await packsCheck([path], { directories: [], today: "2026-11-28" }, shell)).toBe(0);
  expect(err.filter((line) => line.includes("[unfinished]"))).toHaveLength(11);
});

test("nothing is overwritten, and nothing half is written", async () => {
  expect(await said(SAID).made).toBe(0);
  const again = said(SAID);
  expect(await again.made).toBe(2);
  expect(again.texts.at(-1)).toContain("is there already");
  expect(await said(SAID.slice(0, 4)).made).toBe(2);
});

test("whatever is typed, the pack is right", () => {
  const text = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme-ascii" }).map((said) => said.trim());
  const name = text.filter((said) => said !== "");
  const names = (least: number) =>
    fc.uniqueArray(name, { minLength: least, maxLength: 4, selector: (said) => said.toLowerCase() });
  fc.assert(
    fc.property(
      name.filter((title) => slugOf(title) !== ""),
      names(2),
      names(1),
      fc.uniqueArray(fc.record({ ask: name, choices: names(2) }), {
        ...{ minLength: 1, maxLength: 3, selector: ({ ask }) => ask.toLowerCase() },
      }),
      (title, options, criteria, questions) => {
        const draft = draftText({ title, options, criteria, questions, today: "2026-11-28" });
        const read = readPackText(draft, { name: slugOf(title) });
        expect(read.ok ? [] : read.problems.map(({ message }) => message)).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
