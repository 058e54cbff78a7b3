/**
 * What was said while no socket was open, for Slack does not send it again: in threads and direct messages with an open
 * decision, and to the app in channels where something was decided.
 */
import type { Inbound, Log, Pending, Place } from "../../../src/port.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import type { Client } from "../connection/client.ts";
import { attempt } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { isDirect } from "../place.ts";
import { type PastMessage, pagesOf } from "./history.ts";
import { type Here, type MessageEvent, type Reader, readMessage } from "./read.ts";

export interface CatchUpOptions extends Patience {
  readonly reader: Reader;
  readonly open: () => Promise<readonly Pending[]>;
  /** Where something was decided, or is being decided. */
  readonly standing: () => Promise<readonly Place[]>;
  /** Null: the app is not installed there. */
  readonly clientOf: (team: string) => Promise<Client | null>;
  /** The app's own user there; rejects where it is not installed. */
  readonly hereOf: (team: string) => Promise<Here>;
  readonly hear: (inbound: Inbound, here: Here, client: Client) => Promise<void>;
  readonly log: Log;
}

/** The inbox recognises repeats. `lostAt`: when the connection before ended; null: there was none. Never rejects. */
export type CatchUp = (lostAt: number | null) => Promise<void>;

/** Of 200 messages each. A thread is read from its beginning, a channel from its newest message. */
const PAGES = { thread: 10, channel: 1 };
const CHANNELS = 20;

export function createCatchUp(options: CatchUpOptions): CatchUp {
  const { reader, open, standing, clientOf, hereOf, hear, log, signal } = options;

  /** Oldest first, as Slack would have sent it. */
  async function catchUp({ team, channel, thread }: Place, since: number): Promise<void> {
    const client = await clientOf(team);
    if (client === null || signal.aborted) return;
    const here = await hereOf(team);
    const said: PastMessage[] = [];
    for await (const page of pagesOf(client, channel, thread, PAGES[thread === null ? "channel" : "thread"]))
      said.push(...page.filter(({ ts }) => Number(ts) * 1000 >= since));
    for (const message of thread === null ? said.reverse() : said)
      for (const event of eventsOf(message, channel)) {
        const inbound = signal.aborted ? null : await readMessage(event, here, reader);
        if (inbound !== null) await hear(inbound, here, client);
      }
  }

  async function each(places: readonly Pick<Pending, "place" | "since">[]): Promise<void> {
    for (const { place, since } of places) {
      const { team, channel } = place;
      const done = await persist(
        () => attempt(() => catchUp(place, since)),
        options,
        (failure) => {
          log.warn({ team, channel, failure }, "what was said in a gap could not be read");
          return failure.kind !== "refused";
        },
      );
      if (!done.ok && signal.aborted) return;
    }
  }

  return async (lostAt) => {
    const done = await attempt(async () => {
      const pending = await open();
      await each(pending.filter(({ place }) => place.thread !== null || isDirect(place.channel)));
      const since = lostAt === null ? reader.now() - TIMES.missed : lostAt - TIMES.unnoticed;
      const channels = new Map(
        (await standing()).map((place) => [`${place.team}/${place.channel}`, { ...place, thread: null }]),
      );
      const others = [...channels.values()].filter(({ channel }) => !isDirect(channel));
      await each(others.slice(0, CHANNELS).map((place) => ({ place, since })));
    });
    if (!done.ok) log.error({ because: done.failure.because }, "what was said in a gap could not be read");
  };
}

/** As Slack sends a message, and its edit, which may be known or not. */
function eventsOf(past: PastMessage, channel: string): readonly MessageEvent[] {
  const { ts, thread_ts: thread, edited } = past;
  if (ts === undefined) return [];
  // Of a message that a thread has begun on since, Slack says that it is in that thread.
  const message = { ...past, channel, ts, thread_ts: thread === ts ? null : (thread ?? null) };
  if (edited === undefined) return [message];
  const edit = { ...message, message, subtype: "message_changed", previous_message: { text: "" } };
  return [message, edit];
}
