/** The whole bot but its process, on a Discord and a database file of its own, by a clock that only a test moves. */

import { expect, onTestFinished } from "vitest";
import { createDiscord, type Discord } from "../../adapters/discord/index.ts";
import type { Bot } from "../../src/app/bot.ts";
import { drawPicture } from "../../src/io/picture.ts";
import { loadPacks } from "../../src/packs/load.ts";
import type { Reply } from "../../src/port.ts";
import { botOf } from "../fake/bot.ts";
import { never, SimulatedClock } from "../fake/clock.ts";
import { noCounters } from "../fake/counters.ts";
import { FakeDiscord, TOKEN } from "../fake/discord/server.ts";
import { keptLog } from "../fake/log.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

export interface Whole {
  readonly fake: FakeDiscord;
  readonly clock: SimulatedClock;
  /** The one that runs now. It sends what it is drained of; started, also by itself. */
  bot(): Bot<Discord>;
  /** What the inbox has replied, in its order; null: it threw. */
  readonly replies: readonly (Reply | null)[];
  /** The process ends, and another goes on with the same file. */
  restart(): Promise<void>;
}

/** `at`: when it begins, in ISO 8601. `content`: whether the bot may read what is not said to it. */
export async function whole(
  given: { readonly at?: string; readonly content?: boolean } = {},
): Promise<Whole> {
  const clock = new SimulatedClock(Date.parse(given.at ?? "2026-11-23T09:00:00Z"));
  const fake = new FakeDiscord({ clock });
  fake.world.contentAllowed = given.content ?? false;
  await fake.up();
  const bench = await sqliteBench();
  const { records, problems } = await loadPacks("test/fake/packs");
  expect(problems).toEqual([]);
  const log = keptLog();
  const replies: (Reply | null)[] = [];
  let decisions = 0;

  async function noting(replied: Promise<Reply>): Promise<Reply> {
    let reply: Reply | null = null;
    try {
      reply = await replied;
      return reply;
    } finally {
      replies.push(reply);
      fake.world.changed();
    }
  }

  async function run() {
    const store = await bench.open(() => clock.now());
    const bot = botOf({
      store,
      packs: records,
      platforms: (inbox) => [
        createDiscord({
          inbox: {
            receive: (inbound) => noting(inbox.receive(inbound)),
            async accept(inbound, way) {
              const { reply, answered } = await inbox.accept(inbound, way);
              return { reply: noting(reply), answered };
            },
          },
          config: { token: TOKEN, command: "decide", apiUrl: fake.api },
          log,
          counters: noCounters,
          now: () => clock.now(),
          // A pause of the adapter's own is over at once; what is waited for longer never comes to an end by itself.
          wait: (ms, signal) => (ms <= 1_000 ? Promise.resolve() : never(ms, signal)),
          onFatal: (sentence) => expect.unreachable(sentence),
          random: () => 1,
          open: () => store.open("discord"),
          standing: () => store.standing("discord"),
          picture: drawPicture,
        }),
      ],
      clock,
      newId: () => `decisi${String(decisions++).padStart(2, "0")}`,
      log,
      counters: noCounters,
    });
    const [discord] = bot.served;
    if (discord === undefined) throw new Error("no Discord");
    await discord.start();
    return {
      bot,
      async stop() {
        await discord.stop();
        await bot.stop();
        await store.close();
      },
    };
  }

  let running = await run();
  onTestFinished(async () => {
    await running.stop();
    await fake.down();
    await bench.remove();
    expect(fake.problems).toEqual([]);
    expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
  return {
    fake,
    clock,
    replies,
    bot: () => running.bot,
    async restart() {
      await running.stop();
      // Gone without a trace: the next session is a new one.
      fake.gateway.forget();
      running = await run();
    },
  };
}
