import * as fc from "fast-check";
import { expect, test } from "vitest";
import { clean, cleanLine, cleanTyped } from "../../adapters/terminal/show/clean.ts";

const harmful = [
  "\u001b[2J",
  "\u001b]0;title\u0007",
  "\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007",
  "\u001b",
  "\u009b31m",
  "\u0007\u0008\u007f",
  "\r",
  "\u202egpj.exe",
  "\u2066\u2069\u061c\u200e\u200f",
  "\u2028\u2029",
  "\ud800",
];
// biome-ignore lint/suspicious/noControlCharactersInRegex: the test is about these.
const MOVES = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const text = fc
  .array(fc.oneof(fc.constantFrom(...harmful), fc.string({ unit: "binary", maxLength: 8 })))
  .map((parts) => parts.join(""));

test("nothing that moves the cursor, colours, beeps or turns the writing around is left", () => {
  fc.assert(
    fc.property(text, (hostile) => {
      expect(clean(hostile)).not.toMatch(MOVES);
      expect(clean(hostile).isWellFormed()).toBe(true);
      expect(cleanLine(hostile)).not.toMatch(MOVES);
      expect(cleanLine(hostile)).not.toContain("\n");
    }),
  );
});

test("what is being typed keeps its length, so that the cursor stays on its letter", () => {
  fc.assert(
    fc.property(text, (hostile) => {
      expect(cleanTyped(hostile)).toHaveLength(hostile.length);
      expect(cleanTyped(hostile)).not.toMatch(MOVES);
    }),
  );
});

test("ordinary words stay as they are, in any writing", () => {
  for (const words of ["Zoë's “API” – 100 %", "日本語", "שלום", "👩‍👩‍👧 family", "two\nlines"])
    expect(clean(words)).toBe(words);
});

test("an escape sequence goes whole; a part of one becomes a sign that something was there", () => {
  expect(clean("a \u001b[31mred\u001b[0m b")).toBe("a red b");
  expect(clean("a\u0007b")).toBe("a\u{FFFD}b");
});
