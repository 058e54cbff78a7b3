/** The permissions that the bot needs for each thing it does, and their names in Discord's settings. */
import { PermissionFlagsBits, type PermissionsString } from "discord.js";
import { CODES, type Result } from "../errors.ts";

export const NAMES = {
  ViewChannel: "View Channels",
  SendMessages: "Send Messages",
  CreatePublicThreads: "Create Public Threads",
  SendMessagesInThreads: "Send Messages in Threads",
  EmbedLinks: "Embed Links",
  AttachFiles: "Attach Files",
  ReadMessageHistory: "Read Message History",
  ManageThreads: "Manage Threads",
  AddReactions: "Add Reactions",
} as const satisfies Partial<Record<PermissionsString, string>>;

/** Whoever has one of these may do in the bot what admins may. */
export const ADMIN = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild;

export type Permission = keyof typeof NAMES;

export const NEEDED = {
  post: ["ViewChannel", "SendMessages", "EmbedLinks", "AttachFiles", "ReadMessageHistory"],
  openThread: ["ViewChannel", "CreatePublicThreads", "SendMessagesInThreads"],
  postInThread: ["ViewChannel", "SendMessagesInThreads", "EmbedLinks", "AttachFiles"],
  keepThread: ["ManageThreads"],
} as const satisfies Record<string, readonly Permission[]>;

const ALL = Object.keys(NAMES) as Permission[];

/** All that the bot needs in a channel, or only in a thread that is there already. It does without reactions. */
export function neededIn(thread: boolean): readonly Permission[] {
  const needed = ALL.filter((name) => name !== "AddReactions");
  return thread ? needed.filter((name) => name !== "SendMessages" && name !== "CreatePublicThreads") : needed;
}

/**
 * The link that adds the bot to a server with these permissions and the slash command.
 * https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow
 */
export function invitation(application: string): string {
  const permissions = ALL.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
  const query = new URLSearchParams({
    client_id: application,
    scope: "bot applications.commands",
    permissions: String(permissions),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

/** The thread is locked: only those who may manage threads can write in it. */
const SHUT: ReadonlySet<number> = new Set([CODES.threadLocked, CODES.threadArchived]);

/** The same result; if Discord forbade it, or the thread is locked, with the permissions that it takes. */
export async function needing<T>(
  channel: string,
  needed: readonly Permission[],
  done: Promise<Result<T>>,
): Promise<Result<T>> {
  const result = await done;
  if (result.ok || result.failure.kind !== "refused" || result.failure.forbidden !== null) return result;
  const { failure } = result;
  const shut = SHUT.has(failure.code);
  if (!shut && failure.status !== 403) return result;
  const forbidden = { channel, needed: shut ? NEEDED.keepThread : needed };
  return { ok: false, failure: { ...failure, forbidden } };
}
