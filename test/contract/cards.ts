/** Cards for the platform contract: one with everything, one far too long, and any that could be. */
import * as fc from "fast-check";
import type { Block, Card, Control, Span, Text } from "../../src/card/card.ts";

/** What people might type to bring markup, mentions or links to life somewhere. */
export const hostile: readonly string[] = [
  "*bold* _italic_ ~gone~ `code`",
  "**bold** __under__ ||spoiler||",
  "<!channel> <!here> <!everyone>",
  "@everyone @here",
  "<@U0000001> <#C0000001|general>",
  "<https://evil.example|click me>",
  "[click me](https://evil.example)",
  "&lt;b&gt; & <b>",
  "> quoted? # heading? - item?",
  "```\ncode block\n```",
  ":tada: \\*escaped\\*",
  "\u001b[31mred\u001b[0m".replaceAll("\u001b", "^["),
];

/** Everything that a card can hold, once. */
export function fullCard(person: { readonly id: string; readonly name: string }): Card {
  return {
    title: "A card with everything",
    blocks: [
      { kind: "heading", text: ["A heading"] },
      {
        kind: "text",
        text: [
          "Plain, ",
          { kind: "strong", text: "a strong word" },
          ", ",
          { kind: "quote", text: "their own words" },
          ", ",
          { kind: "link", text: "a fact", url: "https://example.com/fact" },
          " for ",
          { kind: "mention", person: person.id, name: person.name },
        ],
      },
      {
        kind: "chart",
        title: "Fit to your answers",
        alt: "FastAPI 81 % (API 50, Async 31); Django 52 % (API 20, Admin 32)",
        bars: [
          {
            label: "FastAPI",
            value: 81,
            parts: [
              { label: "API", value: 50 },
              { label: "Async", value: 31 },
            ],
          },
          {
            label: "Django",
            value: 52,
            parts: [
              { label: "API", value: 20 },
              { label: "Async", value: 32 },
            ],
          },
        ],
      },
      {
        kind: "list",
        label: "Why",
        items: [["the first reason"], ["the second ", { kind: "strong", text: "reason" }]],
      },
      { kind: "divider" },
      { kind: "note", text: ["a note"] },
      {
        kind: "controls",
        controls: [
          { kind: "button", id: "accept", label: "Accept", look: "primary" },
          {
            kind: "button",
            id: "otherwise",
            label: "Decide otherwise…",
            look: "danger",
            hint: "Pick and say why",
            opens: "form",
          },
          {
            kind: "select",
            id: "change",
            label: "Which answer?",
            options: [
              { value: "admin", label: "Admin tooling" },
              { value: "api", label: "API first", hint: "Other programs before people" },
            ],
          },
        ],
      },
    ],
  };
}

export function questionCard(): Card {
  return {
    title: "Who uses the admin?",
    blocks: [
      { kind: "heading", text: ["Who uses the admin?"] },
      {
        kind: "controls",
        controls: [
          { kind: "button", id: "answer/admin/core", label: "Core requirement" },
          { kind: "button", id: "answer/admin/none", label: "Nobody" },
        ],
      },
      {
        kind: "controls",
        controls: [
          {
            kind: "select",
            id: "answer/api",
            label: "Pick an answer",
            options: [
              { value: "pages", label: "Pages too" },
              { value: "api_only", label: "No, an API only" },
            ],
          },
        ],
      },
    ],
  };
}

/** About 60,000 characters in words that are recognised when they are cut. */
export function longCard(): {
  card: Card;
  heading: string;
  controls: readonly string[];
  words: readonly string[];
} {
  const words = Array.from({ length: 400 }, (_, index) => `lorem${index}ipsum`);
  const paragraph = (from: number): string => words.slice(from, from + 100).join(" & ");
  const items = (from: number): Text[] =>
    Array.from({ length: 12 }, (_, index): Text => [paragraph(from + index)]);
  const heading = "A heading that has to stay";
  const controls = ["Accept", "Decide otherwise…"];
  return {
    heading,
    controls,
    words,
    card: {
      title: heading,
      blocks: [
        { kind: "heading", text: [heading] },
        { kind: "text", text: [words.join(" < ")] },
        { kind: "list", label: "Why", items: items(0) },
        { kind: "list", label: "Costs", items: items(100) },
        { kind: "list", label: "Change", items: items(200) },
        { kind: "note", text: [paragraph(300)] },
        {
          kind: "controls",
          controls: controls.map((label, index): Control => ({ kind: "button", id: `c${index}`, label })),
        },
      ],
    },
  };
}

const words = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.lorem({ mode: "sentences", maxCount: 60 }) },
);

const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  words.map((text): Span => ({ kind: "strong", text })),
  words.map((text): Span => ({ kind: "quote", text })),
  fc.record({ text: words, url: fc.webUrl() }).map(({ text, url }): Span => ({ kind: "link", text, url })),
  fc.integer({ min: 0, max: 4_000_000_000_000 }).map(
    (at): Span => ({
      kind: "time",
      at,
      text: `${new Date(at).toISOString().slice(0, 16).replace("T", ", ")} UTC`,
    }),
  ),
  fc
    .record({
      text: words,
      channel: fc.constantFrom("C0000001", "112233445566778899"),
      thread: fc.constantFrom(null, "1700000000.000100", "998877665544332211"),
    })
    .map((place): Span => ({ kind: "place", ...place })),
);

const text: fc.Arbitrary<Text> = fc.array(span, { minLength: 1, maxLength: 6 });

const label = fc.lorem({ maxCount: 14 });

const block: fc.Arbitrary<Block> = fc.oneof(
  text.map((value): Block => ({ kind: "heading", text: value })),
  text.map((value): Block => ({ kind: "text", text: value })),
  text.map((value): Block => ({ kind: "note", text: value })),
  fc
    .record({ label, items: fc.array(text, { minLength: 1, maxLength: 8 }) })
    .map((list): Block => ({ kind: "list", ...list })),
  fc.constant<Block>({ kind: "divider" }),
  fc
    .record({
      title: label,
      alt: words,
      labels: fc.uniqueArray(label, { minLength: 1, maxLength: 5 }),
      parts: fc.uniqueArray(label, { maxLength: 7 }),
      value: fc.double({ min: 0, max: 100, noNaN: true }),
    })
    .map(
      ({ title, alt, labels, parts, value }): Block => ({
        kind: "chart",
        title,
        alt,
        bars: labels.map((name) => ({
          label: name,
          value,
          parts: parts.map((part) => ({ label: part, value: value / Math.max(1, parts.length) })),
        })),
      }),
    ),
);

/** The controls of a whole card, so that their ids are unique in it. */
const controls: fc.Arbitrary<Block[]> = fc
  .array(fc.record({ label, options: fc.array(fc.record({ label, hint: label }), { maxLength: 20 }) }), {
    maxLength: 8,
  })
  .map((all) =>
    all.length === 0
      ? []
      : [
          {
            kind: "controls",
            controls: all.map(({ label, options }, index): Control => {
              const id = `answer/${"x".repeat(60)}/${index}`;
              return options.length === 0
                ? { kind: "button", id, label, look: "primary" }
                : {
                    kind: "select",
                    id,
                    label,
                    options: options.map((option, at) => ({ value: `choice-${at}`, ...option })),
                  };
            }),
          },
        ],
  );

/** Any card that a conversation could make: at most 12 blocks besides its controls. */
export const anyCard: fc.Arbitrary<Card> = fc
  .record({ title: words, blocks: fc.array(block, { minLength: 1, maxLength: 12 }), controls })
  .map((made) => ({ title: made.title, blocks: [...made.blocks, ...made.controls] }));
