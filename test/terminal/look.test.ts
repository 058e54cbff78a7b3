import { expect, test } from "vitest";
import { legible, lookOf, paint } from "../../adapters/terminal/show/look.ts";

const tty = { isTTY: true, columns: 80, rows: 24 };
const xterm = { TERM: "xterm-256color", LANG: "en_US.UTF-8" };

test.each([
  ["a terminal with colours", tty, xterm, true],
  ["NO_COLOR", tty, { ...xterm, NO_COLOR: "1" }, false],
  ["TERM=dumb", tty, { TERM: "dumb" }, false],
  ["FORCE_COLOR=0", tty, { ...xterm, FORCE_COLOR: "0" }, false],
  ["a pipe", {}, xterm, false],
  ["a pipe, FORCE_COLOR", {}, { ...xterm, FORCE_COLOR: "1" }, true],
])("colours: %s", (_, output, env, colour) => {
  expect(lookOf(output, env).colour).toBe(colour);
});

test.each([
  [{ LANG: "en_US.UTF-8" }, true],
  [{ LANG: "C.utf8" }, true],
  [{}, true],
  [{ LANG: "C" }, false],
  [{ LANG: "en_US.UTF-8", LC_ALL: "POSIX" }, false],
  [{ LC_ALL: "", LANG: "de_DE.UTF-8" }, true],
  [{ LANG: "en_US.UTF-8", TERM: "dumb" }, false],
  [{ LANG: "en_US.UTF-8", TERM: "linux" }, false],
])("letters beyond ASCII: %j", (env, unicode) => {
  expect(lookOf(tty, env).unicode).toBe(unicode);
});

test("without Unicode, what is written is ASCII, and leaves the lines the room for it", () => {
  const ascii = lookOf(tty, { LC_ALL: "C" });
  expect(legible(ascii, "Zoë: “so” – 2 × … → ﬁn, 日本 \u001b[1mß\u001b[22m")).toBe(
    'Zoe: "so" - 2 x ... > fin, ?? \u001b[1mss\u001b[22m',
  );
  expect(ascii.width).toBe(75);
  expect(legible(lookOf(tty, xterm), "Zoë…")).toBe("Zoë…");
});

test("the width follows the window, within what can be read", () => {
  expect(lookOf({ columns: 40 }, {}).width).toBe(39);
  expect(lookOf({ columns: 300 }, {}).width).toBe(100);
  expect(lookOf({ columns: 5 }, {}).width).toBe(20);
  expect(lookOf({ columns: 0 }, {}).width).toBe(79);
  expect(lookOf({}, {}).width).toBe(79);
});

test("without colours nothing is added to a text", () => {
  expect(paint(lookOf({}, {}), "bold", "words")).toBe("words");
  expect(paint(lookOf(tty, xterm), "bold", "words")).toBe("\u001b[1mwords\u001b[22m");
});
