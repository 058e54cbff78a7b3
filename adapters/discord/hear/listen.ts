/** From the gateway's dispatches to the inbox, and its replies back to who caused them. */
import {
  type APIChannel,
  type APIInteraction,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  InteractionType,
} from "discord.js";
import type { Inbound, Inbox, Log, Person, Reply } from "../../../src/port.ts";
import type { Requesters } from "../../shared/requesters.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import type { Requester } from "../answer/blocker.ts";
import type { Respond } from "../answer/reply.ts";
import { type Say, sentence } from "../answer/say.ts";
import { attempt } from "../errors.ts";
import type { Where } from "../place.ts";
import { words } from "../words.ts";
import type { Channels } from "./channels.ts";
import type { Discussed, WithDiscussion } from "./discussion.ts";
import type { People } from "./people.ts";
import { commandText, type Message, readInteraction, readMessage } from "./read.ts";
import { mentionedIn } from "./spoken.ts";

export interface ListenOptions extends Patience {
  readonly inbox: Inbox;
  readonly channels: Channels;
  readonly people: People;
  readonly withDiscussion: WithDiscussion;
  readonly respond: Respond;
  readonly say: Say;
  readonly requesters: Requesters<Requester>;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The bot's user id; null before the gateway has said it. */
  readonly me: () => string | null;
  /** Whether Discord sends the text of messages that do not mention the bot. */
  readonly content: () => boolean;
  /** Whether this thread has, or had, a decision, as far as this process knows. */
  readonly isOurs: (thread: string) => boolean;
}

export interface Listener {
  /** Never rejects. */
  onDispatch(payload: GatewayDispatchPayload): Promise<void>;
  onMessage(message: Message): Promise<void>;
}

/** Tries at saving a message: Discord does not send it again. */
const SAVES_MAX = 4;
const ANSWERED = new Set([
  InteractionType.ApplicationCommand,
  InteractionType.MessageComponent,
  InteractionType.ModalSubmit,
]);
/** People named in a command are looked up one by one. */
const INVITED_MAX = 10;

export function createListener(options: ListenOptions): Listener {
  const { inbox, channels, people, withDiscussion, respond, say, requesters, log, now, content } = options;

  async function onMessage(message: Message): Promise<void> {
    const at = now();
    const { author, channel_id: channel, guild_id: guild } = message;
    const me = options.me();
    if (me === null || author.bot === true) return;
    const where = await channels.where(channel, guild);
    const known = {
      me,
      where,
      myRole: people.myRole(guild),
      admin: people.isAdmin(guild, author.id, message.member?.roles ?? []),
      names: people.names(guild),
    };
    const heard = readMessage(message, known, at);
    if (heard.kind === "withheld" && !content() && options.isOurs(channel))
      return await say.noContent(channel, words.noContent);
    if (heard.kind !== "inbound") return;
    const requester = { id: author.id, event: message.id, message: message.id, followUp: null };
    requesters.remember(placesOf(heard.inbound), requester);
    const discussed = await withDiscussion(heard.inbound);
    const reply = await save(discussed.inbound);
    await answer(message, reply);
    await sayWithheld(discussed, reply);
  }

  async function save(inbound: Inbound): Promise<Reply> {
    const saved = await persist(
      () => attempt(() => inbox.receive(inbound)),
      options,
      ({ because }, againInMs, tries) => {
        log.error({ event: inbound.id, because, againInMs }, "a message was not saved");
        return tries < SAVES_MAX;
      },
    );
    return saved.ok ? saved.value : { kind: "ephemeral", card: sentence(words.notSaved), token: null };
  }

  /** A message cannot be answered in private, so the answer is a reply. */
  async function answer({ id, channel_id: channel, guild_id: guild }: Message, reply: Reply): Promise<void> {
    if (reply.kind !== "ephemeral") return;
    const { card, token } = reply;
    await say.aloud(channel, { key: `ephemeral/${id}`, card, token, replyTo: id, guild });
  }

  /** Only where it would have mattered: when a decision was started, which gets no reply. */
  async function sayWithheld(discussed: Discussed | null, reply: Reply): Promise<void> {
    const thread = discussed?.inbound.place.thread ?? null;
    if (discussed?.withheld === true && thread !== null && reply.kind === "nothing")
      await say.noContent(thread, words.noDiscussion);
  }

  async function onInteraction(raw: APIInteraction): Promise<void> {
    const at = now();
    const user = raw.member?.user ?? raw.user;
    const channel = raw.channel?.id ?? raw.channel_id;
    if (user === undefined || channel === undefined || !ANSWERED.has(raw.type)) return;
    const where = await whereOf(raw, channel);
    const first = readInteraction(raw, where, [], at);
    const name = first?.inbound.by.name ?? user.username;
    const opensForm = first?.opensForm === true;
    if (first !== null)
      requesters.remember(placesOf(first.inbound), {
        id: user.id,
        event: raw.id,
        message: null,
        followUp: { application: raw.application_id, token: raw.token, at },
      });
    let discussed: Discussed | null = null;
    const reply = await respond({ raw, name, channel, opensForm, at }, async () => {
      const read = readInteraction(raw, where, await invitedBy(raw), at);
      if (read === null) return { kind: "ephemeral", card: sentence(words.unknown), token: null };
      discussed = await withDiscussion(read.inbound);
      return await inbox.receive(discussed.inbound);
    });
    await sayWithheld(discussed, reply);
  }

  /** The payload says it, except for threads whose parent it leaves out. */
  async function whereOf(raw: APIInteraction, id: string): Promise<Where> {
    const { type, parent_id: parent } = (raw.channel ?? {}) as {
      type?: APIChannel["type"];
      parent_id?: string | null;
    };
    const { guild_id: guild } = raw;
    if (type === undefined || guild === undefined) return await channels.where(id, guild);
    const where = channels.learn({ id, type, parent_id: parent ?? null });
    return where.kind === "thread" && where.parent === null ? await channels.where(id, guild) : where;
  }

  async function invitedBy(raw: APIInteraction): Promise<readonly Person[]> {
    const by = raw.member?.user.id ?? raw.user?.id;
    const ids = mentionedIn(commandText(raw) ?? "").filter((id) => id !== by && id !== options.me());
    const invited = ids.slice(0, INVITED_MAX).map((id) => people.person(raw.guild_id, id));
    return (await Promise.all(invited)).filter((person) => person !== null);
  }

  /** The bot may be invited again, so everything is kept until the operator deletes it. */
  function sayRemoved(guild: string): void {
    log.warn(
      { guild },
      `the bot was removed from a server; its decisions are kept. To delete them: plumbline delete --team discord/${guild}`,
    );
  }

  return {
    onMessage,
    async onDispatch(payload) {
      try {
        if (payload.t === GatewayDispatchEvents.MessageCreate) await onMessage(payload.d as Message);
        else if (payload.t === GatewayDispatchEvents.InteractionCreate) await onInteraction(payload.d);
        else if (payload.t === GatewayDispatchEvents.ThreadCreate) channels.learn(payload.d);
        else if (payload.t === GatewayDispatchEvents.GuildDelete && payload.d.unavailable !== true)
          sayRemoved(payload.d.id);
      } catch (error) {
        log.error(
          { event: payload.t, stack: error instanceof Error ? error.stack : String(error) },
          "an event was lost",
        );
      }
    },
  };
}

function placesOf({ place }: Inbound): readonly (string | null)[] {
  return [place.thread, place.channel];
}
