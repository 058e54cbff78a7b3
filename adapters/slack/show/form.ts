/** A form as a modal, and what was filled in. The token and the place travel in the view's private metadata. */
import type { types } from "@slack/bolt";
import type { Field, Form } from "../../../src/card/card.ts";
import { shorten, shortenText } from "../../../src/card/fit.ts";
import type { Token } from "../../../src/port.ts";
import { LIMITS } from "../limits.ts";
import type { FormPlace } from "../place.ts";
import { readToken, writeToken } from "../token.ts";
import { words } from "../words.ts";
import { drawOption } from "./controls.ts";
import { measure } from "./escape.ts";
import { paragraph, plainObject } from "./text.ts";

export const FORM_CALLBACK = "plumbline_form";

export function drawForm(form: Form, token: Token, place: FormPlace): types.ModalView {
  return {
    type: "modal",
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify({ token: writeToken(token), ...place }),
    title: plainObject(shorten(form.title, LIMITS.view.title)),
    submit: plainObject(shorten(form.submit, LIMITS.view.submit)),
    close: plainObject(words.cancel),
    blocks: [
      ...(form.intro === undefined ? [] : [paragraph(shortenText(form.intro, LIMITS.section, measure))]),
      ...form.fields.map(input),
    ],
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
  readonly place: FormPlace;
  readonly fields: Readonly<Record<string, string>>;
}

/** Null: not a form of ours. A field that was left empty is "". */
export function readForm(view: SubmittedView): Submission | null {
  const hidden = parse(view.private_metadata);
  if (hidden === null) return null;
  const fields = Object.entries(view.state.values).map(([field, elements]) => {
    const element = elements.value;
    return [field, element?.selected_option?.value ?? element?.value ?? ""];
  });
  return { ...hidden, fields: Object.fromEntries(fields) };
}

function parse(metadata: string): { token: Token; place: FormPlace } | null {
  let hidden: unknown;
  try {
    hidden = JSON.parse(metadata);
  } catch {
    return null;
  }
  if (typeof hidden !== "object" || hidden === null) return null;
  const { token: id, channel, thread } = hidden as Partial<Record<string, unknown>>;
  const token = typeof id === "string" ? readToken(id) : null;
  if (token === null || typeof channel !== "string") return null;
  return { token, place: { channel, thread: typeof thread === "string" ? thread : null } };
}
