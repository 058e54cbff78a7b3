/** The adapter on a stand-in Slack, with an inbox that answers as a test wants. */

import { afterEach, beforeEach, vi } from "vitest";
import type { SlackConfig } from "../../adapters/shared/config.ts";
import { createSlack, type Slack } from "../../adapters/slack/index.ts";
import type { Card } from "../../src/card/card.ts";
import type { Inbound, Log, Outgoing, Pending, Picture, Place, Reply } from "../../src/port.ts";
import { keptCounters } from "../fake/counters.ts";
import { inboxOf } from "../fake/inbox.ts";
import { noLog } from "../fake/log.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import type { Message } from "../fake/slack/state.ts";

export interface Line {
  readonly level: "info" | "warn" | "error";
  readonly about: object;
  readonly message: string;
}

export interface Rig {
  readonly slack: FakeSlack;
  readonly adapter: Slack;
  /** What reached the inbox, in order. */
  readonly heard: Inbound[];
  readonly lines: Line[];
  readonly counted: readonly string[];
  /** How the inbox answers from now on. */
  answer: (inbound: Inbound) => Promise<Reply> | Reply;
  stop(): Promise<void>;
}

export interface RigOptions {
  readonly stoodStill?: () => boolean;
  readonly slack?: FakeSlack;
  readonly config?: Partial<SlackConfig>;
  readonly start?: boolean;
  readonly now?: () => number;
  /** Where something is being decided. */
  readonly open?: readonly Pending[];
  /** Where something was decided. */
  readonly standing?: readonly Place[];
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly picture?: Picture;
}

/** The adapter's deadlines: how long it waits for a name, a thread, a save, a greeting. */
const DEADLINES = new Set([300, 1_400, 2_300, 15_000]);

/** Deadlines never come; every other wait is over at once, and noted. */
export function noWaits(noted: number[] = []): (ms: number, signal: AbortSignal) => Promise<void> {
  return (ms, signal) =>
    new Promise((resolve) => {
      if (DEADLINES.has(ms)) return void signal.addEventListener("abort", () => resolve());
      noted.push(ms);
      setImmediate(resolve);
    });
}

/** A second goes by whenever somebody looks at the clock, so that the channel's pace never makes a test wait. */
export function hastyClock(base: () => number = () => 1_800_000_000_000): () => number {
  let ahead = 0;
  return () => {
    ahead += 1_000;
    return base() + ahead;
  };
}

/** Bolt compares a request's time with the clock: for it, time stands still in each test of the file. */
export function stopDates(): void {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 23, 9) }));
  afterEach(() => void vi.useRealTimers());
}

export async function rig(options: RigOptions = {}): Promise<Rig> {
  const slack = options.slack ?? (await FakeSlack.start());
  const heard: Inbound[] = [];
  const lines: Line[] = [];
  const counters = keptCounters();
  const inbox = inboxOf(async (inbound) => {
    heard.push(inbound);
    slack.server.changed();
    return made.answer(inbound);
  });
  const adapter = createSlack({
    inbox,
    config: {
      command: "decide",
      botToken: slack.team.token,
      appToken: slack.server.appToken,
      apiUrl: slack.apiUrl,
      ...options.config,
    },
    log: recorder(lines, () => slack.server.changed()),
    counters,
    now: options.now ?? hastyClock(),
    wait: options.wait ?? noWaits(),
    ...(options.stoodStill === undefined ? {} : { stoodStill: options.stoodStill }),
    random: () => 0.5,
    picture: options.picture ?? (async ({ title }) => Buffer.from(`a picture of ${title}`)),
    open: async () => options.open ?? [],
    standing: async () => options.standing ?? [],
  });
  const made: Rig = {
    slack,
    adapter,
    heard,
    lines,
    counted: counters.counted,
    answer: () => ({ kind: "nothing" }),
    async stop() {
      await adapter.stop();
      await slack.stop();
    },
  };
  if (options.start !== false) await adapter.start();
  return made;
}

export function recorder(lines: Line[], changed: () => void = () => {}): Log {
  const at =
    (level: Line["level"]) =>
    (about: object, message: string): void => {
      lines.push({ level, about, message });
      changed();
    };
  return { ...noLog, info: at("info"), warn: at("warn"), error: at("error") };
}

export const CHANNEL: Place = { platform: "slack", team: "T0000001", channel: "C0000001", thread: null };

export function textCard(text: string): Card {
  return { title: text, blocks: [{ kind: "text", text: [text] }] };
}

export function ephemeral(text: string): Reply {
  return { kind: "ephemeral", card: textCard(text), token: null };
}

export function outgoing(change: Partial<Outgoing> = {}): Outgoing {
  return {
    nonce: "nonce-1",
    decision: "abcd1234",
    slot: "root",
    place: CHANNEL,
    origin: null,
    audience: "channel",
    card: textCard("Billing"),
    revision: 1,
    ref: null,
    attempt: 1,
    ...change,
  };
}

/** Puts a message on the screen, and gives it as the screen has it. */
export async function post({ adapter, slack }: Rig, message: Outgoing): Promise<Message> {
  const outcome = await adapter.platform.put(message);
  if (outcome.kind !== "sent") throw new Error(`not sent: ${JSON.stringify(outcome)}`);
  const posted = slack.team.messages.at(-1);
  if (posted === undefined) throw new Error("nothing was posted");
  return posted;
}

/** Time only passes when the test says so, and then all waits are over. */
export function heldTime(): { wait: (ms: number, signal: AbortSignal) => Promise<void>; pass: () => void } {
  const waiting = new Set<() => void>();
  return {
    wait: (_, signal) =>
      new Promise((resolve) => {
        waiting.add(resolve);
        signal.addEventListener("abort", () => resolve());
      }),
    pass: () => {
      for (const resolve of waiting) resolve();
    },
  };
}
