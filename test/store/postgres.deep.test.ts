import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOutbox } from "../../src/app/outbox.ts";
import { openStore } from "../../src/store/open.ts";
import { inboxContract } from "../contract/inbox.ts";
import { journalContract } from "../contract/journal.ts";
import { outboxContract } from "../contract/outbox.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { noLog } from "../fake/log.ts";
import { Screen } from "../fake/screen.ts";
import { unheard } from "../fake/unheard.ts";
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
describe("journal on Postgres", () => journalContract(() => postgresBench(server), true));
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
          // While it is away: how often says only how long that is.
          .catch(() => {});
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
    await bench.remove();
  });
});

test("a replica that stands still within a transaction holds up its decision for seconds, and then begins again", async () => {
  const bench = await postgresBench(server);
  const [frozen, other] = await Promise.all([bench.open(), bench.open()]);
  const place = { platform: "slack", team: "T1", channel: "C1", thread: "t" } as const;
  const holding = Promise.withResolvers<void>();
  const awake = Promise.withResolvers<void>();
  const stoodStill = frozen.write(async (tx) => {
    await tx.holdPlace(place);
    holding.resolve();
    await awake.promise;
    await tx.keepPack("late", "{}", 1);
  });
  await holding.promise;
  // Without a bound this would wait for ever, for only what comes after it wakes the other.
  await other.write(async (tx) => {
    await tx.holdPlace(place);
    await tx.keepPack("other", "{}", 1);
  });
  awake.resolve();
  await stoodStill;
  expect(await Promise.all(["other", "late"].map((digest) => other.pack(digest)))).toEqual(["{}", "{}"]);
  await bench.remove();
});

test("two outboxes whose own clocks are 20 s apart show each message once, for the server's clock counts", async () => {
  const bench = await postgresBench(server);
  const stores = await Promise.all([bench.open(), bench.open()]);
  const [store] = stores;
  if (store === undefined) throw new Error("a store expected");
  const ids = Array.from({ length: 40 }, (_, n) => `d${n}`);
  await store.write(async (tx) => {
    for (const id of ids) {
      const place = { platform: "slack", team: "T1", channel: id, thread: "t" } as const;
      const rest = { origin: null, title: "", text: [], revision: 1, pack: null, state: "{}" };
      await tx.start({ id, place, status: "open", startedAt: 0, updatedAt: 0, ...rest }, []);
      const card = { title: id, blocks: [] };
      await tx.show({ decision: id, slot: "root", audience: "thread", card, revision: 1 });
    }
  });
  const screen = new Screen();
  // Whoever looks again finds all that the other has in hand: the calls are slow.
  screen.before = async () => {
    await Promise.all(stores.map((one) => one.dueIn(["slack"])));
    return null;
  };
  const outboxes = stores.map((one, n) =>
    createOutbox({
      store: one,
      platforms: [screen],
      ...unheard,
      clock: new SimulatedClock(Date.now() + (n === 0 ? -10_000 : 10_000)),
      random: () => 0.5,
      owner: `o${n}`,
    }),
  );
  await Promise.all([...outboxes, ...outboxes].map((outbox) => outbox.drain()));
  expect(screen.titles().toSorted()).toEqual(ids.toSorted());
  expect(screen.puts).toHaveLength(ids.length);
  await bench.remove();
});
