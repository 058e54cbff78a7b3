/**
 * Makes a card fit a platform, by stated rules, in this order:
 *
 * 1. a single text that is too long loses its end, at the end of a word;
 * 2. while the whole is too long, the longest list loses its last item and says how many are missing: first each down
 *    to the items that it should keep at least, then all down to one;
 * 3. then notes go, the last first;
 * 4. then what is longest is shortened, at the end of a word.
 *
 * Headings, charts and controls stay. Nothing is cut inside a word unless the word alone is too long, and never
 * inside a character.
 */
import type { Block, Card, Control, Span, Text } from "./card.ts";
import { barsOf, plainText } from "./plain.ts";

export interface CardLimits {
  /** Of one text. */
  readonly text: number;
  /** Of all texts of the message together, charts' words and controls' labels included. */
  readonly total: number;
  /**
   * How long a text comes out on the platform: escapes and marks count. Must never be less for more text, nor less than
   * the letters of a text without spans.
   */
  readonly measure: (text: Text) => number;
  /** The sentence for items that were left out of a list. */
  readonly more: (count: number) => string;
}

const ELLIPSIS = "…";
const CHARACTERS = new Intl.Segmenter("en", { granularity: "grapheme" });

/** At most `max` UTF-16 units, cut after a whole word and never inside a character; "…" stands for the rest. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return "";
  const room = max - ELLIPSIS.length;
  const cut = text.slice(0, CHARACTERS.segment(text).containing(room)?.index);
  // A cut that falls between two words already is kept; else back to the last space, if there is one in reach.
  const whole = /\s/.test(text[cut.length] ?? "")
    ? cut
    : cut.slice(0, cut.search(/\s\S*$/) + 1 || cut.length);
  return whole.trimEnd() + ELLIPSIS;
}

/** The spans of `text` up to where `measure` says that `max` is reached. */
export function shortenText(text: Text, max: number, measure: CardLimits["measure"]): Text {
  if (measure(text) <= max) return text;
  const kept: Span[] = [];
  for (const span of text) {
    if (measure([...kept, span]) <= max) {
      kept.push(span);
      continue;
    }
    if (typeof span !== "string" && span.kind === "mention") break;
    const words = typeof span === "string" ? span : span.text;
    let low = 0;
    let high = Math.min(words.length, max);
    const at = (length: number): Span => {
      const text = shorten(words, length);
      return typeof span === "string" ? text : { ...span, text };
    };
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (measure([...kept, at(middle)]) <= max) low = middle;
      else high = middle - 1;
    }
    if (low > 0) kept.push(at(low));
    break;
  }
  return kept;
}

/** By the rules above. A card whose headings, charts and controls alone are too long stays over the limit. */
export function fitCard(card: Card, limits: CardLimits): Card {
  let blocks = card.blocks.map((block) =>
    mapTexts(block, (text) => shortenText(text, limits.text, limits.measure)),
  );
  blocks = shortenLists(blocks, limits);
  blocks = dropNotes(blocks, limits);
  blocks = shortenLongest(blocks, limits);
  return { ...card, blocks };
}

type Blocks = readonly Block[];

function shortenLists(blocks: Blocks, limits: CardLimits): Block[] {
  const shown = blocks.map((block) => (block.kind === "list" ? block.items.length : 0));
  const shortened = (): Block[] =>
    blocks.map((block, index) => {
      const count = shown[index] ?? 0;
      if (block.kind !== "list" || count === block.items.length) return block;
      const more = limits.more(block.items.length - count);
      return { ...block, items: [...block.items.slice(0, count), [more]] };
    });
  const least = blocks.map((block) => (block.kind === "list" ? (block.least ?? 1) : 0));
  let now = shortened();
  for (const floor of [least, least.map(() => 1)])
    while (size(now, limits) > limits.total) {
      const longest = largest(now, (block, index) =>
        (shown[index] ?? 0) > (floor[index] ?? 0) ? blockSize(block, limits) : 0,
      );
      if (longest < 0) break;
      shown[longest] = (shown[longest] ?? 0) - 1;
      now = shortened();
    }
  return now;
}

function dropNotes(blocks: Blocks, limits: CardLimits): Block[] {
  let now = [...blocks];
  while (size(now, limits) > limits.total) {
    const last = now.findLastIndex((block) => block.kind === "note");
    if (last < 0) break;
    now = now.toSpliced(last, 1);
  }
  return now;
}

function shortenLongest(blocks: Blocks, limits: CardLimits): Block[] {
  let now = [...blocks];
  while (size(now, limits) > limits.total) {
    const over = size(now, limits) - limits.total;
    const longest = largest(now, (block) =>
      block.kind === "text" || block.kind === "list" ? blockSize(block, limits) : 0,
    );
    const block = now[longest];
    if (block === undefined) break;
    const shorter = mapTexts(block, (text) =>
      shortenText(text, Math.max(1, limits.measure(text) - over), limits.measure),
    );
    if (blockSize(shorter, limits) >= blockSize(block, limits)) break;
    now = now.with(longest, shorter);
  }
  return now;
}

function size(blocks: Blocks, limits: CardLimits): number {
  return blocks.reduce((sum, block) => sum + blockSize(block, limits), 0);
}

function blockSize(block: Block, limits: CardLimits): number {
  switch (block.kind) {
    case "heading":
    case "text":
    case "note":
      return limits.measure(block.text);
    case "list":
      return block.items.reduce((sum, item) => sum + limits.measure(item) + 2, limits.measure([block.label]));
    case "chart":
      return (
        limits.measure([block.title]) +
        Math.max(limits.measure([block.alt]), limits.measure([barsOf(block).join("\n")]))
      );
    case "divider":
      return 0;
    case "controls":
      return block.controls.reduce((sum, control) => sum + controlSize(control), 0);
  }
}

function controlSize(control: Control): number {
  const options = control.kind === "select" ? control.options : [];
  return options.reduce(
    (sum, { label, hint = "" }) => sum + label.length + hint.length,
    control.label.length,
  );
}

function mapTexts(block: Block, change: (text: Text) => Text): Block {
  switch (block.kind) {
    case "heading":
    case "text":
    case "note":
      return { ...block, text: change(block.text) };
    case "list":
      return { ...block, items: block.items.map(change) };
    default:
      return block;
  }
}

/** The index of the largest positive size, the first of equals; -1 where none is positive. */
function largest(blocks: Blocks, sizeOf: (block: Block, index: number) => number): number {
  const sizes = blocks.map(sizeOf);
  const most = Math.max(0, ...sizes);
  return most === 0 ? -1 : sizes.indexOf(most);
}

/** The length of a text as plain letters: the measure of platforms without escapes. */
export function plainLength(text: Text): number {
  return plainText(text).length;
}
