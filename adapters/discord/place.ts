/** Where something was said or pressed, and by whom. */
import type { APIUser } from "discord.js";
import type { Person, Place } from "../../src/port.ts";

/** The channel or thread where something was said. `parent`: a thread's channel. */
export interface Where {
  readonly kind: "channel" | "thread" | "dm";
  readonly id: string;
  readonly parent: string | null;
}

/** In a direct message the person is the team: nobody else takes part. */
export function place(guild: string | undefined, user: string, where: Where): Place {
  const team = guild ?? `dm${user}`;
  return where.kind === "thread" && where.parent !== null
    ? { platform: "discord", team, channel: where.parent, thread: where.id }
    : { platform: "discord", team, channel: where.id, thread: null };
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
