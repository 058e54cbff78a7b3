import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Span, Text } from "../../src/card/card.ts";
import { plainText } from "../../src/card/plain.ts";
import { bullets, heading, line, oneLine } from "../../src/record/markdown.ts";
import { hostile } from "./hostile.ts";
import { htmlOf, markupIn, readerSees } from "./tools.ts";

/** As the texts of cards are: somebody's words between ours. */
const spans: fc.Arbitrary<Text> = hostile.chain((words) =>
  fc.constantFrom<Text>(
    [words],
    [`${words}'s own answers`],
    [{ kind: "strong", text: words }, ": so"],
    ["Reason: ", { kind: "quote", text: words }, "."],
    ["So (", { kind: "strong", text: `“${words}”` }, ")"],
    [{ kind: "mention", person: "U1", name: words }, ", say"],
  ),
);

/** The letters alone: spaces may be fewer than they were. */
function letters(text: string): string {
  return oneLine(text).replaceAll(" ", "");
}

test("what people typed stays the letters that they typed, wherever it stands, and nothing else", () => {
  let marked = 0;
  fc.assert(
    fc.property(spans, spans, (text, below) => {
      const shown = (said: Text) => letters(plainText(said.map(asName)));
      const places: readonly (readonly [string, readonly Text[], readonly string[]])[] = [
        [line(text), [text], ["p"]],
        [heading(1, text), [text], ["h1"]],
        [
          bullets([{ text: ["Ana: ", ...text], below: [below] }, { text }]),
          [["Ana: "], text, below, text],
          ["li", "ul"],
        ],
      ];
      for (const [markdown, said, tags] of places) {
        const html = htmlOf(`${markdown}\n`);
        const found = markupIn(html);
        expect(found.links).toEqual([]);
        expect(found.tags.filter((tag) => !["code", "strong", ...tags].includes(tag))).toEqual([]);
        expect(letters(readerSees(html))).toBe(said.map(shown).join(""));
        marked += found.tags.includes("strong") ? 1 : 0;
      }
    }),
    { numRuns: 400 },
  );
  expect(marked).toBeGreaterThan(100);
});

/** A mention is drawn without its sign. */
function asName(span: Span): Span {
  return typeof span !== "string" && span.kind === "mention" ? span.name : span;
}

test("ordinary text needs few marks, and a paragraph is one line", () => {
  expect(line(["Is 1.0.0 (beta) fast enough? Yes, it's 3-4 times faster!"])).toBe(
    "Is 1.0.0 (beta) fast enough? Yes, it's 3-4 times faster!",
  );
  expect(line([" two\n\nlines\t"])).toBe("two lines");
  expect(line(["C# and not_sure"])).toBe("C# and not\\_sure");
  expect(line(["1. first"])).toBe("1\\. first");
  expect(line(["see https://example.org/`x"])).toBe("see ``https://example.org/`x``");
});

test("what cannot be seen, or turns the direction of writing, is a space; half a character is none", () => {
  expect(oneLine("a\u0000b\r\n\u2028c\u202ed\uffffe\ud800f")).toBe("a b c d e\ufffdf");
  expect(oneLine("\u{1F469}\u200d\u{1F4BB} caf\u00e9")).toBe("\u{1F469}\u200d\u{1F4BB} caf\u00e9");
});

test("a row of # at a heading's end stays", () => {
  expect(readerSees(htmlOf(heading(1, ["What is C ##"])))).toBe("What is C ##");
});

test("links go where they should, with an address that stays one", () => {
  const urls = ["https://example.org/a_(b)?c=d&copy;=e#f", "https://example.org/ <x>\\`", "0001-a%20b.md"];
  for (const url of urls) {
    const html = htmlOf(line([{ kind: "link", text: "A [title](x)", url }]));
    expect(readerSees(html)).toBe("A [title](x)");
    const [link = ""] = markupIn(html).links;
    const escaped = url.replaceAll(
      /[ <>()\\`]/g,
      (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    expect(readerSees(link)).toBe(escaped);
  }
});
