/** A form as a modal, and what was filled in. */
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmission,
  ComponentType,
  TextInputStyle,
} from "discord.js";
import type { Field, Form } from "../../../src/card/card.ts";
import { shorten } from "../../../src/card/fit.ts";
import { plainText } from "../../../src/card/plain.ts";
import type { Token } from "../../../src/port.ts";
import { LIMITS } from "../limits.ts";
import { writeToken } from "../token.ts";
import { drawOption } from "./controls.ts";
import { markdown } from "./escape.ts";

/** An introduction that would be a sixth component goes under the first label instead. */
export function drawForm(form: Form, token: Token): APIModalInteractionResponseCallbackData {
  const fields = form.fields.slice(0, LIMITS.modalComponents).map(drawField);
  const intro = form.intro === undefined || plainText(form.intro).trim() === "" ? null : form.intro;
  const [first] = fields;
  if (intro !== null && fields.length === LIMITS.modalComponents && first !== undefined)
    first.description ??= shorten(plainText(intro), LIMITS.labelDescription);
  return {
    custom_id: writeToken(token, false),
    title: shorten(form.title, LIMITS.modalTitle),
    components: [
      ...(intro !== null && fields.length < LIMITS.modalComponents
        ? [{ type: ComponentType.TextDisplay as const, content: markdown(intro).slice(0, LIMITS.text) }]
        : []),
      ...fields,
    ],
  };
}

function drawField(field: Field): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: shorten(field.label, LIMITS.label),
    ...(field.hint ? { description: shorten(field.hint, LIMITS.labelDescription) } : {}),
    component: drawInput(field),
  };
}

function drawInput(field: Field): APIComponentInLabel {
  if (field.kind === "people")
    return {
      type: ComponentType.UserSelect,
      custom_id: field.id,
      required: field.required,
      min_values: field.required ? 1 : 0,
      max_values: Math.min(field.most, LIMITS.selectOptions),
    };
  if (field.kind !== "choice") {
    const max = Math.min(field.max, LIMITS.textInput);
    return {
      type: ComponentType.TextInput,
      custom_id: field.id,
      style: field.kind === "line" ? TextInputStyle.Short : TextInputStyle.Paragraph,
      required: field.required,
      max_length: max,
      ...(field.initial ? { value: field.initial.slice(0, max) } : {}),
    };
  }
  const options = field.options.slice(0, LIMITS.selectOptions).map((choice) => ({
    ...drawOption(choice),
    ...(choice.value === field.initial ? { default: true } : {}),
  }));
  const input = { custom_id: field.id, required: field.required, options };
  return options.length >= LIMITS.radioOptionsMin && options.length <= LIMITS.radioOptions
    ? { type: ComponentType.RadioGroup, ...input }
    : { type: ComponentType.StringSelect, ...input, min_values: field.required ? 1 : 0, max_values: 1 };
}

/** By the fields' ids; "" for what was left empty. */
export function readFields(submission: APIModalSubmission): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const part of submission.components) {
    const inputs: readonly Filled[] =
      "component" in part ? [part.component] : "components" in part ? part.components : [];
    for (const input of inputs) {
      if (input.custom_id !== undefined)
        fields[input.custom_id] = input.value?.toString() ?? input.values?.[0] ?? "";
    }
  }
  return fields;
}

/** The kinds of inputs differ only in whether they have one value or several. */
interface Filled {
  readonly custom_id?: string;
  readonly value?: string | boolean | null;
  readonly values?: readonly string[];
}
