/**
 * Texts as Markdown (CommonMark with GitHub's extensions), a paragraph or an item a line: what a person typed stays
 * the letters that they typed. Marks are escaped with a backslash; what GitHub would make a link of, a web or mail
 * address, stands as code, because no backslash keeps it from that.
 */
import type { Span, Text } from "../card/card.ts";

/** A paragraph, or what stands after a bullet. */
export function line(text: Text): string {
  return text
    .map(inline)
    .join("")
    .replace(/ +/g, " ")
    .trim()
    .replace(/^[#+>-]/, "\\$&")
    .replace(/^(\d{1,9})([.)])/, "$1\\$2");
}

export function heading(level: 1 | 2 | 3, text: Text): string {
  // A row of # at a heading's end would be taken for its closing mark.
  return `${"#".repeat(level)} ${line(text).replace(/(?<= )#+$/, "\\$&")}`;
}

/** Items, and what belongs to each below it. One without a letter to show is left out. */
export function bullets(items: readonly { readonly text: Text; readonly below?: readonly Text[] }[]): string {
  return items
    .flatMap(({ text, below = [] }) => [...item("* ", text), ...below.flatMap((one) => item("  * ", one))])
    .join("\n");
}

function item(mark: string, text: Text): readonly string[] {
  const shown = line(text);
  return shown === "" ? [] : [`${mark}${shown}`];
}

/** One line, without what cannot be seen or turns the direction of writing; whole characters only. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(UNSEEN, " ");
}

const UNSEEN =
  /[\s\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

function inline(span: Span): string {
  if (typeof span === "string") return letters(span);
  switch (span.kind) {
    case "strong": {
      // Marks of emphasis count as such only next to what they emphasise.
      const text = letters(span.text).trim();
      return text === "" ? "" : `**${text}**`;
    }
    case "quote":
      return `“${letters(span.text)}”`;
    case "link":
      return `[${letters(span.text)}](${destination(span.url)})`;
    case "mention":
      return letters(span.name);
    case "time":
    case "place":
      return letters(span.text);
  }
}

function letters(text: string): string {
  return oneLine(text)
    .split(" ")
    .map((word) => (LINKED.test(word) ? code(word) : word.replace(MARKS, "\\$&")))
    .join(" ");
}

/** What GitHub makes links of without being asked: https://github.github.com/gfm/#autolinks-extension- */
const LINKED = /:\/\/|www\.|[\w.+-]@[\w-]/i;

/** Whatever begins emphasis, code, a link, a tag, an entity, a table, a formula or a template. */
const MARKS = /[\\`*_[\]<>|~${}]|&(?=#?\w)/g;

/** A word as code, between more backticks than it has in a row. */
function code(word: string): string {
  const longest = Math.max(0, ...[...word.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const room = word.startsWith("`") || word.endsWith("`") ? " " : "";
  return `${fence}${room}${word}${room}${fence}`;
}

function destination(url: string): string {
  return oneLine(url)
    .replace(
      /[ <>()\\`"]/g,
      (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
    )
    .replace(/&(?=#?\w+;)/g, "&amp;");
}
