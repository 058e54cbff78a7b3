/** What people said in a thread before the bot was asked into it: read once, then, and not kept. */
import { type APIMessage, MessageType, type REST, Routes } from "discord.js";
import type { Inbound, Log, Place, Utterance } from "../../../src/port.ts";
import { addressOf } from "../connection/address.ts";
import { failureOf } from "../errors.ts";
import { LIMITS, TIMES } from "../limits.ts";
import type { Pending } from "./catch-up.ts";
import type { Directory } from "./people.ts";
import { guildOf, isFromPerson, peopleIn, person } from "./read.ts";
import { plainWords } from "./spoken.ts";

export interface Discussing {
  readonly rest: REST;
  readonly log: Log;
  readonly directory: Directory;
  /** Whether the text of all messages is told. */
  readonly content: () => boolean;
  /** The open decisions: talk in their threads is heard as it is said. */
  readonly pending: () => Promise<readonly Pending[]>;
}

export interface Asked {
  readonly inbound: Inbound;
  /** Discord keeps from us what was said: the bot has not the MESSAGE CONTENT intent. */
  readonly withheld: boolean;
}

const PAGES = 2;

/** With the discussion, where `inbound` asks for something in a thread without an open decision. Never rejects. */
export async function withDiscussion(given: Discussing, inbound: Inbound): Promise<Asked> {
  const { place, what, id } = inbound;
  const asks = what.kind === "command" || (what.kind === "message" && what.toUs);
  if (!asks || place.thread === null || (await isOpen(given, place.thread)))
    return { inbound, withheld: false };
  // An interaction's id orders among messages' ids, since all are made of the time.
  const messages = (await messagesBefore(given, place.thread, id)).filter(isFromPerson);
  const discussion = messages
    .filter(({ content }) => content !== "")
    .map((one) => utterance(given, place, one));
  return {
    inbound: discussion.length === 0 ? inbound : { ...inbound, what: { ...what, discussion } },
    withheld: !given.content() && discussion.length < messages.length,
  };
}

async function isOpen({ pending }: Discussing, thread: string): Promise<boolean> {
  const open = await pending().catch(() => []);
  return open.some(({ place }) => place.thread === thread);
}

/** Oldest first; as many as came in time. */
async function messagesBefore({ rest, log }: Discussing, thread: string, id: string): Promise<APIMessage[]> {
  const signal = AbortSignal.timeout(TIMES.discussion);
  const read: APIMessage[] = [];
  try {
    for (let page = 0; page < PAGES; page += 1) {
      const query = new URLSearchParams({ limit: String(LIMITS.page), before: read.at(-1)?.id ?? id });
      const older = (await rest.get(Routes.channelMessages(thread), { query, signal })) as APIMessage[];
      read.push(...older);
      if (older.length < LIMITS.page) break;
    }
  } catch (error) {
    log.warn(
      { thread, because: failureOf(error).because },
      "a discussion could not be read, or not all of it",
    );
  }
  return read.reverse().map(unwrapped);
}

/** The message that a thread hangs on stands in it as a notice of Discord's. */
function unwrapped(message: APIMessage): APIMessage {
  return message.type === MessageType.ThreadStarterMessage
    ? (message.referenced_message ?? message)
    : message;
}

function utterance({ directory }: Discussing, place: Place, message: APIMessage): Utterance {
  const guild = guildOf(place);
  const known = { myRole: directory.myRole(guild), names: directory.names(guild) };
  return {
    person: person(message.author),
    text: plainWords(message.content, known, peopleIn(message)),
    link: addressOf(guild, message.channel_id, message.id),
  };
}
