/** The whole program on a stand-in Slack: adapter, inbox, outbox, store and the packs of the repository. */

import { join } from "node:path";
import type { SlackConfig } from "../../adapters/shared/config.ts";
import { createSlack, type Slack } from "../../adapters/slack/index.ts";
import type { Clock } from "../../src/app/clock.ts";
import { drawPicture } from "../../src/io/picture.ts";
import { loadPacks } from "../../src/packs/load.ts";
import type { Log } from "../../src/port.ts";
import type { Store } from "../../src/store/store.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { noCounters } from "../fake/counters.ts";
import type { FakeSlack } from "../fake/slack/slack.ts";
import { hastyClock, type Line, noWaits, recorder } from "./harness.ts";

export interface Whole {
  readonly adapter: Slack;
  readonly lines: readonly Line[];
  /** Resolves when nothing is due any more and everything is on the screen. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const PACKS = join(import.meta.dirname, "..", "fake", "packs");

export function whole(slack: FakeSlack, store: Store, clock?: Clock): Promise<Whole> {
  const { server, team, apiUrl } = slack;
  return wholeOn(
    { command: "decide", botToken: team.token, appToken: server.appToken, apiUrl },
    store,
    clock,
  );
}

export async function wholeOn(
  config: SlackConfig,
  store: Store,
  clock: Clock = new SimulatedClock(),
  beside: Log | null = null,
): Promise<Whole> {
  const { records } = await loadPacks(PACKS);
  const lines: Line[] = [];
  const log = beside ?? recorder(lines);
  const bot = botOf({
    store,
    packs: records,
    platforms: (inbox) => [
      createSlack({
        inbox,
        config,
        log,
        counters: noCounters,
        now: hastyClock(() => clock.now()),
        wait: noWaits(),
        random: () => 0.5,
        picture: drawPicture,
        open: () => store.open("slack"),
        standing: () => store.standing("slack"),
      }),
    ],
    clock,
    log,
    counters: noCounters,
  });
  const adapter = bot.served[0];
  if (adapter === undefined) throw new Error("no Slack");
  bot.start();
  await adapter.start();
  return {
    adapter,
    lines,
    settle: () => bot.drain(),
    async stop() {
      await adapter.stop();
      await bot.stop();
    },
  };
}
