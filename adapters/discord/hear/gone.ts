/** Threads and channels that somebody deleted, to the inbox: nothing is decided there any more. */
import { type ChannelType, type REST, Routes } from "discord.js";
import type { Inbox, Place } from "../../../src/port.ts";
import { attempt, CODES, codeOf } from "../errors.ts";
import { place } from "../place.ts";
import { whereOf } from "./channels.ts";
import type { UntilSaved } from "./messages.ts";

/** As Discord says it of what is deleted. */
export interface Deleted {
  readonly id: string;
  readonly type: ChannelType;
  readonly parent_id?: string | null | undefined;
  readonly guild_id?: string | undefined;
}

/** Never rejects. */
export interface Gone {
  /** With a channel its threads are gone, which Discord does not name. */
  onDelete(deleted: Deleted): Promise<void>;
  /** Asks whether a place is still there, for Discord says it once. */
  look(place: Place): Promise<void>;
}

export interface GoneOptions {
  readonly rest: REST;
  readonly inbox: Pick<Inbox, "receive">;
  readonly untilSaved: UntilSaved;
  /** The bot's user id; null before the gateway has said it. */
  readonly me: () => string | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createGone({ rest, inbox, untilSaved, me, now }: GoneOptions): Gone {
  /** Discord does not say who did it. */
  async function tell(where: Place, by: string): Promise<void> {
    const id = `gone/${where.thread ?? where.channel}`;
    const gone = { id, at: now(), place: where, by: { id: by, name: "" }, what: { kind: "gone" } } as const;
    await untilSaved(id, () => inbox.receive(gone));
  }

  return {
    async onDelete({ id, type, parent_id: parent = null, guild_id: guild }) {
      const by = me();
      // A thread that is not named would be taken for its channel, and for all that is decided there.
      if (by === null || guild === undefined || typeof id !== "string") return;
      await tell(place(guild, by, whereOf({ id, type, parent_id: parent })), by);
    },
    async look(where) {
      const by = me();
      const asked = await attempt(() => rest.get(Routes.channel(where.thread ?? where.channel)));
      if (by !== null && !asked.ok && codeOf(asked.failure) === CODES.unknownChannel) await tell(where, by);
    },
  };
}
