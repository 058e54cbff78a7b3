/** `plumbline read`: what it prints, and what it says of a file that is wrong. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratch } from "../fake/scratch.ts";
import { run } from "./run.ts";

const PACK = "rules/fastapi-vs-django.yaml";

async function threadOf(document: unknown): Promise<string> {
  const path = join(await scratch(), "thread.json");
  await writeFile(path, typeof document === "string" ? document : JSON.stringify(document));
  return path;
}

const message = (id: string, author: string, text: string, at = "2026-11-22T09:00:00Z") => ({
  id,
  author,
  at,
  text,
});

test("prints proposals and what is touched as one JSON object, with places in UTF-16 units", async () => {
  const path = await threadOf([
    message("m1", "ana", "👍 morning! We have 4 engineers."),
    message("m2", "bo", "eventually we'll need websockets"),
    message("m3", "bo", "what about an admin?", "2026-11-22T10:01:00+01:00"),
  ]);
  const { code, out, err } = await run(["read", PACK, path, "--json"]);
  expect([code, err]).toEqual([0, ""]);
  const found = JSON.parse(out);
  expect(found.proposals).toEqual([
    {
      question: "team",
      choice: "several",
      horizon: "today",
      author: "ana",
      message: "m1",
      quote: "We have 4 engineers.",
      start: 12,
    },
    {
      question: "async",
      choice: "mostly",
      horizon: "later",
      author: "bo",
      message: "m2",
      quote: "eventually we'll need websockets",
      start: 0,
    },
  ]);
  expect(found.touched).toContainEqual({
    question: "admin",
    message: "m3",
    quote: "what about an admin?",
    start: 0,
  });
});

test("without --json it is for people", async () => {
  const { code, out } = await run([
    "read",
    PACK,
    await threadOf([message("1", "ana", "we have 4 engineers")]),
  ]);
  expect(code).toBe(0);
  expect(out).toBe("1 message read, 1 answer found\nteam several, today: ana: “we have 4 engineers”\n");
});

describe("what is wrong is said in a line for each problem, and the exit code is 2", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["no JSON", "[{", ["line 1, column 3: found the end of the file, expected JSON"]],
    ["no list", {}, ["top level: found an empty mapping, expected a list of messages, oldest first"]],
    ["no mapping", [3], ["[0]: found 3, expected a mapping with id, author, at, text"]],
    [
      "fields of another kind",
      [{ id: 1, author: "", at: "yesterday" }],
      [
        "[0].id: found 1, expected text",
        '[0].author: found "", expected text',
        "[0].text: found nothing, expected text",
        '[0].at: found "yesterday", expected a time such as 2026-11-22T09:00:00Z',
      ],
    ],
    [
      "an id twice, and a time before the last",
      [message("1", "ana", "a"), message("1", "ana", "b", "2025-11-22T09:00:00Z")],
      [
        '[1].at: found "2025-11-22T09:00:00Z", expected no time before the last message\'s: the oldest is first',
        '[1].id: found "1" once more, expected an id that no other message has',
      ],
    ],
  ])("%s", async (_, document, problems) => {
    const path = await threadOf(document);
    const { code, out, err } = await run(["read", PACK, path, "--json"]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err.trimEnd().split("\n")).toEqual(problems.map((problem) => `${path}: ${problem}`));
  });

  test("a file that is not there, and a pack that is not", async () => {
    const { code, err } = await run(["read", "no-pack.yaml", "no-thread.json"]);
    expect(code).toBe(2);
    expect(err.trimEnd().split("\n")).toHaveLength(2);
  });
});
