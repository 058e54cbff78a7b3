/** Slack's payloads as what was said, by whom and where. Nothing after this reads raw payloads. */
import type { BlockAction, BlockElementAction, MessageShortcut, SlashCommand } from "@slack/bolt";
import type { Inbound, Person } from "../../../src/port.ts";
import type { StartRequest } from "../answer/start.ts";
import { isDirect, place, type ViewPlace, whereOf } from "../place.ts";
import { readForm, type SubmittedView } from "../show/form.ts";
import { readToken } from "../token.ts";
import type { People } from "./people.ts";
import { handlesIn, mentioned, parseSpoken, withHandles, wordsOf } from "./spoken.ts";

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
export interface MessageEvent extends Authored {
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string | null;
  readonly channel_type?: string;
  readonly text?: string | null;
}

/** Kinds of messages in which somebody says something; edits, joins, topics and bots are others. */
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
  const { channel, ts } = event;
  const user = authorOf(event, here);
  if (user === null) return null;
  const at = reader.now();
  const spoken = parseSpoken(event.text ?? "");
  const named = mentioned(spoken);
  const toUs =
    event.channel_type === "im" || isDirect(channel) || named.some(({ id }) => id === here.botUserId);
  const where = place(here.team, channel, event.thread_ts || null);
  if (!toUs && where.thread === null) return null;
  const others = named.filter(({ id }) => id !== here.botUserId);
  const [by, people] = await Promise.all([
    reader.people.person(here.team, { id: user }),
    toUs
      ? reader.people.voters(here.team, others)
      : Promise.all(others.map((one) => reader.people.person(here.team, one))),
  ]);
  const text = toUs
    ? wordsOf(spoken, () => null)
    : wordsOf(spoken, (id) => people.find((one) => one.id === id)?.name ?? id);
  const said = { text, invited: toUs ? people : [], origin: ts };
  // In the channel itself there is no decision to answer.
  const asks = toUs && where.thread === null && !isDirect(channel);
  return {
    id: short(`message/${here.team}/${channel}/${ts}`),
    at,
    place: where,
    by,
    what: asks ? { kind: "command", ...said } : { kind: "message", toUs, ...said },
  };
}

export async function readCommand(command: SlashCommand, here: Here, reader: Reader): Promise<Inbound> {
  const at = reader.now();
  const { team } = here;
  const typed = parseSpoken(command.text);
  const spoken = withHandles(typed, await reader.people.called(team, handlesIn(typed)));
  const named = mentioned(spoken).filter(({ id }) => id !== here.botUserId);
  const [by, invited] = await Promise.all([
    reader.people.person(team, { id: command.user_id, label: command.user_name }),
    reader.people.voters(team, named),
  ]);
  return {
    id: short(`command/${team}/${command.trigger_id || command.response_url || at}`),
    at,
    place: place(team, command.channel_id, null),
    by,
    what: { kind: "command", text: wordsOf(spoken, () => null), invited, origin: null },
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
  return {
    id: short(`shortcut/${team}/${shortcut.trigger_id || `${user.id}/${shortcut.action_ts}`}`),
    at: reader.now(),
    place: place(team, channel.id, typeof parent === "string" ? parent : message.ts),
    by: await reader.people.person(team, { id: user.id, label: user.name }),
    what: { kind: "command", text: "", invited: [], origin: message.ts },
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
  const key = body.trigger_id || `${user.id}/${action.action_ts}/${action.action_id}`;
  return {
    id: short(`press/${team}/${key}`),
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
 * Asks for the list of decisions for somebody's Home tab, as they would ask in their direct message with the bot, so
 * that it shows what they may see there. `channel`: that direct message; null if Slack did not say.
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
    what: { kind: "command", text: "list", invited: [], origin: null },
  };
}

/** A decision, started with the form of the Home tab. */
export async function readStarted(
  { what, channel, people }: StartRequest,
  { user, view }: Pick<SubmitBody, "user" | "view">,
  team: string,
  reader: Reader,
): Promise<Inbound> {
  const [by, invited] = await Promise.all([
    reader.people.person(team, { id: user.id, label: user.name }),
    reader.people.voters(
      team,
      people.map((id) => ({ id })),
    ),
  ]);
  return {
    id: short(`start/${team}/${view.id}`),
    at: reader.now(),
    place: place(team, channel, null),
    by,
    what: { kind: "command", text: what, invited, origin: null },
  };
}

/** The port's limit for an event's id. */
function short(id: string): string {
  return id.slice(0, 255);
}
