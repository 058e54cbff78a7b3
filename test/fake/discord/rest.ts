/** REST v10, as far as a bot like ours goes, with Discord's own refusals. */
import { PermissionFlagsBits as P } from "discord.js";
import { ok, type Response, refusal } from "./answer.ts";
import { Interactions } from "./interactions.ts";
import { attachmentProblems, type SentFile } from "./multipart.ts";
import { readComponents } from "./reader.ts";
import { CHANNEL, type Channel, isThread, type Json, type Message, type World } from "./world.ts";

export interface Request {
  readonly method: string;
  /** Without `/api/v10` and the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Json;
  readonly files: readonly SentFile[];
  readonly authorised: boolean;
}

const NONCE_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;

export class Rest {
  readonly world: World;
  readonly interactions: Interactions;
  readonly dispatch: (t: string, d: Json | Message) => void;
  readonly gatewayUrl: () => string;
  readonly identifiers: number;
  commands: unknown = null;
  /** Edits that a message may still take once it is an hour old. */
  oldEdits = 3;
  readonly #nonces = new Map<string, Message>();
  readonly #oldEdits = new Map<string, number>();

  constructor(
    world: World,
    dispatch: (t: string, d: Json | Message) => void,
    gatewayUrl: () => string,
    identifiers: number,
  ) {
    this.world = world;
    this.dispatch = dispatch;
    this.gatewayUrl = gatewayUrl;
    this.identifiers = identifiers;
    this.interactions = new Interactions(world);
  }

  answer(request: Request): Response {
    const { method, path } = request;
    const parts = path.split("/").slice(1);
    const [first, id = "", second, third] = parts;
    const route = `${method} /${parts.map((part, index) => (index % 2 === 1 && /^\d+$/.test(part) ? ":id" : part)).join("/")}`;
    if (first === "interactions")
      return this.interactions.callback(id, second ?? "", request.body as { type: number });
    if (first === "webhooks") return this.interactions.webhook(method, second ?? "", request.body);
    if (!request.authorised) return refusal(401, 0, "401: Unauthorized");
    switch (route) {
      case "GET /gateway/bot":
        return ok({
          url: this.gatewayUrl(),
          shards: 1,
          session_start_limit: {
            total: 1000,
            remaining: 999,
            reset_after: 0,
            max_concurrency: this.identifiers,
          },
        });
      case "GET /users/@me":
        return ok(this.world.bot);
      case "GET /applications/@me":
        return ok({
          id: this.world.application,
          name: "Plumbline",
          flags: this.world.contentAllowed ? 1 << 19 : 0,
        });
      case "PUT /applications/:id/guilds/:id/commands":
        this.commands = request.body;
        return ok(request.body);
      case "GET /guilds/:id/members/:id": {
        const user = this.world.users.get(third ?? "");
        return user === undefined
          ? refusal(404, 10_013, "Unknown User")
          : ok({ user, nick: null, roles: [] });
      }
      case "POST /users/@me/channels": {
        const user = this.world.users.get(String(request.body.recipient_id));
        return user === undefined
          ? refusal(400, 50_033, "Invalid Recipient(s)")
          : ok(this.world.direct(user));
      }
    }
    const channel = this.world.channels.get(id);
    if (first !== "channels" || channel === undefined) return refusal(404, 10_003, "Unknown Channel");
    if (this.world.removed && channel.guild_id !== undefined) return refusal(403, 50_001, "Missing Access");
    const [, message = "", emoji = ""] =
      /^\/channels\/\d+\/messages\/(\d+)\/reactions\/([^/]+)\/@me$/.exec(path) ?? [];
    if (method === "PUT" && emoji !== "") return this.#react(channel, message, decodeURIComponent(emoji));
    switch (route) {
      case "GET /channels/:id":
        return ok(channel);
      case "PATCH /channels/:id":
        return this.#changeThread(channel, request.body);
      case "GET /channels/:id/messages":
        return this.#list(channel, request.query);
      case "POST /channels/:id/messages":
        return this.#create(channel, request);
      case "PATCH /channels/:id/messages/:id":
        return this.#edit(channel, third ?? "", request);
      case "DELETE /channels/:id/messages/:id":
        if (channel.thread_metadata?.archived === true) return refusal(400, 50_083, "Thread is archived");
        return this.remove(channel.id, third ?? "")
          ? { status: 204 }
          : refusal(404, 10_008, "Unknown Message");
      case "PUT /channels/:id/thread-members/:id":
        return this.#addMember(channel, third ?? "");
      case "POST /channels/:id/messages/:id/threads":
        return this.#openThread(channel, third ?? "", request.body);
      default:
        return refusal(404, 0, "404: Not Found");
    }
  }

  /** What is wrong with the files of a message that is made or edited. */
  attachmentProblems({ method, path, body, files }: Request): string[] {
    const [, channel = "", id] = /^\/channels\/(\d+)\/messages(?:\/(\d+))?$/.exec(path) ?? [];
    if (channel === "" || !["POST", "PATCH"].includes(method))
      return files.length === 0 ? [] : [`files with ${method} ${path}`];
    const message = this.world.said(channel).find((one) => one.id === id);
    return attachmentProblems(body, files, message?.attachments.map((one) => String(one.id)) ?? []);
  }

  /** What is attached after a request: new files by their part's number, old ones by their id. */
  #attached(body: Json, files: readonly SentFile[], before: readonly Json[]): readonly Json[] {
    if (body.attachments === undefined) return before;
    return (body.attachments as readonly { id: unknown }[]).flatMap(({ id }) => {
      const file = files.find(({ n }) => n === String(id));
      if (file === undefined) return before.filter((one) => one.id === String(id));
      const made = this.world.id();
      this.world.files.set(made, file.bytes);
      return [{ id: made, filename: file.name, size: file.bytes.length }];
    });
  }

  remove(channel: string, id: string): boolean {
    const list = this.world.said(channel);
    const index = list.findIndex((one) => one.id === id);
    if (index >= 0) list.splice(index, 1);
    return index >= 0;
  }

  #may(channel: Channel, ...needed: bigint[]): boolean {
    return channel.type === CHANNEL.dm || needed.every((one) => (this.world.denied & one) === 0n);
  }

  #list(channel: Channel, query: URLSearchParams): Response {
    if (!this.#may(channel, P.ViewChannel, P.ReadMessageHistory))
      return refusal(403, 50_001, "Missing Access");
    const limit = Number(query.get("limit") ?? 50);
    const before = BigInt(query.get("before") ?? "9223372036854775807");
    const newest = this.world
      .said(channel.id)
      .filter((one) => BigInt(one.id) < before)
      .slice(-limit)
      .reverse();
    // What a list holds has no nonce any more, and no guild.
    return ok(
      newest.map((message) => {
        const { nonce: _, guild_id: __, ...rest } = this.world.asSeen(message, this.world.contentAllowed);
        return rest;
      }),
    );
  }

  #create(channel: Channel, { body, files }: Request): Response {
    if (channel.type === CHANNEL.forum)
      return refusal(400, 50_008, "Cannot send messages in a non-text channel");
    const inThread = isThread(channel);
    if (!this.#may(channel, P.ViewChannel)) return refusal(403, 50_001, "Missing Access");
    const needed = [
      inThread ? P.SendMessagesInThreads : P.SendMessages,
      ...(files.length > 0 ? [P.AttachFiles] : []),
    ];
    if (!this.#may(channel, ...needed)) return refusal(403, 50_013, "Missing Permissions");
    if (channel.thread_metadata?.locked === true && !this.#may(channel, P.ManageThreads))
      return channel.thread_metadata.archived
        ? refusal(403, 50_083, "Thread is archived")
        : refusal(403, 160_005, "Thread is locked");
    const key = `${channel.id}/${body.nonce}`;
    const earlier = this.#nonces.get(key);
    if (
      body.enforce_nonce === true &&
      earlier !== undefined &&
      this.world.now() - Date.parse(earlier.timestamp) < NONCE_MS
    )
      return ok(earlier);
    const reference = body.message_reference as
      | { message_id: string; fail_if_not_exists?: boolean }
      | undefined;
    const referenced = this.world.said(channel.id).find((one) => one.id === reference?.message_id);
    if (reference !== undefined && referenced === undefined && reference.fail_if_not_exists !== false)
      return refusal(400, 50_035, "Invalid Form Body");
    const message = this.world.add(channel.id, this.world.bot, {
      components: (body.components ?? []) as Json[],
      flags: Number(body.flags ?? 0),
      attachments: this.#attached(body, files, []),
      ...(typeof body.nonce === "string" ? { nonce: body.nonce } : {}),
      ...(referenced === undefined
        ? {}
        : { type: 19, message_reference: { message_id: referenced.id }, referenced_message: referenced }),
    });
    this.#nonces.set(key, message);
    this.#ring(message, body.allowed_mentions);
    this.dispatch("MESSAGE_CREATE", message);
    return ok(message);
  }

  /** Who is mentioned in the letters that people see, and may be notified by what the bot allows. */
  #ring({ id, channel_id: channel, components }: Message, allowed: unknown): void {
    const { users = [] } = (allowed ?? {}) as { users?: readonly string[] };
    const { alive } = readComponents(components);
    for (const user of users.filter((one) => alive.includes(one) && this.world.users.has(one))) {
      this.world.rings.push({ channel, message: id, user });
      this.world.join(channel, user);
    }
  }

  #react(channel: Channel, message: string, emoji: string): Response {
    if (!this.#may(channel, P.AddReactions, P.ReadMessageHistory))
      return refusal(403, 50_013, "Missing Permissions");
    if (!this.world.said(channel.id).some(({ id }) => id === message))
      return refusal(404, 10_008, "Unknown Message");
    this.world.reactions.push({ message, emoji });
    return { status: 204 };
  }

  #addMember(channel: Channel, user: string): Response {
    if (!isThread(channel)) return refusal(400, 50_024, "Cannot execute action on this channel type");
    if (channel.thread_metadata?.archived === true) return refusal(400, 50_083, "Thread is archived");
    if (!this.#may(channel, P.SendMessagesInThreads)) return refusal(403, 50_013, "Missing Permissions");
    if (!this.world.users.has(user)) return refusal(404, 10_013, "Unknown User");
    this.world.join(channel.id, user);
    return { status: 204 };
  }

  #edit(channel: Channel, id: string, { body, files }: Request): Response {
    const message = this.world.said(channel.id).find((one) => one.id === id);
    if (message === undefined) return refusal(404, 10_008, "Unknown Message");
    if (message.author.id !== this.world.bot.id)
      return refusal(403, 50_005, "Cannot edit a message authored by another user");
    if (channel.thread_metadata?.archived === true) return refusal(400, 50_083, "Thread is archived");
    if (this.world.now() - Date.parse(message.timestamp) > HOUR_MS) {
      const edits = (this.#oldEdits.get(id) ?? 0) + 1;
      this.#oldEdits.set(id, edits);
      if (edits > this.oldEdits)
        return refusal(
          400,
          30_046,
          "Maximum number of edits to messages older than 1 hour reached. Try again later",
        );
    }
    if (files.length > 0 && !this.#may(channel, P.AttachFiles))
      return refusal(403, 50_013, "Missing Permissions");
    message.components = (body.components ?? message.components) as Json[];
    message.attachments = this.#attached(body, files, message.attachments);
    message.edited_timestamp = new Date(this.world.now()).toISOString();
    return ok(message);
  }

  #openThread(channel: Channel, id: string, body: Json): Response {
    if (channel.type !== CHANNEL.text)
      return refusal(400, 50_024, "Cannot execute action on this channel type");
    const message = this.world.said(channel.id).find((one) => one.id === id);
    if (message === undefined) return refusal(404, 10_008, "Unknown Message");
    if (!this.#may(channel, P.ViewChannel)) return refusal(403, 50_001, "Missing Access");
    if (!this.#may(channel, P.CreatePublicThreads)) return refusal(403, 50_013, "Missing Permissions");
    if (this.world.channels.has(id))
      return refusal(400, 160_004, "A thread has already been created for this message");
    const thread = this.world.thread(channel.id, id, String(body.name), this.world.bot.id);
    this.dispatch("THREAD_CREATE", { ...thread, newly_created: true });
    return { status: 201, body: thread };
  }

  #changeThread(channel: Channel, body: Json): Response {
    const state = channel.thread_metadata;
    if (state === undefined) return refusal(403, 50_013, "Missing Permissions");
    const owns = channel.owner_id === this.world.bot.id;
    // Anybody who may write in a thread may open it again, unless it is locked.
    const opens = Object.keys(body).join() === "archived" && body.archived === false;
    if (!this.#may(channel, P.ManageThreads) && (state.locked || !(owns || opens)))
      return refusal(403, 50_013, "Missing Permissions");
    if (state.archived && body.archived !== false) return refusal(400, 50_083, "Thread is archived");
    if (typeof body.name === "string") channel.name = body.name;
    if (typeof body.archived === "boolean") state.archived = body.archived;
    this.dispatch("THREAD_UPDATE", { ...channel });
    return ok(channel);
  }
}
