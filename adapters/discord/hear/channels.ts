/** What payloads leave out about channels: from the gateway's cache, else over REST, else assumed. */
import {
  type APIChannel,
  ChannelType,
  type Client,
  type PermissionsString,
  type REST,
  Routes,
} from "discord.js";
import type { Log } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import { attempt } from "../errors.ts";
import type { Where } from "../place.ts";

const REMEMBERED = 5000;

/** A channel as payloads describe it. */
type Told = Pick<APIChannel, "id" | "type"> & { readonly parent_id?: string | null };

export interface Channels {
  /** `guild`: undefined outside of a server, where all talk is direct. */
  where(channel: string, guild: string | undefined): Promise<Where>;
  /** Remembers what Discord said about a channel in passing. */
  learn(channel: Told): Where;
  /** Whether messages can be posted in a channel itself, as they cannot in a forum. */
  takesMessages(channel: string): Promise<boolean>;
  /** Those of `needed` that the bot is known to lack here. */
  missing(channel: string, needed: readonly PermissionsString[]): readonly PermissionsString[];
}

interface Known {
  readonly where: Where;
  readonly type: ChannelType;
}

export function createChannels(rest: REST, client: () => Client | null, log: Log): Channels {
  const known = new Lru<string, Known>(REMEMBERED);

  function learn({ id, type, parent_id: parent = null }: Told): Where {
    const where: Where = { kind: kindOf(type), id, parent };
    // A thread whose parent was left out has to be looked up.
    if (where.kind !== "thread" || parent !== null) known.set(id, { where, type });
    return where;
  }

  async function look(id: string): Promise<Known> {
    const found = known.get(id);
    if (found !== undefined) return found;
    const cached = client()?.channels.cache.get(id);
    if (cached !== undefined) {
      const parent = cached.isThread() ? cached.parentId : null;
      return { where: { kind: kindOf(cached.type), id, parent }, type: cached.type };
    }
    const asked = await attempt(() => rest.get(Routes.channel(id)) as Promise<Told>);
    if (asked.ok) return { where: learn(asked.value), type: asked.value.type };
    log.warn({ channel: id, because: asked.failure.because }, "taken for a channel: Discord does not say");
    return { where: { kind: "channel", id, parent: null }, type: ChannelType.GuildText };
  }

  return {
    learn,
    where: async (id, guild) =>
      guild === undefined ? { kind: "dm", id, parent: null } : (await look(id)).where,
    async takesMessages(id) {
      const { type } = await look(id);
      return type !== ChannelType.GuildForum && type !== ChannelType.GuildMedia;
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
