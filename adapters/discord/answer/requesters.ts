/** Who last asked for something in a place: the one to tell when nothing can be posted there. In memory only. */
import { type APIChannel, MessageFlags, type PermissionsString, type REST, Routes } from "discord.js";
import type { Card } from "../../../src/card/card.ts";
import type { Log, Outgoing } from "../../../src/port.ts";
import { Recent } from "../../shared/recent.ts";
import { NAMES } from "../connection/permissions.ts";
import { failureOf } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { draw } from "../show/draw.ts";
import { messageBody } from "../show/post.ts";
import { words } from "../words.ts";
import { type Say, sentence } from "./say.ts";

/** Somebody who did something here not long ago, and how they can be answered. */
export interface Requester {
  readonly id: string;
  /** The event's, so that each is answered once. */
  readonly event: string;
  readonly message: string | null;
  /** Where a press can still be answered for their eyes only. */
  readonly followUp: { readonly application: string; readonly token: string; readonly until: number } | null;
}

export interface Requesters {
  remember(channels: readonly (string | null)[], requester: Requester): void;
  /** Says once to who asked, and to the log, which permissions are missing. */
  forbidden(message: Outgoing, missing: readonly PermissionsString[]): Promise<void>;
}

const MOST = 1000;

export function createRequesters(rest: REST, say: Say, log: Log, now: () => number): Requesters {
  const last = new Recent<string, Requester>(MOST);
  const told = new Recent<string, true>(MOST);

  /** For one person: under their press, else as a reply, else in a direct message. */
  async function toPerson(requester: Requester, channel: string, key: string, card: Card): Promise<void> {
    const { followUp } = requester;
    if (followUp !== null && now() < followUp.until && (await whisper(followUp, card))) return;
    if (await say.aloud(channel, { key, card, replyTo: requester.message })) return;
    try {
      const direct = (await rest.post(Routes.userChannels(), {
        body: { recipient_id: requester.id },
      })) as APIChannel;
      await say.aloud(direct.id, { key, card });
    } catch (error) {
      log.warn({ because: failureOf(error).because }, "nor in a direct message");
    }
  }

  async function whisper(to: NonNullable<Requester["followUp"]>, card: Card): Promise<boolean> {
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
    remember(channels, requester) {
      for (const channel of channels) if (channel !== null) last.set(channel, requester);
    },
    async forbidden({ place }, missing) {
      const names = missing.map((name) => (name in NAMES ? NAMES[name as keyof typeof NAMES] : name));
      log.error(
        { channel: place.channel, thread: place.thread, missing: names },
        "permissions are missing in Discord",
      );
      const requester = last.get(place.thread ?? "") ?? last.get(place.channel);
      const key = `forbidden/${requester?.event}/${names.join()}`;
      if (requester === undefined || told.has(key)) return;
      told.set(key, true);
      await toPerson(requester, place.channel, key, sentence(words.missing(names, words.here)));
    },
  };
}

export function followUpOf(
  application: string,
  token: string,
  at: number,
): NonNullable<Requester["followUp"]> {
  return { application, token, until: at + TIMES.tokenLife };
}
