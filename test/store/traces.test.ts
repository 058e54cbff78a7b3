/** What is erased goes from every byte of a SQLite file, and of what SQLite keeps beside it. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqlite } from "../../src/store/engine/sqlite.ts";
import { openStore } from "../../src/store/open.ts";
import type { Decision, Store } from "../../src/store/store.ts";
import { scrubOf } from "../../src/store/traces.ts";
import { noLog } from "../fake/log.ts";
import { earlierDatabase } from "../fixtures/earlier.ts";
import { wordsLeft } from "./bytes.ts";
import { sqliteBench } from "./sqlite-bench.ts";

let bench: Awaited<ReturnType<typeof sqliteBench>>;
let store: Store;
beforeEach(async () => {
  bench = await sqliteBench();
  store = await bench.open();
});
afterEach(() => bench.remove());

const GONE = { title: "gone", blocks: [] };

const decisionOf = (id: string, state: string): Decision => ({
  id,
  place: { platform: "slack", team: "T1", channel: "C1", thread: null },
  origin: null,
  status: "open",
  title: id,
  text: [id],
  revision: 1,
  pack: null,
  state,
  startedAt: 1,
  updatedAt: 1,
});

const blank = (id: string): Decision => ({
  ...decisionOf(id, "{}"),
  status: "deleted",
  title: "",
  text: [],
});

describe("after many changes", () => {
  /** Numbers that look random, the same for the same seed. */
  function numbers(seed: number): (below: number) => number {
    let last = seed;
    return (below) => {
      last = (last * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (last >> 8) % below;
    };
  }

  // With the third, `secure_delete` and an emptied log leave a copy that SQLite made when it moved a row.
  test.each([1, 2, 28])("no word of what went is left, and all that stays is there: %i", async (seed) => {
    const below = numbers(seed);
    const word = (n: number) => `secret${n};`;
    const person = (n: number, role: number) => `P${n};${role};`;
    const some = (n: number) => decisionOf(word(n), JSON.stringify(word(n).repeat(1 + below(60))));
    const there = new Set<number>();
    for (let round = 0; round < 100; round++)
      await store.write(async (tx) => {
        for (let change = 0; change < 10; change++) {
          const n = below(60);
          if (there.has(n)) await tx.update(some(n), [person(n, 5), person(n, below(5))]);
          else await tx.start(some(n), [person(n, 5)]);
          there.add(n);
        }
      });
    const [goes, stays] = [1, 0].map((rest) => [...there].filter((n) => n % 2 === rest));
    await store.write(async (tx) => {
      for (const id of goes?.map(word) ?? []) {
        await tx.update(blank(id), []);
        await tx.erase(id, GONE, 2);
      }
    });
    expect(await store.sweep(null)).toEqual({ deleted: goes?.length, untouched: 0 });
    const words = (of: readonly number[] = []) => of.flatMap((n) => [word(n), person(n, 5)]);
    expect(await wordsLeft(bench.file, words(goes))).toEqual(words(goes));
    await store.scrub();
    expect(await wordsLeft(bench.file, words(goes))).toEqual([]);
    const { decisions } = await store.decisions({ of: null, after: 0, limit: 99 });
    expect(decisions.map(({ id }) => id).toSorted()).toEqual(stays?.map(word).toSorted());
  });
});

test("what is erased of a decision that stays goes, too", async () => {
  await store.write((tx) => tx.start(decisionOf("d1", '{"by":"Anastasia"}'), ["UANASTASIA"]));
  await store.write(async (tx) => {
    await tx.update(decisionOf("d1", '{"by":"someone"}'), []);
    await tx.erase("d1", GONE, 2);
  });
  await store.scrub();
  expect(await wordsLeft(bench.file, ["Anastasia", "UANASTASIA", "someone"])).toEqual(["someone"]);
});

test("it is done until it is done; what is erased meanwhile is not forgotten; for nothing, nothing is done", async () => {
  await store.scrub();
  const { db, ...engine } = await openSqlite(bench.file);
  const erase = () => store.write((tx) => tx.erase("d1", GONE, 2));
  await erase();
  const tries: string[] = [];
  const scrubBy = (overwrite: () => Promise<void>) => scrubOf({ ...engine, db, overwrite })();
  const note = (what: string) => async () => void tries.push(what);
  await expect(scrubBy(() => Promise.reject(new Error("somebody is reading")))).rejects.toThrow("reading");
  await scrubBy(async () => {
    await note("again")();
    await erase();
  });
  await scrubBy(note("for what came meanwhile"));
  await scrubBy(note("for nothing"));
  expect(tries).toEqual(["again", "for what came meanwhile"]);
  await db.destroy();
});

test("many decisions at once leave one note, so that there are never too many", async () => {
  await store.scrub();
  await store.write(async (tx) => {
    for (let n = 0; n < 40; n++) await tx.erase(`d${n}`, GONE, 2);
  });
  const { db } = await openSqlite(bench.file);
  expect(await db.selectFrom("traces").select("seq").execute()).toHaveLength(1);
  await db.destroy();
});

describe("events", () => {
  const event = { platform: "slack", team: "T1", id: "home/T1/UANASTASIA/1795000000000" } as const;

  test("are known without their ids, which may name people", async () => {
    expect(await store.write((tx) => tx.noteEvent(event, 1))).toBe(true);
    expect(await store.write((tx) => tx.noteEvent(event, 2))).toBe(false);
    await store.write((tx) => tx.noteEvent({ ...event, platform: "discord", team: "dmANASTASIA" }, 1));
    expect(await wordsLeft(bench.file, ["ANASTASIA"])).toEqual([]);
  });

  test("of an earlier version are still known, and their ids are gone", async () => {
    const { file, rows, remove } = await earlierDatabase("0004-v2");
    const old = { platform: "slack", team: "T1", id: "home/T1/U1/1795000000000" } as const;
    const count = rows<{ n: number; since: number }>("select count(*) as n, min(at) as since from events");
    expect(await wordsLeft(file, [old.id])).toEqual([old.id]);
    const opened = await openStore(file, noLog);
    if (!opened.ok) throw new Error(opened.because);
    expect(rows("select count(*) as n, min(at) as since from events")).toEqual(count);
    expect(await opened.store.write((tx) => tx.noteEvent(old, 1))).toBe(false);
    await opened.store.scrub();
    expect(await wordsLeft(file, [old.id, "home/T1/U2"])).toEqual([]);
    await opened.store.close();
    await remove();
  });
});
