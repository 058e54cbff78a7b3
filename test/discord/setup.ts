/** A Discord of its own and the adapter beside it, for each test. */

import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { createDiscord, type Discord } from "../../adapters/discord/index.ts";
import type { Inbound, Log, Pending, Place, Reply } from "../../src/port.ts";
import { keptCounters } from "../fake/counters.ts";
import { FakeDiscord, TOKEN } from "../fake/discord/server.ts";
import { inboxOf } from "../fake/inbox.ts";
import { noLog } from "../fake/log.ts";

export interface Setup {
  readonly fake: FakeDiscord;
  readonly discord: Discord;
  /** All that reached the inbox, in its order. */
  readonly heard: Inbound[];
  /** What the inbox replies; may reject. */
  reply: (inbound: Inbound) => Promise<Reply>;
  pending: readonly Pending[];
  /** Where something was decided. */
  standing: readonly Place[];
  readonly logged: { readonly level: string; readonly about: object; readonly message: string }[];
  readonly fatal: string[];
  /** What the adapter wanted to wait out, in milliseconds. */
  readonly waits: number[];
  readonly counted: readonly string[];
}

export interface Given {
  readonly fake?: FakeDiscord;
  readonly content?: boolean;
  readonly token?: string;
  readonly command?: string;
  readonly shards?: { total: number; ids: number[] };
  /** By the fake's clock, unless it is said otherwise. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly picture?: Uint8Array | null;
  /** The fake stays as it is, and the adapter is not started. */
  readonly idle?: boolean;
}

const ROOM_MS = 500;

/** For tries in a row: each pause is over at once. */
export async function atOnce(): Promise<void> {
  await setImmediate();
}

export async function setUp(given: Given = {}): Promise<Setup> {
  const fake = given.fake ?? new FakeDiscord();
  if (given.fake === undefined) await fake.up();
  fake.world.contentAllowed = given.content ?? false;
  const heard: Inbound[] = [];
  const logged: Setup["logged"] = [];
  const fatal: string[] = [];
  const waits: number[] = [];
  const counters = keptCounters();
  const log = (level: string) => (about: object, message: string) => {
    logged.push({ level, about, message });
    fake.world.changed();
  };
  const logger: Log = { ...noLog, info: log("info"), warn: log("warn"), error: log("error") };
  // What only leaves people room is over at once.
  const wait =
    given.wait ??
    ((ms: number, signal: AbortSignal) => (ms < ROOM_MS ? atOnce() : fake.clock.wait(ms, signal)));
  const setup: Setup = {
    fake,
    heard,
    reply: async () => ({ kind: "nothing" }),
    pending: [],
    standing: [],
    logged,
    fatal,
    waits,
    counted: counters.counted,
    discord: createDiscord({
      inbox: inboxOf(async (inbound) => {
        heard.push(inbound);
        fake.world.changed();
        return await setup.reply(inbound);
      }),
      config: {
        token: given.token ?? TOKEN,
        command: given.command ?? "decide",
        apiUrl: fake.api,
        ...(given.shards ? { shards: given.shards } : {}),
      },
      log: logger,
      counters,
      now: () => fake.clock.now(),
      wait: (ms, signal) => {
        waits.push(ms);
        fake.world.changed();
        return wait(ms, signal);
      },
      onFatal: (sentence) => {
        fatal.push(sentence);
        fake.world.changed();
      },
      // Pauses as long as they may be.
      random: () => 1,
      open: async () => setup.pending,
      standing: async () => setup.standing,
      picture: async () => given.picture ?? null,
    }),
  };
  onTestFinished(async () => {
    await setup.discord.stop();
    await fake.down();
    expect(fake.problems).toEqual([]);
  });
  if (given.idle !== true) await setup.discord.start();
  return setup;
}
