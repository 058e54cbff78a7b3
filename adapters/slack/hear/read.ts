/** Slack's payloads as what was said, by whom and where. Nothing after this reads raw payloads. */
import type { BlockAction, BlockElementAction, MessageShortcut, SlashCommand } from "@slack/bolt";
import type { Inbound, Person } from "../../../src/port.ts";
import { isDirect, place, type ViewPlace, whereOf } from "../place.ts";
import { readForm, type SubmittedView } from "../show/form.ts";
import { readToken } from "../token.ts";
import { LOOKED_UP_MAX, type People } from "./people.ts";
import { groupsIn, handlesIn, mentioned, parseSpoken, type Spoken, withHandles, wordsOf } from "./spoken.ts";

export interface Reader {
  readonly people: People;
  readonly now: () => number;
}

export interface Here {
  readonly team: string;
  readonly botUserId: string;
}

/** Who said a message, if anybody; Slack may say null instead of nothing. */
export interface Authored {
  readonly user?: string | null;
  readonly bot_id?: string | null;
  readonly subtype?: string | null;
}

/** The part of a message or mention event that is read. */
export interface MessageEvent extends Message {
  readonly channel: string;
  readonly channel_type?: string;
  /** Of an edit: the message as it is now, and as it was. */
  readonly message?: Message;
  readonly previous_message?: Pick<Message, "text">;
}

interface Message extends Authored {
  readonly ts: string;
  readonly thread_ts?: string | null;
  readonly text?: string | null;
  readonly edited?: { readonly user?: string; readonly ts: string };
}

/** Kinds of messages in which somebody says something; joins, topics and bots are others. */
const SAID = new Set(["", "thread_broadcast", "file_share", "me_message"]);

/** The person who said this; null: a bot, or nobody. */
export function authorOf({ user, bot_id: bot, subtype }: Authored, here: Here): string | null {
  return !user || user === here.botUserId || bot || !SAID.has(subtype ?? "") ? null : user;
}

/**
 * Null: not for us. A mention comes twice, as a mention and as a message, so both are read alike: the same
 * message has the same id.
 */
export async function readMessage(event: MessageEvent, here: Here, reader: Reader): Promise<Inbound | null> {
  const edit = event.subtype === "message_changed" ? editIn(event) : null;
  const message = event.subtype === "message_changed" ? edit : event;
  const user = message === null ? null : authorOf(message, here);
  if (message === null || user === null) return null;
  const { channel } = event;
  const { ts } = message;
  const at = reader.now();
  const spoken = parseSpoken(message.text ?? "");
  const direct = event.channel_type === "im" || isDirect(channel);
  const toUs = direct || mentioned(spoken).some(({ id }) => id === here.botUserId);
  const where = place(here.team, channel, message.thread_ts || null);
  const inChannel = where.thread === null && !direct;
  // In the channel itself there is no decision to answer, and what was asked for there has begun already.
  if (inChannel && (!toUs || edit !== null)) return null;
  const by = reader.people.person(here.team, { id: user });
  const said = toUs
    ? { text: wordsOf(spoken, null), ...(await namedIn(spoken, here, reader)), origin: ts }
    : { text: await withNames(spoken, here.team, reader), invited: [], origin: ts };
  const edited = edit === null ? {} : ({ edited: true } as const);
  const id =
    edit === null
      ? `message/${here.team}/${channel}/${ts}`
      : `edit/${here.team}/${channel}/${ts}/${edit.edited.ts}`;
  return {
    id: short(id),
    at,
    place: where,
    by: await by,
    what: inChannel
      ? { kind: "command", ...said }
      : { kind: "message", toUs, message: ts, ...edited, ...said },
  };
}

/** What its author has made of a message. Null: something else about it has changed, such as a preview. */
function editIn({ message, previous_message: before }: MessageEvent) {
  const edited = message?.edited;
  if (message === undefined || edited === undefined || edited.user !== message.user) return null;
  return message.text === before?.text ? null : { ...message, edited };
}

/** Who is named: people, those of the groups whose people Slack tells, and the names of the other groups. */
async function namedIn(
  spoken: Spoken,
  { team, botUserId }: Here,
  { people }: Reader,
): Promise<{ readonly invited: readonly Person[]; readonly groups?: readonly string[] }> {
  const groups = await Promise.all(
    groupsIn(spoken).map(async ({ group, label }) => ({
      label,
      ids: group === null ? null : await people.members(team, group),
    })),
  );
  const named = new Map(mentioned(spoken).map((one) => [one.id, one]));
  for (const id of groups.flatMap(({ ids }) => ids ?? []))
    named.set(id, named.get(id) ?? { id, label: null });
  named.delete(botUserId);
  const unknown = groups.filter(({ ids }) => ids === null).map(({ label }) => label.replace(/^@/, ""));
  return {
    invited: await people.voters(team, [...named.values()]),
    ...(unknown.length === 0 ? {} : { groups: unknown }),
  };
}

/** The words, with people called what they are called. */
async function withNames(spoken: Spoken, team: string, { people }: Reader): Promise<string> {
  const some = mentioned(spoken).slice(0, LOOKED_UP_MAX);
  const named = await Promise.all(some.map((one) => people.person(team, one)));
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return wordsOf(spoken, (id, label) => names.get(id) ?? label ?? id);
}

export async function readCommand(command: SlashCommand, here: Here, reader: Reader): Promise<Inbound> {
  const at = reader.now();
  const { team } = here;
  const typed = parseSpoken(command.text);
  const by = reader.people.person(team, { id: command.user_id, label: command.user_name });
  const spoken = withHandles(typed, await reader.people.called(team, handlesIn(typed)));
  return {
    id: short(`command/${team}/${command.trigger_id || command.response_url || at}`),
    at,
    place: place(team, command.channel_id, null),
    by: await by,
    what: {
      kind: "command",
      text: wordsOf(spoken, null),
      ...(await namedIn(spoken, here, reader)),
      origin: null,
    },
  };
}

/** "Decide in this thread": on a message in a thread, or on one that then opens a thread. */
export async function readShortcut(
  shortcut: MessageShortcut,
  team: string,
  reader: Reader,
): Promise<Inbound> {
  const { message, channel, user } = shortcut;
  const parent: unknown = message.thread_ts;
  const [by, threadName] = await Promise.all([
    reader.people.person(team, { id: user.id, label: user.name }),
    withNames(parseSpoken(message.text ?? ""), team, reader),
  ]);
  return {
    id: short(`shortcut/${team}/${shortcut.trigger_id || `${user.id}/${shortcut.action_ts}`}`),
    at: reader.now(),
    place: place(team, channel.id, typeof parent === "string" ? parent : message.ts),
    by,
    what: {
      kind: "command",
      text: "",
      invited: [],
      origin: message.ts,
      ...(threadName === "" ? {} : { threadName }),
    },
  };
}

/** Null: a control that is not ours. */
export async function readPress(
  body: BlockAction,
  action: BlockElementAction,
  team: string,
  reader: Reader,
): Promise<Inbound | null> {
  const token = readToken(action.action_id);
  if (token === null) return null;
  const { user, view } = body;
  const container: BlockAction["container"] | undefined = body.container;
  const isPrivate = view?.type === "modal" || container?.is_ephemeral === true;
  const where = whereOf(body);
  const key = [body.trigger_id ?? "", user.id, action.action_ts, action.action_id];
  return {
    id: short(`press/${team}/${key.join("/")}`),
    at: reader.now(),
    place: place(team, where.channel, where.thread),
    by: await reader.people.person(team, { id: user.id, label: user.name ?? user.username }),
    what: {
      kind: "press",
      token,
      value: action.type === "static_select" ? (action.selected_option?.value ?? null) : null,
      ...(isPrivate ? { private: true } : {}),
    },
  };
}

export interface SubmitBody {
  readonly user: { readonly id: string; readonly name?: string };
  readonly trigger_id?: string;
  readonly view: SubmittedView & {
    readonly id: string;
    readonly hash: string;
    /** Of the stack: its own where it lies on nothing. */
    readonly root_view_id: string | null;
  };
}

/** Null: a form that is not ours. */
export async function readSubmit(
  body: SubmitBody,
  team: string,
  reader: Reader,
): Promise<{ inbound: Inbound; place: ViewPlace } | null> {
  const form = readForm(body.view);
  if (form === null) return null;
  const { token, fields } = form;
  const [by, people] = await Promise.all([
    reader.people.person(team, { id: body.user.id, label: body.user.name }),
    votersOf(form.people, team, reader),
  ]);
  const inbound: Inbound = {
    id: short(
      `submit/${team}/${body.trigger_id || `${body.view.id}/${body.view.hash}/${JSON.stringify([fields, form.people])}`}`,
    ),
    at: reader.now(),
    place: place(team, form.place.channel, form.place.thread),
    by,
    what: { kind: "submit", token, fields, ...(Object.keys(people).length === 0 ? {} : { people }) },
  };
  return { inbound, place: form.place };
}

async function votersOf(
  ids: Readonly<Record<string, readonly string[]>>,
  team: string,
  { people }: Reader,
): Promise<Readonly<Record<string, readonly Person[]>>> {
  const fields = Object.entries(ids).map(
    async ([field, picked]) =>
      [
        field,
        await people.voters(
          team,
          picked.map((id) => ({ id })),
        ),
      ] as const,
  );
  return Object.fromEntries(await Promise.all(fields));
}

/**
 * Somebody has opened their Home tab: it shows what they may see in their direct message with the bot. `channel`: that
 * direct message; null if Slack did not say.
 */
export async function readHome(
  user: string,
  team: string,
  channel: string | null,
  reader: Reader,
): Promise<Inbound> {
  const by = await reader.people.person(team, { id: user });
  const at = reader.now();
  return {
    // A new id each time: the tab is drawn anew however often it is opened.
    id: short(`home/${team}/${user}/${at}`),
    at,
    place: place(team, channel ?? user, null),
    by,
    what: { kind: "home" },
  };
}

/** A channel was deleted, and every decision with it. */
export function readGone(channel: string, { team, botUserId }: Here, { now }: Reader): Inbound {
  return {
    id: short(`gone/${team}/${channel}`),
    at: now(),
    place: place(team, channel, null),
    by: { id: botUserId, name: "" },
    what: { kind: "gone" },
  };
}

/** The port's limit for an event's id. */
function short(id: string): string {
  return id.slice(0, 255);
}
