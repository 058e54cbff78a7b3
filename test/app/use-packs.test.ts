import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadState } from "../../src/conversation/migrate.ts";
import { digest } from "../../src/packs/load.ts";
import type { Inbound } from "../../src/port.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { openStore } from "../../src/store/open.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { Screen } from "../fake/screen.ts";
import { smallPack } from "../scoring/small-pack.ts";

function record(changes: object) {
  const parsed = parsePack({ ...smallPack(), ...changes });
  if (!parsed.ok) throw new Error("a pack expected");
  return { digest: digest(parsed.pack), pack: parsed.pack };
}

test("packs that are read again count for decisions that begin after it; running ones stay on theirs", async () => {
  const folder = await scratch();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const opened = await openStore(join(folder, "packs.db"), noLog);
  if (!opened.ok) throw new Error(opened.because);
  const { store } = opened;
  const screen = new Screen();
  const clock = new SimulatedClock();
  const failed: string[] = [];
  const log = { ...noLog, error: (_: object, message: string) => void failed.push(message) };
  const bot = botOf({ store, packs: [record({})], platforms: () => [{ platform: screen }], clock, log });
  let events = 0;
  const say = async (thread: string, what: Inbound["what"]) => {
    clock.pass(1000);
    const place = { platform: "slack", team: "T1", channel: "C1", thread } as const;
    await bot.inbox.receive({
      id: `${events++}`,
      at: clock.now(),
      place,
      by: { id: "U1", name: "Ana" },
      what,
    });
    await bot.drain();
  };
  const start = (text: string) => ({ kind: "command", text, invited: [], origin: null }) as const;

  await say("a", start("bus or bike for the commute?"));
  await bot.usePacks([record({ version: "2.0.0", title: "Small again" })]);
  await say("b", start("bus or bike for holidays?"));
  await say("a", start("status"));
  const { decisions } = await store.decisions({ of: null, after: 0, limit: 10 });
  const versions = decisions.map(({ state }) => loadState(JSON.parse(state)).pack?.version);
  expect(versions.toSorted()).toEqual(["1.0.0", "2.0.0"]);
  expect(failed).toEqual([]);
  await bot.stop();
  await store.close();
});
