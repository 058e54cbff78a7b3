import fc from "fast-check";
import { expect, test } from "vitest";
import { findTopic, isCourtesy, topicOfTalk } from "../../src/conversation/input/topic.ts";
import { twoPackSet } from "./pack.ts";

const find = (text: string) => {
  const { packs, title } = findTopic(text, twoPackSet.current);
  return { packs: packs.map(({ pack }) => pack.id), title };
};

test.each([
  ["message queue or jobs table for billing", ["jobs"], "billing"],
  ["Message queue or jobs table for the Billing service?", ["jobs"], "Billing service"],
  ["background jobs", ["jobs"], null],
  ["should we use rabbitmq for our invoices", ["jobs"], "invoices"],
  ["queue vs table", ["jobs"], null],
  ["red or rabbitmq", ["jobs", "colours"], null],
  ["Queue vs table, not red: Mail", ["jobs"], "not red: Mail"],
  ["kafka for payments", [], "kafka for payments"],
  ["", [], null],
  ["???", [], null],
  ["please decide this here", [], null],
])("%s", (text, packs, title) => {
  expect(find(text)).toEqual({ packs, title });
});

test.each([
  [["Queue or jobs table for billing? I like queues."], ["jobs"], "billing"],
  [["What now?", "rabbitmq is fine", "Shall we move mail to rabbitmq?"], ["jobs"], "move mail"],
  [["rabbitmq is fine"], ["jobs"], null],
  [["red", "rabbitmq"], ["jobs", "colours"], null],
  [["lunch?"], [], null],
  [[], [], null],
])("people talk: %j", (said, packs, title) => {
  const topic = topicOfTalk(
    said.map((text) => ({ text })),
    twoPackSet.current,
  );
  expect({ packs: topic.packs.map(({ pack }) => pack.id), title: topic.title }).toEqual({ packs, title });
});

test("a title is made of the text's own words, on one line, and not too long", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
      const { title } = find(text);
      if (title === null) return;
      expect(title.length).toBeLessThanOrEqual(120);
      expect(title).not.toMatch(/[\n\r\p{Cc}]/u);
      expect(title.trim()).toBe(title);
    }),
  );
});

test.each([
  ["thanks", true],
  ["Ok, great!", true],
  ["no, thank you", true],
  ["nothing", true],
  ["", false],
  ["the", false],
  ["good api framework", false],
  ["billing", false],
])("%j is only polite: %s", (text, polite) => {
  expect(isCourtesy(text)).toBe(polite);
});
