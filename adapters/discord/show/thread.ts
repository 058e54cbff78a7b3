/** The thread of a decision: opened on a message, named after the decision, put away and brought back. */
import { type APIThreadChannel, type REST, Routes, ThreadAutoArchiveDuration } from "discord.js";
import type { Card } from "../../../src/card/card.ts";
import { shorten } from "../../../src/card/fit.ts";
import { CODES, failureOf } from "../errors.ts";
import type { Directory } from "../hear/people.ts";
import { LIMITS } from "../limits.ts";
import { setThread } from "./post.ts";

/**
 * The thread on a message, made unless it is there already (160004): it has the message's id. Null where the channel
 * has no threads, as a voice channel's chat. Throws what the REST client throws.
 */
export async function openThread(
  rest: REST,
  directory: Directory,
  channel: string,
  message: string,
  title: string,
): Promise<string | null> {
  try {
    const thread = (await rest.post(Routes.threads(channel, message), {
      body: { name: threadName(title), auto_archive_duration: ThreadAutoArchiveDuration.OneWeek },
    })) as APIThreadChannel;
    return directory.learn({ ...thread, parent_id: thread.parent_id ?? channel }).id;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused") throw error;
    if (failure.code === CODES.threadAlready) return message;
    if (failure.code === CODES.wrongChannelType) return null;
    throw error;
  }
}

/**
 * Only a thread that the bot opened: other people's are theirs. A closed card names the thread after itself and
 * archives it; an open one brings an archived thread back under its own title. A thread in use keeps its name, since
 * Discord allows two renamings in ten minutes and announces each. Throws what the REST client throws.
 */
export async function keepThread(rest: REST, id: string, me: string, card: Card): Promise<void> {
  const thread = (await rest.get(Routes.channel(id))) as APIThreadChannel;
  if ((thread.owner_id ?? me) !== me) return;
  const archived = thread.thread_metadata?.archived === true;
  const name = threadName(card.title);
  const named = thread.name === name ? {} : { name };
  if (card.closed === true) {
    if (archived && thread.name === name) return;
    // An archived thread cannot be renamed in the call that leaves it archived.
    if (archived) await setThread(rest, id, { archived: false });
    await change(rest, id, named, true);
  } else if (archived) {
    await change(rest, id, named, false);
  }
}

/** Where Discord takes no new name just now, what the thread is called matters less than what waits behind it. */
async function change(rest: REST, id: string, named: { name?: string }, archived: boolean): Promise<void> {
  try {
    await setThread(rest, id, { ...named, archived });
  } catch (error) {
    if (named.name === undefined || failureOf(error).kind !== "busy") throw error;
    await setThread(rest, id, { archived });
  }
}

function threadName(title: string): string {
  return shorten(title.replace(/\s+/g, " ").trim(), LIMITS.threadName) || "…";
}
