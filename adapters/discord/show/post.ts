/** Posts messages to a channel or thread, each once however often it is tried, edits them and takes them away. */
import {
  type APIChannel,
  type APIContainerComponent,
  type APIMessage,
  MessageFlags,
  type RawFile,
  type REST,
  Routes,
} from "discord.js";
import type { Held } from "../../../src/port.ts";
import { NOT_OURS } from "../../shared/result.ts";
import { NEEDED, needing } from "../connection/permissions.ts";
import { attempt, CODES, codeOf, type Result } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { findByKey, nonceOf, type Shown } from "./find.ts";

/** What a message consists of. */
export interface Content {
  readonly components: readonly APIContainerComponent[];
  readonly files: readonly RawFile[];
}

export interface Post extends Content {
  readonly channel: string;
  /** Tells this message from any other; the same on every try. */
  readonly key: string;
  /** The message that it answers; if that is gone, it answers none. */
  readonly replyTo: string | null;
  /** An earlier try may have left a message behind. */
  readonly again: boolean;
  /** It never changes: what an earlier try left behind will do. */
  readonly fixed?: boolean;
  /** The ids of those whom it notifies. */
  readonly rings?: readonly string[];
  /** Asked just before it is posted. Left out: it is nobody else's. */
  readonly held?: Held;
}

/** What goes into any message: the flag that turns components into its content, and whom it may notify: by itself nobody. */
export function messageBody(
  components: readonly APIContainerComponent[],
  flags = 0,
  rings: readonly string[] = [],
) {
  const users = rings.slice(0, LIMITS.mentions);
  const mentions = users.length === 0 ? { parse: [] } : { parse: [], users };
  return { components, flags: flags | MessageFlags.IsComponentsV2, allowed_mentions: mentions };
}

/** Everything that is attached: an edit drops what it does not name. */
function attachments(files: readonly RawFile[]) {
  return files.map((file, index) => ({ id: String(index), filename: file.name }));
}

export async function post(rest: REST, message: Post): Promise<Result<APIMessage>> {
  const { channel, key, replyTo, components, files } = message;
  if (message.again) {
    const earlier = await findByKey(rest, channel, key);
    if (!earlier.ok) return earlier;
    const [first] = earlier.value;
    if (first !== undefined) return asItIsNow(rest, message, first);
  }
  if ((await message.held?.()) === false) return NOT_OURS;
  const reference = { message_reference: { message_id: replyTo, fail_if_not_exists: false } };
  const body = {
    ...messageBody(components, 0, message.rings),
    attachments: attachments(files),
    nonce: nonceOf(key),
    enforce_nonce: true,
    ...(replyTo === null ? {} : reference),
  };
  const route = Routes.channelMessages(channel);
  const make = () => rest.post(route, { files: [...files], body }) as Promise<APIMessage>;
  const made = await inOpenThread(rest, channel, make);
  return made.ok && (await message.held?.()) === false ? alone(rest, message, made.value) : made;
}

/**
 * Posted just now by a process that stood still before it: another may have posted it meanwhile, and Discord have forgotten the
 * nonce. The oldest is the one.
 */
async function alone(rest: REST, message: Post, ours: APIMessage): Promise<Result<APIMessage>> {
  const { channel, key } = message;
  const found = await findByKey(rest, channel, key);
  const [first = ours, ...others] = found.ok ? found.value : [];
  for (const { id } of others) await remove(rest, { channel, message: id, at: 0 });
  return first.id === ours.id ? { ok: true, value: ours } : asItIsNow(rest, message, first);
}

/** What an earlier try has left. */
async function asItIsNow(rest: REST, message: Post, first: APIMessage): Promise<Result<APIMessage>> {
  return message.fixed === true ? { ok: true, value: first } : edit(rest, message.channel, first.id, message);
}

/** Leaves an archived thread archived. */
export async function edit(
  rest: REST,
  channel: string,
  id: string,
  { components, files, held }: Content & Pick<Post, "held">,
): Promise<Result<APIMessage>> {
  if ((await held?.()) === false) return NOT_OURS;
  const body = { ...messageBody(components), attachments: attachments(files) };
  const route = Routes.channelMessage(channel, id);
  const change = () => rest.patch(route, { files: [...files], body }) as Promise<APIMessage>;
  return inOpenThread(rest, channel, change, { archiveAgain: true });
}

/** Leaves an archived thread archived. One that is not there any more is taken away already. */
export async function remove(rest: REST, { channel, message }: Shown): Promise<Result<unknown>> {
  const take = () => rest.delete(Routes.channelMessage(channel, message));
  const taken = await inOpenThread(rest, channel, take, { archiveAgain: true });
  if (taken.ok) return taken;
  const code = codeOf(taken.failure);
  return code === CODES.unknownMessage || code === CODES.unknownChannel ? { ok: true, value: null } : taken;
}

/** Opens an archived thread (50083) if that is in the way. A locked one takes Manage Threads. */
async function inOpenThread<T>(
  rest: REST,
  thread: string,
  act: () => Promise<T>,
  { archiveAgain = false } = {},
): Promise<Result<T>> {
  const first = await attempt(act);
  if (first.ok || codeOf(first.failure) !== CODES.threadArchived) return first;
  const opened = await needing(thread, NEEDED.keepThread, setThread(rest, thread, { archived: false }));
  if (!opened.ok) return opened;
  const second = await attempt(act);
  if (!archiveAgain) return second;
  const archived = await setThread(rest, thread, { archived: true });
  return second.ok && !archived.ok ? archived : second;
}

export async function setThread(
  rest: REST,
  thread: string,
  change: { readonly archived?: boolean; readonly name?: string },
): Promise<Result<APIChannel>> {
  return attempt(() => rest.patch(Routes.channel(thread), { body: change }) as Promise<APIChannel>);
}
