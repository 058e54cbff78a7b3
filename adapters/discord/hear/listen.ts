/** Gateway dispatches → the inbox, and its replies back to who caused them. */
import {
  type APIChannel,
  type APIInteraction,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  InteractionType,
} from "discord.js";
import type { Inbound, Inbox, Log, Person, Reply } from "../../../src/port.ts";
import { type Responding, respond } from "../answer/reply.ts";
import { followUpOf, type Requesters } from "../answer/requesters.ts";
import { type Say, sentence } from "../answer/say.ts";
import { words } from "../words.ts";
import { type Asked, type Discussing, withDiscussion } from "./discussion.ts";
import type { Directory } from "./people.ts";
import { commandText, type Heard, type Message, readInteraction, readMessage, type Where } from "./read.ts";
import { mentionedIn } from "./spoken.ts";

export interface Listening extends Responding, Discussing {
  readonly inbox: Inbox;
  readonly log: Log;
  readonly directory: Directory;
  readonly say: Say;
  readonly requesters: Requesters;
  /** The bot's user id; null before the gateway has said it. */
  readonly me: () => string | null;
  /** Whether a decision runs, or ran, in this thread, as far as this process knows. */
  readonly isOurs: (thread: string) => boolean;
}

/** Milliseconds between the tries at saving a message: Discord does not send it again. */
const SAVE_PAUSES = [1000, 5000, 20_000];
const ANSWERED = new Set([
  InteractionType.ApplicationCommand,
  InteractionType.MessageComponent,
  InteractionType.ModalSubmit,
]);
/** People named in a command are looked up one by one. */
const INVITED_MAX = 10;

/** Never rejects. */
export async function onDispatch(to: Listening, payload: GatewayDispatchPayload): Promise<void> {
  try {
    if (payload.t === GatewayDispatchEvents.MessageCreate) await onMessage(to, payload.d as Message);
    else if (payload.t === GatewayDispatchEvents.InteractionCreate) await onInteraction(to, payload.d);
    else if (payload.t === GatewayDispatchEvents.ThreadCreate) to.directory.learn(payload.d);
    else if (payload.t === GatewayDispatchEvents.GuildDelete && payload.d.unavailable !== true)
      sayRemoved(to, payload.d.id);
  } catch (error) {
    to.log.error(
      { event: payload.t, stack: error instanceof Error ? error.stack : String(error) },
      "an event was lost",
    );
  }
}

/** It may be invited again, so what it knows is kept until the operator deletes it. */
function sayRemoved({ log }: Listening, guild: string): void {
  log.warn(
    { guild },
    `the bot was removed from a server; its decisions are kept. To delete them: plumbline delete --team discord/${guild}`,
  );
}

export async function onMessage(to: Listening, message: Message): Promise<void> {
  const at = to.now();
  const me = to.me();
  if (me === null || message.author.bot === true) return;
  const where = await to.directory.where(message.channel_id, message.guild_id);
  const heard = hear(to, message, me, where, at);
  if (heard.kind === "withheld" && !to.content() && to.isOurs(message.channel_id))
    return await to.say.noContent(message.channel_id, words.noContent);
  if (heard.kind !== "inbound") return;
  to.requesters.remember(placesOf(heard.inbound), {
    id: message.author.id,
    event: message.id,
    message: message.id,
    followUp: null,
  });
  const asked = await withDiscussion(to, heard.inbound);
  const reply = await save(to, asked.inbound);
  await answer(to, message, reply);
  await sayWithheld(to, asked, reply);
}

function hear(to: Listening, message: Message, me: string, where: Where, at: number): Heard {
  const { directory } = to;
  const guild = message.guild_id;
  const known = {
    me,
    where,
    myRole: directory.myRole(guild),
    admin: directory.isAdmin(guild, message.author.id, message.member?.roles ?? []),
    names: directory.names(guild),
  };
  return readMessage(message, known, at);
}

/** Only where it would have mattered: a decision was started, to which nothing is replied. */
async function sayWithheld(to: Listening, asked: Asked | null, reply: Reply): Promise<void> {
  const thread = asked?.inbound.place.thread ?? null;
  if (asked?.withheld === true && thread !== null && reply.kind === "nothing")
    await to.say.noContent(thread, words.noDiscussion);
}

async function save(to: Listening, inbound: Inbound): Promise<Reply> {
  for (const pause of SAVE_PAUSES) {
    try {
      return await to.inbox.receive(inbound);
    } catch (error) {
      to.log.error({ event: inbound.id, because: String(error) }, "a message was not saved; trying again");
      await to.wait(pause);
    }
  }
  return await to.inbox
    .receive(inbound)
    .catch((): Reply => ({ kind: "ephemeral", card: sentence(words.notSaved), token: null }));
}

/** There is no private answer to a message, so it is a reply to it. */
async function answer(to: Listening, message: Message, reply: Reply): Promise<void> {
  if (reply.kind !== "ephemeral") return;
  await to.say.aloud(message.channel_id, {
    key: `ephemeral/${message.id}`,
    card: reply.card,
    token: reply.token,
    replyTo: message.id,
    guild: message.guild_id,
  });
}

async function onInteraction(to: Listening, raw: APIInteraction): Promise<void> {
  const at = to.now();
  const user = raw.member?.user ?? raw.user;
  const channel = raw.channel?.id ?? raw.channel_id;
  if (user === undefined || channel === undefined || !ANSWERED.has(raw.type)) return;
  const where = await whereOf(to.directory, raw, channel);
  const first = readInteraction(raw, where, [], at);
  const name = first.kind === "inbound" ? first.inbound.by.name : user.username;
  const opensForm = first.kind === "inbound" && first.opensForm;
  if (first.kind === "inbound")
    to.requesters.remember(placesOf(first.inbound), {
      id: user.id,
      event: raw.id,
      message: null,
      followUp: followUpOf(raw.application_id, raw.token, at),
    });
  let asked: Asked | null = null;
  const reply = await respond(to, { raw, name, channel, opensForm, at }, async () => {
    const read = readInteraction(raw, where, await invitedBy(to, raw), at);
    if (read.kind === "nothing") return { kind: "ephemeral", card: sentence(words.unknown), token: null };
    asked = await withDiscussion(to, read.inbound);
    return await to.inbox.receive(asked.inbound);
  });
  await sayWithheld(to, asked, reply);
}

/** Said by the payload, but for threads of which it leaves out the parent. */
async function whereOf(directory: Directory, raw: APIInteraction, id: string): Promise<Where> {
  const { type, parent_id: parent } = (raw.channel ?? {}) as {
    type?: APIChannel["type"];
    parent_id?: string | null;
  };
  const { guild_id: guild } = raw;
  if (type === undefined || guild === undefined) return await directory.where(id, guild);
  const where = directory.learn({ id, type, parent_id: parent ?? null });
  return where.kind === "thread" && where.parent === null ? await directory.where(id, guild) : where;
}

async function invitedBy(to: Listening, raw: APIInteraction): Promise<readonly Person[]> {
  const requester = raw.member?.user.id ?? raw.user?.id;
  const ids = mentionedIn(commandText(raw) ?? "").filter((id) => id !== requester && id !== to.me());
  const people = await Promise.all(
    ids.slice(0, INVITED_MAX).map((id) => to.directory.person(raw.guild_id, id)),
  );
  return people.filter((person) => person !== null);
}

function placesOf({ place }: Inbound): readonly (string | null)[] {
  return [place.thread, place.channel];
}
