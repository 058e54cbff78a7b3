/** A card's controls as one list to choose from, and a choice as the press that it stands for. */
import type { Card, Control } from "../../src/card/card.ts";
import type { Owner, What } from "../../src/port.ts";

interface Press {
  readonly control: string;
  readonly value: string | null;
  readonly owner: Owner;
  /** In a private view. */
  readonly isPrivate: boolean;
}

/** One line to choose. */
export interface Item {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Of the first item of a select: what the select is called. */
  readonly above?: string | undefined;
  /** What it does cannot be taken back by another choice: it is never chosen for anybody. */
  readonly danger?: boolean;
  /** What most will want, and Enter takes at first. */
  readonly primary?: boolean;
  /** What follows is one person's own. */
  readonly secret?: boolean;
  /** Absent: not a control of the conversation's, but the adapter's own. */
  readonly press?: Press;
}

export function controlsOf(card: Card): readonly Control[] {
  return card.blocks.flatMap((block) => (block.kind === "controls" ? block.controls : []));
}

/** Buttons as they are; each option of a select as an item of its own. */
export function itemsOf(card: Card, owner: Owner, isPrivate = false): readonly Item[] {
  const selects = controlsOf(card).filter(({ kind }) => kind === "select").length;
  return card.blocks.flatMap((block, at): readonly Item[] => {
    // Of several, the list above says which is about what.
    const above = card.blocks[at - 1];
    const about = selects > 1 && above?.kind === "list" ? above.label : "";
    if (block.kind !== "controls") return [];
    return block.controls.flatMap((control) => itemsIn(control, about, owner, isPrivate));
  });
}

function itemsIn(control: Control, about: string, owner: Owner, isPrivate: boolean): readonly Item[] {
  const secret = isPrivate || control.opens === "private";
  const press = (value: string | null): Press => ({ control: control.id, value, owner, isPrivate });
  if (control.kind === "button") {
    const { label, hint, look } = control;
    return [
      { label, hint, secret, danger: look === "danger", primary: look === "primary", press: press(null) },
    ];
  }
  return control.options.map(({ label, hint, value }, index) => ({
    ...{ label, hint, secret, press: press(value) },
    above: index === 0 ? (about === "" ? control.label : `${control.label}: ${about}`) : undefined,
  }));
}

/** Whether they press the same. */
export function isSame(a: Item, b: Item): boolean {
  return a.press?.control === b.press?.control && a.press?.value === b.press?.value;
}

export function pressOf({ control, value, owner, isPrivate }: Press): What {
  const token = { ...owner, control };
  return { kind: "press", token, value, ...(isPrivate ? { private: true } : {}) };
}
