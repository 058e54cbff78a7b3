/** What people write, to the inbox, and its replies back to them. */
import type { Inbound, Inbox, Log, Reply, Way } from "../../../src/port.ts";
import type { Requesters } from "../../shared/requesters.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import type { Requester } from "../answer/blocker.ts";
import { type Say, sentence } from "../answer/say.ts";
import { attempt } from "../errors.ts";
import { words } from "../words.ts";
import type { Channels } from "./channels.ts";
import type { Discussed, WithDiscussion } from "./discussion.ts";
import type { People } from "./people.ts";
import { type Message, readMessage } from "./read.ts";

export interface MessageOptions {
  readonly inbox: Pick<Inbox, "accept">;
  readonly untilSaved: UntilSaved;
  readonly channels: Channels;
  readonly people: People;
  readonly withDiscussion: WithDiscussion;
  readonly say: Say;
  readonly requesters: Requesters<Requester>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The bot's user id; null before the gateway has said it. */
  readonly me: () => string | null;
  /** Whether Discord sends the text of messages that do not mention the bot. */
  readonly content: () => boolean;
  /** Whether this thread has, or had, a decision, as far as this process knows. */
  readonly isOurs: (thread: string) => boolean;
}

export interface Messages {
  onMessage(message: Message): Promise<void>;
  /** It reads otherwise now, or only shows more of what it links to. */
  onEdit(message: Message): Promise<void>;
  /** The reply to what an earlier process accepted, and left; null: it could not be saved. False: not now. */
  answer(inbound: Inbound, way: Way, reply: Reply | null): Promise<boolean>;
  /** Says once that the discussion that a decision began in could not be read. */
  sayWithheld(discussed: Discussed | null, reply: Reply | null): Promise<void>;
}

/**
 * Saves what Discord does not send again, however long it takes. Never rejects. Null: the bot stops before that, and reads it after its
 * next start.
 */
export type UntilSaved = <T>(event: string, save: () => Promise<T>) => Promise<T | null>;

export function createUntilSaved(log: Log, patience: Patience): UntilSaved {
  return async (event, save) => {
    const saved = await persist(
      () => attempt(save),
      patience,
      ({ because }, againInMs) => {
        log.error({ event, because, againInMs }, "a message could not be saved yet");
        return true;
      },
    );
    return saved.ok ? saved.value : null;
  };
}

/** Where something was said, as it stands in the journal. */
interface Said {
  readonly channel: string;
  readonly message: string;
  readonly guild?: string;
}

export function createMessages(options: MessageOptions): Messages {
  const { inbox, untilSaved, channels, people, withDiscussion, say, requesters, now, content } = options;

  async function hear(message: Message, edited: boolean): Promise<void> {
    const at = now();
    const { author, channel_id: channel, guild_id: guild } = message;
    const me = options.me();
    if (me === null || author.bot === true) return;
    const known = {
      me,
      where: await channels.surely(channel, guild),
      myRole: people.myRole(guild),
      admin: people.isAdmin(guild, author.id, message.member?.roles ?? []),
      names: people.names(guild),
      edited,
    };
    const heard = readMessage(message, known, at);
    if (heard.kind === "withheld" && !content() && options.isOurs(channel))
      return await say.noContent(channel, words.noContent);
    if (heard.kind !== "inbound") return;
    const requester = { id: author.id, event: heard.inbound.id, message: message.id, followUp: null };
    requesters.remember(placesOf(heard.inbound), requester);
    const discussed = await withDiscussion(heard.inbound);
    const said: Said = { channel, message: message.id, ...(guild === undefined ? {} : { guild }) };
    const accepted = await untilSaved(discussed.inbound.id, () =>
      inbox.accept(discussed.inbound, { ...said }),
    );
    if (accepted === null) return;
    const replied = await attempt(() => accepted.reply);
    const reply = replied.ok ? replied.value : null;
    accepted.answered(await answer(discussed.inbound, said, reply, false));
    await sayWithheld(discussed, reply);
  }

  /**
   * A message cannot be answered in private, so the answer is a reply; a mark on it, where that is enough. `again`: it may have been
   * given by a process that had no time to note it.
   */
  async function answer(
    { id: event }: Pick<Inbound, "id">,
    { channel, message: replyTo, guild }: Said,
    reply: Reply | null,
    again: boolean,
  ): Promise<boolean> {
    if (reply !== null && reply.kind !== "ephemeral") return true;
    if (reply?.noted === true && (await say.noted(channel, replyTo))) return true;
    const { card, token } = reply ?? { card: sentence(words.notSaved), token: null };
    return say.aloud(channel, { key: `ephemeral/${event}`, card, token, replyTo, guild, again });
  }

  /** Only where it would have mattered: when a decision was started, which gets no reply. */
  async function sayWithheld(discussed: Discussed | null, reply: Reply | null): Promise<void> {
    const thread = discussed?.inbound.place.thread ?? null;
    if (discussed?.withheld === true && thread !== null && reply?.kind === "nothing")
      await say.noContent(thread, words.noDiscussion);
  }

  return {
    sayWithheld,
    // Written by `hear`.
    answer: (inbound, way, reply) => answer(inbound, way as unknown as Said, reply, true),
    onMessage: (message) => hear(message, false),
    async onEdit(message) {
      if (message.edited_timestamp != null) await hear(message, true);
    },
  };
}

/** Whoever asks for something here is told when nothing can be posted. */
export function placesOf({ place }: Inbound): readonly (string | null)[] {
  return [place.thread, place.channel];
}
