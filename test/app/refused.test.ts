/** A decision that nobody can be told of is closed: it would stay in every list. */
import { expect, test } from "vitest";
import type { Outcome } from "../../src/port.ts";
import { record } from "../conversation/pack.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { keptLog } from "../fake/log.ts";
import { Screen } from "../fake/screen.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

const HOUR = 60 * 60 * 1000;

async function begun(comes: (slot: string) => Outcome | null) {
  const bench = await sqliteBench();
  const screen = new Screen();
  screen.before = async ({ slot }) => comes(slot);
  const clock = new SimulatedClock();
  const store = await bench.open(() => clock.now());
  const log = keptLog();
  const bot = botOf({ log, store, packs: [record], platforms: () => [{ platform: screen }], clock });
  await bot.inbox.receive({
    id: "e1",
    at: clock.now(),
    place: { platform: "slack", team: "T1", channel: "C1", thread: null },
    by: { id: "U1", name: "Ana" },
    what: { kind: "command", text: "background jobs for billing", invited: [], origin: null },
  });
  await bot.drain();
  const statuses = async () =>
    (await store.decisions({ of: null, after: 0, limit: 9 })).decisions.map(({ status }) => status);
  async function pass(hours: number): Promise<void> {
    for (let left = hours * 6; left > 0; left--) {
      clock.pass(HOUR / 6);
      await bot.drain();
    }
  }
  return {
    statuses,
    log,
    pass,
    async end() {
      await bot.stop();
      await bench.remove();
    },
  };
}

test("where only some may post, it is tried for a while, and closed", async () => {
  const bot = await begun((slot) =>
    slot === "root" ? { kind: "blocked", by: "permission", because: "restricted_action" } : null,
  );
  expect(await bot.statuses()).toEqual(["open"]);
  await bot.pass(1);
  // It is tried once more to say so, and then no more.
  expect(bot.log.lines.filter(({ level }) => level !== "info")).toHaveLength(2);

  expect(await bot.statuses()).toEqual(["cancelled"]);
  await bot.end();
});

test("where its first message is refused for good, at once; another one that is refused closes nothing", async () => {
  const refusing = (refused: string) =>
    begun((slot) => (slot === refused ? { kind: "refused", why: "invalid", because: "no" } : null));
  const first = await refusing("root");
  expect(await first.statuses()).toEqual(["cancelled"]);
  await first.end();
  const other = await refusing("live/1");
  expect(await other.statuses()).toEqual(["open"]);
  await other.end();
});
