/** Messages into a channel or thread: once, however often it is tried. */
import { createHash } from "node:crypto";
import {
  type APIChannel,
  type APIContainerComponent,
  type APIMessage,
  ComponentType,
  MessageFlags,
  type RawFile,
  type REST,
  Routes,
} from "discord.js";
import { allowed } from "../connection/forbidden.ts";
import { NEEDED } from "../connection/permissions.ts";
import { CODES, failureOf } from "../errors.ts";
import { LIMITS } from "../limits.ts";

/** Nobody is ever notified by what the bot says, whatever stands in it. */
const NO_MENTIONS = { parse: [] } as const;
const RECENT = 50;

export interface Post {
  readonly channel: string;
  /** Tells this message from any other; the same on every try. */
  readonly key: string;
  /** The message that it answers. Left out where that has gone. */
  readonly replyTo: string | null;
  readonly components: readonly APIContainerComponent[];
  readonly files: readonly RawFile[];
  /** An earlier try may have left a message behind. */
  readonly again: boolean;
  /** It does not change: what an earlier try left behind is good. */
  readonly fixed?: boolean;
}

/** What goes into any message: the flag that turns components into its content, and no mentions. */
export function messageBody(components: readonly APIContainerComponent[], flags = 0) {
  return { components, flags: flags | MessageFlags.IsComponentsV2, allowed_mentions: NO_MENTIONS };
}

/** All that is attached: an edit drops what it does not name. */
function attachments(files: readonly RawFile[]) {
  return files.map((file, index) => ({ id: String(index), filename: file.name }));
}

/** Discord keeps one message a nonce, for some minutes. */
export function nonceOf(key: string): string {
  return key.length <= LIMITS.nonce ? key : digest(key).toString("base64url").slice(0, LIMITS.nonce);
}

/** The id of a message's container: recognises an earlier try when Discord has forgotten the nonce. */
export function markOf(key: string): number {
  return digest(key).readUInt32BE() >>> 1 || 1;
}

function digest(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

/** Throws what the REST client throws, or `Forbidden`. */
export async function post(rest: REST, message: Post): Promise<APIMessage> {
  const earlier = message.again ? await findEarlier(rest, message) : null;
  if (earlier !== null && message.fixed === true) return earlier;
  if (earlier !== null) return await edit(rest, message.channel, earlier.id, message);
  const create = (): Promise<unknown> =>
    rest.post(Routes.channelMessages(message.channel), {
      files: [...message.files],
      body: {
        ...messageBody(message.components),
        attachments: attachments(message.files),
        nonce: nonceOf(message.key),
        enforce_nonce: true,
        ...(message.replyTo === null
          ? {}
          : { message_reference: { message_id: message.replyTo, fail_if_not_exists: false } }),
      },
    });
  return (await inOpenThread(rest, message.channel, create)) as APIMessage;
}

/** Leaves an archived thread archived. Throws what the REST client throws, or `Forbidden`. */
export async function edit(
  rest: REST,
  channel: string,
  id: string,
  content: Pick<Post, "components" | "files">,
): Promise<APIMessage> {
  const change = (): Promise<unknown> =>
    rest.patch(Routes.channelMessage(channel, id), {
      files: [...content.files],
      body: { ...messageBody(content.components), attachments: attachments(content.files) },
    });
  return (await inOpenThread(rest, channel, change, { archiveAgain: true })) as APIMessage;
}

async function findEarlier(rest: REST, message: Post): Promise<APIMessage | null> {
  const query = new URLSearchParams({ limit: String(RECENT) });
  const recent = (await rest.get(Routes.channelMessages(message.channel), { query })) as APIMessage[];
  const nonce = nonceOf(message.key);
  const mark = markOf(message.key);
  return (
    recent.find((one) => one.author.bot === true && (one.nonce === nonce || isMarked(one, mark))) ?? null
  );
}

function isMarked(message: APIMessage, mark: number): boolean {
  return message.components?.some((one) => one.type === ComponentType.Container && one.id === mark) === true;
}

/** Opens an archived thread (50083) where that stands in the way. A locked one takes Manage Threads. */
async function inOpenThread<T>(
  rest: REST,
  thread: string,
  act: () => Promise<T>,
  { archiveAgain = false } = {},
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused" || failure.code !== CODES.threadArchived) throw error;
  }
  await allowed(thread, NEEDED.keepThread, setThread(rest, thread, { archived: false }));
  const done = await act();
  if (archiveAgain) await setThread(rest, thread, { archived: true });
  return done;
}

export async function setThread(
  rest: REST,
  thread: string,
  change: { readonly archived?: boolean; readonly name?: string },
): Promise<APIChannel> {
  return (await rest.patch(Routes.channel(thread), { body: change })) as APIChannel;
}
