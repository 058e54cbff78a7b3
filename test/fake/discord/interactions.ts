/** Presses, commands and forms: handed out once, answered in time and once, or refused as Discord refuses. */
import { randomUUID } from "node:crypto";
import { type Response, refusal } from "./answer.ts";
import type { Json, Message, User, World } from "./world.ts";

/** One interaction, with all that the bot answered. */
export interface Interaction {
  readonly by: User;
  readonly id: string;
  readonly token: string;
  readonly payload: Json;
  /** The first answer that was taken. */
  callback: { readonly type: number; readonly data?: Json } | null;
  readonly followUps: Json[];
  original: Json | null;
  /** The messages that it brought up for the one person's eyes only, as they are now. */
  readonly shown: Message[];
  /** Discord takes no callback any more (3 s). */
  expired: boolean;
  /** Discord takes nothing any more (15 min). */
  over: boolean;
}

const MESSAGE = 4;
const DEFERRED = 5;
const UPDATE = 7;
const MODAL = 9;
export const EPHEMERAL = 64;

export class Interactions {
  readonly all: Interaction[] = [];
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  make(by: User, channel: string, part: Json): Interaction {
    const id = this.world.id();
    const token = randomUUID();
    const place = this.world.channels.get(channel);
    const guild = place?.guild_id;
    const permissions = by.id === this.world.ana.id ? String((1n << 50n) - 1n) : "0";
    const payload: Json = {
      id,
      token,
      version: 1,
      application_id: this.world.application,
      channel_id: channel,
      channel: place,
      ...(guild === undefined
        ? { user: by }
        : {
            guild_id: guild,
            guild: { id: guild, locale: "en-US", features: [] },
            member: {
              user: by,
              roles: [],
              permissions,
              nick: null,
              joined_at: new Date(0).toISOString(),
              deaf: false,
              mute: false,
              flags: 0,
            },
          }),
      app_permissions: String(((1n << 50n) - 1n) & ~this.world.denied),
      locale: "en-US",
      entitlements: [],
      authorizing_integration_owners: {},
      attachment_size_limit: 10_485_760,
      ...part,
    };
    const made: Interaction = {
      by,
      id,
      token,
      payload,
      callback: null,
      followUps: [],
      original: null,
      shown: [],
      expired: false,
      over: false,
    };
    this.all.push(made);
    return made;
  }

  callback(id: string, token: string, body: { type: number; data?: Json }): Response {
    const known = this.all.find((one) => one.id === id && one.token === token);
    if (known === undefined || known.expired || known.over)
      return refusal(404, 10_062, "Unknown interaction");
    if (known.callback !== null) return refusal(400, 40_060, "Interaction has already been acknowledged.");
    if (body.type === MODAL && known.payload.type === 5) return refusal(400, 50_035, "Invalid Form Body");
    const flags = Number(body.data?.flags ?? 0);
    if (body.type === DEFERRED && (flags & ~EPHEMERAL) !== 0)
      return refusal(400, 50_035, "Invalid Form Body");
    const pressed = known.payload.message as Message | undefined;
    if (body.type === UPDATE && pressed === undefined) return refusal(400, 50_035, "Invalid Form Body");
    known.callback = body;
    if (body.type === UPDATE && pressed !== undefined) this.#change(pressed, body.data ?? {});
    if (body.type === MESSAGE) this.#show(known, body.data ?? {}, flags);
    return { status: 204 };
  }

  /** A message behind an interaction: of its own, or an ephemeral one. */
  #show(made: Interaction, { components = [] }: Json, flags: number): void {
    const { world } = this;
    const channel = String(made.payload.channel_id);
    if ((flags & EPHEMERAL) === 0) {
      world.add(channel, world.bot, { components: components as Json[], flags });
      return;
    }
    const shown = { ...world.blank(channel, world.bot), components: components as Json[], flags };
    made.shown.push(shown);
  }

  /** The flags that make a message ephemeral, or one of components V2, stay. */
  #change(message: Message, { components }: Json): void {
    if (components !== undefined) message.components = components as Json[];
  }

  /** What "@original" is depends on the first answer: the message that was pressed, or the one that was promised. */
  #changeOriginal(made: Interaction, body: Json): void {
    const { callback, payload, shown } = made;
    const [own] = shown;
    const original = callback?.type === MESSAGE ? own : (payload.message as Message | undefined);
    if (callback?.type === DEFERRED) this.#show(made, body, Number(callback.data?.flags ?? 0));
    else if (original !== undefined) this.#change(original, body);
  }

  webhook(method: string, token: string, body: Json): Response {
    const known = this.all.find((one) => one.token === token);
    if (known === undefined || known.over) return refusal(401, 50_027, "Invalid Webhook Token");
    if (known.callback === null) return refusal(404, 10_015, "Unknown Webhook");
    if (method === "POST") {
      known.followUps.push(body);
      this.#show(known, body, Number(body.flags ?? 0));
    } else {
      known.original = body;
      this.#changeOriginal(known, body);
    }
    return { status: 200, body: { ...body, id: this.world.id() } };
  }
}
