/**
 * Text to Slack's `mrkdwn`, which has no escape for its own marks: where what people typed could be taken for markup,
 * it must be drawn as plain or rich text, where letters stay letters.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
import type { Span, Text } from "../../../src/card/card.ts";
import { plainText } from "../../../src/card/plain.ts";
import { isPerson } from "../place.ts";

/** The three characters that Slack gives a meaning to; nothing else may be escaped. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function unescapeText(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Emphasis and code anywhere, emoji codes, a quotation at the start of a line. */
const MARKUP = /[*_~`]|:[^\s:]+:|^[^\S\n\r\u2028\u2029]*>/m;

/** Whether `mrkdwn` would make something of these letters. */
function hasMarkup(text: string): boolean {
  return MARKUP.test(text);
}

export function mrkdwn(text: Text): string {
  return text.map(mrkdwnSpan).join("");
}

function mrkdwnSpan(span: Span): string {
  if (typeof span === "string") return escapeText(span);
  switch (span.kind) {
    case "strong":
      return `*${escapeText(span.text)}*`;
    case "quote":
      return `“${escapeText(span.text)}”`;
    case "link":
      return isLink(span)
        ? `<${escapeText(urlOf(span))}|${escapeText(span.text)}>`
        : escapeText(plainText([span]));
    case "time":
      return `<!date^${seconds(span)}^${MOMENT}|${escapeText(span.text)}>`;
    case "place":
      return escapeText(span.text);
    case "mention":
      return isPerson(span.person) ? `<@${span.person}>` : `@${escapeText(span.name)}`;
  }
}

/** The longer of both ways to draw it: what the limits are held against. */
export function measure(text: Text): number {
  return Math.max(mrkdwn(text).length, plainText(text).length);
}

/** Whether `mrkdwn` shows exactly this text. */
export function isSafe(text: Text): boolean {
  const letters = text.map((span) =>
    typeof span === "string" ? span : span.kind === "mention" ? span.name : span.text,
  );
  if (letters.some(hasMarkup) || hasMarkup(letters.join(""))) return false;
  if (text.some((span) => typeof span !== "string" && labelled(span) && span.text.includes("|")))
    return false;
  return text.every((span, index) => {
    if (typeof span === "string" || span.kind !== "strong") return true;
    const before = letters[index - 1]?.at(-1) ?? " ";
    const after = letters[index + 1]?.at(0) ?? " ";
    // A bold run must not start or end inside a word, with a space, or go over a line's end.
    return /^\S(?:.*\S)?$/.test(span.text) && !/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after);
  });
}

/** Drawn as `<address|label>`, which has no escape for its own bar. */
function labelled(span: Exclude<Span, string>): span is Extract<Span, { kind: "link" | "time" }> {
  return span.kind === "link" || span.kind === "time";
}

/**
 * In the reader's own time zone and language, with "today" and "tomorrow".
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export const MOMENT = "{date_short_pretty} at {time}";

/** Since 1970. */
export function seconds({ at }: Extract<Span, { kind: "time" }>): number {
  return Math.floor(at / 1000);
}

type Link = Extract<Span, { kind: "link" }>;

export function isLink(span: Link): boolean {
  return /^https?:\/\//.test(span.url) && URL.canParse(span.url) && span.text.trim() !== "";
}

/** Percent-encoded where Slack's own link syntax would end early. */
export function urlOf(span: Link): string {
  return new URL(span.url).href.replaceAll("|", "%7C").replaceAll("<", "%3C").replaceAll(">", "%3E");
}
