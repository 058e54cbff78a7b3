/** The Home tab: the list of decisions and a Start button, and the form that the button opens. */
import type { types } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import type { Token } from "../../../src/port.ts";
import { LIMITS } from "../limits.ts";
import { draw } from "../show/draw.ts";
import { plainObject, section } from "../show/text.ts";
import { words } from "../words.ts";

export const START_ACTION = "plumbline_start";
export const START_CALLBACK = "plumbline_start_form";

/** `list` null: it could not be had. */
export function homeView(list: Card | null, token: Token | null): types.HomeView {
  const drawn = list === null ? [section(words.home.empty)] : draw(list, token, false).blocks;
  const blocks: types.KnownBlock[] = [
    { type: "header", text: plainObject(words.home.title) },
    section(words.home.lead),
    {
      type: "actions",
      elements: [
        { type: "button", action_id: START_ACTION, text: plainObject(words.home.start), style: "primary" },
      ],
    },
    { type: "divider" },
    ...drawn.filter((block) => block.type !== "data_visualization"),
  ];
  return { type: "home", blocks: blocks.slice(0, LIMITS.view.blocks) };
}

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

/** The part of the submitted start form that is read. */
export interface StartView {
  readonly id: string;
  readonly state: {
    readonly values: Readonly<
      Record<
        string,
        Readonly<
          Record<
            string,
            {
              readonly value?: string | null;
              readonly selected_conversation?: string | null;
              readonly selected_users?: readonly string[];
            }
          >
        >
      >
    >;
  };
}

export interface StartRequest {
  readonly what: string;
  readonly channel: string;
  readonly people: readonly string[];
}

/** Null: no channel was picked, which Slack's own check of required fields prevents. */
export function readStart(view: StartView): StartRequest | null {
  const field = (id: string) => view.state.values[id]?.value;
  const channel = field("where")?.selected_conversation ?? null;
  if (channel === null) return null;
  return { what: field("what")?.value ?? "", channel, people: field("who")?.selected_users ?? [] };
}
