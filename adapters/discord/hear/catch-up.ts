/** What was said in threads with an open decision while the bot was not connected. */
import type { REST } from "discord.js";
import type { Log, Place } from "../../../src/port.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { mayPass } from "../connection/client.ts";
import { attempt } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { guildOf } from "../place.ts";
import { pagesOf } from "./history.ts";
import type { Message } from "./read.ts";

export interface Pending {
  readonly place: Place;
  /** When it was started: what was said before is not an answer. Milliseconds since 1970. */
  readonly since: number;
}

/** At most this many pages of a thread: anything older stays unheard. */
const PAGES = 10;

export interface CatchUpOptions extends Patience {
  readonly rest: REST;
  readonly log: Log;
  readonly now: () => number;
  /** Of all processes together. */
  readonly shards: number;
  readonly open: () => Promise<readonly Pending[]>;
  readonly know: (place: Place) => void;
  readonly hear: (message: Message) => Promise<void>;
}

/**
 * For a shard that has identified anew: Discord does not resend what was said before, so it is read. The inbox
 * recognises repeats. Never rejects.
 */
export type CatchUp = (shard: number) => Promise<void>;

export function createCatchUp(options: CatchUpOptions): CatchUp {
  const { rest, log, now } = options;

  async function readThread({ place, since }: Pending): Promise<readonly Message[]> {
    const from = Math.max(since, now() - TIMES.catchUp);
    const read = await persist(
      () => attempt(() => missed(rest, { place, since: from })),
      options,
      mayPass("catching up", log),
    );
    if (read.ok) return read.value;
    log.warn({ place, because: read.failure.because }, "a thread could not be caught up");
    return [];
  }

  async function readThreads(shard: number): Promise<void> {
    for (const one of await options.open()) {
      if (shardOf(one.place, options.shards) !== shard) continue;
      options.know(one.place);
      for (const message of await readThread(one)) await options.hear(message);
    }
  }

  return async (shard) => {
    const read = await attempt(() => readThreads(shard));
    if (!read.ok) log.error({ because: read.failure.because }, "what was said in a gap could not be read");
  };
}

/** Oldest first, as the gateway would have sent them. */
async function missed(rest: REST, { place, since }: Pending): Promise<readonly Message[]> {
  const heard: Message[] = [];
  for await (const messages of pagesOf(rest, place.thread ?? place.channel, null, PAGES)) {
    const fresh = messages.filter(({ timestamp }) => Date.parse(timestamp) >= since);
    heard.push(...fresh);
    if (fresh.length < messages.length) break;
  }
  const guild = guildOf(place);
  return heard.reverse().map((message) => (guild === undefined ? message : { ...message, guild_id: guild }));
}

/** Which shard hears of a place. https://docs.discord.com/developers/events/gateway#sharding */
function shardOf({ team }: Place, total: number): number {
  return /^\d+$/.test(team) ? Number((BigInt(team) >> 22n) % BigInt(total)) : 0;
}
