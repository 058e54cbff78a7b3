import * as fc from "fast-check";
import { expect, test } from "vitest";
import { withoutSecrets } from "../../adapters/slack/errors.ts";
import { groupsIn, mentioned, parseSpoken, wordsOf } from "../../adapters/slack/hear/spoken.ts";
import { escapeText, unescapeText } from "../../adapters/slack/show/escape.ts";
import { createPace } from "../../adapters/slack/show/post.ts";

test("escaping and back is the same text, and nothing that is escaped has a meaning", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(unescapeText(escapeText(text))).toBe(text);
      expect(escapeText(text)).not.toMatch(/[<>]/);
      expect(wordsOf(parseSpoken(escapeText(text)), null)).toBe(text.replace(/[^\S\n]+/g, " ").trim());
    }),
  );
});

test.each([
  ["a &lt;b&gt; &amp;amp; c", "a <b> &amp; c", []],
  ["<@U1|ana> and <@U2> <@U1>", "@U1 and @U2 @U1", ["U1", "U2"]],
  ["see <#C1|general> or <#C2>", "see #general or #C2", []],
  ["<!here> <!subteam^S1|@team> <!date^1^{date}|today>", "@here @team today", []],
  [
    "<https://a.example/?x=1&amp;y=2> <https://a.example|this &amp; that> <mailto:a@b.example|a@b.example>",
    "https://a.example/?x=1&y=2 this & that a@b.example",
    [],
  ],
  ["1 < 2 <> <", "1 < 2 <> <", []],
] as const)("%s", (raw, words, people) => {
  const spoken = parseSpoken(raw);
  expect(wordsOf(spoken, (person) => person)).toBe(words);
  expect(mentioned(spoken).map(({ id }) => id)).toEqual(people);
});

test("groups stay apart, too: those whose people can be asked for, and everybody of a place", () => {
  const spoken = parseSpoken(
    "fastapi <!subteam^S1|@team> <!subteam^S2> <!here> <!channel|channel> <!date^1^{date}|today> <!subteam^S1|@team>",
  );
  expect(groupsIn(spoken)).toEqual([
    { group: "S1", label: "@team" },
    { group: "S2", label: "@S2" },
    { group: null, label: "@here" },
    { group: null, label: "@channel" },
  ]);
  expect(wordsOf(spoken, null)).toBe("fastapi today");
});

test("tokens of every kind are left out of log lines", () => {
  const line = withoutSecrets("xoxb-1-2-abc xapp-1-A-b xoxe.xoxp-1-Mi0 xoxp-1 and words");
  expect(line).not.toMatch(/xox|xapp/);
  expect(line).toContain("and words");
});

test("the pace forgets channels that are free again", () => {
  let time = 0;
  const channels = createPace(() => time);
  expect(channels.turn("a")).toEqual({ waitMs: 0, taken: true });
  expect(channels.turn("a")).toEqual({ waitMs: 1_000, taken: true });
  time = 2_000;
  expect(channels.turn("a")).toEqual({ waitMs: 0, taken: true });
  channels.pause("a", 60_000);
  expect(channels.turn("a")).toEqual({ waitMs: 60_000, taken: false });
  time = 62_000;
  expect(channels.turn("a")).toEqual({ waitMs: 0, taken: true });
});

test("a clock that was an hour ahead and is set right holds no channel back", () => {
  let time = 3_600_000;
  const channels = createPace(() => time);
  channels.turn("a");
  channels.turn("b");
  channels.pause("b", 2_000);
  time = 0;
  expect(channels.turn("a")).toEqual({ waitMs: 1_000, taken: true });
  expect(channels.turn("b")).toEqual({ waitMs: 2_000, taken: true });
});
