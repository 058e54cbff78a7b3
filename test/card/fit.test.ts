import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Block, Card, Text } from "../../src/card/card.ts";
import { type CardLimits, fitCard, plainLength, shorten, shortenText } from "../../src/card/fit.ts";
import { plain } from "../../src/card/plain.ts";

const limits: CardLimits = {
  text: 80,
  total: 300,
  measure: plainLength,
  more: (count) => `and ${count} more`,
};

const word = fc.stringMatching(/^[a-zà-ü]{1,12}$/);
const sentence = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(" "));
const text: fc.Arbitrary<Text> = fc.array(
  fc.oneof(
    sentence,
    sentence.map((words) => ({ kind: "strong", text: words }) as const),
    sentence.map((words) => ({ kind: "quote", text: words }) as const),
    word.map((name) => ({ kind: "mention", person: "U1", name }) as const),
  ),
  { minLength: 1, maxLength: 4 },
);
const block: fc.Arbitrary<Block> = fc.oneof(
  text.map((one): Block => ({ kind: "text", text: one })),
  text.map((one): Block => ({ kind: "note", text: one })),
  fc
    .array(text, { minLength: 1, maxLength: 8 })
    .map((items): Block => ({ kind: "list", label: "Why", items })),
);
const card: fc.Arbitrary<Card> = fc
  .array(block, { maxLength: 8 })
  .map((blocks) => ({ title: "A title", blocks: [{ kind: "heading", text: ["A title"] }, ...blocks] }));

describe("shorten", () => {
  test.each([
    ["one two three", 13, "one two three"],
    ["one two three", 12, "one two…"],
    ["one two three", 8, "one two…"],
    ["one two three", 7, "one…"],
    ["uninterrupted", 6, "unint…"],
    ["one", 0, ""],
    ["👩‍👩‍👧‍👦 family", 5, "…"],
  ])("%j to %i", (long, max, short) => {
    expect(shorten(long, max)).toBe(short);
  });

  test("is never longer than allowed, and never ends inside a word that fits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(60), (long, max) => {
        expect(shorten(long, max).length).toBeLessThanOrEqual(max);
      }),
    );
    fc.assert(
      fc.property(sentence, fc.integer({ min: 14, max: 60 }), (long, max) => {
        const kept = shorten(long, max).replace(/…$/, "");
        expect(long.startsWith(kept)).toBe(true);
        expect(["", " "]).toContain(long.charAt(kept.length));
      }),
    );
  });
});

test("a text keeps its spans up to the limit, and a mention stays whole", () => {
  const long: Text = [
    "one ",
    { kind: "strong", text: "two three" },
    { kind: "mention", person: "U1", name: "ana" },
  ];
  expect(shortenText(long, 8, plainLength)).toEqual(["one ", { kind: "strong", text: "two…" }]);
  expect(shortenText(long, 14, plainLength)).toEqual(["one ", { kind: "strong", text: "two three" }]);
  expect(shortenText(long, 99, plainLength)).toEqual(long);
});

describe("fitCard", () => {
  test("leaves alone what fits", () => {
    const small: Card = { title: "T", blocks: [{ kind: "text", text: ["fine"] }] };
    expect(fitCard(small, limits)).toEqual(small);
  });

  test("the longest list loses its last items first, and says how many", () => {
    const items = Array.from({ length: 20 }, (_, index): Text => [`item number ${index} of the list`]);
    const fitted = fitCard({ title: "T", blocks: [{ kind: "list", label: "Why", items }] }, limits);
    const list = fitted.blocks[0];
    expect(list?.kind === "list" ? list.items[0] : null).toEqual(items[0]);
    expect(plain(fitted)).toMatch(/and 1\d more$/);
  });

  test("a list keeps what it should keep at least while another has something to lose", () => {
    const items = Array.from(
      { length: 5 },
      (_, index): Text => [`item number ${index} of the list, and more words`],
    );
    const two: Card = {
      title: "T",
      blocks: [
        { kind: "list", label: "Why", items, least: 3 },
        { kind: "list", label: "Costs", items: items.map(([text]): Text => [String(text).slice(0, 20)]) },
      ],
    };
    const shown = fitCard(two, { ...limits, total: 190 }).blocks.map((found) =>
      found.kind === "list" ? found.items.length : 0,
    );
    expect(shown).toEqual([4, 2]);
  });

  test("ends within the limits, whatever it is given, and shortens nothing twice", () => {
    fc.assert(
      fc.property(card, (one) => {
        const fitted = fitCard(one, limits);
        const texts = fitted.blocks.flatMap((found) =>
          found.kind === "list"
            ? found.items
            : found.kind === "text" || found.kind === "note"
              ? [found.text]
              : [],
        );
        expect(Math.max(0, ...texts.map(plainLength))).toBeLessThanOrEqual(limits.text);
        const labels = fitted.blocks.filter((found) => found.kind === "list").length * "Why".length;
        const marks = fitted.blocks.reduce(
          (sum, found) => sum + (found.kind === "list" ? found.items.length * 2 : 0),
          0,
        );
        const total =
          "A title".length + labels + marks + texts.reduce((sum, found) => sum + plainLength(found), 0);
        expect(total).toBeLessThanOrEqual(limits.total);
        expect(fitted.blocks[0]).toEqual(one.blocks[0]);
      }),
    );
  });
});
