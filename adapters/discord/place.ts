/** Where something was said or pressed, and by whom. */
import type { APIUser } from "discord.js";
import type { Person, Place } from "../../src/port.ts";

/** A channel, as far as it matters where something was said. `parent`: of a thread. */
export interface Where {
  readonly kind: "channel" | "thread" | "dm";
  readonly id: string;
  readonly parent: string | null;
}

/** The team of a direct message is the person: nobody else has a part in it. */
export function place(guild: string | undefined, user: string, where: Where): Place {
  const team = guild ?? `dm${user}`;
  return where.kind === "thread" && where.parent !== null
    ? { platform: "discord", team, channel: where.parent, thread: where.id }
    : { platform: "discord", team, channel: where.id, thread: null };
}

/** Of a place that `place` has made: undefined for a direct message. */
export function guildOf({ team }: Place): string | undefined {
  return team.startsWith("dm") ? undefined : team;
}

/** As payloads tell of people: members of a server may have a name there. */
export interface Named extends Pick<APIUser, "id" | "username"> {
  readonly global_name?: string | null;
  readonly bot?: boolean;
  readonly member?: { readonly nick?: string | null } | undefined;
}

export function person(user: Named): Person {
  return { id: user.id, name: user.member?.nick || user.global_name || user.username };
}

/**
 * Of a channel or thread, or of a message in it, as Discord's app opens them. `guild`: undefined in a direct message.
 * All are ids, in digits. https://docs.discord.com/developers/reference#message-formatting
 */
export function addressOf(guild: string | undefined, channel: string, message?: string): string {
  const address = `https://discord.com/channels/${guild ?? "@me"}/${channel}`;
  return message === undefined ? address : `${address}/${message}`;
}
