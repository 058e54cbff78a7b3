import { afterEach, beforeEach, expect, test } from "vitest";
import { startRetention } from "../../src/app/retention.ts";
import type { Decision, Store } from "../../src/store/store.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { noLog } from "../fake/log.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

const DAY = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 10, 24);

let bench: Awaited<ReturnType<typeof sqliteBench>>;
let store: Store;
let clock: SimulatedClock;
let stop: () => Promise<void>;

beforeEach(async () => {
  bench = await sqliteBench();
  store = await bench.open();
  clock = new SimulatedClock(START);
  stop = async () => {};
});
afterEach(async () => {
  await stop();
  await bench.remove();
});

const save = (id: string, updatedAt: number) =>
  store.write((tx) => tx.start({ ...DECISION, id, updatedAt }, []));
const left = async () =>
  (await store.decisions({ of: null, after: 0, limit: 9 })).decisions.map(({ id }) => id);

/** The sweep is done when it has been stopped. */
async function sweepFor(keepMs: number | null, ms: number): Promise<void> {
  stop = startRetention({ store, clock, keepMs, log: noLog });
  clock.pass(ms);
  await stop();
}

test("what nobody has touched for so long goes at the start, and what is younger stays", async () => {
  await save("old", START - 31 * DAY);
  await save("young", START - 29 * DAY);
  await sweepFor(30 * DAY, 0);
  expect(await left()).toEqual(["young"]);
});

test("and each hour from then on", async () => {
  await save("young", START - 30 * DAY + 30 * 60 * 1000);
  await sweepFor(30 * DAY, 0);
  expect(await left()).toEqual(["young"]);
  await sweepFor(30 * DAY, 60 * 60 * 1000);
  expect(await left()).toEqual([]);
});

test("without a time to keep it, everything stays", async () => {
  await save("old", 0);
  await sweepFor(null, DAY);
  expect(await left()).toEqual(["old"]);
});

test("a store that fails is tried again, and nothing is thrown", async () => {
  const errors: string[] = [];
  let tries = 0;
  const failing = {
    sweep: async () => {
      tries += 1;
      throw new Error("the disk is full");
    },
  };
  const log = { ...noLog, error: (_: object, message: string) => void errors.push(message) };
  stop = startRetention({ store: failing, clock, keepMs: DAY, log });
  clock.pass(2 * 60 * 60 * 1000);
  await stop();
  expect([tries, errors.length]).toEqual([3, 3]);
});

const DECISION: Decision = {
  id: "",
  place: { platform: "slack", team: "T1", channel: "C1", thread: "t" },
  origin: null,
  status: "accepted",
  title: "Billing",
  text: ["Billing"],
  revision: 1,
  pack: null,
  state: "{}",
  startedAt: 0,
  updatedAt: 0,
};
