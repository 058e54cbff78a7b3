/** A Slack on port 0 that speaks the protocol, with people who use it. */
import { createHmac } from "node:crypto";
import { isJson, listOf } from "./blocks.ts";
import { type Seen, see } from "./render.ts";
import { type Envelope, Server } from "./server.ts";
import { type Channel, type Ephemeral, type Json, type Message, type View, Workspace } from "./state.ts";

export const SCOPES = [
  "commands",
  "chat:write",
  "app_mentions:read",
  "channels:history",
  "groups:history",
  "im:history",
  "mpim:history",
  "users:read",
] as const;

/** How events get to the app: over a socket, or posted to an address. */
export type Delivery =
  | { readonly kind: "socket" }
  | { readonly kind: "http"; readonly url: string; readonly secret: string };

export interface PostOptions {
  readonly secret?: string;
  /** Seconds since 1970. */
  readonly at?: number;
  readonly retry?: number;
}

export class FakeSlack {
  readonly server = new Server();
  readonly team: Workspace;
  delivery: Delivery = { kind: "socket" };
  #envelopes = 0;

  constructor() {
    this.team = this.addWorkspace("T0000001");
  }

  static async start(): Promise<FakeSlack> {
    const slack = new FakeSlack();
    await slack.server.start();
    return slack;
  }

  get apiUrl(): string {
    return `${this.server.origin}/api`;
  }

  /** With Ana, Bo (an admin), Cy and a robot of somebody else's, and the public channel C0000001 that the bot is in. */
  addWorkspace(id: string): Workspace {
    const workspace = new Workspace(id, `xoxb-${id}-secret`, SCOPES);
    ["Ana", "Bo", "Cy"].forEach((name, index) => {
      const user = `U000000${index + 1}`;
      workspace.users.set(user, { id: user, name, admin: name === "Bo", bot: false });
    });
    workspace.users.set("U0000009", { id: "U0000009", name: "Robot", admin: false, bot: true });
    this.server.workspaces.set(workspace.token, workspace);
    addChannel(workspace, "C0000001", "general", "public", true);
    return workspace;
  }

  person(user: string, workspace: Workspace = this.team): Actor {
    return new Actor(this, workspace, user);
  }

  /** Resolves with what the app acknowledged with; over HTTP with its answer's body. */
  async deliver(type: Envelope["type"], payload: Json, id = this.nextEnvelope()): Promise<Json> {
    if (this.delivery.kind === "socket") {
      return this.server.send({
        envelope_id: id,
        type,
        payload,
        accepts_response_payload: type !== "events_api",
      });
    }
    const answer = await this.post(type, payload);
    if (answer.status !== 200) throw new Error(`the app answered ${answer.status}`);
    return answer.body === "" ? {} : (JSON.parse(answer.body) as Json);
  }

  nextEnvelope(): string {
    this.#envelopes += 1;
    return `envelope-${this.#envelopes}`;
  }

  /** One signed request, as Slack posts it. */
  async post(
    type: Envelope["type"],
    payload: Json,
    options: PostOptions = {},
  ): Promise<{ status: number; body: string }> {
    if (this.delivery.kind !== "http") throw new Error("no address to post to");
    const json = type === "events_api";
    const body = json
      ? JSON.stringify(payload)
      : type === "interactive"
        ? new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
        : new URLSearchParams(
            Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)])),
          ).toString();
    const at = options.at ?? Math.floor(Date.now() / 1000);
    const secret = options.secret ?? this.delivery.secret;
    const signature = `v0=${createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex")}`;
    const answer = await fetch(this.delivery.url, {
      method: "POST",
      body,
      headers: {
        "content-type": json ? "application/json" : "application/x-www-form-urlencoded",
        "x-slack-signature": signature,
        "x-slack-request-timestamp": String(at),
        ...(options.retry === undefined
          ? {}
          : { "x-slack-retry-num": String(options.retry), "x-slack-retry-reason": "http_timeout" }),
      },
    });
    return { status: answer.status, body: await answer.text() };
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}

export function addChannel(
  workspace: Workspace,
  id: string,
  name: string,
  kind: Channel["kind"],
  withBot: boolean,
): Channel {
  const members = new Set([...workspace.users.keys(), ...(withBot ? [workspace.botUser] : [])]);
  const channel: Channel = { id, name, kind, members, archived: false };
  workspace.channels.set(id, channel);
  return channel;
}

/** A message, a private one or a view in which something can be pressed. */
export type Pressable =
  | { readonly message: Message }
  | { readonly ephemeral: Ephemeral }
  | { readonly home: Json };

/** Somebody who uses Slack. Every act resolves when the app has acknowledged it. */
export class Actor {
  readonly slack: FakeSlack;
  readonly workspace: Workspace;
  readonly id: string;

  constructor(slack: FakeSlack, workspace: Workspace, id: string) {
    this.slack = slack;
    this.workspace = workspace;
    this.id = id;
  }

  get name(): string {
    return this.workspace.users.get(this.id)?.name ?? this.id;
  }

  /** Slack itself refuses an app's commands in threads. */
  async command(channel: string, text: string, thread: string | null = null): Promise<Json> {
    if (thread !== null) throw new Error("/decide is not supported in threads. Sorry!");
    return this.slack.deliver("slash_commands", this.commandPayload(channel, text));
  }

  commandPayload(channel: string, text: string): Json {
    return {
      token: "legacy",
      team_id: this.workspace.id,
      team_domain: "example",
      channel_id: channel,
      channel_name: this.workspace.channels.get(channel)?.name ?? "",
      user_id: this.id,
      user_name: this.name.toLowerCase(),
      command: "/decide",
      text,
      api_app_id: "A1",
      is_enterprise_install: "false",
      response_url: this.#responseUrl(channel, null),
      trigger_id: this.workspace.trigger(this.id),
    };
  }

  /** Says something; the app hears it where it may. `text` as Slack stores it: `<@U1>`, `&lt;`. */
  async say(channel: string, text: string, thread: string | null = null): Promise<Message> {
    const { workspace } = this;
    const message: Message = {
      ts: workspace.nextTs(),
      channel,
      user: this.id,
      byBot: false,
      thread,
      broadcast: false,
      text,
      blocks: [],
      metadata: null,
      edits: 0,
    };
    workspace.messages.push(message);
    await Promise.all(
      this.eventsFor(message).map((event) => this.slack.deliver("events_api", this.envelopeOf(event))),
    );
    return message;
  }

  eventsFor(message: Message): readonly Json[] {
    const { workspace } = this;
    const channel = workspace.channels.get(message.channel);
    const base = {
      channel: message.channel,
      user: this.id,
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

  envelopeOf(event: Json): Json {
    return {
      token: "legacy",
      team_id: this.workspace.id,
      api_app_id: "A1",
      type: "event_callback",
      event_id: this.workspace.nextId("Ev"),
      event_time: 1_700_000_000,
      authorizations: [
        {
          enterprise_id: null,
          team_id: this.workspace.id,
          user_id: this.workspace.botUser,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      event,
    };
  }

  /** Presses the button with this label, or picks an option of the select with it. */
  press(on: Pressable, label: string, option?: string): Promise<Json> {
    return this.slack.deliver("interactive", this.pressPayload(on, label, option));
  }

  pressPayload(on: Pressable, label: string, option?: string): Json {
    const blocks =
      "message" in on ? on.message.blocks : "ephemeral" in on ? on.ephemeral.blocks : listOf(on.home.blocks);
    const element = blocks
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
        id: this.id,
        username: this.name.toLowerCase(),
        name: this.name.toLowerCase(),
        team_id: this.workspace.id,
      },
      api_app_id: "A1",
      token: "legacy",
      team: { id: this.workspace.id, domain: "example" },
      enterprise: null,
      is_enterprise_install: false,
      trigger_id: this.workspace.trigger(this.id),
      actions: [
        {
          type: element.type,
          action_id: element.action_id,
          block_id: "b1",
          action_ts: "1700000000.1",
          ...(picked === undefined ? { text: element.text } : { selected_option: picked }),
        },
      ],
      ...this.#surface(on),
    };
  }

  #surface(on: Pressable): Json {
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
      response_url: this.#responseUrl(channel, "ephemeral" in on ? on.ephemeral.id : null),
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

  shortcut(message: Message): Promise<Json> {
    return this.slack.deliver("interactive", {
      type: "message_action",
      callback_id: "decide_thread",
      token: "legacy",
      trigger_id: this.workspace.trigger(this.id),
      response_url: this.#responseUrl(message.channel, null),
      message_ts: message.ts,
      action_ts: "1700000000.2",
      user: { id: this.id, name: this.name.toLowerCase(), team_id: this.workspace.id },
      team: { id: this.workspace.id, domain: "example" },
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
    });
  }

  /** The newest form that is open for this person. */
  get form(): View | undefined {
    return [...this.workspace.views.values()].filter((view) => view.user === this.id).at(-1);
  }

  /** Fills in the open form, by block id, and submits it. It closes unless the app says what is wrong. */
  async submit(values: Readonly<Record<string, string | readonly string[]>>): Promise<Json> {
    const form = this.form;
    if (form === undefined) throw new Error("no form is open");
    const answer = await this.slack.deliver("interactive", this.submitPayload(form, values));
    const action = answer.response_action;
    if (action === "errors") form.errors = answer.errors as Readonly<Record<string, string>>;
    else if (action === "update")
      Object.assign(form, { view: answer.view, hash: this.workspace.nextId("h"), errors: {} });
    else this.workspace.views.delete(form.id);
    return answer;
  }

  submitPayload(form: View, values: Readonly<Record<string, string | readonly string[]>>): Json {
    const filled = listOf(form.view.blocks).flatMap((block) => {
      if (!isJson(block) || block.type !== "input") return [];
      const element = block.element as Json;
      return [
        [block.block_id, { [String(element.action_id)]: stateOf(element, values[String(block.block_id)]) }],
      ];
    });
    return {
      type: "view_submission",
      team: { id: this.workspace.id, domain: "example" },
      user: {
        id: this.id,
        username: this.name.toLowerCase(),
        name: this.name.toLowerCase(),
        team_id: this.workspace.id,
      },
      api_app_id: "A1",
      token: "legacy",
      trigger_id: this.workspace.trigger(this.id),
      view: {
        ...form.view,
        id: form.id,
        hash: form.hash,
        team_id: this.workspace.id,
        state: { values: Object.fromEntries(filled) },
      },
      response_urls: [],
      is_enterprise_install: false,
      enterprise: null,
    };
  }

  async openHome(): Promise<Json | undefined> {
    const event = {
      type: "app_home_opened",
      user: this.id,
      channel: this.workspace.direct(this.id).id,
      tab: "home",
      event_ts: this.workspace.nextTs(),
    };
    await this.slack.deliver("events_api", this.envelopeOf(event));
    return this.workspace.homes.get(this.id);
  }

  /** What only this person has been shown, newest last. */
  get whispers(): readonly Seen[] {
    return this.workspace.ephemerals.filter((one) => one.user === this.id).map(see);
  }

  #responseUrl(channel: string, ephemeral: string | null): string {
    const id = this.workspace.nextId(`${this.workspace.id}R`);
    this.workspace.responseUrls.set(id, { channel, user: this.id, ephemeral, uses: 0 });
    return `${this.slack.server.origin}/response/${id}`;
  }
}

function textOf(text: unknown): string | undefined {
  return isJson(text) && typeof text.text === "string" ? text.text : undefined;
}

function stateOf(element: Json, given: string | readonly string[] | undefined): Json {
  const value = given ?? null;
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
