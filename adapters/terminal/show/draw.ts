/** A card as lines of text for a terminal. Its controls are left to the prompt. */
import type { Block, Card, Span, Text } from "../../../src/card/card.ts";
import { plainText } from "../../../src/card/plain.ts";
import { limits } from "../limits.ts";
import { drawChart } from "./chart.ts";
import { clean, cleanLine } from "./clean.ts";
import { type Look, paint, signsOf } from "./look.ts";
import { hanging, padTo, stringWidth, wrap } from "./wrap.ts";

/** Line breaks inside, none at the end. No line is wider than `look.width`. */
export function drawCard(card: Card, look: Look): string {
  const column = labelColumn(card.blocks, look);
  const shown = card.blocks.filter((block) => block.kind !== "controls");
  const lines = shown.flatMap((block, index) => {
    const before = shown[index - 1];
    const gap = before !== undefined && group(before) !== group(block) ? [""] : [];
    return [...gap, ...drawBlock(block, look, column)];
  });
  return (shown.length === 0 ? wrap(cleanLine(card.title), look.width) : lines).join("\n");
}

/** Blocks of one group follow each other without an empty line. */
function group(block: Block): string {
  return block.kind === "heading" || block.kind === "text" || block.kind === "note" ? "words" : block.kind;
}

function drawBlock(block: Block, look: Look, column: number): readonly string[] {
  switch (block.kind) {
    case "heading":
      return wrap(paint(look, "bold", drawText(block.text, look)), look.width);
    case "text":
      return wrap(drawText(block.text, look), look.width);
    case "note":
      return wrap(paint(look, "dim", drawText(block.text, { ...look, colour: false })), look.width);
    case "list":
      return drawList(block, look, column);
    case "chart":
      return drawChart(block, look);
    case "divider":
      return [paint(look, "dim", signsOf(look).rule.repeat(look.width))];
    case "controls":
      return [];
  }
}

/** The label stands in a column of its own, the items beside it; a label too long for it stands above them. */
function drawList(block: Extract<Block, { kind: "list" }>, look: Look, column: number): readonly string[] {
  const label = cleanLine(block.label);
  if (label === "" && block.items.some((item) => ownLabel(item) !== ""))
    return drawLabelled(block.items, look);
  const above = label !== "" && stringWidth(label) > column - 2;
  const items = block.items.flatMap((item, index) => {
    const first = index === 0 && !above ? paint(look, "bold", padTo(label, column)) : " ".repeat(column);
    return hanging(first, drawText(item, look), look.width, column + (block.items.length > 1 ? 2 : 0));
  });
  return above ? [...wrap(paint(look, "bold", label), look.width), ...items] : items;
}

/** Each item's first word in a column of its own, said once for all items in a row that begin with it. */
function drawLabelled(items: readonly Text[], look: Look): readonly string[] {
  const labels = items.map(ownLabel);
  const column = Math.max(...labels.map((label) => stringWidth(label))) + 2;
  return items.flatMap((item, index) => {
    const label = labels[index] ?? "";
    const shown = label === labels[index - 1] ? "" : label;
    const text = drawText(label === "" ? item : item.slice(1), look).trimStart();
    return hanging(paint(look, "bold", padTo(shown, column)), text, look.width, column);
  });
}

function ownLabel([first, ...rest]: Text): string {
  const isLabel = typeof first === "object" && first.kind === "strong" && rest.length > 0;
  const label = isLabel ? cleanLine(first.text) : "";
  return stringWidth(label) > limits.labelMax ? "" : label;
}

/** Wide enough for the labels that leave the line to the items. */
function labelColumn(blocks: readonly Block[], look: Look): number {
  const widths = blocks.flatMap((block) =>
    block.kind === "list" && block.label !== "" ? [stringWidth(cleanLine(block.label)) + 2] : [],
  );
  return Math.max(2, ...widths.filter((width) => width <= Math.min(limits.labelMax, look.width / 4)));
}

function drawText(text: Text, look: Look): string {
  return text.map((span) => drawSpan(span, look)).join("");
}

function drawSpan(span: Span, look: Look): string {
  if (typeof span === "string") return clean(span);
  switch (span.kind) {
    case "strong":
      return paint(look, "bold", clean(span.text));
    case "quote":
      return look.unicode ? `“${clean(span.text)}”` : `"${clean(span.text)}"`;
    case "link": {
      const url = paint(look, "underline", cleanLine(span.url));
      if (span.text === span.url) return url;
      const text = clean(span.text);
      return text.endsWith(")") ? `${text}: ${url}` : `${text} (${url})`;
    }
    case "time":
    case "place":
      return clean(span.text);
    case "mention":
      return paint(look, "cyan", `@${cleanLine(span.name)}`);
  }
}

/** A list without a label has its labels in its items. */
function led(label: string): string {
  return label === "" ? "" : `${label}${/[?:]$/.test(label) ? "" : ":"} `;
}

/** What the card says, a line a fact: to see what an edit has changed. */
export function factsOf(card: Card): readonly string[] {
  return card.blocks.flatMap((block): readonly string[] => {
    switch (block.kind) {
      case "heading":
      case "text":
      case "note":
        return [plainText(block.text)];
      case "list":
        return block.items.map((item) => `${led(block.label)}${plainText(item)}`);
      case "chart":
        return [block.alt];
      default:
        return [];
    }
  });
}
