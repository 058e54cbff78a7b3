/** Buttons and selects as Components V2. */
import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from "discord.js";
import type { Button, Control, Select } from "../../../src/card/card.ts";
import { shorten } from "../../../src/card/fit.ts";
import type { Owner } from "../../../src/port.ts";
import { LIMITS } from "../limits.ts";
import { writeToken } from "../token.ts";
import { letters } from "./escape.ts";

/** Buttons five a row, a select alone in its row; a button with a hint beside it as a section of its own. */
export function drawControls(
  controls: readonly Control[],
  owner: Owner,
  sections: boolean,
): APIComponentInContainer[] {
  const rows: APIComponentInContainer[] = [];
  let row: APIButtonComponentWithCustomId[] = [];
  const endRow = (): void => {
    if (row.length > 0) rows.push({ type: ComponentType.ActionRow, components: row });
    row = [];
  };
  for (const control of controls) {
    if (control.kind === "select") {
      endRow();
      for (const component of drawSelect(control, owner))
        rows.push({ type: ComponentType.ActionRow, components: [component] });
    } else if (sections && control.hint !== undefined && control.hint.trim() !== "") {
      endRow();
      const hint = { type: ComponentType.TextDisplay as const, content: letters(control.hint) };
      rows.push({ type: ComponentType.Section, components: [hint], accessory: drawButton(control, owner) });
    } else {
      row.push(drawButton(control, owner));
      if (row.length === LIMITS.buttonsInRow) endRow();
    }
  }
  endRow();
  return rows;
}

function drawButton(button: Button, owner: Owner): APIButtonComponentWithCustomId {
  const looks = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const;
  return {
    type: ComponentType.Button,
    style: button.look === undefined ? ButtonStyle.Secondary : looks[button.look],
    label: shorten(button.label, LIMITS.buttonLabel),
    custom_id: writeToken({ ...owner, control: button.id }, button.opens === "form"),
  };
}

/** As many selects as its options need. */
function drawSelect(select: Select, owner: Owner): APIStringSelectComponent[] {
  const parts: APIStringSelectComponent[] = [];
  for (let at = 0; at < select.options.length; at += LIMITS.selectOptions) {
    parts.push({
      type: ComponentType.StringSelect,
      custom_id: writeToken({ ...owner, control: select.id }, select.opens === "form", parts.length + 1),
      placeholder: shorten(select.label, LIMITS.selectPlaceholder),
      options: select.options.slice(at, at + LIMITS.selectOptions).map(drawOption),
    });
  }
  return parts;
}

/** Options of selects and radio groups look the same. */
export function drawOption(choice: Select["options"][number]): APIStringSelectComponent["options"][number] {
  return {
    value: choice.value,
    label: shorten(choice.label, LIMITS.optionLabel),
    ...(choice.hint ? { description: shorten(choice.hint, LIMITS.optionDescription) } : {}),
  };
}
