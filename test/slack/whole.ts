/** The whole program on a stand-in Slack: adapter, inbox, outbox, store and the packs of the repository. */
import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import { createSlack, type Slack } from "../../adapters/slack/index.ts";
import { wantsList } from "../../src/conversation/command.ts";
import { loadState } from "../../src/conversation/migrate.ts";
import { reduce } from "../../src/conversation/reduce.ts";
import { createInbox } from "../../src/inbox.ts";
import { createOutbox } from "../../src/outbox.ts";
import { loadPacks } from "../../src/packs.ts";
import type { Store } from "../../src/store/store.ts";
import type { FakeSlack } from "../fake/slack/slack.ts";
import { surroundings } from "../fake/surroundings.ts";
import { hastyClock, type Line, realWait, recorder } from "./harness.ts";

export interface Whole {
  readonly adapter: Slack;
  readonly lines: readonly Line[];
  stop(): Promise<void>;
}

const PACKS = join(import.meta.dirname, "..", "..", "rules");

export async function whole(slack: FakeSlack, store: Store): Promise<Whole> {
  const { records } = await loadPacks(PACKS);
  const lines: Line[] = [];
  const log = recorder(lines);
  const now = (): number => Date.now();
  const inbox = createInbox({
    store,
    shelf: { current: records, get: (digest) => records.find((record) => record.digest === digest)?.pack },
    conversation: { reduce, loadState, wantsList },
    surroundings,
    now,
    newId: () => Array.from({ length: 8 }, () => randomInt(36).toString(36)).join(""),
    notify: () => outbox.notify(),
    log,
  });
  const adapter = createSlack({
    inbox,
    config: { botToken: slack.team.token, appToken: slack.server.appToken, apiUrl: slack.apiUrl },
    log,
    now: hastyClock(),
    wait: realWait,
    random: () => 0.5,
    open: () => store.open("slack"),
  });
  const outbox = createOutbox({
    store,
    platforms: [adapter.platform],
    tick: (decision, timer) => inbox.tick(decision, timer),
    clock: {
      now,
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    random: Math.random,
    owner: randomUUID(),
    log,
  });
  outbox.start();
  await adapter.start();
  return {
    adapter,
    lines,
    async stop() {
      await adapter.stop();
      await outbox.stop();
    },
  };
}
