/** Commands, presses and forms as what was done, by whom and where. Pure: what a payload leaves out is handed in. */
import {
  type APIInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
  MessageFlags,
} from "discord.js";
import type { Inbound, Person, What } from "../../../src/port.ts";
import { ADMIN } from "../connection/permissions.ts";
import { person, place, type Where } from "../place.ts";
import { readForm } from "../show/form.ts";
import { readToken } from "../token.ts";
import { groupsIn, threadNameOf } from "./read.ts";
import { type Names, plainWords } from "./spoken.ts";

/** What an interaction's payload leaves out. */
export interface Around extends Names {
  /** The bot's user id. */
  readonly me: string;
  readonly where: Where;
  /** Those whom a command's text mentions, without the requester and bots. */
  readonly people: readonly Person[];
}

export interface Interacted {
  readonly inbound: Inbound;
  /** A form may be the answer, so it must not be deferred. */
  readonly opensForm: boolean;
}

/** Null for what is not ours. */
export function readInteraction(interaction: APIInteraction, around: Around, at: number): Interacted | null {
  const user = interaction.member?.user ?? interaction.user;
  if (user === undefined) return null;
  const read = readWhat(interaction, around);
  if (read === null) return null;
  const rights = BigInt(interaction.member?.permissions ?? "0");
  const admin = (rights & ADMIN) !== 0n;
  const by: Person = {
    ...person({ ...user, member: interaction.member }),
    ...(admin ? { admin: true } : {}),
    ...("locale" in interaction ? { locale: interaction.locale } : {}),
  };
  return {
    opensForm: read.opensForm,
    inbound: {
      id: interaction.id,
      at,
      place: place(interaction.guild_id, user.id, around.where),
      by,
      what: read.what,
    },
  };
}

function readWhat(interaction: APIInteraction, around: Around): { what: What; opensForm: boolean } | null {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand: {
      const text = commandText(interaction);
      if (text === null) return null;
      const what: What = {
        kind: "command",
        text: plainWords(text, around, null),
        invited: around.people,
        ...groupsIn(text, around),
        origin: null,
        ...threadNameOf(around.where, around.me),
      };
      // The command alone is answered with the form to start with.
      return { what, opensForm: text.trim() === "" };
    }
    case InteractionType.MessageComponent: {
      const pressed = readToken(interaction.data.custom_id);
      if (pressed === null) return null;
      const value = "values" in interaction.data ? (interaction.data.values[0] ?? null) : null;
      const what: What = {
        kind: "press",
        token: pressed.token,
        value,
        ...(isInPrivate(interaction) ? { private: true } : {}),
      };
      return { what, opensForm: pressed.opensForm };
    }
    case InteractionType.ModalSubmit: {
      const pressed = readToken(interaction.data.custom_id);
      if (pressed === null) return null;
      return {
        what: { kind: "submit", token: pressed.token, ...readForm(interaction.data) },
        opensForm: false,
      };
    }
    default:
      return null;
  }
}

/** Whether it was pressed, or its form opened, in a message that only this person sees. */
export function isInPrivate(interaction: APIInteraction): boolean {
  return (
    (interaction.type === InteractionType.MessageComponent ||
      interaction.type === InteractionType.ModalSubmit) &&
    ((interaction.message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  );
}

/** What follows the command. Null for anything but a command: the bot has one. */
export function commandText(interaction: APIInteraction): string | null {
  if (interaction.type !== InteractionType.ApplicationCommand) return null;
  if (interaction.data.type !== ApplicationCommandType.ChatInput) return null;
  const [first] = interaction.data.options ?? [];
  return first?.type === ApplicationCommandOptionType.String ? first.value : "";
}
