/** A card's controls as one list to choose from, and a choice as the press that it stands for. */
import type { Card, Control } from "../../src/card/card.ts";
import type { Token, What } from "../../src/port.ts";

/** One line to choose. */
export interface Item {
  readonly label: string;
  readonly hint: string | null;
  /** Set on the first item of a select: what the select is called. */
  readonly above: string | null;
  /** Null: not the conversation's control, but the adapter's own. */
  readonly press: { readonly control: string; readonly value: string | null } | null;
}

/** What a token needs beside the control. */
export type Origin = Pick<Token, "decision" | "revision">;

export function controlsOf(card: Card): readonly Control[] {
  return card.blocks.flatMap((block) => (block.kind === "controls" ? block.controls : []));
}

/** Buttons as they are; each option of a select as an item of its own. */
export function itemsOf(card: Card): readonly Item[] {
  return controlsOf(card).flatMap((control): readonly Item[] =>
    control.kind === "button"
      ? [
          {
            label: control.label,
            hint: control.hint ?? null,
            above: null,
            press: { control: control.id, value: null },
          },
        ]
      : control.options.map((option, index) => ({
          label: option.label,
          hint: option.hint ?? null,
          above: index === 0 ? control.label : null,
          press: { control: control.id, value: option.value },
        })),
  );
}

export function pressOf(press: NonNullable<Item["press"]>, origin: Origin): What {
  const token = { decision: origin.decision, control: press.control, revision: origin.revision };
  return { kind: "press", token, value: press.value };
}
