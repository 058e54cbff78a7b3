/** Threads and channels that somebody deleted, to the inbox: nothing is decided there any more. */
import type { ChannelType } from "discord.js";
import type { Place } from "../../../src/port.ts";
import { place } from "../place.ts";
import type { Pending } from "./catch-up.ts";
import { whereOf } from "./channels.ts";
import type { Save } from "./messages.ts";

/** As Discord says it of what is deleted. */
export interface Deleted {
  readonly id: string;
  readonly type: ChannelType;
  readonly parent_id?: string | null | undefined;
  readonly guild_id?: string | undefined;
}

/** Never rejects, unless the open decisions cannot be read. */
export type Gone = (deleted: Deleted) => Promise<void>;

export interface GoneOptions {
  readonly save: Save;
  /** The open decisions in Discord. */
  readonly open: () => Promise<readonly Pending[]>;
  /** The bot's user id; null before the gateway has said it. */
  readonly me: () => string | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createGone({ save, open, me, now }: GoneOptions): Gone {
  return async (deleted) => {
    const by = me();
    if (by === null || deleted.guild_id === undefined) return;
    const { id, type, parent_id: parent = null } = deleted;
    const own = place(deleted.guild_id, by, whereOf({ id, type, parent_id: parent }));
    // Discord does not name the threads that go with their channel.
    const inside = own.thread === null ? await threadsIn(own.channel) : [];
    for (const one of [own, ...inside])
      await save({
        id: `gone/${one.thread ?? one.channel}`,
        at: now(),
        place: one,
        // Discord does not say who did it.
        by: { id: by, name: "" },
        what: { kind: "gone" },
      });
  };

  async function threadsIn(channel: string): Promise<readonly Place[]> {
    const places = (await open()).map((one) => one.place);
    return places.filter((one) => one.channel === channel && one.thread !== null);
  }
}
