/** Discord's payloads as what was said, by whom and where. Pure: what a payload leaves out is handed in. */
import {
  type APIInteraction,
  type APIMessage,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
  MessageType,
  PermissionFlagsBits,
} from "discord.js";
import type { Inbound, Person, What } from "../../../src/port.ts";
import { type Named, person, place, type Where } from "../place.ts";
import { readFields } from "../show/form.ts";
import { readToken } from "../token.ts";
import { mentionedIn, type Names, plainWords, withoutMentions } from "./spoken.ts";

/** What a message's payload leaves out. */
export interface Known extends Names {
  /** The bot's user id. */
  readonly me: string;
  readonly where: Where;
  /** Whether the author is one. */
  readonly admin: boolean;
}

/** The part of a message that is read, whether it comes from the gateway or from a list of messages. */
export interface Message
  extends Pick<APIMessage, "id" | "channel_id" | "author">,
    Partial<Pick<APIMessage, "content" | "mentions" | "type" | "webhook_id">> {
  readonly timestamp?: string;
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

export interface Interacted {
  readonly inbound: Inbound;
  /** A form may be the answer, so it must not be deferred. */
  readonly opensForm: boolean;
}

const NOTHING = { kind: "nothing" } as const;

export function readMessage(message: Message, known: Known, at: number): Heard {
  const { author, content = "" } = message;
  const { where } = known;
  const named = names(content, known);
  // A reply to the bot's message in a channel is talk about it, unless the bot is named.
  if (!isFromPerson(message) || (where.kind === "channel" && !named)) return NOTHING;
  if (content === "") return where.kind === "thread" ? { kind: "withheld" } : NOTHING;
  const toUs = named || where.kind === "dm" || answers(message, known.me);
  const people = peopleIn(message);
  const written = new Set(mentionedIn(content));
  const by = person({ ...author, member: message.member });
  return {
    kind: "inbound",
    inbound: {
      id: message.id,
      at,
      place: place(message.guild_id, author.id, where),
      by: known.admin ? { ...by, admin: true } : by,
      what: {
        kind: "message",
        text: plainWords(content, known, toUs ? [] : people),
        toUs,
        invited: toUs ? people.filter(({ id }) => written.has(id) && id !== author.id) : [],
        origin: message.id,
      },
      ...(where.kind === "dm" ? {} : { inPublic: true }),
    },
  };
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

/** `people`: those whom a command's text mentions, without the requester and bots. */
export function readInteraction(
  interaction: APIInteraction,
  where: Where,
  people: readonly Person[],
  at: number,
): Interacted | null {
  const user = interaction.member?.user ?? interaction.user;
  if (user === undefined) return null;
  const read = readWhat(interaction, people);
  if (read === null) return null;
  const rights = BigInt(interaction.member?.permissions ?? "0");
  const admin = (rights & (PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild)) !== 0n;
  return {
    opensForm: read.opensForm,
    inbound: {
      id: interaction.id,
      at,
      place: place(interaction.guild_id, user.id, where),
      by: { ...person({ ...user, member: interaction.member }), ...(admin ? { admin: true as const } : {}) },
      what: read.what,
    },
  };
}

function readWhat(
  interaction: APIInteraction,
  people: readonly Person[],
): { what: What; opensForm: boolean } | null {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand: {
      const text = commandText(interaction);
      if (text === null) return null;
      const what: What = {
        kind: "command",
        text: withoutMentions(text),
        invited: people,
        origin: null,
      };
      return { what, opensForm: false };
    }
    case InteractionType.MessageComponent: {
      const pressed = readToken(interaction.data.custom_id);
      if (pressed === null) return null;
      const value = "values" in interaction.data ? (interaction.data.values[0] ?? null) : null;
      return { what: { kind: "press", token: pressed.token, value }, opensForm: pressed.opensForm };
    }
    case InteractionType.ModalSubmit: {
      const pressed = readToken(interaction.data.custom_id);
      if (pressed === null) return null;
      const fields = readFields(interaction.data);
      return { what: { kind: "submit", token: pressed.token, fields }, opensForm: false };
    }
    default:
      return null;
  }
}

/** What follows `/decide`. Null for anything but our command. */
export function commandText(interaction: APIInteraction): string | null {
  if (interaction.type !== InteractionType.ApplicationCommand) return null;
  if (interaction.data.type !== ApplicationCommandType.ChatInput || interaction.data.name !== "decide")
    return null;
  const [first] = interaction.data.options ?? [];
  return first?.type === ApplicationCommandOptionType.String ? first.value : "";
}
