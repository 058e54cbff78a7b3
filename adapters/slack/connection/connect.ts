/**
 * Keeps one Socket Mode connection open. The SDK's own reconnecting waits longer and longer without a bound, and
 * its rejection while it is being stopped is nobody's to catch, so it is off and this loop does it.
 */
import type { Log } from "../../../src/port.ts";
import { inTime, type Wait } from "../../shared/in-time.ts";
import { failureOf } from "../errors.ts";
import { hopeless } from "./diagnose.ts";

/** What is needed of the SDK's socket client. */
export interface Socket {
  /** Resolves at Slack's greeting. */
  open(): Promise<unknown>;
  close(): Promise<unknown>;
  /** Calls back once, when the connection ends. */
  onEnd(ended: () => void): void;
}

export interface Connection {
  /** Resolves at the first connection; rejects with a sentence where no connection will ever come. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

export interface ConnectOptions {
  readonly log: Log;
  readonly wait: Wait;
  /** In [0, 1): spreads the reconnections of several replicas. */
  readonly random: () => number;
}

/** Slack greets within a second or two. */
const HELLO_MS = 15_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const CLOSE_MS = 1_000;

export function connect(socket: Socket, { log, wait, random }: ConnectOptions): Connection {
  const stopping = new AbortController();
  const pause = (ms: number): Promise<void> => wait(ms, stopping.signal);
  const first = Promise.withResolvers<void>();
  // A caller that only stops must not leave a rejection that nobody handles.
  first.promise.catch(() => {});

  let served = false;

  async function open(): Promise<boolean> {
    const greeted = socket.open().then(
      () => true,
      (error: unknown) => {
        // The SDK rejects with nothing when the socket closes before Slack's greeting.
        if (error === undefined) return false;
        const failure = failureOf(error);
        const sentence = hopeless(failure, "SLACK_APP_TOKEN");
        // Before the first connection, the sentence is for whoever started this; later it can only be logged.
        if (sentence === null) log.warn({ failure }, "Slack cannot be reached; trying again");
        else if (served) log.error({ failure }, sentence);
        else first.reject(new Error(sentence));
        return false;
      },
    );
    const greeting = await inTime(greeted, HELLO_MS, wait);
    if (greeting.kind === "late") await giveUp(greeted);
    return greeting.kind === "done" && greeting.value;
  }

  /** Until the try has really ended, so that there are never two. */
  async function giveUp(greeted: Promise<boolean>): Promise<void> {
    do await close();
    while ((await inTime(greeted, CLOSE_MS, wait)).kind === "late");
  }

  async function close(): Promise<void> {
    const closed = socket.close();
    await inTime(closed, CLOSE_MS, wait);
    // A second request drops a socket whose peer does not answer the first.
    await socket.close();
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const dropped = new Promise<void>((resolve) => socket.onEnd(resolve));
      if (await open()) {
        failures = 0;
        log.info({}, "connected to Slack");
        served = true;
        first.resolve();
        await dropped;
        if (!stopping.signal.aborted) log.info({}, "the connection to Slack ended; opening another");
      } else if (!stopping.signal.aborted) {
        failures += 1;
        const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
        await pause(wait * (0.5 + random() / 2));
      }
    }
  }

  const running = run();
  return {
    ready: first.promise,
    async stop() {
      stopping.abort();
      await close();
      await running;
    },
  };
}
