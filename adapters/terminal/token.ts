/** A card's controls as one list to choose from, and a choice as the press that it stands for. */
import type { Card, Control } from "../../src/card/card.ts";
import type { Token, What } from "../../src/port.ts";

interface Press {
  readonly control: string;
  readonly value: string | null;
}

/** One line to choose. */
export interface Item {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Of the first item of a select: what the select is called. */
  readonly above?: string | undefined;
  /** Absent: not a control of the conversation's, but the adapter's own. */
  readonly press?: Press;
}

/** Whose controls they are. */
export type Owner = Pick<Token, "decision" | "revision">;

export function controlsOf(card: Card): readonly Control[] {
  return card.blocks.flatMap((block) => (block.kind === "controls" ? block.controls : []));
}

/** Buttons as they are; each option of a select as an item of its own. */
export function itemsOf(card: Card): readonly Item[] {
  return controlsOf(card).flatMap((control): readonly Item[] =>
    control.kind === "button"
      ? [{ label: control.label, hint: control.hint, press: { control: control.id, value: null } }]
      : control.options.map(({ label, hint, value }, index) => ({
          ...{ label, hint, press: { control: control.id, value } },
          above: index === 0 ? control.label : undefined,
        })),
  );
}

/** `isPrivate`: it was offered to one person alone. */
export function pressOf({ control, value }: Press, { decision, revision }: Owner, isPrivate: boolean): What {
  const pressed = { kind: "press", token: { decision, control, revision }, value } as const;
  return isPrivate ? { ...pressed, private: true } : pressed;
}
