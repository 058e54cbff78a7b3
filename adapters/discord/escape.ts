/** Text to Discord's markdown, so that what people typed shows as the letters that they typed. */
import type { Span, Text } from "../../src/card/card.ts";

/**
 * Discord shows any punctuation after a backslash as itself. Escaped are: emphasis, code, spoilers, anything in angle
 * brackets (mentions, emoji, times), masked links, bare addresses, emoji by name, @everyone and @here, and at the
 * beginning of a line headings, quotes, lists and small print.
 */
export function letters(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\\*_~`|<[\]]|:(?=\/\/|[\w+-]+:)|@(?=everyone|here|$)/g, "\\$&")
    .replace(/^(\s*)([#>+-])/gm, "$1\\$2")
    .replace(/^(\s*\d+)([.)])/gm, "$1\\$2");
}

export function markdown(text: Text): string {
  return text.map(span).join("");
}

function span(span: Span): string {
  if (typeof span === "string") return letters(span);
  switch (span.kind) {
    case "strong":
      return strong(span.text);
    case "quote":
      return `“${letters(span.text)}”`;
    case "link":
      return link(span.text, span.url);
    case "time":
    case "place":
      return letters(span.text);
    case "mention":
      return /^\d+$/.test(span.person) ? `<@${span.person}>` : letters(span.name);
  }
}

/** Emphasis that holds with any words: the stars must touch a letter on their inner side. */
export function strong(text: string): string {
  const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return words === "" ? text : `${before}**${letters(words)}**${after}`;
}

function link(text: string, url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return letters(text);
  const address = new URL(url).href.replace(/[()<>\\"`]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return `[${letters(text)}](${address})`;
}
