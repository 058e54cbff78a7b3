/** What payloads leave out about channels: from the gateway's cache, else over REST, else assumed. */
import {
  type APIChannel,
  ChannelType,
  type Client,
  type PermissionsString,
  type REST,
  Routes,
  SnowflakeUtil,
} from "discord.js";
import type { Log } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { attempt } from "../errors.ts";
import type { Where } from "../place.ts";

const REMEMBERED = 5000;
const READ: readonly PermissionsString[] = ["ViewChannel", "ReadMessageHistory"];

/** A channel as payloads describe it. */
export interface Told extends Pick<APIChannel, "id"> {
  readonly type: ChannelType;
  readonly parent_id?: string | null;
  readonly name?: string | null;
  readonly owner_id?: string;
}

export interface Channels {
  /** `guild`: undefined outside of a server, where all talk is direct. */
  where(channel: string, guild: string | undefined): Promise<Where>;
  /** The same for what must not be misread: asked again for a quarter of a minute, while Discord is in trouble. */
  surely(channel: string, guild: string | undefined): Promise<Where>;
  /** Remembers what Discord said about a channel in passing. */
  learn(channel: Told): Where;
  /** Whether messages can be posted in a channel itself, as they cannot in a forum. */
  takesMessages(channel: string): Promise<boolean>;
  /** Where the newest message is no older, and the bot may read it, in the servers of a shard: the latest first. */
  spokenIn(shard: number, since: number): readonly Spoken[];
  /** Those of `needed` that the bot is known to lack here. */
  missing(channel: string, needed: readonly PermissionsString[]): readonly PermissionsString[];
}

/** A channel or thread of a server. */
export interface Spoken {
  readonly id: string;
  readonly guild: string;
}

interface Known {
  readonly where: Where;
  readonly type: ChannelType;
}

const TRIES = 5;

export interface ChannelsOptions extends Patience {
  readonly rest: REST;
  readonly client: () => Client | null;
  readonly log: Log;
}

export function createChannels({ rest, client, log, ...patience }: ChannelsOptions): Channels {
  const known = new Lru<string, Known>(REMEMBERED);

  function learn(told: Told): Where {
    const where = whereOf(told);
    // A thread whose parent was left out has to be looked up.
    if (where.kind !== "thread" || where.parent !== null) known.set(told.id, { where, type: told.type });
    return where;
  }

  async function look(id: string, most = 1): Promise<Known> {
    const found = known.get(id);
    if (found !== undefined) return found;
    const cached = client()?.channels.cache.get(id);
    if (cached !== undefined) {
      const { type } = cached;
      const thread = cached.isThread()
        ? { parent_id: cached.parentId, name: cached.name, owner_id: cached.ownerId ?? "" }
        : {};
      return { where: whereOf({ id, type, ...thread }), type };
    }
    const asked = await persist(
      () => attempt(() => rest.get(Routes.channel(id)) as Promise<Told>),
      patience,
      ({ kind }, _, tries) => kind !== "refused" && kind !== "unauthorised" && tries < most,
    );
    if (asked.ok) return { where: learn(asked.value), type: asked.value.type };
    log.warn({ channel: id, because: asked.failure.because }, "taken for a channel: Discord does not say");
    return { where: { kind: "channel", id, parent: null }, type: ChannelType.GuildText };
  }

  async function where(id: string, guild: string | undefined, most?: number): Promise<Where> {
    return guild === undefined ? { kind: "dm", id, parent: null } : (await look(id, most)).where;
  }

  return {
    learn,
    where: (id, guild) => where(id, guild),
    surely: (id, guild) => where(id, guild, TRIES),
    async takesMessages(id) {
      const { type } = await look(id);
      return type !== ChannelType.GuildForum && type !== ChannelType.GuildMedia;
    },
    spokenIn(shard, since) {
      const me = client()?.user;
      if (!me) return [];
      const spoken = [...me.client.channels.cache.values()].flatMap((channel) => {
        if (channel.isDMBased() || !channel.isTextBased() || channel.guild.shardId !== shard) return [];
        const at = channel.lastMessageId === null ? 0 : SnowflakeUtil.timestampFrom(channel.lastMessageId);
        const mayRead = at >= since && channel.permissionsFor(me)?.has(READ) === true;
        return mayRead ? [{ id: channel.id, guild: channel.guildId, at }] : [];
      });
      return spoken.sort((a, b) => b.at - a.at).map(({ id, guild }) => ({ id, guild }));
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

export function whereOf({ id, type, parent_id: parent = null, name, owner_id: owner }: Told): Where {
  const kind = kindOf(type);
  if (kind !== "thread") return { kind, id, parent: null };
  return {
    kind,
    id,
    parent,
    ...(name == null ? {} : { name }),
    ...(owner === undefined ? {} : { owner }),
    ...(type === ChannelType.PrivateThread ? { private: true } : {}),
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
    case ChannelType.GuildVoice:
    case ChannelType.GuildStageVoice:
      return "chat";
    default:
      return "channel";
  }
}
