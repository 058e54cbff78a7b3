/** Text to Discord's markdown, so that what people typed shows as the letters that they typed. */
import type { Card, Span, Text } from "../../../src/card/card.ts";
import { shorten } from "../../../src/card/fit.ts";
import { addressOf } from "../place.ts";

const ID = /^\d+$/;
/** The last date in JavaScript, and so in Discord's app. */
const LAST_MOMENT = 8.64e15;

/**
 * Discord shows any punctuation after a backslash as itself. Escaped are: emphasis, code, spoilers, anything in angle
 * brackets (mentions, emoji, times), masked links, bare addresses, emoji by name, @everyone and @here, and at the
 * beginning of a line headings, quotes, lists and small print.
 */
export function letters(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\\*_~`|<[\]]|:(?=\/\/|[\w+-]+:)|@(?=everyone|here|$)/g, "\\$&")
    .replace(/^([^\S\n\r\u2028\u2029]*)([#>+-])/gm, "$1\\$2")
    .replace(/^([^\S\n\r\u2028\u2029]*\d+)([.)])/gm, "$1\\$2");
}

/** `guild`: the server in which places lie; undefined in a direct message. */
export function markdown(text: Text, guild?: string): string {
  return text.map((one) => span(one, guild)).join("");
}

/** Whom a card addresses, each once. */
export function mentionedOn({ blocks }: Card): readonly string[] {
  const texts = blocks.flatMap((block) =>
    block.kind === "list" ? block.items : "text" in block ? [block.text] : [],
  );
  const people = texts
    .flat()
    .flatMap((span) => (typeof span !== "string" && span.kind === "mention" ? [span.person] : []));
  return [...new Set(people)].filter((person) => ID.test(person));
}

function span(span: Span, guild: string | undefined): string {
  if (typeof span === "string") return letters(span);
  switch (span.kind) {
    case "strong":
      return strong(span.text);
    case "quote":
      return `“${letters(span.text)}”`;
    case "link":
      return link(span.text, span.url);
    case "time":
      return Math.abs(span.at) <= LAST_MOMENT ? `<t:${Math.floor(span.at / 1000)}:f>` : letters(span.text);
    case "place": {
      const id = span.thread ?? span.channel;
      return ID.test(id) ? link(span.text, addressOf(guild, id)) : letters(span.text);
    }
    case "mention":
      return ID.test(span.person) ? `<@${span.person}>` : letters(span.name);
  }
}

/** Emphasis that works with any words: the stars must touch a letter on their inner side. */
export function strong(text: string): string {
  const words = text.trim();
  if (words === "") return text;
  const before = text.slice(0, text.length - text.trimStart().length);
  return `${before}**${letters(words)}**${text.slice(text.trimEnd().length)}`;
}

function link(text: string, url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return letters(text);
  const address = new URL(url).href.replace(/[()<>\\"`]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return `[${letters(text)}](${address})`;
}

const FENCE = "```";
const FRAME = 2 * (FENCE.length + 1);

/**
 * In a code block nothing is markup but its end, so a space of no width keeps backticks apart. At most `room`
 * characters, cut after a whole word; "" if there is no room.
 */
export function codeBlock(text: string, room: number): string {
  const apart = text.trim().replace(/`(?=`)/g, "`\u200b");
  const shown = shorten(apart, Math.max(0, room - FRAME));
  return shown.trim() === "" ? "" : `${FENCE}\n${shown}\n${FENCE}`;
}
