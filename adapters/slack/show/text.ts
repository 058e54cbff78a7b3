/**
 * Text as blocks: `mrkdwn` if nothing in it could be taken for markup, else rich text, or plain text if that is not
 * allowed.
 */
import type { types } from "@slack/bolt";
import type { Span, Text } from "../../../src/card/card.ts";
import { plainText } from "../../../src/card/plain.ts";
import { LIMITS } from "../limits.ts";
import { isPerson } from "../place.ts";
import { isLink, isSafe, MOMENT, mrkdwn, seconds, urlOf } from "./escape.ts";

export function isBlank(text: Text): boolean {
  return plainText(text).trim() === "";
}

/** A paragraph. */
export function paragraph(text: Text): types.KnownBlock {
  if (isSafe(text)) return section(mrkdwn(text));
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: richText(text) }] };
}

/** A label, which may be empty, and its points: one block, or more where a section has no room. */
export function bullets(label: string, items: readonly Text[]): types.KnownBlock[] {
  const leads: readonly Text[] = label.trim() === "" ? [] : [[{ kind: "strong", text: label }]];
  if (![...leads, ...items].every(isSafe)) {
    return [
      {
        type: "rich_text",
        elements: [
          ...leads.map((lead) => ({ type: "rich_text_section" as const, elements: richText(lead) })),
          {
            type: "rich_text_list",
            style: "bullet",
            elements: items.map((item) => ({ type: "rich_text_section", elements: richText(item) })),
          },
        ],
      },
    ];
  }
  const sections: string[] = [];
  for (const line of [
    ...leads.map(mrkdwn),
    ...items.map((item) => `• ${mrkdwn(item).replaceAll("\n", " ")}`),
  ]) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= LIMITS.section)
      sections[sections.length - 1] = `${last}\n${line}`;
    else sections.push(line);
  }
  return sections.map(section);
}

/** What would be lost with its markup. */
const ALIVE: ReadonlySet<string> = new Set(["link", "mention", "time"]);

/**
 * A note. Context takes no rich text: if something could be taken for markup, it is plain, and only what is alive stays
 * alive; in more pieces than context has room for, it is a paragraph.
 */
export function quiet(text: Text): types.KnownBlock {
  if (isSafe(text)) return { type: "context", elements: [mrkdwnObject(mrkdwn(text))] };
  const elements: (types.MrkdwnElement | types.PlainTextElement)[] = [];
  for (const span of text) {
    const alive = typeof span !== "string" && ALIVE.has(span.kind) && isSafe([span]);
    const last = elements.at(-1);
    if (alive) elements.push(mrkdwnObject(mrkdwn([span])));
    else if (last?.type === "plain_text") last.text += plainText([span]);
    else elements.push(plainObject(plainText([span])));
  }
  const shown = elements.filter((element) => element.text !== "");
  return shown.length <= LIMITS.context.elements ? { type: "context", elements: shown } : paragraph(text);
}

export function section(text: string): types.SectionBlock {
  return { type: "section", text: mrkdwnObject(text) };
}

/** `emoji: false`: ":tada:" stays as it was typed. */
export function plainObject(text: string): types.PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}

/** `verbatim`: bare addresses and names are not turned into links. */
function mrkdwnObject(text: string): types.MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}

function richText(text: Text): types.RichTextElement[] {
  const elements = text.map(richSpan);
  return elements.filter((element) => element.type !== "text" || element.text !== "");
}

function richSpan(span: Span): types.RichTextElement {
  if (typeof span === "string") return { type: "text", text: span };
  switch (span.kind) {
    case "strong":
      return { type: "text", text: span.text, style: { bold: true } };
    case "quote":
      return { type: "text", text: `“${span.text}”` };
    case "link":
      return isLink(span)
        ? { type: "link", url: urlOf(span), text: span.text }
        : { type: "text", text: plainText([span]) };
    case "time":
      return { type: "date", timestamp: seconds(span), format: MOMENT, fallback: span.text };
    case "place":
      return { type: "text", text: span.text };
    case "mention":
      return isPerson(span.person)
        ? { type: "user", user_id: span.person }
        : { type: "text", text: `@${span.name}` };
  }
}
