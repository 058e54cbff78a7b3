/** A Slack on port 0 that speaks the protocol, with people who use it. */
import { createHmac } from "node:crypto";
import { Person } from "./person.ts";
import { type Envelope, Server } from "./server.ts";
import { type Channel, type Json, Workspace } from "./state.ts";

const SCOPES = [
  "commands",
  "chat:write",
  "app_mentions:read",
  "channels:history",
  "groups:history",
  "im:history",
  "mpim:history",
  "files:write",
  "users:read",
  "usergroups:read",
  "channels:read",
  "groups:read",
] as const;

/** How events get to the app: over a socket, or posted to an address. */
type Delivery =
  | { readonly kind: "socket" }
  | { readonly kind: "http"; readonly url: string; readonly secret: string };

interface PostOptions {
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
      workspace.users.set(user, {
        id: user,
        name,
        admin: name === "Bo",
        bot: false,
        ...(name === "Cy" ? { zone: "Asia/Kolkata" } : {}),
      });
    });
    workspace.users.set("U0000009", { id: "U0000009", name: "Robot", admin: false, bot: true });
    this.server.workspaces.set(workspace.token, workspace);
    addChannel(workspace, "C0000001", "general", "public", true);
    return workspace;
  }

  /** Resolves once something is so; looked at after each change here. */
  until(holds: () => boolean): Promise<void> {
    return this.server.until(holds);
  }

  person(user: string, workspace: Workspace = this.team): Person {
    return new Person(this, workspace, user);
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
