/** A message of a decision, before any platform has drawn it. */
import type { Block, Card, Control, Text } from "../../card/card.ts";

/** One message of a decision, by the conversation's own name for it. */
export interface Shown {
  readonly slot: string;
  readonly audience: "thread" | "channel" | "both";
  readonly card: Card;
  /** An edit of it may wait so long, in milliseconds, for others to join it. */
  readonly paceMs?: number;
  /** Once it is not shown any more it is taken away: it stands elsewhere. */
  readonly moves?: true;
  /** Once it reads like this it is not edited any more. */
  readonly stays?: true;
  /** Of the card, what will come: true only of the latest round. */
  readonly due?: readonly Block[];
}

/** Edits of a message that changes with everybody's answers come together, at most one in so many milliseconds. */
export const PACE_MS = 3000;

/** A message's name; a later round has messages of its own, below those of the round before. */
export function slotOf({ round }: { readonly round: number }, name: string): string {
  return round === 1 ? name : `${name}/${round}`;
}

/** A list where there is something to list; `least` as in the card. */
export function list(label: string, items: readonly Text[], least?: number): readonly Block[] {
  return items.length === 0
    ? []
    : [{ kind: "list", label, items, ...(least === undefined ? {} : { least }) }];
}

/** A row of controls where there are any. */
export function controls(row: readonly Control[]): readonly Block[] {
  return row.length === 0 ? [] : [{ kind: "controls", controls: row }];
}

type Quiet = Extract<Block, { kind: "note" }>;

export function note(text: Text | string): Quiet {
  return { kind: "note", text: typeof text === "string" ? [text] : text };
}

/** What another round leaves behind takes no presses any more, and promises nothing. */
export function leftBehind({ due = [], ...message }: Shown): Shown {
  const blocks = message.card.blocks.filter((block) => block.kind !== "controls" && !due.includes(block));
  return { ...message, card: { ...message.card, blocks } };
}

/** Stands where a message stood that is not to be read any more. */
export function emptiedCard(text: string): Card {
  return { title: text, blocks: [note(text)] };
}

/** The same, of a decision of which nothing else is left. */
export function erasedCard(text: string): Card {
  return { ...emptiedCard(text), closed: true };
}
