/** Discord's messages as what was said, by whom and where. Pure: what a payload leaves out is handed in. */
import { type APIMessage, MessageType } from "discord.js";
import type { Inbound, Person, What } from "../../../src/port.ts";
import { type Named, person, place, type Where } from "../place.ts";
import { mentionedIn, type Names, plainWords, rolesIn } from "./spoken.ts";

/** What a message's payload leaves out. */
export interface Known extends Names {
  /** The bot's user id. */
  readonly me: string;
  readonly where: Where;
  /** Whether the author is one. */
  readonly admin: boolean;
  /** It was there before, and reads otherwise now. */
  readonly edited: boolean;
}

/** The part of a message that is read, whether it comes from the gateway or from a list of messages. */
export interface Message
  extends Pick<APIMessage, "id" | "channel_id" | "author">,
    Partial<Pick<APIMessage, "content" | "mentions" | "type" | "webhook_id">> {
  readonly timestamp?: string;
  /** Null: it reads as it was sent. */
  readonly edited_timestamp?: string | null;
  readonly guild_id?: string;
  readonly member?: { readonly nick?: string | null; readonly roles?: readonly string[] };
  readonly referenced_message?: Message | null;
}

export type Heard =
  | { readonly kind: "inbound"; readonly inbound: Inbound }
  /** Not for us, or nothing that can be answered. */
  | { readonly kind: "nothing" }
  /** Said in a thread, without its text: the bot lacks the MESSAGE CONTENT intent, or there was no text. */
  | { readonly kind: "withheld" };

const NOTHING = { kind: "nothing" } as const;

export function readMessage(message: Message, known: Known, at: number): Heard {
  const { id, author, content = "" } = message;
  const { where, edited } = known;
  const named = names(content, known);
  const isOpen = where.kind === "channel" || where.kind === "chat";
  // A reply to the bot's message in a channel is talk about it, unless the bot is named.
  if (!isFromPerson(message) || (isOpen && !named)) return NOTHING;
  if (content === "") return where.kind === "thread" && !edited ? { kind: "withheld" } : NOTHING;
  const by = person({ ...author, member: message.member });
  return {
    kind: "inbound",
    inbound: {
      id: edited ? `${id}/${message.edited_timestamp}` : id,
      at,
      place: place(message.guild_id, author.id, where),
      by: known.admin ? { ...by, admin: true } : by,
      what: whatIn(message, known, named || where.kind === "dm" || answers(message, known.me)),
      ...(where.kind === "dm" ? {} : { inPublic: true }),
    },
  };
}

function whatIn(message: Message, known: Known, toUs: boolean): What {
  const { id, author, content = "" } = message;
  const { where, edited } = known;
  const people = peopleIn(message);
  const written = new Set(mentionedIn(content));
  const spoken = {
    text: plainWords(content, known, toUs ? null : people),
    invited: toUs ? people.filter(({ id }) => written.has(id) && id !== author.id) : [],
    ...(toUs ? groupsIn(content, known) : {}),
    origin: id,
    ...threadNameOf(where, known.me),
  };
  // Where a thread opens on it, a mention asks for something of its own.
  return where.kind === "channel" && !edited
    ? { kind: "command", ...spoken }
    : { kind: "message", toUs, message: id, ...(edited ? { edited } : {}), ...spoken };
}

/** Roles cannot be made into people: Discord lists the members of a server only to those who hold an intent for it. */
export function groupsIn(text: string, known: Names): { groups?: readonly string[] } {
  const groups = rolesIn(text, known);
  return groups.length === 0 ? {} : { groups };
}

/** A thread that the bot opened is named after its decision. */
export function threadNameOf({ name, owner }: Where, me: string): { threadName?: string } {
  return name === undefined || owner === me ? {} : { threadName: name };
}

/** Neither a bot's, nor one of Discord's own notices. */
export function isFromPerson({
  author,
  webhook_id,
  type = MessageType.Default,
}: Omit<Message, "referenced_message">): boolean {
  const said = type === MessageType.Default || type === MessageType.Reply;
  return said && author.bot !== true && webhook_id === undefined;
}

function names(content: string, { me, myRole }: Known): boolean {
  return mentionedIn(content).includes(me) || (myRole !== null && content.includes(`<@&${myRole}>`));
}

function answers(message: Message, me: string): boolean {
  return message.referenced_message?.author.id === me || mentionsOf(message).some(({ id }) => id === me);
}

/** Whom a message mentions, without bots. */
export function peopleIn(message: Pick<Message, "mentions">): readonly Person[] {
  return mentionsOf(message)
    .filter((user) => user.bot !== true)
    .map(person);
}

/** The gateway sends members along, which the library's type leaves out. */
function mentionsOf({ mentions = [] }: Pick<Message, "mentions">): readonly Named[] {
  return mentions;
}
