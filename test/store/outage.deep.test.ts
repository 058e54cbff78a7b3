import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqlite } from "../../src/store/engine/sqlite.ts";
import { openStore, storeOf } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import type { Db } from "../../src/store/tables.ts";
import { keptLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { ask, postgresBench } from "./postgres-bench.ts";
import { type Server, startPostgres } from "./postgres-server.ts";
import { sqliteBench } from "./sqlite-bench.ts";

let server: Server;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const LARGE = "x".repeat(200_000);
let kept = 0;
const save = (store: Store) => store.write((tx) => tx.keepPack(`d${++kept}`, LARGE, 0));

/** However much fails, it is said once; and that it is over, once. */
async function expectTold(
  store: Store,
  log: ReturnType<typeof keptLog>,
  makeRoom: () => Promise<unknown>,
): Promise<void> {
  for (let n = 0; n < 3; n++) await expect(save(store)).rejects.toThrow(/^the disk is full$/);
  const full = { level: "error", message: expect.stringMatching(/^the disk is full: nothing can be saved/) };
  expect(log.lines).toMatchObject([full]);
  // To read takes no room.
  await store.dueIn(["slack"]);
  expect(log.lines).toMatchObject([full]);
  await makeRoom();
  await save(store);
  await save(store);
  expect(log.lines).toMatchObject([
    full,
    { level: "info", message: expect.stringMatching(/^there is room/) },
  ]);
}

test("SQLite: a full disk is called one, once, and what can be saved again is saved", async () => {
  const bench = await sqliteBench();
  await (await bench.open()).close();
  const engine = await openSqlite(bench.file);
  const log = keptLog();
  const store = storeOf(engine, log);
  // To SQLite, a file that may not grow is a disk that is full.
  await sql`pragma max_page_count = 1`.execute(engine.db);
  await expectTold(store, log, () => sql`pragma max_page_count = 100000`.execute(engine.db));
  await store.close();
  await bench.remove();
});

test("SQLite: a file that another program does not let go of is said to be locked, and not waited for without end", async () => {
  const folder = await scratch();
  const file = join(folder, "plumbline.db");
  const other = new DatabaseSync(file);
  other.exec("create table numbers (n); begin exclusive");
  expect(await openStore(file, keptLog())).toEqual({
    ok: false,
    why: "away",
    because: `${file} is locked: another program is writing it.`,
  });
  other.close();
  await rm(folder, { recursive: true });
});

test("Postgres: the same, with the server's own word for it", async () => {
  const bench = await postgresBench(server);
  const log = keptLog();
  const opened = await openStore(bench.url, log);
  if (!opened.ok) throw new Error(opened.because);
  await ask(
    bench.url,
    `create function full_disk() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
  );
  await ask(
    bench.url,
    "create trigger full_disk before insert on packs for each row execute function full_disk()",
  );
  await expectTold(opened.store, log, () => ask(bench.url, "drop trigger full_disk on packs"));
  await opened.store.close();
  await bench.remove();
});

test("a Postgres that is away is called that, once, with no stack that looks like a fault of ours", async () => {
  const bench = await postgresBench(server);
  const log = keptLog();
  const opened = await openStore(bench.url, log);
  if (!opened.ok) throw new Error(opened.because);
  const { store } = opened;
  await save(store);
  await server.restart(async () => {
    for (let n = 0; n < 2; n++)
      await expect(save(store)).rejects.toMatchObject({ stack: "Postgres cannot be reached" });
  });
  await save(store);
  await save(store);
  const told = log.lines.filter(({ level }) => level !== "warn");
  expect(told).toMatchObject([
    { level: "error", message: expect.stringMatching(/^Postgres cannot be reached \(.*\)\. Nothing can be/) },
    { level: "info", message: "The database answers." },
  ]);
  await store.close();
  await bench.remove();
});

test("a transaction whose end nobody confirms in time may be saved, and is called that", async () => {
  const bench = await sqliteBench();
  await (await bench.open()).close();
  const engine = await openSqlite(bench.file);
  // As pg says it, also where this process stood still after it had asked for the end.
  const silent = async <T>(work: (tx: Db) => Promise<T>): Promise<T> => {
    await engine.db.transaction().execute(work);
    throw new Error("Query read timeout");
  };
  const db = new Proxy(engine.db, {
    get: (to, name) => (name === "transaction" ? () => ({ execute: silent }) : Reflect.get(to, name)),
  });
  const unsure = storeOf({ ...engine, db, file: null }, keptLog());
  await expect(unsure.write((tx) => tx.keepPack("d", "{}", 0))).rejects.toMatchObject({ isUnsure: true });
  const store = await bench.open();
  expect(await store.write((tx) => tx.pack("d"))).toBe("{}");
  await store.close();
  await engine.db.destroy();
  await bench.remove();
});
