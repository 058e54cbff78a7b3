/** The thread of a decision: opened on a message, joined by people, named after the decision, put away and brought back. */
import { type APIThreadChannel, type REST, Routes, ThreadAutoArchiveDuration } from "discord.js";
import type { Card } from "../../../src/card/card.ts";
import { shorten } from "../../../src/card/fit.ts";
import { attempt, CODES, codeOf, type Failure, type Result } from "../errors.ts";
import type { Channels } from "../hear/channels.ts";
import { LIMITS } from "../limits.ts";
import { setThread } from "./post.ts";

/**
 * Opens a thread on a message; one that is there already (160004) will do, and has the message's id. Null where the
 * channel has no threads, such as a voice channel's chat.
 */
export async function openThread(
  rest: REST,
  channels: Channels,
  channel: string,
  message: string,
  title: string,
): Promise<Result<string | null>> {
  const body = { name: threadName(title), auto_archive_duration: ThreadAutoArchiveDuration.OneWeek };
  const made = await attempt(
    () => rest.post(Routes.threads(channel, message), { body }) as Promise<APIThreadChannel>,
  );
  if (made.ok) {
    const { id } = channels.learn({ ...made.value, parent_id: made.value.parent_id ?? channel });
    return { ok: true, value: id };
  }
  const code = codeOf(made.failure);
  if (code === CODES.threadAlready) return { ok: true, value: message };
  if (code === CODES.wrongChannelType) return { ok: true, value: null };
  return made;
}

/** People see nothing of a thread that they are not in. Returns what kept some of them out. */
export async function addToThread(
  rest: REST,
  thread: string,
  people: readonly string[],
): Promise<readonly Failure[]> {
  const added = await Promise.all(
    people.map((person) => attempt(() => rest.put(Routes.threadMembers(thread, person)))),
  );
  return added.flatMap((one) => (one.ok ? [] : [one.failure]));
}

/**
 * Only a thread that the bot opened: other people's are theirs. A closed card names the thread after itself and
 * archives it; an open one brings an archived thread back under its own title. A thread in use keeps its name, since
 * Discord allows two new names in ten minutes and announces each.
 */
export async function keepThread(rest: REST, id: string, me: string, card: Card): Promise<Result<unknown>> {
  const asked = await attempt(() => rest.get(Routes.channel(id)) as Promise<APIThreadChannel>);
  if (!asked.ok) return asked;
  const thread = asked.value;
  if ((thread.owner_id ?? me) !== me) return asked;
  const archived = thread.thread_metadata?.archived === true;
  const name = threadName(card.title);
  const named = thread.name === name ? {} : { name };
  if (card.closed !== true) return archived ? change(rest, id, named, false) : asked;
  if (!archived) return change(rest, id, named, true);
  if (thread.name === name) return asked;
  // An archived thread cannot be renamed in the call that leaves it archived.
  const opened = await setThread(rest, id, { archived: false });
  return opened.ok ? change(rest, id, named, true) : opened;
}

/** If Discord takes no new name just now, the name matters less than the messages that wait behind it. */
async function change(
  rest: REST,
  id: string,
  named: { name?: string },
  archived: boolean,
): Promise<Result<unknown>> {
  const changed = await setThread(rest, id, { ...named, archived });
  if (changed.ok || named.name === undefined || changed.failure.kind !== "busy") return changed;
  return setThread(rest, id, { archived });
}

function threadName(title: string): string {
  return shorten(title.replace(/\s+/g, " ").trim(), LIMITS.threadName) || "…";
}
