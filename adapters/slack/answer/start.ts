/** The form with which a decision is started from the Home tab. */
import type { types } from "@slack/bolt";
import type { SubmittedView } from "../show/form.ts";
import { plainObject } from "../show/text.ts";
import { words } from "../words.ts";

export const START_CALLBACK = "plumbline_start_form";

export function startForm(): types.ModalView {
  const { start } = words;
  return {
    type: "modal",
    callback_id: START_CALLBACK,
    title: plainObject(start.title),
    submit: plainObject(start.submit),
    close: plainObject(words.cancel),
    blocks: [
      {
        type: "input",
        block_id: "what",
        label: plainObject(start.what),
        hint: plainObject(start.whatHint),
        element: { type: "plain_text_input", action_id: "value", max_length: 500 },
      },
      {
        type: "input",
        block_id: "where",
        label: plainObject(start.where),
        hint: plainObject(start.whereHint),
        element: {
          type: "conversations_select",
          action_id: "value",
          filter: { include: ["public", "private"], exclude_bot_users: true },
        },
      },
      {
        type: "input",
        block_id: "who",
        optional: true,
        label: plainObject(start.who),
        element: { type: "multi_users_select", action_id: "value" },
      },
    ],
  };
}

export interface StartRequest {
  readonly what: string;
  readonly channel: string;
  readonly people: readonly string[];
}

/** Null: no channel was picked, which Slack's own check of required fields prevents. */
export function readStart({ state }: Pick<SubmittedView, "state">): StartRequest | null {
  const field = (id: string) => state.values[id]?.value;
  const channel = field("where")?.selected_conversation ?? null;
  if (channel === null) return null;
  return { what: field("what")?.value ?? "", channel, people: field("who")?.selected_users ?? [] };
}
