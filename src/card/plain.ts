/** A card as plain text: for notifications, screen readers, logs of a talk, and terminals without anything. */
import type { Block, Card, Chart, Control, Span, Text } from "./card.ts";

/** The letters of a text; a link is followed by its address in parentheses. */
export function plainText(text: Text): string {
  return text.map(plainSpan).join("");
}

function plainSpan(span: Span): string {
  if (typeof span === "string") return span;
  switch (span.kind) {
    case "strong":
    case "time":
    case "place":
      return span.text;
    case "quote":
      return `“${span.text}”`;
    case "link":
      return span.text === span.url ? span.url : `${span.text} (${span.url})`;
    case "mention":
      return `@${span.name}`;
  }
}

/** The whole card, a line or more a block; the title first unless a heading says it already. */
export function plain(card: Card): string {
  const body = card.blocks.map(plainBlock).filter((part) => part !== "");
  return body[0] === card.title ? body.join("\n") : [card.title, ...body].join("\n");
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "text":
    case "note":
      return plainText(block.text);
    case "list":
      return [
        ...(block.label === "" ? [] : [/[?:.!]$/.test(block.label) ? block.label : `${block.label}:`]),
        ...block.items.map((item) => `- ${plainText(item)}`),
      ].join("\n");
    case "chart":
      return block.alt;
    case "divider":
      return "";
    case "controls":
      return block.controls.map(plainControl).join(" ");
  }
}

function plainControl(control: Control): string {
  const choices =
    control.kind === "select" ? `: ${control.options.map((option) => option.label).join(", ")}` : "";
  return `[${control.label}${choices}]`;
}

const BAR_LENGTH = 20;

/** A chart in letters, where no picture can be shown; a row a bar. A screen reader skips the marks: "FastAPI 81 %". */
export function barsOf({ bars, alt }: Chart): readonly string[] {
  if (bars.length === 0) return [alt];
  return bars.map(({ label, value }) => {
    const filled = Math.round((Math.min(100, Math.max(0, value)) / 100) * BAR_LENGTH);
    return `${"█".repeat(filled)}${"░".repeat(BAR_LENGTH - filled)}  ${label} ${Math.round(value)} %`;
  });
}
