/** What was said in threads with an open decision while the bot was not connected. */
import { type REST, Routes } from "discord.js";
import type { Place } from "../../../src/port.ts";
import { type Patience, persist } from "../connection/retry.ts";
import { failureOf } from "../errors.ts";
import { LIMITS, TIMES } from "../limits.ts";
import { guildOf, type Message } from "./read.ts";

export interface Pending {
  readonly place: Place;
  /** When it was started: what was said before is not an answer. Milliseconds since 1970. */
  readonly since: number;
}

/** Of one thread, at most this many pages: what was said before that stays unheard. */
const PAGES = 10;

export interface CatchingUp extends Patience {
  readonly rest: REST;
  readonly now: () => number;
  /** The shard that has identified, of so many. */
  readonly shard: number;
  readonly shards: number;
  readonly pending: () => Promise<readonly Pending[]>;
  readonly know: (place: Place) => void;
  readonly hear: (message: Message) => Promise<void>;
}

/** What was said before a new session began is not told again, so it is read. The inbox knows repeats. Never rejects. */
export async function catchUp(given: CatchingUp): Promise<void> {
  const { rest, log, shard, shards } = given;
  try {
    for (const { place, since } of await given.pending()) {
      if (shardOf(place, shards) !== shard) continue;
      given.know(place);
      const from = Math.max(since, given.now() - TIMES.catchUp);
      const read = persist("catching up", () => missed(rest, { place, since: from }), given);
      const messages = await read.catch((error: unknown) => {
        log.warn({ place, because: failureOf(error).because }, "a thread could not be caught up");
        return [];
      });
      for (const message of messages) await given.hear(message);
    }
  } catch (error) {
    log.error({ because: String(error) }, "what was said in a gap could not be read");
  }
}

/** Oldest first, as the gateway would have told them. Throws what the REST client throws. */
async function missed(rest: REST, { place, since }: Pending): Promise<readonly Message[]> {
  const channel = place.thread ?? place.channel;
  const heard: Message[] = [];
  let before: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const query = new URLSearchParams({
      limit: String(LIMITS.page),
      ...(before === undefined ? {} : { before }),
    });
    const messages = (await rest.get(Routes.channelMessages(channel), { query })) as Message[];
    const fresh = messages.filter((message) => Date.parse(message.timestamp ?? "") >= since);
    heard.push(...fresh);
    before = messages.at(-1)?.id;
    if (messages.length < LIMITS.page || fresh.length < messages.length) break;
  }
  const guild = guildOf(place);
  return heard.reverse().map((message) => (guild === undefined ? message : { ...message, guild_id: guild }));
}

/** Which shard is told of a place. https://docs.discord.com/developers/events/gateway#sharding */
function shardOf(place: Place, total: number): number {
  return /^\d+$/.test(place.team) ? Number((BigInt(place.team) >> 22n) % BigInt(total)) : 0;
}
