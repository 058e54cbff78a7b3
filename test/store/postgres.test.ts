import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { storeContract } from "../contract/store.ts";
import { keptLog, noLog } from "../fake/log.ts";
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
      { name: "0004-blocked" },
    ]);
    await bench.remove();
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
    expect(await openStore(missing, noLog)).toMatchObject({ ok: false, why: "unreachable", because });
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
});
