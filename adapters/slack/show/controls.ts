/** Buttons and selects as Block Kit elements. */
import type { types } from "@slack/bolt";
import type { Button, Control, Select, SelectOption } from "../../../src/card/card.ts";
import { shorten } from "../../../src/card/fit.ts";
import type { Owner } from "../../../src/port.ts";
import { LIMITS } from "../limits.ts";
import { writeToken } from "../token.ts";
import { plainObject } from "./text.ts";

/** As many rows as they need. */
export function drawControls(controls: readonly Control[], owner: Owner): types.ActionsBlock[] {
  const elements = controls.flatMap((control) => element(control, owner));
  const rows: types.ActionsBlock[] = [];
  for (let from = 0; from < elements.length; from += LIMITS.actions.elements) {
    rows.push({ type: "actions", elements: elements.slice(from, from + LIMITS.actions.elements) });
  }
  return rows;
}

function element(control: Control, owner: Owner): types.ActionsBlockElement[] {
  const id = writeToken({ ...owner, control: control.id });
  return control.kind === "button" ? [button(control, id)] : select(control, id);
}

function button(control: Button, id: string): types.Button {
  return {
    type: "button",
    action_id: id,
    text: plainObject(shorten(control.label, LIMITS.button.text)),
    ...(control.look === undefined ? {} : { style: control.look }),
  };
}

/** Nothing to pick from: nothing to draw. */
function select(control: Select, id: string): types.StaticSelect[] {
  const options = control.options.slice(0, LIMITS.select.options).map(drawOption);
  if (options.length === 0) return [];
  return [
    {
      type: "static_select",
      action_id: id,
      placeholder: plainObject(shorten(control.label, LIMITS.select.placeholder)),
      options,
    },
  ];
}

export function drawOption(choice: SelectOption): types.PlainTextOption {
  return {
    text: plainObject(shorten(choice.label, LIMITS.select.optionText)),
    value: choice.value,
    ...(choice.hint === undefined || choice.hint.trim() === ""
      ? {}
      : { description: plainObject(shorten(choice.hint, LIMITS.select.optionDescription)) }),
  };
}
