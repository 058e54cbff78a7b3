/** A form as a modal, and what was filled in. */
import type { types } from "@slack/bolt";
import type { Field, Form } from "../../../src/card/card.ts";
import { shorten, shortenText } from "../../../src/card/fit.ts";
import type { Token } from "../../../src/port.ts";
import { LIMITS } from "../limits.ts";
import { isPerson, readHidden, type ViewPlace, writeHidden } from "../place.ts";
import { START } from "../token.ts";
import { words } from "../words.ts";
import { drawOption } from "./controls.ts";
import { measure } from "./escape.ts";
import { paragraph, plainObject } from "./text.ts";

export const FORM_CALLBACK = "plumbline_form";

export function drawForm(form: Form, token: Token, place: ViewPlace): types.ModalView {
  return {
    type: "modal",
    callback_id: FORM_CALLBACK,
    private_metadata: writeHidden(place, token),
    title: plainObject(shorten(form.title, LIMITS.view.title)),
    submit: plainObject(shorten(form.submit, LIMITS.view.submit)),
    close: plainObject(words.cancel),
    blocks: [
      ...(form.intro === undefined ? [] : [paragraph(shortenText(form.intro, LIMITS.section, measure))]),
      ...form.fields.map(input),
      ...(isPerson(place.channel) && token.decision === START.decision ? [where()] : []),
    ],
  };
}

/** The adapter's own field: there is no channel around the Home tab to start a decision in. */
const WHERE = "where";

function where(): types.InputBlock {
  return {
    type: "input",
    block_id: WHERE,
    label: plainObject(words.start.where),
    hint: plainObject(words.start.whereHint),
    element: {
      type: "conversations_select",
      action_id: "value",
      filter: { include: ["public", "private"], exclude_bot_users: true },
    },
  };
}

/** The block's id is the field's: Slack's `errors` name blocks. */
function input(field: Field): types.InputBlock {
  return {
    type: "input",
    block_id: field.id,
    label: plainObject(shorten(field.label, LIMITS.input.label)),
    ...(field.hint === undefined || field.hint === ""
      ? {}
      : { hint: plainObject(shorten(field.hint, LIMITS.input.hint)) }),
    optional: !field.required,
    element: element(field),
  };
}

function element(field: Field): types.InputBlock["element"] {
  switch (field.kind) {
    case "choice":
      return choice(field);
    case "people":
      return { type: "multi_users_select", action_id: "value", max_selected_items: field.most };
    default:
      return text(field);
  }
}

function choice(field: Extract<Field, { kind: "choice" }>): types.StaticSelect {
  const options = field.options.slice(0, LIMITS.select.options).map(drawOption);
  const initial = options.find(({ value }) => value === field.initial);
  return {
    type: "static_select",
    action_id: "value",
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

function text(field: Extract<Field, { kind: "line" | "paragraph" }>): types.PlainTextInput {
  const max = Math.min(field.max, LIMITS.input.maxLength);
  return {
    type: "plain_text_input",
    action_id: "value",
    multiline: field.kind === "paragraph",
    max_length: max,
    ...(field.initial === undefined || field.initial === ""
      ? {}
      : { initial_value: shorten(field.initial, max) }),
  };
}

/** The part of a submitted view that is read. Slack's own type leaves all of it optional as well. */
export interface SubmittedView {
  readonly private_metadata: string;
  /** By block and element. */
  readonly state: { readonly values: Readonly<Record<string, Readonly<Record<string, Filled>>>> };
}

interface Filled {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_conversation?: string | null;
  readonly selected_users?: readonly string[];
}

export interface Submission {
  readonly token: Token;
  readonly place: ViewPlace;
  readonly fields: Readonly<Record<string, string>>;
  /** Ids of those who were picked, by field. */
  readonly people: Readonly<Record<string, readonly string[]>>;
}

/** Null: not a form of ours. A field that was left empty is "". It belongs to the channel that was picked in it. */
export function readForm(view: SubmittedView): Submission | null {
  const { token = null, place } = readHidden(view.private_metadata) ?? {};
  if (token === null || place === undefined) return null;
  const fields: Record<string, string> = {};
  const people: Record<string, readonly string[]> = {};
  const { [WHERE]: picked, ...filled } = view.state.values;
  for (const [field, { value: element = {} }] of Object.entries(filled)) {
    if (element.selected_users !== undefined) people[field] = element.selected_users;
    else fields[field] = element.selected_option?.value ?? element.value ?? "";
  }
  const channel = picked?.value?.selected_conversation ?? null;
  return { token, place: channel === null ? place : { channel, thread: null }, fields, people };
}
