/** From the gateway's dispatches to the inbox, and its replies back to who caused them. */
import {
  type APIInteraction,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  InteractionType,
} from "discord.js";
import type { Inbox, Log, Person } from "../../../src/port.ts";
import type { Requesters } from "../../shared/requesters.ts";
import type { Requester } from "../answer/blocker.ts";
import type { Respond } from "../answer/reply.ts";
import type { Where } from "../place.ts";
import type { Channels, Told } from "./channels.ts";
import type { Discussed, WithDiscussion } from "./discussion.ts";
import type { Gone } from "./gone.ts";
import { type Around, commandText, readInteraction } from "./interaction.ts";
import { type Messages, placesOf } from "./messages.ts";
import type { People } from "./people.ts";
import { mentionedIn } from "./spoken.ts";

export interface ListenOptions {
  readonly inbox: Pick<Inbox, "receive">;
  readonly messages: Messages;
  readonly gone: Gone;
  readonly channels: Channels;
  readonly people: People;
  readonly withDiscussion: WithDiscussion;
  readonly respond: Respond;
  readonly requesters: Requesters<Requester>;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The bot's user id; null before the gateway has said it. */
  readonly me: () => string | null;
}

/** Never rejects. */
export type Listener = (payload: GatewayDispatchPayload) => Promise<void>;

const ANSWERED = new Set([
  InteractionType.ApplicationCommand,
  InteractionType.MessageComponent,
  InteractionType.ModalSubmit,
]);
/** People named in a command are looked up one by one. */
const INVITED_MAX = 10;

export function createListener(options: ListenOptions): Listener {
  const { inbox, messages, gone, channels, people, withDiscussion, respond, requesters, log, now } = options;

  async function onInteraction(raw: APIInteraction): Promise<void> {
    const at = now();
    const user = raw.member?.user ?? raw.user;
    const channel = raw.channel?.id ?? raw.channel_id;
    const me = options.me();
    if (me === null || user === undefined || channel === undefined || !ANSWERED.has(raw.type)) return;
    const { guild_id: guild } = raw;
    const where = await whereOf(raw, channel);
    const names = { myRole: people.myRole(guild), names: people.names(guild) };
    const around: Around = { ...names, me, where, people: [] };
    const first = readInteraction(raw, around, at);
    const by = first?.inbound.by ?? { id: user.id, name: user.username };
    const opensForm = first?.opensForm === true;
    if (first !== null)
      requesters.remember(placesOf(first.inbound), {
        id: user.id,
        event: raw.id,
        message: null,
        followUp: { application: raw.application_id, token: raw.token, at },
      });
    let discussed: Discussed | null = null;
    const reply = await respond({ raw, by, channel, opensForm, at }, async () => {
      const read = readInteraction(raw, { ...around, people: await invitedBy(raw, me) }, at);
      if (read === null) return null;
      discussed = await withDiscussion(read.inbound);
      return await inbox.receive(discussed.inbound);
    });
    if (reply !== null) await messages.sayWithheld(discussed, reply);
  }

  /** The payload says it, except for threads whose parent it leaves out. */
  async function whereOf(raw: APIInteraction, id: string): Promise<Where> {
    const { guild_id: guild } = raw;
    const told = (raw.channel ?? {}) as Partial<Told>;
    if (told.type === undefined || guild === undefined) return await channels.where(id, guild);
    const where = channels.learn({ ...told, id, type: told.type });
    return where.kind === "thread" && where.parent === null ? await channels.where(id, guild) : where;
  }

  async function invitedBy(raw: APIInteraction, me: string): Promise<readonly Person[]> {
    const by = raw.member?.user.id ?? raw.user?.id;
    const ids = mentionedIn(commandText(raw) ?? "").filter((id) => id !== by && id !== me);
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

  async function hear(payload: GatewayDispatchPayload): Promise<void> {
    // What no "heard" follows was none of ours.
    const { id } = (payload.d ?? {}) as { readonly id?: unknown };
    log.trace({ type: payload.t, id }, "Discord says");
    switch (payload.t) {
      case GatewayDispatchEvents.MessageCreate:
        return messages.onMessage(payload.d);
      case GatewayDispatchEvents.MessageUpdate:
        return messages.onEdit(payload.d);
      case GatewayDispatchEvents.InteractionCreate:
        return onInteraction(payload.d);
      case GatewayDispatchEvents.ThreadCreate:
      case GatewayDispatchEvents.ThreadUpdate:
        channels.learn(payload.d);
        return;
      case GatewayDispatchEvents.ThreadDelete:
      case GatewayDispatchEvents.ChannelDelete:
        return gone.onDelete(payload.d);
      case GatewayDispatchEvents.GuildDelete:
        if (payload.d.unavailable !== true) sayRemoved(payload.d.id);
    }
  }

  return async (payload) => {
    try {
      await hear(payload);
    } catch (error) {
      log.error(
        { event: payload.t, stack: error instanceof Error ? error.stack : String(error) },
        "an event was lost",
      );
    }
  };
}
