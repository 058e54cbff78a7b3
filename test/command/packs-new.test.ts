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

const WHERE = { today: "2026-11-28", schema: "./pack.schema.json" };

const SAID = [
  "",
  "Feature flags: build or buy",
  ...["Build our own", "", "Buy a service", "buy a service", ""],
  ...["Little to run", "Targeting of users", ""],
  ...["Who changes a flag?", ""],
  ...["Engineers: only them", "Product people, too", ""],
];

function said(lines: readonly string[], into = folder) {
  const left = [...lines];
  const texts: string[] = [];
  const shell = {
    out: (text: string) => void texts.push(text),
    err: (text: string) => void texts.push(text),
  };
  const ask = async () => left.shift() ?? null;
  return { texts, made: packsNew({ folder: into, today: "2026-11-28" }, ask, shell) };
}

test("what is asked becomes a pack that passes check, with a case, and what is left to do in it", async () => {
  expect(await said(SAID).made).toBe(0);
  const path = join(folder, "feature-flags-build-or-buy.yaml");
  const text = await readFile(path, "utf8");
  expect(text).toContain("# Facts:");
  // Editors find the schema from wherever the pack is.
  const schema = /\$schema=(.*)/.exec(text)?.[1] ?? "";
  expect(await readFile(join(folder, schema), "utf8")).toContain("decision pack");
  const read = readPackText(text, { name: "feature-flags-build-or-buy" });
  expect(read.ok && read.pack.options.map(({ name }) => name)).toEqual(["Build our own", "Buy a service"]);
  expect(read.ok && read.pack.cases).toHaveLength(1);
  const [out, err]: string[][] = [[], []];
  const shell = { out: (line: string) => void out?.push(line), err: (line: string) => void err?.push(line) };
  expect(await packsCheck([path], { directories: [], today: "2026-11-28" }, shell)).toBe(0);
  // Nothing of what follows from ratings that nobody has looked up yet, and a line for each.
  expect(err).toHaveLength(11);
  for (const line of err ?? [])
    expect(line).toMatch(/^[^\n]*: warning: still to be found out: .* \[unfinished\]$/);
  expect(out).toEqual([`${path}: right (1 question, 1 worked case), and 11 places still marked TODO`]);
});

test("nothing is overwritten, and nothing half is written", async () => {
  expect(await said(SAID).made).toBe(0);
  const again = said(SAID);
  expect(await again.made).toBe(2);
  expect(again.texts).toContain("feature-flags-build-or-buy.yaml is there already. Another title:");
  expect(await said(SAID.slice(0, 4)).made).toBe(2);
  const nowhere = said(SAID, join(folder, "absent"));
  expect(await nowhere.made).toBe(2);
  expect(nowhere.texts).toEqual([expect.stringContaining("absent: no folder that can be read.")]);
});

test("what cannot be taken is asked for again at once, with the reason", async () => {
  const [, title = "", ...rest] = SAID;
  const { texts, made } = said(["!?", "t".repeat(80), title, "", "o".repeat(90), ...rest]);
  expect(await made).toBe(0);
  expect(texts.slice(0, 5)).toEqual([
    "A title has a letter or a digit.",
    "That has 80 characters, and 75 can be shown. Shorter:",
    "At least 2, please.",
    "That has 90 characters, and 75 can be shown. Shorter:",
    "At least 2, please.",
  ]);
  expect(texts).toContain("That one is there already.");
});

test("ids are whole words of what was typed", async () => {
  const draft = draftText({
    title: "Kafka, RabbitMQ or Postgres as a queue",
    options: ["Kafka", "RabbitMQ"],
    criteria: [
      "Little to run",
      "How much of the history can be read again",
      "Internationalisationsbibliothek",
    ],
    questions: [{ ask: "What do the messages mean?", choices: ["Jobs that one worker does", "Events"] }],
    today: "2026-11-28",
    schema: "./pack.schema.json",
  });
  expect([...draft.matchAll(/\bid: (.*)/g)].map(([, id]) => id)).toEqual([
    "kafka-rabbitmq-or-postgres",
    ...["kafka", "rabbitmq"],
    ...["little-to-run", "history-can-be-read", "internationalisationsbib"],
    ...["messages-mean", "jobs-that-one-worker", "events"],
  ]);
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
        const draft = draftText({ title, options, criteria, questions, ...WHERE });
        const read = readPackText(draft, { name: slugOf(title) });
        expect(read.ok ? [] : read.problems.map(({ message }) => message)).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
