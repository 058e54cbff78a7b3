import { expect, test } from "vitest";
import { awaitStore } from "../../../src/app/start/database.ts";
import type { Opened } from "../../../src/store/open.ts";
import { SimulatedClock } from "../../fake/clock.ts";
import { sqliteBench } from "../../store/sqlite-bench.ts";

const AWAY: Opened = { ok: false, why: "away", because: "Postgres cannot be reached (ECONNREFUSED)." };

function waiting(open: () => Promise<Opened>) {
  const clock = new SimulatedClock();
  const told: string[] = [];
  const stopping = new AbortController();
  const waited = awaitStore(open, {
    err: (sentence) => void told.push(sentence),
    wait: (ms, signal) => clock.wait(ms, signal),
    random: () => 1,
    signal: stopping.signal,
  });
  return { clock, told, stopping, waited };
}

test("a database that is away is waited for, and the operator told at once and every five minutes", async () => {
  const bench = await sqliteBench();
  const store = await bench.open();
  let away = true;
  const { clock, told, waited } = waiting(async () => (away ? AWAY : { ok: true, store, made: false }));
  for (let passed = 0; passed < 11 * 60_000; passed += 15_000) {
    await clock.waitedFor();
    clock.pass(15_000);
  }
  await clock.waitedFor();
  away = false;
  clock.pass(15_000);
  expect(await waited).toEqual({ ok: true, store, made: false });
  const sentence = "Postgres cannot be reached (ECONNREFUSED). Plumbline starts as soon as it can be used.";
  expect(told).toEqual([sentence, sentence, sentence, "The database answers."]);
  await bench.remove();
});

test("what waiting does not help is told at once", async () => {
  const refused: Opened = { ok: false, why: "refused", because: "Postgres does not let us in." };
  const { told, waited } = waiting(async () => refused);
  expect(await waited).toEqual(refused);
  expect(told).toEqual([]);
});

test("asked to end, it waits no longer", async () => {
  const { clock, stopping, waited } = waiting(async () => AWAY);
  await clock.waitedFor();
  stopping.abort();
  expect(await waited).toBeNull();
});
