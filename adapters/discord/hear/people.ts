/** What payloads leave out: looked up in what the gateway has told, then over REST, then taken for unknown. */
import {
  type APIChannel,
  type APIGuildMember,
  ChannelType,
  type Client,
  PermissionFlagsBits,
  type PermissionsString,
  type REST,
  Routes,
} from "discord.js";
import type { Log, Person } from "../../../src/port.ts";
import { Recent } from "../../shared/recent.ts";
import { failureOf } from "../errors.ts";
import { person, type Where } from "./read.ts";

const REMEMBERED = 5000;

export interface Directory {
  /** `guild`: undefined outside of a server, where all talk is direct. */
  where(channel: string, guild: string | undefined): Promise<Where>;
  /** Tells what Discord said of a channel in passing. */
  learn(channel: Pick<APIChannel, "id" | "type"> & { readonly parent_id?: string | null }): Where;
  /** Whether messages can be posted in a channel itself, as they cannot in a forum. */
  takesMessages(channel: string): Promise<boolean>;
  isAdmin(guild: string | undefined, user: string, roles: readonly string[]): boolean;
  myRole(guild: string | undefined): string | null;
  names(guild: string | undefined): ReadonlyMap<string, string>;
  /** Null for a bot, and for whom Discord does not know. */
  person(guild: string | undefined, id: string): Promise<Person | null>;
  /** Names of those of `needed` that the bot has not got here, as far as is known. */
  missing(channel: string, needed: readonly PermissionsString[]): readonly PermissionsString[];
}

export function createDirectory(rest: REST, client: () => Client | null, log: Log): Directory {
  const types = new Recent<string, { where: Where; type: ChannelType }>(REMEMBERED);

  function learn(channel: Parameters<Directory["learn"]>[0]): Where {
    const parent = channel.parent_id ?? null;
    const where: Where = { kind: kindOf(channel.type), id: channel.id, parent };
    // A thread whose parent was left out is better looked up.
    if (where.kind === "thread" && parent === null) return where;
    types.set(channel.id, { where, type: channel.type });
    return where;
  }

  async function look(id: string): Promise<{ where: Where; type: ChannelType }> {
    const known = types.get(id);
    if (known !== undefined) return known;
    const cached = client()?.channels.cache.get(id);
    if (cached !== undefined) {
      const parent = cached.isThread() ? cached.parentId : null;
      return { where: { kind: kindOf(cached.type), id, parent }, type: cached.type };
    }
    try {
      const channel = (await rest.get(Routes.channel(id))) as APIChannel & { parent_id?: string | null };
      return { where: learn(channel), type: channel.type };
    } catch (error) {
      log.warn(
        { channel: id, because: failureOf(error).because },
        "taken for a channel: Discord does not say",
      );
      return { where: { kind: "channel", id, parent: null }, type: ChannelType.GuildText };
    }
  }

  return {
    learn,
    where: async (id, guild) =>
      guild === undefined ? { kind: "dm", id, parent: null } : (await look(id)).where,
    async takesMessages(id) {
      const { type } = await look(id);
      return type !== ChannelType.GuildForum && type !== ChannelType.GuildMedia;
    },
    isAdmin(guildId, user, roles) {
      const guild = client()?.guilds.cache.get(guildId ?? "");
      if (guild === undefined) return false;
      if (guild.ownerId === user) return true;
      const rights = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild;
      return roles.some(
        (role) => ((guild.roles.cache.get(role)?.permissions.bitfield ?? 0n) & rights) !== 0n,
      );
    },
    myRole(guildId) {
      const me = client()?.user?.id;
      const guild = client()?.guilds.cache.get(guildId ?? "");
      return guild?.roles.cache.find((role) => role.managed && role.tags?.botId === me)?.id ?? null;
    },
    names(guildId) {
      const guild = client()?.guilds.cache.get(guildId ?? "");
      if (guild === undefined) return new Map();
      const named = [...guild.roles.cache.values(), ...guild.channels.cache.values()];
      return new Map(named.map(({ id, name }) => [id, name]));
    },
    async person(guildId, id) {
      try {
        if (guildId === undefined) return null;
        const member = (await rest.get(Routes.guildMember(guildId, id))) as APIGuildMember;
        return member.user.bot === true ? null : person({ ...member.user, member });
      } catch {
        return null;
      }
    },
    missing(id, needed) {
      const me = client()?.user;
      const channel = client()?.channels.cache.get(id);
      if (!me || channel === undefined || channel.isDMBased()) return [];
      const has = channel.permissionsFor(me);
      return has === null ? [] : needed.filter((name) => !has.has(name));
    },
  };
}

function kindOf(type: ChannelType): Where["kind"] {
  switch (type) {
    case ChannelType.DM:
    case ChannelType.GroupDM:
      return "dm";
    case ChannelType.AnnouncementThread:
    case ChannelType.PublicThread:
    case ChannelType.PrivateThread:
      return "thread";
    default:
      return "channel";
  }
}
