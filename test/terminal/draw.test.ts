import { stripVTControlCharacters } from "node:util";
import * as fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { clean } from "../../adapters/terminal/show/clean.ts";
import { drawCard, factsOf } from "../../adapters/terminal/show/draw.ts";
import { type Look, lookOf } from "../../adapters/terminal/show/look.ts";
import type { Card, Text } from "../../src/card/card.ts";
import { anyCard, fullCard } from "../contract/cards.ts";

const hostile =
  "\u001b[2J\u001b[31mred\u0007\u202e日本語👩‍👩‍👧 averyveryveryveryveryveryverylongwordthatfitsnowhereatall";
const widths = [40, 80, 120];

function look(columns: number, env: Record<string, string> = {}): Look {
  return lookOf(
    { isTTY: true, columns, rows: 24 },
    { TERM: "xterm", LANG: "C.UTF-8", NO_COLOR: "1", ...env },
  );
}

const coloured = (columns: number): Look => lookOf({ columns }, { FORCE_COLOR: "1", LANG: "C.UTF-8" });

/** As on the page of the conversation. */
const billing: Card = {
  title: "FastAPI for “Billing service”",
  blocks: [
    { kind: "heading", text: ["FastAPI for “Billing service”"] },
    {
      kind: "text",
      text: [{ kind: "strong", text: "Fit 81 %" }, " (both 66 %, Django 52 %). Sure in 97 of 100 ways."],
    },
    {
      kind: "list",
      label: "Why",
      items: [
        [
          "You build for other programs first (Ana, Bo, Cy): FastAPI documents and validates an API by itself. [1]",
        ],
        ["Requests wait on other services most of the time."],
      ],
    },
    { kind: "list", label: "Costs", items: [["No admin comes with it."]] },
    { kind: "list", label: "What would change it", items: [["Admin tooling."]] },
    { kind: "note", text: ["[1] ", { kind: "link", text: "article", url: "https://example.com/a" }] },
  ],
};

test("a card at 60 columns", () => {
  expect(drawCard(billing, look(60))).toBe(
    [
      "FastAPI for “Billing service”",
      "Fit 81 % (both 66 %, Django 52 %). Sure in 97 of 100 ways.",
      "",
      "Why    You build for other programs first (Ana, Bo, Cy):",
      "         FastAPI documents and validates an API by itself.",
      "         [1]",
      "       Requests wait on other services most of the time.",
      "Costs  No admin comes with it.",
      "What would change it",
      "       Admin tooling.",
      "",
      "[1] article (https://example.com/a)",
    ].join("\n"),
  );
});

test("the lines of a card stand beside the words that they begin with", () => {
  const line = (label: string, text: string): Text => [{ kind: "strong", text: label }, ` ${text}`];
  const items = [
    line("For", "You build for other programs: FastAPI checks and documents an API by itself."),
    line("For", "Requests wait on other services."),
    ["Not answered yet: Cy."],
    line("Apart", "Bo's answers lead to Django."),
  ];
  expect(drawCard({ title: "t", blocks: [{ kind: "list", label: "", items }] }, look(60))).toBe(
    [
      "For    You build for other programs: FastAPI checks and",
      "       documents an API by itself.",
      "       Requests wait on other services.",
      "       Not answered yet: Cy.",
      "Apart  Bo's answers lead to Django.",
    ].join("\n"),
  );
});

test("controls are left to the prompt, and a card of nothing else is told by its title", () => {
  const controls: Card = {
    title: "Pick one",
    blocks: [{ kind: "controls", controls: [{ kind: "button", id: "a", label: "Press me" }] }],
  };
  expect(drawCard(controls, look(80))).toBe("Pick one");
});

describe.each(widths)("at %i columns", (columns) => {
  test("no line is wider than the window, whatever the card", () => {
    fc.assert(
      fc.property(anyCard, fc.boolean(), (card, colour) => {
        const drawn = drawCard(card, colour ? coloured(columns) : look(columns));
        for (const line of drawn.split("\n")) expect(stringWidth(line)).toBeLessThan(columns);
      }),
    );
  });

  test("hostile text drives nothing: without colours not one control character is printed", () => {
    const card = (words: string): Card => ({
      title: words,
      blocks: [
        { kind: "heading", text: [words] },
        {
          kind: "text",
          text: [words, { kind: "quote", text: words }, { kind: "link", text: words, url: words }],
        },
        { kind: "note", text: [{ kind: "mention", person: words, name: words }] },
        { kind: "list", label: words, items: [[words], [{ kind: "strong", text: words }]] },
        {
          kind: "chart",
          title: words,
          alt: words,
          bars: [{ label: words, value: 50, parts: [{ label: words, value: 50 }] }],
        },
      ],
    });
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (more) => {
        const words = `${hostile} ${more}`;
        const drawn = drawCard(card(words), look(columns));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be there.
        expect(drawn).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
        for (const line of drawn.split("\n")) expect(stringWidth(line)).toBeLessThan(columns);
        const painted = drawCard(card(words), coloured(columns));
        expect(stripVTControlCharacters(painted)).toBe(drawn);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: only colours and emphasis may be there.
        expect(painted.replace(/\u001b\[\d{1,2}m/g, "")).not.toContain("\u001b");
      }),
    );
  });

  test("every word of a card is there", () => {
    const person = { id: "bo", name: "Bo" };
    const squeeze = (text: string): string => text.replace(/\s+/g, "");
    const drawn = squeeze(drawCard(fullCard(person), look(columns)));
    for (const fact of factsOf(fullCard(person)).filter((fact) => !fact.includes(";")))
      expect(drawn).toContain(squeeze(clean(fact)).replace(/^Why:/, ""));
    expect(drawn).toContain("@Bo");
    expect(drawn).toContain("(https://example.com/fact)");
  });
});

test("a grapheme of several letters is never cut in two", () => {
  const family = "👩‍👩‍👧";
  const drawn = drawCard({ title: "", blocks: [{ kind: "text", text: [family.repeat(60)] }] }, look(41));
  for (const line of drawn.split("\n")) expect(line).toBe(family.repeat(20));
});

test("a list without a label is told by its items alone", () => {
  const list = (label: string): Card => ({
    title: "Card",
    blocks: [{ kind: "list", label, items: [["Fast"], ["Small"]] }],
  });
  expect(factsOf(list(""))).toEqual(["Fast", "Small"]);
  expect(factsOf(list("For"))).toEqual(["For: Fast", "For: Small"]);
});
