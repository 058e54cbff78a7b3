/** A card as Components V2: one container, its text in as few parts as the pictures and controls between them allow. */
import { type APIComponentInContainer, type APIContainerComponent, ComponentType } from "discord.js";
import type { Block, Card, Text } from "../../../src/card/card.ts";
import { fitCard, shorten } from "../../../src/card/fit.ts";
import { barsOf } from "../../../src/card/plain.ts";
import type { Owner } from "../../../src/port.ts";
import { LIMITS } from "../limits.ts";
import { words } from "../words.ts";
import { drawControls } from "./controls.ts";
import { codeBlock, letters, markdown, strong } from "./escape.ts";

export interface Drawing {
  /** The container's id, by which an earlier attempt is recognised. 1 to 2,147,483,647. */
  readonly mark?: number;
  /** File names of the charts' pictures, in the card's order; null where there is none. */
  readonly pictures?: readonly (string | null)[];
  /** The server in which it is shown; left out in a direct message. */
  readonly guild?: string | undefined;
  /** Whether the card's file is attached, or shown in words because it cannot be. */
  readonly file?: "attached" | "in words";
}

/** What may go when a card has too many components, least missed first. */
const FORMS = [
  { sections: true, pictures: true, dividers: true },
  { sections: false, pictures: true, dividers: true },
  { sections: false, pictures: true, dividers: false },
  { sections: false, pictures: false, dividers: false },
] as const;
type Form = (typeof FORMS)[number];

type Piece = { readonly text: string } | { readonly component: APIComponentInContainer };

/** Within Discord's limits, unless the controls alone are over them. */
export function draw(card: Card, owner: Owner | null, drawing: Drawing = {}): APIContainerComponent {
  let room: number = LIMITS.text;
  let drawn = drawFewEnough(fitted(card, room, drawing), owner, drawing);
  // The fitting does not know of labels and the marks between texts, so their length is taken off.
  while (textOf(drawn) > LIMITS.text && room > 0) {
    room -= textOf(drawn) - LIMITS.text;
    drawn = drawFewEnough(fitted(card, room, drawing), owner, drawing);
  }
  const file = drawFile(card, drawing, LIMITS.text - textOf(drawn));
  return file === null ? drawn : { ...drawn, components: [...drawn.components, file] };
}

/** Discord shows an attached file only where a component refers to it. */
function drawFile({ file }: Card, drawing: Drawing, room: number): APIComponentInContainer | null {
  if (file === undefined || drawing.file === undefined) return null;
  if (drawing.file === "attached")
    return { type: ComponentType.File, file: { url: `attachment://${file.name}` } };
  const content =
    file.inWords === undefined ? codeBlock(file.text, room) : markdown([file.inWords], drawing.guild);
  return content === "" ? null : { type: ComponentType.TextDisplay, content };
}

function fitted(card: Card, room: number, { guild }: Drawing): Card {
  return fitCard(card, {
    text: LIMITS.text,
    total: Math.max(0, room),
    measure: (text) => markdown(text, guild).length,
    more: words.more,
  });
}

function drawFewEnough(card: Card, owner: Owner | null, drawing: Drawing): APIContainerComponent {
  const [whole, ...fewer] = FORMS;
  const most = LIMITS.components - (drawing.file === undefined ? 0 : 1);
  let drawn = drawAs(whole, card, owner, drawing);
  for (const form of fewer) {
    if (all([drawn]).length <= most) break;
    drawn = drawAs(form, card, owner, drawing);
  }
  return drawn;
}

function drawAs(form: Form, card: Card, owner: Owner | null, drawing: Drawing): APIContainerComponent {
  const pictures = form.pictures ? [...(drawing.pictures ?? [])] : [];
  const components = join(
    card.blocks.flatMap((block) => drawBlock(block, owner, form, pictures, drawing.guild)),
  );
  const title = { type: ComponentType.TextDisplay as const, content: letters(card.title).trim() || "…" };
  return {
    type: ComponentType.Container,
    ...(drawing.mark === undefined ? {} : { id: drawing.mark }),
    components: components.length > 0 ? components : [title],
  };
}

function drawBlock(
  block: Block,
  owner: Owner | null,
  form: Form,
  pictures: (string | null)[],
  guild: string | undefined,
): Piece[] {
  const said = (text: Text): string => markdown(text, guild);
  switch (block.kind) {
    case "heading":
      return [{ text: eachLine("## ", said(block.text)) }];
    case "text":
      return [{ text: said(block.text) }];
    case "note":
      return [{ text: eachLine("-# ", said(block.text)) }];
    case "list": {
      const label = block.label === "" ? [] : [strong(block.label)];
      return [{ text: [...label, ...block.items.map((item) => `- ${said(item)}`)].join("\n") }];
    }
    case "chart": {
      const name = pictures.shift();
      // The title stands in the picture.
      return name
        ? [{ component: gallery(name, block.alt) }]
        : [{ text: `${strong(block.title)}\n${letters(barsOf(block).join("\n"))}` }];
    }
    case "divider":
      return form.dividers ? [{ component: { type: ComponentType.Separator } }] : [];
    case "controls":
      return owner === null
        ? []
        : drawControls(block.controls, owner, form.sections).map((component) => ({ component }));
  }
}

function eachLine(mark: string, text: string): string {
  return text.replace(/^(?=.*\S)/gm, mark);
}

function gallery(name: string, alt: string): APIComponentInContainer {
  const description = shorten(alt, LIMITS.mediaDescription);
  return {
    type: ComponentType.MediaGallery,
    items: [{ media: { url: `attachment://${name}` }, ...(description === "" ? {} : { description }) }],
  };
}

/** Neighbouring texts in one part; blank ones are left out, since Discord refuses them. */
function join(pieces: readonly Piece[]): APIComponentInContainer[] {
  const joined: APIComponentInContainer[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if ("component" in piece) joined.push(piece.component);
    else if (piece.text.trim() === "") continue;
    else if (last?.type === ComponentType.TextDisplay) last.content += `\n${piece.text}`;
    else joined.push({ type: ComponentType.TextDisplay, content: piece.text });
  }
  return joined;
}

interface Nested {
  readonly components?: readonly Nested[];
  readonly accessory?: Nested;
  readonly content?: string;
  readonly label?: string;
}

/** These and everything nested in them. */
function all(components: readonly object[]): readonly Nested[] {
  return (components as readonly Nested[]).flatMap((one) => [
    one,
    ...all(one.components ?? []),
    ...(one.accessory === undefined ? [] : [one.accessory]),
  ]);
}

function textOf(component: object): number {
  return all([component]).reduce(
    (sum, { content = "", label = "" }) => sum + content.length + label.length,
    0,
  );
}
