/** A form as a modal, and what was filled in. */
import {
  type APIComponentInLabel,
  type APIInteractionDataResolved,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmission,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from "discord.js";
import type { Field, Form } from "../../../src/card/card.ts";
import { shorten } from "../../../src/card/fit.ts";
import { plainText } from "../../../src/card/plain.ts";
import type { Person, Token } from "../../../src/port.ts";
import { LIMITS } from "../limits.ts";
import { person } from "../place.ts";
import { writeToken } from "../token.ts";
import { drawOption } from "./controls.ts";
import { markdown } from "./escape.ts";

/** What was filled in, by the fields' ids: "" for what was left empty; of people their ids, with blanks between. */
export type Fields = Readonly<Record<string, string>>;

/**
 * An introduction that would be a sixth component goes under the first label instead. `filled`: stands in the fields
 * already.
 */
export function drawForm(
  form: Form,
  token: Token,
  filled: Fields = {},
): APIModalInteractionResponseCallbackData {
  const fields = form.fields.slice(0, LIMITS.modalComponents).map((field) => drawField(field, filled));
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

function drawField(field: Field, filled: Fields): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: shorten(field.label, LIMITS.label),
    ...(field.hint ? { description: shorten(field.hint, LIMITS.labelDescription) } : {}),
    component: drawInput(field, filled[field.id]),
  };
}

function drawInput(field: Field, filled: string | undefined): APIComponentInLabel {
  if (field.kind === "people") {
    const most = Math.min(field.most, LIMITS.selectOptions);
    const picked = (filled ?? "").split(" ").filter((id) => id !== "");
    const type = SelectMenuDefaultValueType.User;
    return {
      type: ComponentType.UserSelect,
      custom_id: field.id,
      required: field.required,
      min_values: field.required ? 1 : 0,
      max_values: most,
      ...(picked.length > 0 ? { default_values: picked.slice(0, most).map((id) => ({ id, type })) } : {}),
    };
  }
  const initial = filled ?? field.initial;
  if (field.kind !== "choice") {
    const max = Math.min(field.max, LIMITS.textInput);
    return {
      type: ComponentType.TextInput,
      custom_id: field.id,
      style: field.kind === "line" ? TextInputStyle.Short : TextInputStyle.Paragraph,
      required: field.required,
      max_length: max,
      ...(initial ? { value: initial.slice(0, max) } : {}),
    };
  }
  const options = field.options.slice(0, LIMITS.selectOptions).map((choice) => ({
    ...drawOption(choice),
    ...(choice.value === initial ? { default: true } : {}),
  }));
  const input = { custom_id: field.id, required: field.required, options };
  return options.length >= LIMITS.radioOptionsMin && options.length <= LIMITS.radioOptions
    ? { type: ComponentType.RadioGroup, ...input }
    : { type: ComponentType.StringSelect, ...input, min_values: field.required ? 1 : 0, max_values: 1 };
}

export interface Submitted {
  readonly fields: Fields;
  /** Who was picked, by the id of the field; left out where the form asks for no people. */
  readonly people?: Readonly<Record<string, readonly Person[]>>;
}

export function readForm({ components, resolved = {} }: APIModalSubmission): Submitted {
  const inputs = components.flatMap((part): readonly Filled[] =>
    "component" in part ? [part.component] : "components" in part ? part.components : [],
  );
  const people = inputs
    .filter(({ type }) => type === ComponentType.UserSelect)
    .map(({ custom_id: id, values = [] }) => [id, values.flatMap((one) => pickedIn(resolved, one))] as const);
  return {
    fields: Object.fromEntries(
      inputs.map(({ custom_id: id, value, values = [] }) => [id, value?.toString() ?? values.join(" ")]),
    ),
    ...(people.length > 0 ? { people: Object.fromEntries(people) } : {}),
  };
}

/** The kinds of inputs differ only in whether they have one value or several. */
interface Filled {
  readonly type: ComponentType;
  readonly custom_id: string;
  readonly value?: string | boolean | null;
  readonly values?: readonly string[];
}

/** None for a bot. */
function pickedIn({ users = {}, members = {} }: APIInteractionDataResolved, id: string): readonly Person[] {
  const user = users[id];
  return user === undefined || user.bot === true ? [] : [person({ ...user, member: members[id] })];
}
