/** What this Discord holds: one server with channels, threads, messages and people, as API v10 shows them. */
import { EventEmitter } from "node:events";

export type Json = Record<string, unknown>;

export interface User {
  readonly id: string;
  readonly username: string;
  readonly global_name: string | null;
  readonly discriminator: string;
  readonly avatar: null;
  readonly bot?: boolean;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  name: string;
  readonly guild_id?: string;
  readonly parent_id?: string | null;
  readonly owner_id?: string;
  readonly recipients?: readonly User[];
  thread_metadata?: {
    archived: boolean;
    locked: boolean;
    auto_archive_duration: number;
    archive_timestamp: string;
  };
  permission_overwrites?: Json[];
  last_message_id?: string | null;
}

/** Somebody was notified. */
export interface Ring {
  readonly channel: string;
  readonly message: string;
  /** Their id. */
  readonly user: string;
}

export interface Message {
  readonly id: string;
  readonly channel_id: string;
  readonly guild_id?: string;
  readonly author: User;
  readonly type: number;
  readonly timestamp: string;
  content: string;
  mentions: readonly User[];
  mention_roles: readonly string[];
  components: readonly Json[];
  attachments: readonly Json[];
  flags: number;
  nonce?: string;
  message_reference?: Json;
  referenced_message?: Message;
  edited_timestamp: string | null;
}

export const CHANNEL = { text: 0, dm: 1, voice: 2, thread: 11, privateThread: 12, forum: 15 } as const;

export function isThread({ type }: Pick<Channel, "type">): boolean {
  return type === CHANNEL.thread || type === CHANNEL.privateThread;
}

const EPOCH = 1_420_070_400_000n;

export class World {
  /** "change": something was asked of this Discord, or something in it changed. */
  readonly events = new EventEmitter();
  readonly bot: User;
  readonly application: string;
  readonly guild: string;
  readonly botRole: string;
  /** Of people: "Backend team". */
  readonly teamRole: string;
  readonly ana: User;
  readonly bo: User;
  readonly text: Channel;
  readonly forum: Channel;
  readonly voice: Channel;
  readonly channels = new Map<string, Channel>();
  readonly users = new Map<string, User>();
  /** By channel, oldest first. */
  readonly messages = new Map<string, Message[]>();
  /** By the ids of attachments. */
  readonly files = new Map<string, Buffer>();
  /** Whom the bot notified, in its order. */
  readonly rings: Ring[] = [];
  /** What the bot marked messages with, in its order. */
  readonly reactions: { readonly message: string; readonly emoji: string }[] = [];
  /** Who is in a thread: whoever opened it, wrote in it, was mentioned in it or was added. */
  readonly members = new Map<string, Set<string>>();
  /** The bot is not in the server any more. */
  removed = false;
  /** Whether the Message Content Intent is switched on in the developer portal. */
  contentAllowed = false;
  /** What the bot may not do, by Discord's permission bits. */
  denied = 0n;
  now: () => number;
  #last = 0n;

  constructor(now: () => number) {
    this.now = now;
    this.events.setMaxListeners(100);
    this.application = this.id();
    this.bot = this.#user("plumbline", this.application, true);
    this.ana = this.#user("Ana");
    this.bo = this.#user("Bo");
    this.guild = this.id();
    this.botRole = this.id();
    this.teamRole = this.id();
    this.text = this.#channel("general", CHANNEL.text);
    this.forum = this.#channel("proposals", CHANNEL.forum);
    this.voice = this.#channel("hangout", CHANNEL.voice);
  }

  /** A snowflake of now, above all given before. */
  id(): string {
    const made = (BigInt(this.now()) - EPOCH) << 22n;
    this.#last = made > this.#last ? made : this.#last + 1n;
    return String(this.#last);
  }

  #user(name: string, id = this.id(), bot = false): User {
    const user = { id, username: name.toLowerCase(), global_name: name, discriminator: "0", avatar: null };
    this.users.set(id, bot ? { ...user, bot } : user);
    return bot ? { ...user, bot } : user;
  }

  #channel(name: string, type: number): Channel {
    const channel = {
      id: this.id(),
      type,
      name,
      guild_id: this.guild,
      parent_id: null,
      permission_overwrites: [],
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  thread(parent: string, id: string, name: string, owner: string, type: number = CHANNEL.thread): Channel {
    const thread: Channel = {
      id,
      type,
      name,
      guild_id: this.guild,
      parent_id: parent,
      owner_id: owner,
      thread_metadata: {
        archived: false,
        locked: false,
        auto_archive_duration: 10_080,
        archive_timestamp: new Date(this.now()).toISOString(),
      },
    };
    this.channels.set(id, thread);
    this.join(id, owner);
    return thread;
  }

  /** Nobody is in a channel: whoever may see it does. */
  join(thread: string, user: string): void {
    const place = this.channels.get(thread);
    if (place === undefined || !isThread(place)) return;
    this.members.set(thread, (this.members.get(thread) ?? new Set()).add(user));
  }

  direct(user: User): Channel {
    const known = [...this.channels.values()].find(
      (one) => one.type === CHANNEL.dm && one.recipients?.[0]?.id === user.id,
    );
    if (known !== undefined) return known;
    const channel: Channel = { id: this.id(), type: CHANNEL.dm, name: "", recipients: [user] };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** Somebody deletes a channel, with the threads in it, or a thread. */
  delete(id: string): void {
    for (const [key, one] of this.channels)
      if (key === id || one.parent_id === id) {
        this.channels.delete(key);
        this.messages.delete(key);
      }
  }

  said(channel: string): Message[] {
    const list = this.messages.get(channel) ?? [];
    this.messages.set(channel, list);
    return list;
  }

  /** Whom a message's text mentions. */
  mentionsIn(content: string): readonly User[] {
    return [...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id]) => this.users.get(id ?? "") ?? []);
  }

  /** A message that nobody has seen yet. */
  blank(channel: string, author: User): Message {
    const place = this.channels.get(channel);
    return {
      id: this.id(),
      channel_id: channel,
      ...(place?.guild_id === undefined ? {} : { guild_id: place.guild_id }),
      author,
      type: 0,
      timestamp: new Date(this.now()).toISOString(),
      content: "",
      mentions: [],
      mention_roles: [],
      components: [],
      attachments: [],
      flags: 0,
      edited_timestamp: null,
    };
  }

  add(channel: string, author: User, part: Partial<Message>): Message {
    const place = this.channels.get(channel);
    const { content = "" } = part;
    const message: Message = {
      ...this.blank(channel, author),
      mentions: this.mentionsIn(content),
      mention_roles: [...content.matchAll(/<@&(\d+)>/g)].flatMap(([, id]) => id ?? []),
      ...part,
    };
    this.said(channel).push(message);
    if (place !== undefined) place.last_message_id = message.id;
    this.join(channel, author.id);
    if (place?.thread_metadata?.archived === true) place.thread_metadata.archived = false;
    return message;
  }

  /** A message as somebody without the content intent gets it. */
  asSeen(message: Message, content: boolean): Message {
    const own = message.author.id === this.bot.id || this.#mentions(message);
    if (content || own || message.guild_id === undefined) return message;
    const referenced = message.referenced_message;
    return {
      ...message,
      ...(referenced === undefined ? {} : { referenced_message: this.asSeen(referenced, content) }),
      content: "",
      components: [],
      attachments: [],
    };
  }

  #mentions({ mentions }: Partial<Message>): boolean {
    return mentions?.some(({ id }) => id === this.bot.id) === true;
  }

  changed(): void {
    this.events.emit("change");
  }

  guildPayload(): Json {
    const channels = [...this.channels.values()];
    return {
      id: this.guild,
      name: "Test server",
      owner_id: this.ana.id,
      unavailable: false,
      large: false,
      member_count: 3,
      joined_at: new Date(this.now()).toISOString(),
      roles: [
        {
          id: this.guild,
          name: "@everyone",
          permissions: String(ALL & ~this.denied),
          position: 0,
          color: 0,
          hoist: false,
          managed: false,
          mentionable: false,
          flags: 0,
        },
        {
          id: this.botRole,
          name: "Plumbline",
          permissions: "0",
          position: 1,
          color: 0,
          hoist: false,
          managed: true,
          mentionable: false,
          flags: 0,
          tags: { bot_id: this.bot.id },
        },
        {
          id: this.teamRole,
          name: "Backend team",
          permissions: "0",
          position: 2,
          color: 0,
          hoist: false,
          managed: false,
          mentionable: true,
          flags: 0,
        },
      ],
      members: [
        {
          user: this.bot,
          roles: [this.botRole],
          joined_at: new Date(this.now()).toISOString(),
          deaf: false,
          mute: false,
          flags: 0,
        },
      ],
      channels: channels.filter((one) => one.guild_id !== undefined && !isThread(one)),
      threads: channels.filter((one) => isThread(one) && one.thread_metadata?.archived === false),
      emojis: [],
      stickers: [],
      features: [],
      voice_states: [],
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
      verification_level: 0,
      default_message_notifications: 0,
      explicit_content_filter: 0,
      mfa_level: 0,
      system_channel_flags: 0,
      premium_tier: 0,
      preferred_locale: "en-US",
      nsfw_level: 0,
      premium_progress_bar_enabled: false,
      afk_timeout: 300,
      system_channel_id: null,
      afk_channel_id: null,
      rules_channel_id: null,
      public_updates_channel_id: null,
      icon: null,
      splash: null,
      banner: null,
      description: null,
      vanity_url_code: null,
    };
  }
}

/** Every permission that a bot without Administrator and Manage Server could be given. */
const ALL = (1n << 50n) - 1n - (1n << 3n) - (1n << 5n);
