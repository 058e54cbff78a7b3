import * as fc from "fast-check";
import { expect, test } from "vitest";
import { letters, markdown } from "../../adapters/discord/show/escape.ts";
import { hostile } from "../contract/cards.ts";
import { readComponents } from "../fake/discord/reader.ts";

function read(content: string) {
  return readComponents([{ type: 10, content }]);
}

const typed = fc.oneof(
  fc.constantFrom(
    ...hostile,
    "<@1234567890>",
    "1. first",
    "2) second",
    "## title",
    "-# small",
    ">>> all",
    "https://a.example/b_c_d",
  ),
  fc.string({
    unit: fc.constantFrom(..."\\*_~`|<>[]():/@#-+.! \n1aé".split(""), "everyone", "here", "https://"),
  }),
  fc.string({ unit: "grapheme" }),
);

test("whatever people type shows as its letters, and nothing in it comes to life", () => {
  fc.assert(
    fc.property(typed, (text) => {
      fc.pre(!text.includes("\r"));
      const shown = read(letters(text));
      expect(shown.text).toBe(text);
      expect(shown.alive).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test("a line that ends in a carriage return is a line", () => {
  expect(read(letters("one\r\ntwo\rthree")).text).toBe("one\ntwo\nthree");
});

test("the bot's own emphasis, quotes, links and mentions", () => {
  const text = markdown([
    { kind: "strong", text: " a*b " },
    { kind: "quote", text: "_so_" },
    { kind: "link", text: "[1]", url: "https://example.com/a_(b)?c=d" },
    { kind: "mention", person: "123", name: "Ana" },
  ]);
  expect(text).toBe(" **a\\*b** “\\_so\\_”[\\[1\\]](https://example.com/a_%28b%29?c=d)<@123>");
  expect(read(text).alive).toEqual(["a\\*b", "https://example.com/a_%28b%29?c=d", "123"]);
});

test.each(["javascript:alert(1)", "not an address", "ftp://example.com"])(
  "a link to %s is only its words",
  (url) => {
    expect(markdown([{ kind: "link", text: "click", url }])).toBe("click");
  },
);

test("a mention of somebody from elsewhere is a name", () => {
  expect(markdown([{ kind: "mention", person: "U123|x", name: "*Ana*" }])).toBe("\\*Ana\\*");
});

test("a moment is told to Discord, which shows it in the reader's own time", () => {
  const moment = { kind: "time", at: 1_779_375_600_999, text: "21 May, *15:00*" } as const;
  expect(markdown(["by ", moment])).toBe("by <t:1779375600:f>");
  expect(markdown([{ ...moment, at: Number.POSITIVE_INFINITY }])).toBe("21 May, \\*15:00\\*");
});

test("a place is a link to it, in the server or among direct messages", () => {
  const place = { kind: "place", text: "a*b](https://evil.example)", channel: "12", thread: "34" } as const;
  const read34 = read(markdown([place], "1"));
  expect(read34).toMatchObject({ text: place.text, alive: ["https://discord.com/channels/1/34"] });
  expect(read(markdown([{ ...place, thread: null }], "1")).alive).toEqual([
    "https://discord.com/channels/1/12",
  ]);
  expect(read(markdown([{ ...place, thread: null }])).alive).toEqual(["https://discord.com/channels/@me/12"]);
  expect(read(markdown([{ ...place, thread: "C012" }], "1"))).toMatchObject({ text: place.text, alive: [] });
});
