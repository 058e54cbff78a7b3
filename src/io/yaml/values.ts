/** What people get wrong in a text that stands as a value. */
import { show } from "../../scoring/pack/problem.ts";
import type { AddSlip } from "./fault.ts";
import { KEYS } from "./keys.ts";
import type { TextIn } from "./texts.ts";

/** What stands where a text is meant: without quotes it may not hold everything. */
export function textSlips({ text, column, flow }: TextIn, slip: AddSlip): void {
  const quote = text[0] ?? "";
  if (quote === '"' || quote === "'") {
    quoteSlips(text, column, slip);
    return;
  }
  const plain = JSON.stringify(text);
  const meant = (code: string, found: string, expected: string) =>
    slip(code, column, text, plain, found, expected);
  if (flow) {
    const key = /^(\S+)\s+([a-z_]+): /.exec(text);
    if (key !== null && KEYS.has(key[2] ?? ""))
      slip(
        "yaml-bracket",
        column,
        key[1] ?? "",
        `${key[1]},`,
        `no comma before ${key[2]}`,
        "a comma between two entries",
      );
  }
  const listed = quote === "[" ? /[[,]\s*([@`%])/.exec(text) : null;
  if (listed !== null) {
    const [start = ""] = /[^,\]]*/.exec(text.slice(listed.index + listed[0].length - 1)) ?? [];
    const sign = listed[1] ?? "";
    slip(
      "yaml-start",
      column + listed.index + listed[0].length - 1,
      start,
      quoted(start),
      `a text that starts with ${sign}`,
      `quotes around it: ${sign} has a meaning of its own there`,
    );
  }
  if (flow && /[[\]{}]/.test(text))
    meant("yaml-bracket", "a bracket within a text", "quotes around a text with brackets or braces in it");
  const [, own = "", inner = ""] = /^\[(["'])(.*)\1\]$/.exec(text) ?? [];
  if (own !== "" && inner.includes(own))
    slip(
      "yaml-quote",
      column + 1,
      text.slice(1, -1),
      quoted(inner),
      `${show(inner.slice(inner.indexOf(own) + 1))} after the ${own} that closes the text`,
      WITHIN[own] ?? "",
    );
  const twice = quote === "[" ? /,\s*,/.exec(text) : null;
  if (twice !== null)
    slip("yaml-comma", column + twice.index, twice[0], ",", "two commas with nothing between", "one comma");
  if (/^\[.*\],$/.test(text))
    slip(
      "yaml-comma",
      column + text.length - 1,
      ",",
      "",
      "a comma after the list",
      "nothing: an entry ends with its line",
    );
  const unparted =
    quote === "["
      ? /"\s+(?=")/.exec(text.replace(/"[^"]*"/g, (one) => `"${"x".repeat(one.length - 2)}"`))
      : null;
  if (unparted !== null)
    slip(
      "yaml-bracket",
      column + unparted.index,
      '"',
      '",',
      "no comma after this text",
      "a comma between two entries",
    );
  if (/^[@`%]/.test(quote) || /^[*&!|>?{[-]/.test(quote))
    meant(
      "yaml-start",
      `a text that starts with ${quote}`,
      `quotes around it: ${quote} has a meaning of its own there`,
    );
  if (/:(\s|$)/.test(text))
    meant("yaml-colon-text", "a colon within a text", "quotes around a text with a colon in it");
  if (/\s#/.test(text))
    meant("yaml-hash", "a # within a text", "quotes around a text with a # in it: what follows is a comment");
}

/** Within double quotes, a backslash with nothing that it could mean. */
const WRONG_ESCAPE = /\\(?!(?:[0abtnvfre "/\\N_LP\t]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}))/g;

function quoteSlips(text: string, column: number, slip: AddSlip): void {
  const quote = text[0] ?? "";
  const inner = text.slice(1);
  const closes = [...inner.matchAll(quote === '"' ? /(?<!\\)"/g : /'/g)].map(({ index }) => index);
  if (closes.length === 0) {
    slip(
      "yaml-quote",
      column,
      text,
      quoted(inner),
      `a ${quote} that is not closed`,
      `the same at the end of the text`,
    );
    return;
  }
  const wrongEscape = quote === '"' ? text.search(WRONG_ESCAPE) : -1;
  if (wrongEscape !== -1)
    slip(
      "yaml-escape",
      column,
      text,
      text.replace(WRONG_ESCAPE, "\\\\"),
      `${text.slice(wrongEscape, wrongEscape + 2)} within double quotes`,
      "two backslashes for one, or single quotes around the text",
    );
  const [first = 0] = closes;
  if (first === inner.length - 1) return;
  if (inner.slice(first + 1) === ",")
    slip(
      "yaml-comma",
      column + first + 2,
      ",",
      "",
      "a comma after the text",
      "nothing: an entry ends with its line",
    );
  const body = inner.endsWith(quote) ? inner.slice(0, -1) : text;
  slip(
    "yaml-quote",
    column,
    text,
    quoted(body),
    `${show(inner.slice(first + 1).trim())} after the ${quote} that closes the text`,
    WITHIN[quote] ?? "",
  );
}

/** How a quote stands within quotes of its kind. */
const WITHIN: Readonly<Record<string, string>> = {
  "'": "two ' for one within single quotes, or double quotes around it",
  '"': 'a backslash before a " within the text, or single quotes around it',
};

function quoted(text: string): string {
  return JSON.stringify(text);
}
