/** What a reader sees of Slack's markup and blocks, and what in it has come to life. */
import { isJson, listOf } from "./blocks.ts";
import type { Json } from "./state.ts";

export interface Seen {
  readonly text: string;
  readonly controls: readonly string[];
  readonly alive: readonly string[];
}

export function see(message: { readonly text: string; readonly blocks: readonly Json[] }): Seen {
  const parts = message.blocks.length === 0 ? [seeMrkdwn(message.text)] : message.blocks.map(seeBlock);
  return {
    text: parts.map((part) => part.text).join("\n"),
    controls: parts.flatMap((part) => part.controls),
    alive: parts.flatMap((part) => part.alive),
  };
}

/** Who is mentioned where a mention notifies. Letters that only look like one are none. */
export function mentionedIn(message: { readonly text: string; readonly blocks: readonly Json[] }): string[] {
  return [...new Set(see(message).alive.filter((one) => /^[UW]\w+$/.test(one)))];
}

function seeBlock(block: Json): Seen {
  switch (block.type) {
    case "header":
      return seeText(block.text);
    case "section":
      return join(
        [block.text, ...listOf(block.fields)].filter((text) => text !== undefined).map(seeText),
        " ",
      );
    case "context":
      return join(listOf(block.elements).map(seeText), " ");
    case "actions":
      return { text: "", controls: listOf(block.elements).map(labelOf), alive: [] };
    case "rich_text":
      return join(listOf(block.elements).map(seeRich), "\n");
    case "image":
      return { text: String(block.alt_text), controls: [], alive: [] };
    default:
      return { text: "", controls: [], alive: [] };
  }
}

function labelOf(element: unknown): string {
  if (!isJson(element)) return "";
  const text = element.text ?? element.placeholder;
  return isJson(text) ? String(text.text) : "";
}

function seeText(text: unknown): Seen {
  if (!isJson(text)) return { text: "", controls: [], alive: [] };
  const letters = String(text.text);
  return text.type === "mrkdwn" ? seeMrkdwn(letters) : { text: letters, controls: [], alive: [] };
}

function seeRich(element: unknown): Seen {
  if (!isJson(element)) return { text: "", controls: [], alive: [] };
  if (element.type === "rich_text_list") return join(listOf(element.elements).map(seeRich), "\n");
  const parts = listOf(element.elements).map((span): Seen => {
    if (!isJson(span)) return { text: "", controls: [], alive: [] };
    const text = String(span.text ?? "");
    if (span.type === "user")
      return { text: `@${span.user_id}`, controls: [], alive: [String(span.user_id)] };
    if (span.type === "date")
      return {
        text: String(span.fallback ?? ""),
        controls: [],
        alive: [`time:${Number(span.timestamp) * 1000}`],
      };
    if (span.type === "link") return { text, controls: [], alive: [String(span.url)] };
    return { text, controls: [], alive: span.style === undefined ? [] : [text] };
  });
  return join(parts, "");
}

function join(parts: readonly Seen[], between: string): Seen {
  return {
    text: parts.map((part) => part.text).join(between),
    controls: parts.flatMap((part) => part.controls),
    alive: parts.flatMap((part) => part.alive),
  };
}

/** Stricter than Slack: every pair of marks counts as markup, wherever it stands. */
function seeMrkdwn(raw: string): Seen {
  const alive: string[] = [];
  let text = raw.replace(/<([^<>]+)>/g, (_, inside: string) => {
    const [target = "", label] = inside.split("|");
    const [, seconds] = /^!date\^(\d+)\^/.exec(target) ?? [];
    alive.push(seconds === undefined ? decode(target.replace(/^@/, "")) : `time:${Number(seconds) * 1000}`);
    return label ?? target;
  });
  for (const mark of [
    /```([^`]+)```/g,
    /`([^`\n]+)`/g,
    /\*([^*\n]+)\*/g,
    /_([^_\n]+)_/g,
    /~([^~\n]+)~/g,
    /:([a-z0-9_+-]+):/g,
    /^&gt;(.*)$/gm,
  ]) {
    text = text.replace(mark, (_, inside: string) => {
      alive.push(decode(inside));
      return inside;
    });
  }
  return { text: decode(text), controls: [], alive };
}

function decode(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
