import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrations, POSTGRES } from "../../src/store/migrations.ts";
import { examineStore, openStore } from "../../src/store/open.ts";
import type { Tables } from "../../src/store/tables.ts";
import { EVERY_PLACE, storeContract } from "../contract/store.ts";
import { keptLog, noLog } from "../fake/log.ts";
import { earlierDatabase } from "../fixtures/earlier.ts";
import { ask, postgresBench } from "./postgres-bench.ts";
import { type Server, startPostgres } from "./postgres-server.ts";

let server: Server;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe("store contract on Postgres", () => storeContract(() => postgresBench(server)));

describe("a Postgres server", () => {
  test("is set up once by replicas that start together", async () => {
    const bench = await postgresBench(server);
    await Promise.all(Array.from({ length: 6 }, () => bench.open()));
    expect(await ask(bench.url, "select name from kysely_migration")).toEqual([
      { name: "0001-first" },
      { name: "0002-installations" },
      { name: "0003-members" },
      { name: "0004-jobs" },
      { name: "0005-traces" },
      { name: "0006-rooms" },
      { name: "0007-bulk" },
      { name: "0008-clock" },
      { name: "0009-lists" },
      { name: "0010-links" },
      { name: "0011-journal" },
      { name: "0012-replies" },
    ]);
    await bench.remove();
  });

  test("goes on with what an earlier version has left to do", async () => {
    const old = await earlierDatabase("0003-v2");
    const bench = await postgresBench(server);
    const pool = new pg.Pool({ connectionString: bench.url });
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    const provider = { getMigrations: async () => migrations(POSTGRES) };
    expect((await new Migrator({ db, provider }).migrateTo("0003-members")).error).toBeUndefined();
    for (const table of ["decisions", "jobs"] as const)
      for (const { seq: _, ...row } of old.rows<{ seq: number }>(`select * from ${table} order by seq`))
        await sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
          values (${sql.join(Object.values(row))})`.execute(db);
    await db.destroy();
    const store = await bench.open(() => 2_000_000_000_000);
    const jobs = await ask(bench.url, "select decision, kind, name, due from jobs order by seq");
    expect(jobs).toEqual(
      old
        .rows<{ kind: string; name: string; due: number }>(
          "select decision, kind, name, due from jobs order by seq",
        )
        .map((job) =>
          job.kind === "show"
            ? { ...job, due: String(job.due) }
            : job.name === "publish"
              ? { ...job, kind: "propose", name: "record", due: String(job.due) }
              : { ...job, kind: "timer", due: String(job.due) },
        ),
    );
    const at = {
      owner: "o",
      forMs: 1,
      platforms: ["slack"],
      limit: 99,
      perTeam: EVERY_PLACE,
      bulkInAll: 1_000,
    } as const;
    const leased = await store.lease(at);
    expect(leased.filter(({ kind }) => kind === "propose")).toMatchObject([{ decision: "publish0" }]);
    // One message and one timer a decision, and everything else.
    expect(leased).toHaveLength(jobs.length - 14);
    await bench.remove();
    await old.remove();
  });

  test("vacuums what was erased, once", async () => {
    const bench = await postgresBench(server);
    const stores = await Promise.all([bench.open(), bench.open()]);
    const vacuumed = () =>
      ask(
        bench.url,
        `select relname from pg_stat_user_tables
        where schemaname = current_schema() and vacuum_count > 0 order by relname`,
      );
    expect(await vacuumed()).toEqual([]);
    await Promise.all(stores.map((store) => store.scrub()));
    const tables = ["decisions", "events", "jobs", "journal", "members", "messages"];
    expect(await vacuumed()).toEqual(tables.map((relname) => ({ relname })));
    expect(await ask(bench.url, "select * from traces")).toEqual([]);
    await bench.remove();
  });

  test("of one schema has nothing to do with the tables of another", async () => {
    const benches = [await postgresBench(server), await postgresBench(server)];
    for (const { url } of benches) {
      expect(await examineStore(url, noLog)).toEqual({ ok: true, behind: null });
      const opened = await openStore(url, noLog);
      expect(opened).toMatchObject({ ok: true, made: true });
      if (opened.ok) await opened.store.close();
      expect(await examineStore(url, noLog)).toEqual({ ok: true, behind: 0 });
    }
    for (const bench of benches) await bench.remove();
  });

  test("that lets us make no tables is told with what to do", async () => {
    await ask(server.url("public"), "create role guest login");
    const guest = server.url("public").replace("plumbline@", "guest@");
    expect(await openStore(guest, noLog)).toEqual({
      ok: false,
      why: "refused",
      because:
        "Postgres lets us make no tables (permission denied for schema public): make the user in DATABASE_URL the owner of the database.",
    });
  });

  test("of a newer version is refused", async () => {
    const bench = await postgresBench(server);
    await bench.open();
    await ask(bench.url, "insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')");
    expect(await openStore(bench.url, noLog)).toMatchObject({ ok: false, why: "newer" });
    await bench.remove();
  });

  test("without the schema, or without the database, cannot be used, and why is told", async () => {
    const nowhere = await openStore(server.url("nowhere"), noLog);
    expect(nowhere).toMatchObject({
      ok: false,
      why: "failed",
      because: expect.stringContaining("no schema"),
    });
    const missing = server.url("public").replace("/postgres?", "/missing?");
    const because = expect.stringContaining('database "missing" does not exist');
    expect(await openStore(missing, noLog)).toMatchObject({ ok: false, why: "refused", because });
  });

  test("that ends its connections is connected to again", async () => {
    const bench = await postgresBench(server);
    const log = keptLog();
    const opened = await openStore(bench.url, log);
    if (!opened.ok) throw new Error(opened.because);
    await opened.store.write((tx) => tx.keepPack("d", "{}", 0));
    const others =
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";
    await ask(bench.url, others);
    // The first may still be given the dead connection; nothing is lost by trying again.
    const read = () => opened.store.write((tx) => tx.pack("d"));
    expect(await read().catch(read)).toBe("{}");
    await opened.store.close();
    await bench.remove();
  });

  test("that ends a connection inside a transaction ends nothing else: it is done again, once", async () => {
    const bench = await postgresBench(server);
    const store = await bench.open();
    let runs = 0;
    await store.write(async (tx) => {
      runs += 1;
      await tx.keepPack("d", "{}", 0);
      if (runs === 1)
        await ask(
          bench.url,
          "select pg_terminate_backend(pid, 5000) from pg_stat_activity where state = 'idle in transaction'",
        );
      await tx.pack("d");
    });
    expect(runs).toBe(2);
    expect(await store.pack("d")).toBe("{}");
    await bench.remove();
  });

  test("that ends a connection as a transaction ends may have saved it: it is not done again, and that is said", async () => {
    const bench = await postgresBench(server);
    const store = await bench.open();
    let runs = 0;
    const written = store.write(async (tx) => {
      runs += 1;
      await tx.keepPack("d", "{}", 0);
      await ask(
        bench.url,
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where state = 'idle in transaction'",
      );
    });
    await expect(written).rejects.toMatchObject({ message: "Postgres cannot be reached", isUnsure: true });
    expect(runs).toBe(1);
    expect(await store.pack("d")).toBeNull();
    await bench.remove();
  });
});
