/** The whole program on a stand-in Slack: adapter, inbox, outbox, store and the packs of the repository. */
import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import { createSlack, type Slack, type SlackConfig } from "../../adapters/slack/index.ts";
import { createInbox, type Surroundings } from "../../src/app/inbox.ts";
import { type Clock, createOutbox } from "../../src/app/outbox.ts";
import { wantsList } from "../../src/conversation/input/command.ts";
import { loadState } from "../../src/conversation/migrate.ts";
import { reduce } from "../../src/conversation/reduce.ts";
import { loadPacks } from "../../src/packs/load.ts";
import type { Store } from "../../src/store/store.ts";
import { SimulatedClock } from "../fake/clock.ts";
import type { FakeSlack } from "../fake/slack/slack.ts";
import { surroundings } from "../fake/surroundings.ts";
import { hastyClock, type Line, noWaits, recorder } from "./harness.ts";

export interface Whole {
  readonly adapter: Slack;
  readonly lines: readonly Line[];
  /** Resolves when nothing is due any more and everything is on the screen. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const PACKS = join(import.meta.dirname, "..", "..", "rules");

export function whole(slack: FakeSlack, store: Store, setting: Setting = {}): Promise<Whole> {
  const { server, team, apiUrl } = slack;
  return wholeOn({ botToken: team.token, appToken: server.appToken, apiUrl }, store, setting);
}

interface Setting {
  readonly clock?: Clock;
  readonly around?: Surroundings;
}

export async function wholeOn(
  config: SlackConfig,
  store: Store,
  { clock = new SimulatedClock(), around = surroundings }: Setting = {},
): Promise<Whole> {
  const { records } = await loadPacks(PACKS);
  const lines: Line[] = [];
  const log = recorder(lines);
  const inbox = createInbox({
    store,
    packSet: { current: records, get: (digest) => records.find((record) => record.digest === digest)?.pack },
    conversation: { reduce, loadState, wantsList },
    surroundings: around,
    now: () => clock.now(),
    newId: () => Array.from({ length: 8 }, () => randomInt(36).toString(36)).join(""),
    notify: () => outbox.notify(),
    log,
  });
  const adapter = createSlack({
    inbox,
    config,
    log,
    now: hastyClock(),
    wait: noWaits(),
    random: () => 0.5,
    open: () => store.open("slack"),
  });
  const outbox = createOutbox({
    store,
    platforms: [adapter.platform],
    tick: (decision, timer) => inbox.tick(decision, timer),
    clock,
    random: Math.random,
    owner: randomUUID(),
    log,
  });
  outbox.start();
  await adapter.start();
  return {
    adapter,
    lines,
    settle: () => outbox.drain(),
    async stop() {
      await adapter.stop();
      await outbox.stop();
    },
  };
}
