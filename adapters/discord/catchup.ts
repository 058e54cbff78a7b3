/** What was said in threads with an open decision while the bot was not connected. */
import { type REST, Routes } from "discord.js";
import type { Place } from "../../src/port.ts";
import { LIMITS } from "./limits.ts";
import type { Message } from "./read.ts";

export interface Pending {
  readonly place: Place;
  /** When it was started: what was said before is not an answer. Milliseconds since 1970. */
  readonly since: number;
}

/** Of one thread, at most this many pages: what was said before that stays unheard. */
const PAGES = 10;

/** Oldest first, as the gateway would have told them. Throws what the REST client throws. */
export async function missed(rest: REST, { place, since }: Pending): Promise<readonly Message[]> {
  const channel = place.thread ?? place.channel;
  const heard: Message[] = [];
  let before: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const query = new URLSearchParams({
      limit: String(LIMITS.page),
      ...(before === undefined ? {} : { before }),
    });
    const messages = (await rest.get(Routes.channelMessages(channel), { query })) as Message[];
    const fresh = messages.filter((message) => Date.parse(message.timestamp) >= since);
    heard.push(...fresh);
    before = messages.at(-1)?.id;
    if (messages.length < LIMITS.page || fresh.length < messages.length) break;
  }
  const guild = place.team.startsWith("dm") ? {} : { guild_id: place.team };
  return heard.reverse().map((message) => ({ ...message, ...guild }));
}

/** Which shard is told of a place. https://docs.discord.com/developers/events/gateway#sharding */
export function shardOf(place: Place, total: number): number {
  return /^\d+$/.test(place.team) ? Number((BigInt(place.team) >> 22n) % BigInt(total)) : 0;
}
