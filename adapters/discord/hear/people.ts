/** What payloads leave out about people and their server: from the gateway's cache, or asked for over REST. */
import { type APIGuildMember, type Client, type Guild, type REST, Routes } from "discord.js";
import type { Person } from "../../../src/port.ts";
import { ADMIN } from "../connection/permissions.ts";
import { attempt } from "../errors.ts";
import { person } from "../place.ts";

/** `guild`: undefined outside of a server. */
export interface People {
  /** Null for a bot, and for somebody unknown to Discord. */
  person(guild: string | undefined, id: string): Promise<Person | null>;
  isAdmin(guild: string | undefined, user: string, roles: readonly string[]): boolean;
  /** The role that Discord made for the bot, if it did. */
  myRole(guild: string | undefined): string | null;
  /** Names of roles and channels, by their ids. */
  names(guild: string | undefined): ReadonlyMap<string, string>;
}

export function createPeople(rest: REST, client: () => Client | null): People {
  function guildOf(id: string | undefined): Guild | undefined {
    return client()?.guilds.cache.get(id ?? "");
  }

  return {
    async person(guild, id) {
      if (guild === undefined) return null;
      const asked = await attempt(() => rest.get(Routes.guildMember(guild, id)) as Promise<APIGuildMember>);
      if (!asked.ok || asked.value.user.bot === true) return null;
      return person({ ...asked.value.user, member: asked.value });
    },
    isAdmin(guildId, user, roles) {
      const guild = guildOf(guildId);
      if (guild === undefined) return false;
      if (guild.ownerId === user) return true;
      return roles.some((role) => ((guild.roles.cache.get(role)?.permissions.bitfield ?? 0n) & ADMIN) !== 0n);
    },
    myRole(guildId) {
      const me = client()?.user?.id;
      const mine = guildOf(guildId)?.roles.cache.find((role) => role.managed && role.tags?.botId === me);
      return mine?.id ?? null;
    },
    names(guildId) {
      const guild = guildOf(guildId);
      if (guild === undefined) return new Map();
      const named = [...guild.roles.cache.values(), ...guild.channels.cache.values()];
      return new Map(named.map(({ id, name }) => [id, name]));
    },
  };
}
