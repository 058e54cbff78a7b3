/**
 * One Socket Mode connection, kept open. The SDK's own reconnecting waits ever longer without bound, and nobody can
 * catch its rejection while it stops, so it is switched off and this loop reconnects.
 */

import type { SocketModeReceiver } from "@slack/bolt";
import type { Counters, Log } from "../../../src/port.ts";
import { inTime, LATE } from "../../shared/in-time.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { attempt, type Failure, type Result } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { hopeless } from "./permissions.ts";

export interface Socket {
  /** Resolves at the first connection; rejects with a sentence where no connection will ever come. */
  readonly ready: Promise<void>;
  connected(): boolean;
  stop(): Promise<void>;
}

export interface SocketOptions extends Omit<Patience, "signal"> {
  readonly log: Log;
  readonly counters: Pick<Counters, "reconnected">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** `lostAt`: when the connection before ended; null: there was none. */
  readonly onOpened: (lostAt: number | null) => void;
}

export function createSocket(
  receiver: SocketModeReceiver,
  { log, counters, wait, random, now, onOpened }: SocketOptions,
): Socket {
  const { client } = receiver;
  const stopping = new AbortController();
  const { signal } = stopping;
  const first = Promise.withResolvers<void>();
  // A caller that only stops must not leave a rejection that nobody handles.
  first.promise.catch(() => {});
  let started = false;
  let served = false;
  let connected = false;
  let lostAt: number | null = null;

  /** The receiver's own start also serves the pages for installing, which must happen only once. */
  function start(): Promise<unknown> {
    if (started) return client.start();
    started = true;
    return receiver.start();
  }

  async function open(): Promise<Result<{ readonly ended: Promise<void> }>> {
    const ended = new Promise<void>((resolve) => void client.once("disconnected", () => resolve()));
    // The SDK rejects with nothing when the socket closes before Slack's greeting.
    const trying = attempt(() =>
      start().catch((error: unknown) => Promise.reject(error ?? new Error("the socket closed"))),
    );
    const greeted = await inTime(trying, TIMES.greeting, wait);
    if (greeted === LATE) {
      await giveUp(trying);
      return { ok: false, failure: { kind: "unreachable", because: "Slack did not greet" } };
    }
    return greeted.ok ? { ok: true, value: { ended } } : greeted;
  }

  /** Waits until the try has really ended, so that there are never two. */
  async function giveUp(trying: Promise<unknown>): Promise<void> {
    do await close();
    while ((await inTime(trying, TIMES.closing, wait)) === LATE);
  }

  async function close(): Promise<void> {
    await inTime(client.disconnect(), TIMES.closing, wait);
    // A second request drops a socket whose peer does not answer the first.
    await client.disconnect();
  }

  /** Before the first connection, a sentence is for whoever started this; later it can only be logged. */
  function goOn(failure: Failure): boolean {
    const sentence = hopeless(failure, "SLACK_APP_TOKEN");
    if (sentence === null) log.warn({ failure }, "Slack cannot be reached; trying again");
    else if (served) log.error({ failure }, sentence);
    else first.reject(new Error(sentence));
    return sentence === null || served;
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const opened = await persist(open, { wait, random, signal }, goOn);
      if (!opened.ok) return;
      log.info({}, "connected to Slack");
      if (served) counters.reconnected("slack");
      served = true;
      connected = true;
      first.resolve();
      onOpened(lostAt);
      await opened.value.ended;
      lostAt = now();
      connected = false;
      if (!signal.aborted) log.info({}, "the connection to Slack ended; opening another");
    }
  }

  const running = run();
  return {
    ready: first.promise,
    connected: () => connected,
    async stop() {
      stopping.abort();
      await close();
      await running;
    },
  };
}
