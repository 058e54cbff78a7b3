/** Tells whoever asked, and the log, what keeps a message out of its place. */
import { type APIChannel, MessageFlags, type REST, Routes } from "discord.js";
import type { Card } from "../../../src/card/card.ts";
import type { Log, Place } from "../../../src/port.ts";
import type { Requesters } from "../../shared/requesters.ts";
import { NAMES, neededIn } from "../connection/permissions.ts";
import { attempt, type Failure } from "../errors.ts";
import type { Channels } from "../hear/channels.ts";
import { TIMES } from "../limits.ts";
import { draw } from "../show/draw.ts";
import { messageBody } from "../show/post.ts";
import { words } from "../words.ts";
import { type Say, sentence } from "./say.ts";

/** Somebody who did something recently, and how to answer them. */
export interface Requester {
  readonly id: string;
  /** The event's id, so that each is answered once. */
  readonly event: string;
  readonly message: string | null;
  /** For a quarter of an hour from `at` on, a press can be answered for their eyes only. */
  readonly followUp: { readonly application: string; readonly token: string; readonly at: number } | null;
}

/** Once for an event and what is missing; silent if it is not about permissions. */
export type TellBlocker = (about: { readonly place: Place }, failure: Failure) => Promise<void>;

export interface TellerOptions {
  readonly rest: REST;
  readonly channels: Channels;
  readonly requesters: Requesters<Requester>;
  readonly say: Say;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createTeller(options: TellerOptions): TellBlocker {
  const { rest, channels, requesters, say, log, now } = options;

  /** Under their press, else as a reply, else in a direct message. */
  async function tell(requester: Requester, channel: string, key: string, card: Card): Promise<void> {
    if (await whisper(requester, card)) return;
    if (await say.aloud(channel, { key, card, replyTo: requester.message })) return;
    const body = { recipient_id: requester.id };
    const direct = await attempt(() => rest.post(Routes.userChannels(), { body }) as Promise<APIChannel>);
    if (direct.ok) await say.aloud(direct.value.id, { key, card });
    else log.warn({ because: direct.failure.because }, "nor in a direct message");
  }

  async function whisper({ followUp }: Requester, card: Card): Promise<boolean> {
    if (followUp === null || now() - followUp.at >= TIMES.tokenLife) return false;
    const route = Routes.webhook(followUp.application, followUp.token);
    const body = messageBody([draw(card, null)], MessageFlags.Ephemeral);
    return (await attempt(() => rest.post(route, { auth: false, body }))).ok;
  }

  return async ({ place }, failure) => {
    if (failure.kind !== "refused" || failure.forbidden === null) return;
    const { channel, needed } = failure.forbidden;
    // All at once: whoever gives one is not to be asked for the next.
    const known = channels.missing(place.channel, neededIn(channel === place.thread));
    const missing = (known.length > 0 ? known : needed).map((name) =>
      name in NAMES ? NAMES[name as keyof typeof NAMES] : name,
    );
    log.error(
      { channel: place.channel, thread: place.thread, missing },
      "permissions are missing in Discord",
    );
    const keyOf = ({ event }: Requester): string => `forbidden/${event}/${missing.join()}`;
    const requester = requesters.toTell([place.thread, place.channel], keyOf);
    if (requester === null) return;
    await tell(requester, place.channel, keyOf(requester), sentence(words.missing(missing, words.here)));
  };
}
