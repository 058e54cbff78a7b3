/** Where something was said or pressed, and by whom. */
import type { APIUser } from "discord.js";
import type { Person, Place } from "../../src/port.ts";

/** The channel or thread where something was said. "chat": a channel that has no threads, such as a voice channel's. */
export interface Where {
  readonly kind: "channel" | "chat" | "thread" | "dm";
  readonly id: string;
  /** A thread's channel. */
  readonly parent: string | null;
  /** Of a thread or post: what it is called, and who opened it. */
  readonly name?: string;
  readonly owner?: string;
  /** A thread that only those see who were added to it. */
  readonly private?: true;
}

/** In a direct message the person is the team: nobody else takes part. */
export function place(guild: string | undefined, user: string, where: Where): Place {
  const team = guild ?? `dm${user}`;
  if (where.kind !== "thread" || where.parent === null)
    return { platform: "discord", team, channel: where.id, thread: null };
  const inThread = { platform: "discord", team, channel: where.parent, thread: where.id } as const;
  return where.private === true ? { ...inThread, room: where.id } : inThread;
}

/** The server of a place; undefined for a direct message. */
export function guildOf({ team }: Place): string | undefined {
  return team.startsWith("dm") ? undefined : team;
}

/** A person as payloads describe them; members of a server may have a name of their own there. */
export interface Named extends Pick<APIUser, "id" | "username"> {
  readonly global_name?: string | null;
  readonly bot?: boolean;
  readonly member?: { readonly nick?: string | null } | undefined;
}

export function person(user: Named): Person {
  return { id: user.id, name: user.member?.nick || user.global_name || user.username };
}

/**
 * The address of a channel, a thread or a message in it, as Discord's app opens it. `guild`: undefined in a direct
 * message. All are ids, in digits. https://docs.discord.com/developers/reference#message-formatting
 */
export function addressOf(guild: string | undefined, channel: string, message?: string): string {
  const address = `https://discord.com/channels/${guild ?? "@me"}/${channel}`;
  return message === undefined ? address : `${address}/${message}`;
}
