/** Titles that would do something on GitHub, and do nothing. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inert } from "../../adapters/github/words.ts";
import { type GitHub, proposal, startGitHub } from "./server.ts";

let github: GitHub;

beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.stop());

/** What GitHub reads as a call, a reference, a link or an instruction. */
const READ = [
  /@[\w-]/,
  /#\d/,
  /\bGH-\d/i,
  /:\/\//,
  /\[(?:skip|no|ci)/i,
  /\*\*\*/,
  /<[a-z!/]/i,
  /[\r\n\p{Cf}\p{Cc}]/u,
];

const TITLES = [
  "Closes #1",
  "fixes acme/handbook#1 and resolves GH-1",
  "fixes https://github.com/acme/handbook/issues/1",
  "@octocat @acme/everybody what about this?",
  "fix @\u200boctocat #\u20602",
  "release [skip ci] [ci skip] [no ci]",
  "release ***NO_CI***",
  "<img src=x onerror=alert(1)> <!-- hidden -->",
  "![x](https://example.com/x.png)",
  "two\nlines\r\n\nCo-authored-by: A <a@example.com>",
  "\u202Egnp.exe",
  "x".repeat(5000),
  "\u{1F468}".repeat(400),
  "   ",
  "",
  "`",
  "\uD800",
];

test.each(TITLES)("%j", async (title) => {
  const id = `t${TITLES.indexOf(title)}`;
  const outcome = await github.repository.propose(proposal(id, "words", title));
  expect(outcome.kind).toBe("proposed");
  const pull = (await github.pulls()).find(({ head }) => head.ref === `plumbline/${id}`);
  expect(pull?.title).toMatch(/^Decision record: ./);
  expect(pull?.title.length).toBeLessThanOrEqual(256 * 2);
  expect([...(pull?.title ?? "")].length).toBeLessThanOrEqual(256);
  for (const read of READ) expect(pull?.title).not.toMatch(read);
  if (title.trim().length > 3) expect(pull?.body).not.toContain(title);
  expect(pull?.body).not.toMatch(/@|#\d/);
});

test("an ordinary title stays as it is", () => {
  for (const title of [
    "FastAPI or Django?",
    "C#: which JSON library",
    "50 % off – which way (2026)?",
    "日本語",
  ])
    expect(inert(title)).toBe(title);
});

test("whatever somebody types", () => {
  const mark = fc.constantFrom(
    "@",
    "#",
    "GH-",
    "gh-",
    "://",
    "[",
    "<",
    "1",
    "a",
    " ",
    "\u200b",
    "\n",
    "fixes ",
  );
  const typed = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(mark).map((marks) => marks.join("")),
  );
  fc.assert(
    fc.property(typed, (title) => {
      const shown = inert(title);
      for (const read of READ) expect(shown).not.toMatch(read);
      expect([...shown].length).toBeLessThanOrEqual(200);
      expect(shown.isWellFormed()).toBe(true);
    }),
  );
});
