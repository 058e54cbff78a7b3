import fc from "fast-check";
import { expect, test } from "vitest";
import { purposeIn, titleIn } from "../../src/conversation/input/request/title.ts";
import { findTopic, isCourtesy, subjectOf, topicOfTalk } from "../../src/conversation/input/request/topic.ts";
import { type SpokenWord, spokenWords } from "../../src/conversation/input/spoken.ts";
import { twoPackSet } from "./pack.ts";
import { UNITS } from "./units.ts";

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
  // Controls that turn the direction of what stands after them.
  ["message queue or jobs table for \u202egnillib\u2066 and \u200fmail", ["jobs"], "gnillib and mail"],
  ["", [], null],
  ["???", [], null],
  ["please decide this here", [], null],
])("%s", (text, packs, title) => {
  expect(find(text)).toEqual({ packs, title });
});

test.each([
  [["Queue or jobs table for billing? I like queues."], ["jobs"], "billing"],
  [["What now?", "rabbitmq is fine", "Shall we move to rabbitmq for mail?"], ["jobs"], "mail"],
  // Fragments of talk.
  [["What now?", "rabbitmq is fine for small teams", "Shall we move mail to rabbitmq?"], ["jobs"], null],
  [["Who here knows rabbitmq well?"], ["jobs"], null],
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

/** How often the words of a text are looked at. */
function looksAt(text: string): number {
  let looks = 0;
  const words = spokenWords(text).map((word): SpokenWord => {
    return {
      get plain() {
        looks++;
        return word.plain;
      },
      get from() {
        looks++;
        return word.from;
      },
      get to() {
        looks++;
        return word.to;
      },
      get after() {
        looks++;
        return word.after;
      },
    };
  });
  const { named } = subjectOf(words, twoPackSet.current);
  titleIn(text, words, named);
  purposeIn(text, words, named);
  return looks;
}

test.each(UNITS)("of %j twice as often, the words are looked at twice as often", (unit) => {
  expect(looksAt(unit.repeat(2000))).toBeLessThanOrEqual(2.1 * looksAt(unit.repeat(1000)) + 50);
});
