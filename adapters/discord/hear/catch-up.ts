/**
 * What happened while the bot was not connected: what was said in threads of decisions, and to the bot anywhere else; and which places
 * are gone.
 */
import { type APIMessage, type REST, SnowflakeUtil } from "discord.js";
import type { Log, Pending, Place } from "../../../src/port.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { mayPass } from "../connection/client.ts";
import type { Room } from "../connection/room.ts";
import { attempt } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { guildOf } from "../place.ts";
import type { Channels } from "./channels.ts";
import type { Gone } from "./gone.ts";
import { pagesOf } from "./history.ts";
import type { Messages } from "./messages.ts";
import type { People } from "./people.ts";
import type { Message } from "./read.ts";

/** At most this many pages of a thread with an open decision: anything older stays unheard. */
const PAGES = 10;
/** And of other channels and threads, of which there are at most so many. */
const OTHER_PAGES = 3;
const OTHERS = 100;

export interface CatchUpOptions extends Patience {
  readonly rest: REST;
  readonly room: Room;
  readonly channels: Channels;
  readonly people: People;
  readonly log: Log;
  readonly now: () => number;
  /** The bot's user id; null before the gateway has said it. */
  readonly me: () => string | null;
  /** Of all processes together. */
  readonly shards: number;
  readonly open: () => Promise<readonly Pending[]>;
  /** Where something was decided, or is being decided. */
  readonly standing: () => Promise<readonly Place[]>;
  readonly know: (place: Place) => void;
  readonly messages: Pick<Messages, "onMessage" | "onEdit">;
  readonly gone: Pick<Gone, "look">;
}

/**
 * For a shard that has identified anew: Discord does not resend what was said before, so it is read. The inbox
 * recognises repeats. `lostAt`: when the connection before was missed; null: the bot was not running. Never rejects.
 */
export type CatchUp = (shard: number, lostAt: number | null) => Promise<void>;

export function createCatchUp(options: CatchUpOptions): CatchUp {
  const { rest, room, channels, people, messages, gone, log, now } = options;

  /** Oldest first, as the gateway would have sent them. */
  async function read(
    channel: string,
    guild: string | undefined,
    since: number,
    pages: number,
  ): Promise<readonly APIMessage[]> {
    await room(1);
    const said = await persist(
      () => attempt(() => saidSince(rest, channel, since, pages)),
      options,
      mayPass("catching up", log),
    );
    if (!said.ok) log.warn({ channel, because: said.failure.because }, "a channel could not be caught up");
    const found = said.ok ? said.value : [];
    return guild === undefined ? found : found.map((one) => ({ ...one, guild_id: guild }));
  }

  /** It may be known, and have been edited since. */
  async function hear(message: Message): Promise<void> {
    await messages.onMessage(message);
    await messages.onEdit(message);
  }

  async function catchUp(shard: number, lostAt: number | null): Promise<void> {
    const pending = await options.open();
    for (const { place, since, origin } of pending) {
      if (shardOf(place, options.shards) !== shard) continue;
      options.know(place);
      // Of a process whose clock was ahead, what was said first would seem to be of before: Discord's own time is in its ids.
      const begun = origin === null ? since : SnowflakeUtil.timestampFrom(origin);
      const from = Math.max(begun, now() - TIMES.catchUp);
      for (const message of await read(place.thread ?? place.channel, guildOf(place), from, PAGES))
        await hear(message);
    }
    const since = lostAt === null ? now() - TIMES.missed : lostAt - TIMES.unnoticed;
    const known = new Set(pending.map(({ place }) => place.thread ?? place.channel));
    const standing = (await options.standing()).filter((place) => shardOf(place, options.shards) === shard);
    // Discord does not name its direct messages with people: those that are known from a decision can be read.
    for (const { channel } of standing.filter(
      (place) => guildOf(place) === undefined && !known.has(place.channel),
    ))
      for (const message of await read(channel, undefined, since, OTHER_PAGES))
        await messages.onMessage(message);
    const ended = new Set(standing.flatMap(({ thread }) => (thread === null ? [] : [thread])));
    const others = channels.spokenIn(shard, since).filter(({ id }) => !known.has(id));
    // An answer may have been on its way when a decision ended.
    for (const { id, guild } of others.slice(0, OTHERS))
      for (const message of await read(id, guild, since, OTHER_PAGES))
        if (ended.has(id) || isToUs(message, guild)) await messages.onMessage(message);
    for (const place of standing) {
      await room(1);
      await gone.look(place);
    }
  }

  function isToUs({ mentions, mention_roles: roles }: APIMessage, guild: string): boolean {
    const me = options.me();
    const myRole = people.myRole(guild);
    return mentions.some(({ id }) => id === me) || (myRole !== null && roles.includes(myRole));
  }

  return async (shard, lostAt) => {
    const done = await attempt(() => catchUp(shard, lostAt));
    if (!done.ok) log.error({ because: done.failure.because }, "what was said in a gap could not be read");
  };
}

async function saidSince(
  rest: REST,
  channel: string,
  since: number,
  pages: number,
): Promise<readonly APIMessage[]> {
  const said: APIMessage[] = [];
  for await (const messages of pagesOf(rest, channel, null, pages)) {
    const fresh = messages.filter(({ timestamp }) => Date.parse(timestamp) >= since);
    said.push(...fresh);
    if (fresh.length < messages.length) break;
  }
  return said.reverse();
}

/** Which shard hears of a place. https://docs.discord.com/developers/events/gateway#sharding */
function shardOf({ team }: Place, total: number): number {
  return /^\d+$/.test(team) ? Number((BigInt(team) >> 22n) % BigInt(total)) : 0;
}
