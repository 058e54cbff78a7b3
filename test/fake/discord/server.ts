/**
 * A Discord on a port of its own: REST v10 and the gateway in one process, for the real discord.js to talk to. Faults
 * are caused from outside; every body that comes in is held against Discord's own description.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { SimulatedClock } from "../clock.ts";
import { bodyOf, PATIENT } from "../http.ts";
import type { Response } from "./answer.ts";
import { Gateway } from "./gateway.ts";
import type { Interaction } from "./interactions.ts";
import { readBody } from "./multipart.ts";
import { type Request, Rest } from "./rest.ts";
import { problemsOf } from "./spec.ts";
import { type Channel, isThread, type Json, type Message, type User, World } from "./world.ts";

export interface Fault {
  /** Which requests: "POST /channels/12/messages" and the like. */
  readonly on: RegExp;
  readonly times: number;
  /**
   * "lost": it takes effect, and the connection breaks before the answer. "500 after": it takes effect, and the answer
   * is 500. "cut": the connection breaks before any effect. Else: this answer, and no effect.
   */
  readonly how: "lost" | "500 after" | "cut" | Response;
}

export const TOKEN = "MTIz.fake.token";

/** When it begins, where nobody says so. */
const BEGIN = Date.UTC(2026, 10, 23, 9);

export class FakeDiscord {
  /** Its time, for the adapter beside it too. */
  readonly clock: SimulatedClock;
  readonly world: World;
  readonly rest: Rest;
  readonly gateway: Gateway;
  readonly requests: Request[] = [];
  /** What Discord would have refused of what came in. */
  readonly problems: string[] = [];
  /** What every other request comes to. */
  storm: Fault["how"] | null = null;
  readonly #faults: { on: RegExp; left: number; how: Fault["how"] }[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #plugged = true;
  #port = 0;

  /** `now`: for a bot in a process of its own, by the real clock. `identifiers`: so many shards may identify at once. */
  constructor(
    options: {
      clock?: SimulatedClock;
      now?: () => number;
      heartbeatMs?: number;
      identifiers?: number;
    } = {},
  ) {
    this.clock = options.clock ?? new SimulatedClock(BEGIN);
    this.world = new World(options.now ?? (() => this.clock.now()));
    this.gateway = new Gateway(
      this.world,
      TOKEN,
      () => `ws://127.0.0.1:${this.#port}`,
      options.heartbeatMs ?? 41_250,
    );
    this.rest = new Rest(
      this.world,
      (t, d) => this.gateway.dispatch(t, d),
      this.gateway.address,
      options.identifiers ?? 1,
    );
    this.#server = this.#make();
  }

  get api(): string {
    return `http://127.0.0.1:${this.#port}/api`;
  }

  async up(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** For good. */
  async down(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.unplug();
    await closed;
  }

  /** Connections break, and none lasts until it is plugged in again. The port stays its own. */
  unplug(): void {
    this.#plugged = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  plug(): void {
    this.#plugged = true;
  }

  fail(on: RegExp, how: Fault["how"], times = 1): void {
    this.#faults.push({ on, left: times, how });
  }

  /** A person writes. */
  say(by: User, channel: string, content: string, part: Partial<Message> = {}): Message {
    const message = this.world.add(channel, by, { content, ...part });
    this.#tell("MESSAGE_CREATE", message);
    return message;
  }

  /** A person writes something else in its place. */
  edit(message: Message, content: string): void {
    message.content = content;
    message.mentions = this.world.mentionsIn(content);
    message.edited_timestamp = new Date(this.world.now()).toISOString();
    this.#tell("MESSAGE_UPDATE", message);
  }

  /** Discord adds the preview of a link, which is no edit of anybody's. */
  unfurl(message: Message): void {
    this.#tell("MESSAGE_UPDATE", message);
  }

  #tell(t: string, message: Message): void {
    const member = {
      roles: [],
      nick: null,
      joined_at: new Date(0).toISOString(),
      deaf: false,
      mute: false,
      flags: 0,
    };
    this.gateway.dispatch(t, { ...message, member } as Message);
  }

  /** Somebody deletes a channel, of whose threads nothing is told then; or a thread. */
  delete(channel: Channel): void {
    this.world.delete(channel.id);
    const { id, guild_id, parent_id, type } = channel;
    if (isThread(channel)) this.gateway.dispatch("THREAD_DELETE", { id, guild_id, parent_id, type });
    else this.gateway.dispatch("CHANNEL_DELETE", channel as unknown as Json);
  }

  mention(by: User, channel: string, words: string): Message {
    return this.say(by, channel, `<@${this.world.bot.id}> ${words}`);
  }

  /** A thread that people opened on a message of theirs. */
  openThread(by: User, channel: string, name: string): Channel {
    const starter = this.say(by, channel, name);
    const thread = this.world.thread(channel, starter.id, name, by.id);
    this.world.add(thread.id, by, { type: 21, referenced_message: starter });
    this.gateway.dispatch("THREAD_CREATE", thread as unknown as Json);
    return thread;
  }

  command(by: User, channel: string, what: string | null): Interaction {
    const options = what === null ? [] : [{ type: 3, name: "what", value: what }];
    return this.#interact(by, channel, {
      type: 2,
      data: { id: this.world.id(), name: "decide", type: 1, options },
    });
  }

  press(by: User, message: Message, customId: string, value?: string): Interaction {
    const data =
      value === undefined
        ? { component_type: 2, custom_id: customId }
        : { component_type: 3, custom_id: customId, values: [value] };
    return this.#interact(by, message.channel_id, { type: 3, message, data: { id: 1, ...data } });
  }

  /** `from`: the message whose button opened the form, or the channel in which a command did. People are picked by a list. */
  submit(
    by: User,
    from: Message | string,
    customId: string,
    fields: Readonly<Record<string, string | readonly User[]>>,
  ): Interaction {
    const components = Object.entries(fields).map(([custom_id, value]) => ({
      type: 18,
      component:
        typeof value === "string"
          ? { type: 4, custom_id, value }
          : { type: 5, custom_id, values: value.map(({ id }) => id) },
    }));
    const picked = Object.values(fields).flatMap((value) => (typeof value === "string" ? [] : value));
    const users = Object.fromEntries(picked.map((user) => [user.id, user]));
    const data = { custom_id: customId, components, resolved: { users, members: {} } };
    return typeof from === "string"
      ? this.#interact(by, from, { type: 5, data })
      : this.#interact(by, from.channel_id, { type: 5, message: from, data });
  }

  /** The newest message that only this person sees. */
  view(by: User): Message | undefined {
    const ofTheirs = this.rest.interactions.all.filter(({ by: user }) => user.id === by.id);
    return ofTheirs.flatMap(({ shown }) => shown).at(-1);
  }

  /** The same event a second time. */
  repeat(interaction: Interaction): void {
    this.gateway.dispatch("INTERACTION_CREATE", interaction.payload);
  }

  #interact(by: User, channel: string, part: Json): Interaction {
    const made = this.rest.interactions.make(by, channel, part);
    this.gateway.dispatch("INTERACTION_CREATE", made.payload);
    return made;
  }

  /** Resolves once something is so; looked at after each change here. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await once(this.world.events, "change");
  }

  #make(): Server {
    const server = createServer(PATIENT, (request, response) => void this.#serve(request, response));
    server.on("connection", (socket) => {
      if (!this.#plugged) return void socket.destroy();
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    this.gateway.attach(server);
    return server;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await bodyOf(incoming);
    if (bytes === null) return;
    const { request, problems } = await read(incoming, bytes);
    this.requests.push(request);
    this.problems.push(...problems, ...this.rest.attachmentProblems(request));
    const line = `${request.method} ${request.path}`;
    const body = Object.keys(request.body).length === 0 ? undefined : request.body;
    this.problems.push(...problemsOf(request.method, request.path, body));
    const fault = this.#faults.find((one) => one.left > 0 && one.on.test(line));
    if (fault !== undefined) fault.left -= 1;
    const how = fault?.how ?? this.storm ?? undefined;
    if (how === "cut") incoming.socket.destroy();
    else if (how === "lost") {
      this.rest.answer(request);
      incoming.socket.destroy();
    } else if (how === "500 after") {
      this.rest.answer(request);
      write(response, { status: 500, body: { code: 0, message: "Internal Server Error" } });
    } else write(response, how ?? this.rest.answer(request));
    this.world.changed();
  }
}

async function read(
  incoming: IncomingMessage,
  bytes: Buffer,
): Promise<{ request: Request; problems: readonly string[] }> {
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const { body, files, problems } = await readBody(bytes, incoming.headers["content-type"] ?? "");
  const request = {
    method: incoming.method ?? "GET",
    path: url.pathname.replace(/^\/api\/v10/, ""),
    query: url.searchParams,
    body,
    files,
    authorised: incoming.headers.authorization === `Bot ${TOKEN}`,
  };
  return { request, problems };
}

function write(response: ServerResponse, { status, body, headers = {} }: Response): void {
  const type = body === undefined ? {} : { "content-type": "application/json" };
  response.writeHead(status, { ...type, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
