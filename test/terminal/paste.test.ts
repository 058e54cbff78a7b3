import fc from "fast-check";
import { expect, test } from "vitest";
import { createPasteReader } from "../../adapters/terminal/ask/paste.ts";

const [begin, end] = ["\u001b[200~", "\u001b[201~"];

function read(...pieces: readonly string[]): string {
  return pieces.map(createPasteReader()).join("");
}

test("keys stay keys", () => {
  for (const keys of ["abc\r", "\u001b", "\u001b[", "\u001b[A", "\u001b[2~", "\t", "\u0003"])
    expect(read(keys)).toBe(keys);
});

test("line breaks, tabs and other controls in a paste are spaces, and keys around it stay keys", () => {
  expect(read(`a\t${begin}one\r\n\r\ntwo\tthree\u0003\u001b[A${end}\r`)).toBe("a\tone two three [A\r");
});

test("several pastes, and one that never ends", () => {
  expect(read(`${begin}a\n${end}\n${begin}b\n`, "c\nd")).toBe("a \nb c d");
});

test("in pieces of any size it reads the same", () => {
  const part = fc.constantFrom(begin, end, "\r", "a", "\u001b[20", "[", "2", "~");
  fc.assert(
    fc.property(fc.array(part), fc.array(fc.nat(12)), (parts, sizes) => {
      const whole = parts.join("");
      const pieces: string[] = [];
      let at = 0;
      for (const size of sizes) {
        // Esc alone is a key: a mark that begins outside of a paste comes with at least "[2".
        let to = at + size;
        while (to < whole.length && ["\u001b", "\u001b["].some((mark) => whole.slice(at, to).endsWith(mark)))
          to += 1;
        pieces.push(whole.slice(at, to));
        at = to;
      }
      pieces.push(whole.slice(at));
      const flushed = (text: string): string => text.replaceAll(/ +/g, " ");
      expect(flushed(read(...pieces))).toBe(flushed(read(whole)));
    }),
  );
});
