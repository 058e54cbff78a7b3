/** The adapter's own sentences to people, outside any decision's messages. They fail quietly: into the log. */
import { type APIChannel, MessageFlags, type PermissionsString, type REST, Routes } from "discord.js";
import type { Card } from "../../src/card/card.ts";
import type { Log, Outgoing, Token } from "../../src/port.ts";
import { Recent } from "../recent.ts";
import { draw } from "./draw.ts";
import { failureOf } from "./errors.ts";
import { TIMES } from "./limits.ts";
import { NAMES } from "./permissions.ts";
import { markOf, messageBody, post } from "./post.ts";
import { words } from "./words.ts";

/** Somebody who did something here not long ago, and how they can be answered. */
export interface Asker {
  readonly id: string;
  /** The event's, so that each is answered once. */
  readonly event: string;
  readonly message: string | null;
  /** Where a press can still be answered for their eyes only. */
  readonly followUp: { readonly application: string; readonly token: string; readonly until: number } | null;
}

export interface Say {
  /** An ordinary message in a channel or thread. True: it is there. */
  aloud(channel: string, said: Said): Promise<boolean>;
  /** Remembers who acted in a place. */
  heard(channels: readonly (string | null)[], asker: Asker): void;
  forbidden(message: Outgoing, missing: readonly PermissionsString[]): Promise<void>;
  /** Once in each thread: that something there cannot be read, as `sentence` says it. */
  noContent(thread: string, sentence: string): Promise<void>;
}

export interface Said {
  /** Tells this sentence from any other. */
  readonly key: string;
  readonly card: Card;
  /** Whose controls the card has. */
  readonly token?: Token | null;
  readonly replyTo?: string | null;
  /** It may have been said already, by an earlier run. */
  readonly again?: boolean;
}

const REMEMBERED = 1000;

export function sentence(text: string): Card {
  return { title: text, blocks: [{ kind: "text", text: [text] }] };
}

export function createSay(rest: REST, log: Log, now: () => number): Say {
  const askers = new Recent<string, Asker>(REMEMBERED);
  const told = new Recent<string, true>(REMEMBERED);

  async function aloud(channel: string, said: Said): Promise<boolean> {
    const { key, card, token = null, replyTo = null, again = false } = said;
    const components = [draw(card, token, { mark: markOf(key) })];
    try {
      await post(rest, { channel, key, replyTo, components, files: [], again });
      return true;
    } catch (error) {
      log.warn({ channel, because: failureOf(error).because }, "something could not be said in Discord");
      return false;
    }
  }

  /** For one person: under their press, else as a reply, else in a direct message. */
  async function toPerson(asker: Asker, channel: string, key: string, card: Card): Promise<void> {
    const { followUp } = asker;
    if (followUp !== null && now() < followUp.until && (await whisper(followUp, card))) return;
    if (await aloud(channel, { key, card, replyTo: asker.message })) return;
    try {
      const direct = (await rest.post(Routes.userChannels(), {
        body: { recipient_id: asker.id },
      })) as APIChannel;
      await aloud(direct.id, { key, card });
    } catch (error) {
      log.warn({ because: failureOf(error).because }, "nor in a direct message");
    }
  }

  async function whisper(to: NonNullable<Asker["followUp"]>, card: Card): Promise<boolean> {
    try {
      await rest.post(Routes.webhook(to.application, to.token), {
        auth: false,
        body: messageBody([draw(card, null)], MessageFlags.Ephemeral),
      });
      return true;
    } catch {
      return false;
    }
  }

  return {
    aloud,
    heard(channels, asker) {
      for (const channel of channels) if (channel !== null) askers.set(channel, asker);
    },
    async forbidden({ place }, missing) {
      const names = missing.map((name) => (name in NAMES ? NAMES[name as keyof typeof NAMES] : name));
      log.error(
        { channel: place.channel, thread: place.thread, missing: names },
        "permissions are missing in Discord",
      );
      const asker = askers.get(place.thread ?? "") ?? askers.get(place.channel);
      const key = `forbidden/${asker?.event}/${names.join()}`;
      if (asker === undefined || told.has(key)) return;
      told.set(key, true);
      await toPerson(asker, place.channel, key, sentence(words.missing(names, words.here)));
    },
    async noContent(thread, text) {
      if (told.has(thread)) return;
      told.set(thread, true);
      log.warn(
        { thread },
        "what people type there cannot be read: switch on the Message Content Intent (Discord developer portal, application, Bot) and start again",
      );
      await aloud(thread, { key: `content/${thread}`, card: sentence(text), again: true });
    },
  };
}

export function followUpOf(application: string, token: string, at: number): NonNullable<Asker["followUp"]> {
  return { application, token, until: at + TIMES.tokenLife };
}
