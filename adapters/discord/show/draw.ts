/** Card → Components V2: one container, its text in as few parts as the pictures and controls between them allow. */
import { type APIComponentInContainer, type APIContainerComponent, ComponentType } from "discord.js";
import type { Block, Card, Text } from "../../../src/card/card.ts";
import { fitCard, shorten } from "../../../src/card/fit.ts";
import { LIMITS } from "../limits.ts";
import { words } from "../words.ts";
import { drawControls, type Owner } from "./controls.ts";
import { codeBlock, letters, markdown, strong } from "./escape.ts";

export interface Drawing {
  /** The container's id, by which an earlier attempt is recognised. 1 to 2,147,483,647. */
  readonly mark?: number;
  /** File names of the charts' pictures, in the card's order; null where there is none. */
  readonly pictures?: readonly (string | null)[];
  /** The server in which it is shown; left out in a direct message. */
  readonly guild?: string | undefined;
  /** What becomes of the card's file: attached, or in words where none can be. */
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
  // Marks between the texts and labels are not known to the fitting, so what they took is taken off.
  while (textOf(drawn) > LIMITS.text && room > 0) {
    room -= textOf(drawn) - LIMITS.text;
    drawn = drawFewEnough(fitted(card, room, drawing), owner, drawing);
  }
  const file = drawFile(card, drawing, LIMITS.text - textOf(drawn));
  return file === null ? drawn : { ...drawn, components: [...drawn.components, file] };
}

/** Discord shows of what is attached only what a component refers to. */
function drawFile({ file }: Card, drawing: Drawing, room: number): APIComponentInContainer | null {
  if (file === undefined || drawing.file === undefined) return null;
  if (drawing.file === "attached")
    return { type: ComponentType.File, file: { url: `attachment://${file.name}` } };
  const content = codeBlock(file.text, room);
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
  const [all, ...fewer] = FORMS;
  const most = LIMITS.components - (drawing.file === undefined ? 0 : 1);
  let drawn = drawAs(all, card, owner, drawing);
  for (const form of fewer) {
    if (countComponents([drawn]) <= most) break;
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
        ? [{ component: gallery(name, block.alt) }, { text: eachLine("-# ", letters(block.alt)) }]
        : [{ text: `${strong(block.title)}\n${letters(block.alt)}` }];
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

export function countComponents(components: readonly object[]): number {
  return (components as readonly Nested[]).reduce(
    (sum, one) => sum + 1 + countComponents(one.components ?? []) + (one.accessory ? 1 : 0),
    0,
  );
}

function textOf(component: object): number {
  return textOfNested(component as Nested);
}

function textOfNested(component: Nested): number {
  const own = (component.content?.length ?? 0) + (component.label?.length ?? 0);
  const nested = [...(component.components ?? []), ...(component.accessory ? [component.accessory] : [])];
  return nested.reduce((sum, one) => sum + textOfNested(one), own);
}
