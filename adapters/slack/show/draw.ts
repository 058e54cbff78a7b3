/** A card as a Slack message, within every limit and shortened by the card's own rules. */
import type { types } from "@slack/bolt";
import type { Block, Card, Chart, Text } from "../../../src/card/card.ts";
import { fitCard, shorten, shortenText } from "../../../src/card/fit.ts";
import { barsOf, plain, plainText } from "../../../src/card/plain.ts";
import type { Owner } from "../../../src/port.ts";
import { LIMITS } from "../limits.ts";
import { words } from "../words.ts";
import { drawControls } from "./controls.ts";
import { escapeText, isSafe, measure } from "./escape.ts";
import { pictureMark } from "./find.ts";
import type { Uploaded } from "./pictures.ts";
import { bullets, isBlank, paragraph, plainObject, quiet } from "./text.ts";

export interface Drawing {
  /** The whole card in words, escaped: for notifications, search and screen readers. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/** The pictures of a card's charts, in its order; a chart without one is drawn in text. */
export type Pictures = readonly (Uploaded | null)[];

/** `owner` null: the card has no controls. */
export function draw(card: Card, owner: Owner | null, pictures: Pictures = []): Drawing {
  const whole = withHints(card);
  return { text: fallback(whole), blocks: fitted(whole, owner, pictures, LIMITS.message) };
}

/** The same in a modal or on the Home tab, where there is more room. At least one block. */
export function drawView(card: Card, owner: Owner | null): types.KnownBlock[] {
  const blocks = fitted(withHints(card), owner, [], LIMITS.view);
  return blocks.length === 0 ? [paragraph([card.title])] : blocks;
}

function fitted(
  card: Card,
  owner: Owner | null,
  pictures: Pictures,
  limits: { readonly blocks: number; readonly blocksText: number },
): types.KnownBlock[] {
  // A list's points share a section with their label and bullets.
  const { blocks } = fitCard(card, {
    text: LIMITS.section - 100,
    total: limits.blocksText,
    measure,
    more: words.more,
  });
  let charts = 0;
  const drawn = joinNotes(blocks).flatMap((block) =>
    block.kind === "chart" ? [drawChart(block, pictures, charts++)] : drawBlock(block, owner),
  );
  return keepMost(drawn, limits.blocks);
}

/** Slack shows only a button's label, so what the choices mean stands above them. */
function withHints(card: Card): Card {
  return { ...card, blocks: card.blocks.flatMap(hinted) };
}

function hinted(block: Block): readonly Block[] {
  const lines = (block.kind === "controls" ? block.controls : []).flatMap((control): Text[] =>
    control.kind !== "button" || control.hint === undefined || control.hint.trim() === ""
      ? []
      : [["• ", { kind: "strong", text: control.label }, `: ${control.hint}`]],
  );
  if (lines.length === 0) return [block];
  return [
    { kind: "note", text: lines.flatMap((line, index) => (index === 0 ? line : ["\n", ...line])) },
    block,
  ];
}

/** Notes in a row, such as sources, are one quiet block of several lines. */
function joinNotes(blocks: readonly Block[]): readonly Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.kind === "note" && last?.kind === "note" && isSafe(last.text) && isSafe(block.text)) {
      const text: Text = [...last.text, "\n", ...block.text];
      if (measure(text) <= LIMITS.section) {
        joined[joined.length - 1] = { kind: "note", text };
        continue;
      }
    }
    joined.push(block);
  }
  return joined;
}

function fallback(card: Card): string {
  const length = (text: Text): number => escapeText(plainText(text)).length;
  return escapeText(plainText(shortenText([plain(card)], LIMITS.message.text, length))) || " ";
}

/** All that the picture shows is in its words, for those who do not see it. */
function drawChart(chart: Chart, pictures: Pictures, index: number): types.KnownBlock {
  const picture = pictures[index] ?? null;
  if (picture === null)
    return paragraph([{ kind: "strong", text: chart.title }, `\n${barsOf(chart).join("\n")}`]);
  return {
    type: "image",
    block_id: pictureMark(picture, index),
    slack_file: { id: picture.file },
    alt_text: shorten(chart.alt.trim() || chart.title.trim(), LIMITS.imageAlt) || words.picture,
  };
}

function drawBlock(block: Exclude<Block, Chart>, owner: Owner | null): types.KnownBlock[] {
  switch (block.kind) {
    case "heading":
      return isBlank(block.text) ? [] : [heading(block.text)];
    case "text":
      return isBlank(block.text) ? [] : [paragraph(block.text)];
    case "note":
      return isBlank(block.text) ? [] : [quiet(block.text)];
    case "list": {
      const items = block.items.filter((item) => !isBlank(item));
      return items.length === 0 ? [] : bullets(block.label, items);
    }
    case "divider":
      return [{ type: "divider" }];
    case "controls":
      return owner === null ? [] : drawControls(block.controls, owner);
  }
}

/**
 * A header is one line of 150 letters, in which nobody can be mentioned; what is longer, or mentions somebody, is a bold
 * paragraph.
 */
function heading(text: Text): types.KnownBlock {
  if (text.some((span) => typeof span !== "string" && span.kind === "mention"))
    return paragraph(text.map((span) => (typeof span === "string" ? { kind: "strong", text: span } : span)));
  const letters = plainText(text);
  if (letters.length <= LIMITS.header && !letters.includes("\n"))
    return { type: "header", text: plainObject(letters) };
  return paragraph(letters.includes("\n") ? [letters] : [{ kind: "strong", text: letters }]);
}

/** If there are too many blocks, notes go first, then dividers, then text from the end; controls stay. */
function keepMost(blocks: readonly types.KnownBlock[], max: number): types.KnownBlock[] {
  let kept = [...blocks];
  for (const type of ["context", "divider", "section", "rich_text"]) {
    while (kept.length > max) {
      const last = kept.findLastIndex((block) => block.type === type);
      if (last < 0) break;
      kept = kept.toSpliced(last, 1);
    }
  }
  return kept.slice(0, max);
}
