import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { createOutbox } from "../../src/app/outbox.ts";
import { outboxContract } from "../contract/outbox.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { keptCounters } from "../fake/counters.ts";
import { keptLog } from "../fake/log.ts";
import { Screen } from "../fake/screen.ts";
import { unheard } from "../fake/unheard.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

describe("outbox on SQLite", () => outboxContract(sqliteBench));

test("a message that is damaged is given up and named, and those behind it go out", async () => {
  const bench = await sqliteBench();
  const store = await bench.open();
  await store.write(async (tx) => {
    const place = { platform: "slack", team: "T1", channel: "C1", thread: "t" } as const;
    const rest = { origin: null, title: "", text: [], revision: 1, pack: null, state: "{}" };
    await tx.start({ id: "d1", place, status: "open", startedAt: 0, updatedAt: 0, ...rest }, []);
    for (const slot of ["root", "card"]) {
      const card = { title: `${slot} of the harbour`, blocks: [] };
      await tx.show({ decision: "d1", slot, audience: "thread", card, revision: 1 });
    }
  });
  const beside = new DatabaseSync(bench.file);
  beside.exec(`update jobs set body = '{"card":{"title":"root of the harb' where name = 'root'`);
  beside.close();
  const screen = new Screen();
  const log = keptLog();
  const counters = keptCounters();
  const outbox = createOutbox({
    store,
    platforms: [screen],
    ...unheard,
    clock: new SimulatedClock(),
    random: () => 0,
    owner: "o1",
    log,
    counters,
  });
  await outbox.drain();
  expect(screen.titles()).toEqual(["card of the harbour"]);
  expect(counters.counted).toEqual(["tried slack sent"]);
  expect(log.lines).toMatchObject([{ level: "error", about: { decision: "d1", slot: "root" } }]);
  expect(JSON.stringify(log.lines)).not.toContain("harb");
  await bench.remove();
});
