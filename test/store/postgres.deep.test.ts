import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { inboxContract } from "../contract/inbox.ts";
import { outboxContract } from "../contract/outbox.ts";
import { noLog } from "../fake/log.ts";
import { fillPostgres } from "./fill.ts";
import { askAll } from "./plans.ts";
import { ask, postgresBench } from "./postgres-bench.ts";
import { type Server, startPostgres } from "./postgres-server.ts";

let server: Server;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe("inbox on Postgres", () => inboxContract(() => postgresBench(server)));
describe("outbox on Postgres", () => outboxContract(() => postgresBench(server)));

test("what is asked again and again on Postgres reads no more rows, however many decisions there are", async () => {
  const bench = await postgresBench(server);
  const store = await bench.open();
  const now = Date.now();
  await fillPostgres(bench.url, { count: 60_000, pack: "old", now });
  await store.close();
  // What a connection has read is counted once it is closed.
  await ask(bench.url, "select pg_stat_reset()");
  const asking = await openStore(bench.url, noLog);
  if (!asking.ok) throw new Error(asking.because);
  await askAll(asking.store, now);
  await asking.store.close();
  const read = await ask(
    bench.url,
    `select relname, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_user_tables
      where schemaname = current_schema() and relname in ('decisions', 'jobs', 'members', 'messages', 'events')`,
  );
  // A hundred are open; the newest 1,000 standing are read; two searches read 1,000 titles of three lists.
  expect(read.filter(({ rows }) => Number(rows) > 12_000)).toEqual([]);
  await bench.remove();
});

describe("a Postgres server that is restarted under load", () => {
  test("loses nothing that was acknowledged, and is used again as soon as it is back", async () => {
    const bench = await postgresBench(server);
    const stores = await Promise.all([bench.open(), bench.open()]);
    const acknowledged: string[] = [];
    let failures = 0;
    let stopped = false;
    const people = Array.from({ length: 40 }, async (_, person) => {
      for (let n = 0; !stopped; n++) {
        const id = `${person}/${n}`;
        const store = stores[person % stores.length];
        await store
          ?.write(async (tx) => {
            await tx.noteEvent({ platform: "slack", team: "T1", id }, n);
            await tx.keepPack(id, "{}", n);
          })
          .then(() => acknowledged.push(id))
          .catch(() => (failures += 1));
      }
    });
    const until = async (holds: () => boolean) => {
      while (!holds()) await Promise.all(stores.map((store) => store.dueIn(["slack"]).catch(() => null)));
    };
    for (let turn = 0; turn < 3; turn++) {
      const before = acknowledged.length;
      await until(() => acknowledged.length > before + 200);
      await server.restart();
    }
    const before = acknowledged.length;
    await until(() => acknowledged.length > before + 200);
    stopped = true;
    await Promise.all(people);
    const saved = new Set((await ask(bench.url, "select digest from packs")).map(({ digest }) => digest));
    expect(acknowledged.filter((id) => !saved.has(id))).toEqual([]);
    expect(failures).toBeLessThan(acknowledged.length);
    await bench.remove();
  });
});
