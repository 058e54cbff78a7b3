/** What was said in a thread before a decision starts there: read then, only then, and not kept here. */
import { type APIMessage, MessageType, type REST } from "discord.js";
import type { Inbound, Log, Place, Utterance } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import { attempt } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { addressOf, guildOf, person } from "../place.ts";
import { pagesOf } from "./history.ts";
import type { People } from "./people.ts";
import { isFromPerson, peopleIn } from "./read.ts";
import { plainWords } from "./spoken.ts";

export interface DiscussionOptions {
  readonly rest: REST;
  readonly people: People;
  /** Whether Discord sends the text of messages that do not mention the bot. */
  readonly content: () => boolean;
  /** Where something is being decided already. */
  readonly open: () => Promise<readonly { readonly place: Place }[]>;
  readonly wait: Wait;
  readonly log: Log;
}

export interface Discussed {
  readonly inbound: Inbound;
  /** Discord withholds what was said, since the bot lacks the MESSAGE CONTENT intent. */
  readonly withheld: boolean;
}

/** The same event; where it may start a decision in a thread, with what was said there before. Never rejects. */
export type WithDiscussion = (inbound: Inbound) => Promise<Discussed>;

const PAGES = 2;

export function createDiscussions(options: DiscussionOptions): WithDiscussion {
  const { rest, people, content, open, wait, log } = options;

  async function isOpen(thread: string): Promise<boolean> {
    const asked = await attempt(open);
    return asked.ok && asked.value.some(({ place }) => place.thread === thread);
  }

  /** Oldest first; as many as came in time. */
  async function messagesBefore(thread: string, id: string): Promise<APIMessage[]> {
    const read: APIMessage[] = [];
    const reading = attempt(async () => {
      for await (const older of pagesOf(rest, thread, id, PAGES)) read.push(...older);
    });
    const done = await inTime(reading, TIMES.discussion, wait);
    if (done === LATE || !done.ok)
      log.warn(
        { thread, because: done === LATE ? "late" : done.failure.because },
        "a discussion could not be read, or not all of it",
      );
    return read.reverse().map(unwrapped);
  }

  function utterance(place: Place, message: APIMessage): Utterance {
    const guild = guildOf(place);
    const known = { myRole: people.myRole(guild), names: people.names(guild) };
    return {
      person: person(message.author),
      text: plainWords(message.content, known, peopleIn(message)),
      link: addressOf(guild, message.channel_id, message.id),
    };
  }

  return async (inbound) => {
    const { place, what, id } = inbound;
    const asks = what.kind === "command" || (what.kind === "message" && what.toUs && what.edited !== true);
    if (!asks || place.thread === null || (await isOpen(place.thread))) return { inbound, withheld: false };
    // Interactions and messages can be compared by id, since every id is made from the time.
    const messages = (await messagesBefore(place.thread, id)).filter(isFromPerson);
    const discussion = messages.filter((one) => one.content !== "").map((one) => utterance(place, one));
    return {
      inbound: discussion.length === 0 ? inbound : { ...inbound, what: { ...what, discussion } },
      withheld: !content() && discussion.length < messages.length,
    };
  };
}

/** In a thread, a notice of Discord's stands for the message that the thread hangs on. */
function unwrapped(message: APIMessage): APIMessage {
  return message.type === MessageType.ThreadStarterMessage
    ? (message.referenced_message ?? message)
    : message;
}
