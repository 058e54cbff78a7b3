/** The HTTP side: Web API, response URLs, OAuth; and Socket Mode over WebSocket, all on one port. */
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { bodyOf, PATIENT } from "../http.ts";
import { isJson } from "./blocks.ts";
import { contentOf } from "./call.ts";
import { type Fault, Faults } from "./faults.ts";
import { takeBytes } from "./files.ts";
import { METHODS } from "./methods.ts";
import type { Json, Workspace } from "./state.ts";

export interface Envelope {
  readonly envelope_id: string;
  readonly type: "events_api" | "slash_commands" | "interactive";
  readonly payload: Json;
  readonly accepts_response_payload: boolean;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
}

export interface Recorded {
  readonly method: string;
  readonly args: Readonly<Record<string, string>>;
  readonly team: string | null;
}

/** What its answers say of the time, in milliseconds since 1970: always the same. */
export const SLACK_TIME = Date.UTC(2026, 10, 23, 9);

export class Server {
  /** "change": something was asked of this Slack, or something in it changed. */
  readonly events = new EventEmitter().setMaxListeners(100);
  readonly faults = new Faults();
  everywhere = false;
  readonly workspaces = new Map<string, Workspace>();
  /** Every call that reached the server, in order. */
  readonly calls: Recorded[] = [];
  /** OAuth codes that were handed out, and the workspace that each installs to. */
  readonly codes = new Map<string, Workspace>();
  appToken = "xapp-1-fake";
  readonly #http = createServer(PATIENT, async (request, response) => {
    await this.#serve(request, response);
    this.changed();
  });
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #open: WebSocket[] = [];
  readonly #acks = new Map<string, (payload: Json) => void>();
  #greet = true;
  #turn = 0;
  #opened = 0;

  get origin(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.#open.length;
  }

  /** How many connections there have been. */
  get opened(): number {
    return this.#opened;
  }

  changed(): void {
    this.events.emit("change");
  }

  /** Resolves once something is so; looked at after each change here. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await once(this.events, "change");
  }

  async start(): Promise<void> {
    this.#http.listen(0, "127.0.0.1");
    this.#http.on("upgrade", (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (link) => this.#connect(link));
    });
    await once(this.#http, "listening");
  }

  async stop(): Promise<void> {
    for (const link of this.#open) link.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** Slack asks for a new connection before it closes an old one. */
  refresh(): void {
    for (const link of this.#open)
      link.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
  }

  /** The connections break without a goodbye. */
  cut(): void {
    for (const link of this.#open) link.terminate();
  }

  /** From now on, connections are accepted but never greeted; or are again. */
  greet(yes: boolean): void {
    this.#greet = yes;
  }

  /** Whatever it is, to the newest connection. */
  sendRaw(text: string): void {
    this.#open.at(-1)?.send(text);
  }

  /** To one of the connections in turn, as Slack does; `everywhere`: to all. Resolves with what was acknowledged first. */
  send(envelope: Envelope): Promise<Json> {
    const link = this.#open[this.#turn++ % Math.max(1, this.#open.length)];
    if (link === undefined) throw new Error("no Socket Mode connection is open");
    const acknowledged = new Promise<Json>((resolve) => this.#acks.set(envelope.envelope_id, resolve));
    for (const each of this.everywhere ? this.#open : [link]) each.send(JSON.stringify(envelope));
    return acknowledged;
  }

  #connect(link: WebSocket): void {
    this.#opened += 1;
    this.#open.push(link);
    link.on("close", () => {
      this.#open.splice(this.#open.indexOf(link), 1);
      this.changed();
    });
    link.on("message", (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data)) as {
        envelope_id: string;
        payload?: Json;
      };
      this.#acks.get(id)?.(payload ?? {});
      this.#acks.delete(id);
    });
    if (this.#greet)
      link.send(
        JSON.stringify({
          type: "hello",
          num_connections: this.#open.length,
          connection_info: { app_id: "A1" },
        }),
      );
    this.changed();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await bodyOf(request);
    if (bytes === null) return;
    const body = bytes.toString();
    const { pathname } = new URL(request.url ?? "/", this.origin);
    if (pathname.startsWith("/upload/v1/")) return this.#upload(pathname, bytes, request, response);
    if (pathname.startsWith("/response/")) {
      const fault = this.faults.take("response");
      if (fault?.kind === "status") return void response.writeHead(fault.status).end("oops");
      return this.#respond(pathname.slice("/response/".length), body, response);
    }
    const method = pathname.replace("/api/", "");
    const args = Object.fromEntries(new URLSearchParams(body));
    const fault = this.faults.take(method);
    if (fault?.kind === "drop") return void request.socket.destroy();
    if (fault?.kind === "busy")
      return void response.writeHead(429, { "retry-after": String(fault.seconds) }).end();
    if (fault?.kind === "status") return void response.writeHead(fault.status).end("oops");
    const token = (request.headers.authorization ?? "").replace("Bearer ", "");
    const answer = this.#answer(method, args, token, fault);
    if (fault?.kind === "lose") return void request.socket.destroy();
    if (fault?.kind === "late") await fault.until;
    const scopes = this.workspaces.get(token)?.scopes;
    response.writeHead(200, {
      "content-type": "application/json",
      date: new Date(SLACK_TIME).toUTCString(),
      ...(scopes === undefined ? {} : { "x-oauth-scopes": scopes.join(",") }),
    });
    response.end(JSON.stringify(answer));
  }

  #answer(method: string, args: Recorded["args"], token: string, fault: Fault | null): Json {
    const workspace = this.workspaces.get(token);
    this.calls.push({ method, args, team: workspace?.id ?? null });
    if (fault?.kind === "refuse") {
      const { error, messages, needed } = fault;
      return {
        ok: false,
        error,
        ...(needed === undefined ? {} : { needed }),
        response_metadata: { messages: messages ?? [] },
      };
    }
    if (method === "apps.connections.open") return this.#openConnection(token);
    if (method === "oauth.v2.access") return this.#grant(args.code ?? "");
    if (workspace === undefined) return { ok: false, error: "invalid_auth" };
    const known = METHODS[method];
    if (known === undefined) return { ok: false, error: "unknown_method" };
    if (known.scope !== null && !workspace.scopes.includes(known.scope)) {
      return { ok: false, error: "missing_scope", needed: known.scope, provided: workspace.scopes.join(",") };
    }
    return known.run({ workspace, args, origin: this.origin });
  }

  /** An address of its own, without a token. Faults by the name "upload". */
  #upload(pathname: string, bytes: Buffer, request: IncomingMessage, response: ServerResponse): void {
    const fault = this.faults.take("upload");
    if (fault?.kind === "drop") return void request.socket.destroy();
    if (fault?.kind === "status") return void response.writeHead(fault.status).end("oops");
    const [team, id] = pathname.replace("/upload/v1/", "").split("/");
    const workspace = [...this.workspaces.values()].find((one) => one.id === team);
    const status = takeBytes(workspace, id ?? "", bytes, request);
    if (fault?.kind === "lose") return void request.socket.destroy();
    response.writeHead(status).end(status === 200 ? `OK - ${bytes.length}` : "no");
  }

  #openConnection(token: string): Json {
    if (token.startsWith("xoxb-")) return { ok: false, error: "not_allowed_token_type" };
    if (token !== this.appToken) return { ok: false, error: "invalid_auth" };
    return { ok: true, url: `${this.origin.replace("http", "ws")}/link` };
  }

  #grant(code: string): Json {
    const workspace = this.codes.get(code);
    if (workspace === undefined) return { ok: false, error: "invalid_code" };
    this.codes.delete(code);
    return {
      ok: true,
      app_id: "A1",
      access_token: workspace.token,
      token_type: "bot",
      scope: workspace.scopes.join(","),
      bot_user_id: workspace.botUser,
      team: { id: workspace.id, name: workspace.id },
      enterprise: null,
      authed_user: { id: "U0000001" },
      is_enterprise_install: false,
    };
  }

  /** Five answers each. They take JSON, and replace only what the person sees privately. */
  #respond(id: string, body: string, response: ServerResponse): void {
    for (const workspace of this.workspaces.values()) {
      const way = workspace.responseUrls.get(id);
      if (way === undefined) continue;
      way.uses += 1;
      const said: unknown = JSON.parse(body);
      if (way.uses > 5 || !isJson(said)) return void response.writeHead(404).end("used_url");
      const original = workspace.ephemerals.find((one) => one.id === way.ephemeral);
      if (said.delete_original === true) {
        if (original === undefined) return void response.writeHead(500).end("would delete a public message");
        workspace.ephemerals.splice(workspace.ephemerals.indexOf(original), 1);
        return void response.writeHead(200).end("ok");
      }
      const content = contentOf(
        {
          text: String(said.text ?? ""),
          ...(said.blocks === undefined ? {} : { blocks: JSON.stringify(said.blocks) }),
        },
        workspace,
      );
      if ("error" in content) return void response.writeHead(400).end("invalid_blocks");
      const replaced = said.replace_original === true ? original : undefined;
      if (said.replace_original === true && replaced === undefined)
        return void response.writeHead(500).end("would edit a public message");
      if (replaced !== undefined) Object.assign(replaced, content);
      else
        workspace.ephemerals.push({
          channel: way.channel,
          user: way.user,
          thread: null,
          id: workspace.nextId("E"),
          ...content,
        });
      return void response.writeHead(200).end("ok");
    }
    response.writeHead(404).end("expired_url");
  }
}
