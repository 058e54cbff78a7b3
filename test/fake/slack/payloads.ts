/** The JSON that Slack sends for what people do. https://docs.slack.dev/reference/interaction-payloads */
import { isJson, listOf } from "./blocks.ts";
import type { Ephemeral, Json, Message, View, Workspace } from "./state.ts";
import { viewJson } from "./views.ts";

/** Who did it, and where the server is. */
export interface Author {
  readonly workspace: Workspace;
  readonly id: string;
  readonly name: string;
  readonly origin: string;
}

/** A message, a private one or a view in which something can be pressed. */
export type Pressable =
  | { readonly message: Message }
  | { readonly ephemeral: Ephemeral }
  | { readonly modal: View }
  | { readonly home: Json };

export type Filled = Readonly<Record<string, string | readonly string[]>>;

export function commandPayload(author: Author, channel: string, text: string): Json {
  return {
    token: "legacy",
    team_id: author.workspace.id,
    team_domain: "example",
    channel_id: channel,
    channel_name: author.workspace.channels.get(channel)?.name ?? "",
    user_id: author.id,
    user_name: author.name.toLowerCase(),
    command: "/decide",
    text,
    api_app_id: "A1",
    is_enterprise_install: "false",
    response_url: responseUrl(author, channel, null),
    trigger_id: author.workspace.trigger(author.id),
  };
}

export function eventsFor(author: Author, message: Message): readonly Json[] {
  const { workspace } = author;
  const channel = workspace.channels.get(message.channel);
  const base = {
    channel: message.channel,
    user: author.id,
    text: message.text,
    ts: message.ts,
    event_ts: message.ts,
    ...(message.thread === null ? {} : { thread_ts: message.thread }),
  };
  const kind = channel?.kind === "im" ? "im" : channel?.kind === "private" ? "group" : "channel";
  const heard =
    channel?.members.has(workspace.botUser) === true
      ? [{ type: "message", channel_type: kind, ...base }]
      : [];
  const mention =
    kind !== "im" && message.text.includes(`<@${workspace.botUser}>`)
      ? [{ type: "app_mention", ...base }]
      : [];
  return [...heard, ...mention];
}

/** Slack tells the text before and after. https://docs.slack.dev/reference/events/message/message_changed */
export function changedEvent(author: Author, message: Message, before: string): Json {
  const { workspace } = author;
  const channel = workspace.channels.get(message.channel);
  const kind = channel?.kind === "im" ? "im" : channel?.kind === "private" ? "group" : "channel";
  const at = message.editedAt ?? workspace.nextTs();
  const said = {
    type: "message",
    user: message.user,
    ts: message.ts,
    ...(message.thread === null ? {} : { thread_ts: message.thread }),
  };
  return {
    type: "message",
    subtype: "message_changed",
    hidden: true,
    channel: message.channel,
    channel_type: kind,
    ts: at,
    event_ts: at,
    message: { ...said, text: message.text, edited: { user: author.id, ts: at } },
    previous_message: { ...said, text: before },
  };
}

export function envelopeOf(author: Author, event: Json): Json {
  return {
    token: "legacy",
    team_id: author.workspace.id,
    api_app_id: "A1",
    type: "event_callback",
    event_id: author.workspace.nextId("Ev"),
    event_time: 1_700_000_000,
    authorizations: [
      {
        enterprise_id: null,
        team_id: author.workspace.id,
        user_id: author.workspace.botUser,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    event,
  };
}

export function pressPayload(author: Author, on: Pressable, label: string, option?: string): Json {
  const element = blocksOf(on)
    .flatMap((block) => (isJson(block) ? listOf(block.elements) : []))
    .find((one): one is Json => isJson(one) && textOf(one.text ?? one.placeholder) === label);
  if (element === undefined) throw new Error(`nothing to press is called ${label}`);
  const picked = listOf(element.options).find(
    (one): one is Json => isJson(one) && textOf(one.text) === option,
  );
  if (option !== undefined && picked === undefined) throw new Error(`${label} has no option ${option}`);
  return {
    type: "block_actions",
    user: {
      id: author.id,
      username: author.name.toLowerCase(),
      name: author.name.toLowerCase(),
      team_id: author.workspace.id,
    },
    api_app_id: "A1",
    token: "legacy",
    team: { id: author.workspace.id, domain: "example" },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: author.workspace.trigger(author.id, "modal" in on ? on.modal.id : null),
    actions: [
      {
        type: element.type,
        action_id: element.action_id,
        block_id: "b1",
        action_ts: "1700000000.1",
        ...(picked === undefined ? { text: element.text } : { selected_option: picked }),
      },
    ],
    ...surface(author, on),
  };
}

function blocksOf(on: Pressable): readonly unknown[] {
  if ("message" in on) return on.message.blocks;
  if ("ephemeral" in on) return on.ephemeral.blocks;
  return listOf("modal" in on ? on.modal.view.blocks : on.home.blocks);
}

function surface(author: Author, on: Pressable): Json {
  if ("modal" in on)
    return {
      container: { type: "view", view_id: on.modal.id },
      view: { ...viewJson(author.workspace, on.modal), state: { values: {} } },
    };
  if ("home" in on)
    return { container: { type: "view", view_id: "VHOME" }, view: { ...on.home, id: "VHOME" } };
  const channel = "message" in on ? on.message.channel : on.ephemeral.channel;
  const thread = "message" in on ? on.message.thread : on.ephemeral.thread;
  const ts = "message" in on ? on.message.ts : on.ephemeral.id;
  return {
    channel: { id: channel, name: "general" },
    container: {
      type: "message",
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: "ephemeral" in on,
      ...(thread === null ? {} : { thread_ts: thread }),
    },
    response_url: responseUrl(author, channel, "ephemeral" in on ? on.ephemeral.id : null),
    ...("message" in on
      ? {
          message: {
            type: "message",
            ts,
            text: on.message.text,
            ...(thread === null ? {} : { thread_ts: thread }),
            ...(on.message.broadcast ? { subtype: "thread_broadcast" } : {}),
          },
        }
      : {}),
  };
}

export function shortcutPayload(author: Author, message: Message): Json {
  return {
    type: "message_action",
    callback_id: "decide_thread",
    token: "legacy",
    trigger_id: author.workspace.trigger(author.id),
    response_url: responseUrl(author, message.channel, null),
    message_ts: message.ts,
    action_ts: "1700000000.2",
    user: { id: author.id, name: author.name.toLowerCase(), team_id: author.workspace.id },
    team: { id: author.workspace.id, domain: "example" },
    channel: { id: message.channel, name: "general" },
    message: {
      type: "message",
      user: message.user,
      ts: message.ts,
      text: message.text,
      ...(message.thread === null ? {} : { thread_ts: message.thread }),
    },
    is_enterprise_install: false,
    enterprise: null,
  };
}

export function submitPayload(author: Author, form: View, values: Filled): Json {
  const filled = listOf(form.view.blocks).flatMap((block) => {
    if (!isJson(block) || block.type !== "input") return [];
    const element = block.element as Json;
    return [
      [block.block_id, { [String(element.action_id)]: stateOf(element, values[String(block.block_id)]) }],
    ];
  });
  return {
    type: "view_submission",
    team: { id: author.workspace.id, domain: "example" },
    user: {
      id: author.id,
      username: author.name.toLowerCase(),
      name: author.name.toLowerCase(),
      team_id: author.workspace.id,
    },
    api_app_id: "A1",
    token: "legacy",
    trigger_id: author.workspace.trigger(author.id, form.id),
    view: {
      ...viewJson(author.workspace, form),
      state: { values: Object.fromEntries(filled) },
    },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
}

function responseUrl(author: Author, channel: string, ephemeral: string | null): string {
  const id = author.workspace.nextId(`${author.workspace.id}R`);
  author.workspace.responseUrls.set(id, { channel, user: author.id, ephemeral, uses: 0 });
  return `${author.origin}/response/${id}`;
}

function textOf(text: unknown): string | undefined {
  return isJson(text) && typeof text.text === "string" ? text.text : undefined;
}

function stateOf(element: Json, given: string | readonly string[] | undefined): Json {
  const value = given ?? initialOf(element);
  switch (element.type) {
    case "static_select":
      return { type: "static_select", selected_option: value === null ? null : { value } };
    case "conversations_select":
      return { type: "conversations_select", selected_conversation: value };
    case "multi_users_select":
      return { type: "multi_users_select", selected_users: value ?? [] };
    default:
      return { type: "plain_text_input", value };
  }
}

/** What a field holds that nobody has touched. */
function initialOf({ initial_option: option, initial_value: value }: Json): string | null {
  if (isJson(option)) return String(option.value);
  return typeof value === "string" ? value : null;
}
