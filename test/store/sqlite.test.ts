import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { openSqlite } from "../../src/store/engine/sqlite.ts";
import { openStore } from "../../src/store/open.ts";
import type { Decision } from "../../src/store/store.ts";
import { isBusy } from "../../src/store/trouble.ts";
import { EVERY_PLACE, storeContract } from "../contract/store.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { earlierDatabase } from "../fixtures/earlier.ts";
import { sqliteBench } from "./sqlite-bench.ts";

describe("store contract on SQLite", () => storeContract(sqliteBench));

test("decisions of before their members were kept are found by person, title and pack", async () => {
  const { file, remove } = await earlierDatabase("0002-v2");
  const old = new DatabaseSync(file);
  const state = JSON.stringify({
    pack: { digest: "abc" },
    people: [{ id: "U1" }, { id: "U2" }, { id: "U1" }],
    discussion: [],
    proposals: [{ person: { id: "U3" } }],
    starter: "U1",
    outcome: null,
    previous: { outcome: { by: "U4" } },
  });
  old.exec(`
    insert into decisions (id, platform, team, channel, status, title, summary, revision, state, started_at, updated_at)
    values ('d1', 'slack', 'T9', 'C1', 'accepted', 'Übersicht', '[]', 1, '${state}', 1, 1)`);
  old.close();
  const opened = await openStore(file, noLog);
  if (!opened.ok) throw new Error(opened.because);
  const { store } = opened;
  const place = { platform: "slack", team: "T9" } as const;
  // Also who is only quoted, and who only decided.
  for (const person of ["U1", "U2", "U3", "U4"])
    expect(await store.write((tx) => tx.idsOf({ ...place, person }))).toEqual(["d1"]);
  const query = { ...place, channel: "C9", person: "U1", words: "übers", offset: 0, limit: 9 };
  expect((await store.write((tx) => tx.recent(query))).summaries.map(({ id }) => id)).toEqual(["d1"]);
  const made = async (digests: readonly string[]) =>
    (await store.madeWithout(digests, { since: null, after: 0, limit: 99 })).ids;
  expect(await made(["abc"])).not.toContain("d1");
  expect(await made(["other"])).toContain("d1");
  await store.close();
  await remove();
});

describe("what is damaged", () => {
  const damage = (file: string, statement: string) => {
    const beside = new DatabaseSync(file);
    beside.exec(statement);
    beside.close();
  };
  const decisionOf = (id: string): Decision => ({
    id,
    place: { platform: "slack", team: "T1", channel: "C1", thread: null },
    origin: null,
    status: "accepted",
    title: id,
    text: [id],
    revision: 1,
    pack: null,
    state: "{}",
    startedAt: 1,
    updatedAt: 1,
  });

  test("is in no list's way, nor in a message's", async () => {
    const bench = await sqliteBench();
    const store = await bench.open();
    await store.write(async (tx) => {
      for (const decision of ["d1", "d2"]) {
        await tx.start(decisionOf(decision), []);
        const card = { title: decision, blocks: [] };
        await tx.show({ decision, slot: "root", audience: "thread", card, revision: 1 });
      }
    });
    damage(bench.file, "update decisions set summary = '[\"d' where id = 'd1'");
    damage(bench.file, "update jobs set body = '{' where decision = 'd1'");
    const around = { platform: "slack", team: "T1", channel: "C1" } as const;
    const query = { ...around, person: null, words: null, offset: 0, limit: 9 };
    const lists = await store.write(async (tx) => [
      (await tx.recent(query)).summaries,
      await tx.decided(around),
    ]);
    for (const list of lists) expect(list.map(({ text }) => text)).toEqual([["d2"], []]);
    expect(await store.decision("d1")).toMatchObject({ title: "d1", text: [] });
    const demand = {
      owner: "o",
      forMs: 90,
      platforms: ["slack"],
      limit: 9,
      perTeam: EVERY_PLACE,
      bulkInAll: 1_000,
    } as const;
    const jobs = await store.lease(demand);
    expect(jobs).toMatchObject([
      { kind: "damaged", decision: "d1", slot: "root" },
      { kind: "show", message: { decision: "d2" } },
    ]);
    for (const job of jobs) await store.settle(job, { kind: "dropped" });
    expect(await store.lease(demand)).toEqual([]);
    await bench.remove();
  });

  test("keeps no earlier database from being opened", async () => {
    const { file, rows, remove } = await earlierDatabase("0002-v2");
    damage(file, "update decisions set state = '{\"v\":2,\"people\":[{' where id = 'card0000'");
    const opened = await openStore(file, noLog);
    if (!opened.ok) throw new Error(opened.because);
    await opened.store.close();
    const members = rows<{ decision: string }>("select distinct decision from members");
    expect(members.map(({ decision }) => decision)).toContain("accepted");
    expect(members.map(({ decision }) => decision)).not.toContain("card0000");
    await remove();
  });
});

test("only what is done again goes unsynced, and what comes after it is synced, also where it fails", async () => {
  const folder = await scratch();
  const { db, unsynced } = await openSqlite(join(folder, "plumbline.db"));
  const level = async (on: Parameters<ReturnType<typeof sql>["execute"]>[0]) =>
    Object.values((await sql<Record<string, number>>`pragma synchronous`.execute(on)).rows[0] ?? {})[0];
  const [NORMAL, FULL] = [1, 2];
  expect(await level(db)).toBe(FULL);
  const levels = await Promise.all([
    unsynced((tx) => level(tx)),
    db.transaction().execute((tx) => level(tx)),
    unsynced((tx) => level(tx)),
  ]);
  expect(levels).toEqual([NORMAL, FULL, NORMAL]);
  await expect(unsynced(() => Promise.reject(new Error("in the way")))).rejects.toThrow("in the way");
  expect(await level(db)).toBe(FULL);
  await db.destroy();
  await rm(folder, { recursive: true });
});

test("a new file that another process is just making is waited for", async () => {
  const folder = await scratch();
  const file = join(folder, "plumbline.db");
  const other = new DatabaseSync(file);
  other.exec("begin immediate");
  const opening = openStore(file, noLog);
  other.exec("commit");
  const opened = await opening;
  expect(opened).toMatchObject({ ok: true, made: true });
  if (opened.ok) await opened.store.close();
  other.close();
  await rm(folder, { recursive: true });
});

test("that another process is in the way is known, also where SQLite says more exactly how", async () => {
  const folder = await scratch();
  const [one, other] = ["one", "other"].map(() => new DatabaseSync(join(folder, "plumbline.db")));
  one?.exec("pragma journal_mode = wal; create table numbers (n); begin; select * from numbers");
  other?.exec("insert into numbers values (1)");
  const errors: unknown[] = [];
  for (const write of ["insert into numbers values (2)", "nonsense"])
    try {
      one?.exec(write);
    } catch (error) {
      errors.push(error);
    }
  // SQLITE_BUSY_SNAPSHOT, as SQLITE_BUSY_RECOVERY is while what a killed process has left is seen to.
  expect(errors).toMatchObject([{ errcode: 517 }, { errcode: 1 }]);
  expect(errors.map(isBusy)).toEqual([true, false]);
  one?.close();
  other?.close();
  await rm(folder, { recursive: true });
});
