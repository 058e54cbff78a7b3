import { existsSync } from "node:fs";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openStore, openToServe } from "../../src/store/open.ts";
import type { Decision, Store } from "../../src/store/store.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { ask, postgresBench } from "../store/postgres-bench.ts";
import { type Server, startPostgres } from "../store/postgres-server.ts";
import { run } from "./run.ts";

let folder: string;
let file: string;
let store: Store;
beforeEach(async () => {
  folder = await scratch();
  file = join(folder, "plumbline.db");
  store = await opened(file);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

async function opened(where: string): Promise<Store> {
  const result = await openStore(where, noLog);
  if (!result.ok) throw new Error(result.because);
  return result.store;
}

function decisionOf(id: string): Decision {
  return {
    ...{ id, place: { platform: "slack", team: "T1", channel: "C1", thread: "t" }, origin: null },
    ...{ status: "open", title: `Über ${id} 🙂`, text: [id], revision: 1, pack: "digest" },
    ...{
      state: JSON.stringify({ id, said: "'quoted' \\ \u2028" }),
      startedAt: 1_795_000_000_000,
      updatedAt: 7,
    },
  };
}

async function fill(count: number): Promise<void> {
  await store.write(async (tx) => {
    for (let n = 0; n < count; n++) {
      const id = `d${n}`;
      await tx.start(decisionOf(id), ["U1", `U${n}`]);
      await tx.show({
        decision: id,
        slot: "root",
        audience: "both",
        card: { title: id, blocks: [] },
        revision: 1,
      });
      await tx.setTimer(id, "nudge", 1_800_000_000_000 + n);
      await tx.noteEvent({ platform: "slack", team: "T1", id: `e${n}` }, n);
    }
    await tx.keepPack("digest", "{}", 1);
    if (count > 0) await tx.keepLink({ decision: "d0", hash: "hash", until: 1_900_000_000_000 });
  });
  await store.installations("slack").save("T1", "sealed");
  await store.keepTold("packs", "digest", 5);
  await store.lease({
    owner: "o",
    forMs: 1,
    platforms: ["slack"],
    limit: 3,
    perTeam: { live: 3, bulk: 3 },
    bulkInAll: 3,
  });
}

const idsIn = async (of: Store) =>
  (await of.decisions({ of: null, after: 0, limit: 999 })).decisions.map(({ id }) => id);

describe("plumbline backup", () => {
  const env = () => ({ DATABASE_URL: `sqlite:${file}` });

  test("copies a database that is in use, all of it, and for this user alone", async () => {
    await fill(20);
    // All of it is still in the log beside the file.
    expect((await stat(`${file}-wal`)).size).toBeGreaterThan(0);
    const to = join(folder, "copy.db");
    const { code, out } = await run(["backup", to], { env: env() });
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/copy\.db: 20 decisions, \d+ bytes, opened and found whole\.$/m),
    ]);
    expect(((await stat(to)).mode & 0o777).toString(8)).toBe("600");
    expect(existsSync(`${to}.part`)).toBe(false);
    const copy = await opened(to);
    expect(await idsIn(copy)).toEqual(await idsIn(store));
    await copy.close();
  });

  test("a drill: the bot goes on while it is copied, the copy takes its place, and the bot goes on with it", async () => {
    await fill(3);
    let stopped = false;
    let written = 3;
    const working = (async () => {
      while (!stopped) await store.write((tx) => tx.start(decisionOf(`d${written++}`), []));
    })();
    const to = join(folder, "copy.db");
    expect((await run(["backup", to], { env: env() })).code).toBe(0);
    stopped = true;
    await working;
    await store.close();
    for (const lost of [file, `${file}-wal`, `${file}-shm`]) await rm(lost, { force: true });
    await writeFile(file, await readFile(to), { mode: 0o600 });
    store = await opened(file);
    const ids = await idsIn(store);
    // Of one moment: nothing is missing before its end.
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, n) => `d${n}`));
    expect(ids.length).toBeGreaterThanOrEqual(3);
    await store.write((tx) => tx.start(decisionOf("after"), []));
    expect(await idsIn(store)).toEqual([...ids, "after"]);
  });

  test("leaves a file that is there as it is, and says so", async () => {
    const to = join(folder, "copy.db");
    await writeFile(to, "somebody's notes");
    expect(await run(["backup", to], { env: env() })).toMatchObject({
      code: 1,
      err: `No copy was made: ${to} is there already, and is left as it is.\n`,
    });
    expect(await readFile(to, "utf8")).toBe("somebody's notes");
  });

  test("of what is damaged is no copy", async () => {
    await fill(3);
    const beside = new DatabaseSync(file);
    beside.exec("pragma foreign_keys = off; delete from decisions where id = 'd1'");
    beside.close();
    const { code, err } = await run(["backup", join(folder, "copy.db")], { env: env() });
    expect([code, err]).toEqual([1, "No copy was made: the copy is damaged: a row's decision is missing.\n"]);
    expect(existsSync(join(folder, "copy.db"))).toBe(false);
  });

  test("where there is no database, or where there can be no file, says so", async () => {
    const nowhere = await run(["backup", join(folder, "x.db")], {
      env: { DATABASE_URL: `sqlite:${folder}/none.db` },
    });
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining("none.db: no such file")]);
    const { code, err } = await run(["backup", join(folder, "no", "x.db")], { env: env() });
    expect([code, err]).toEqual([
      1,
      `No copy was made: ${join(folder, "no")} is no folder, expected one for the copy.\n`,
    ]);
  });

  test("of Postgres is Postgres's own", async () => {
    const { code, err } = await run(["backup", "x"], { env: { DATABASE_URL: "postgres://me@host/db" } });
    expect([code, err]).toEqual([2, expect.stringContaining("pg_dump")]);
  });
});

describe("plumbline move", () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  const rowsOf = (table: string) => {
    const beside = new DatabaseSync(file, { readOnly: true });
    const rows = beside.prepare(`select * from ${table} order by 1, 2`).all();
    beside.close();
    return rows.map((row) => ({ ...row }));
  };

  test("moves every row, and the bot goes on there", async () => {
    await fill(1_100);
    await store.close();
    const bench = await postgresBench(server);
    const { code, out, err } = await run(["move", file], { env: { DATABASE_URL: bench.url } });
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(
      "Moved, and every row was read back and compared: decisions 1100, packs 1, events 1100,",
    );
    for (const table of [
      "decisions",
      "members",
      "messages",
      "jobs",
      "events",
      "packs",
      "installations",
      "told",
      "links",
    ]) {
      const there = await ask(bench.url, `select * from ${table} order by 1, 2`);
      const numbers = JSON.stringify(there.map((row) => Object.values(row).map(String)).toSorted());
      expect(numbers).toBe(
        JSON.stringify(
          rowsOf(table)
            .map((row) => Object.values(row).map(String))
            .toSorted(),
        ),
      );
    }
    const moved = await bench.open();
    await moved.write(async (tx) => {
      await tx.start(decisionOf("after"), []);
      await tx.setTimer("after", "nudge", 1);
    });
    expect((await idsIn(moved)).at(-1)).toBe("d998");
    expect(
      (await moved.decisions({ of: null, after: 1_100, limit: 9 })).decisions.map(({ id }) => id),
    ).toEqual(["after"]);
    await bench.remove();
    store = await opened(file);
  });

  test("refuses a target that is not empty, and leaves it as it is", async () => {
    await fill(2);
    const bench = await postgresBench(server);
    const there = await bench.open();
    await there.write((tx) => tx.start(decisionOf("theirs"), []));
    const { code, err } = await run(["move", file], { env: { DATABASE_URL: bench.url } });
    expect([code, err]).toEqual([
      1,
      "Nothing was moved: DATABASE_URL names a database that is not empty: the table decisions has rows already.\n",
    ]);
    expect(await idsIn(there)).toEqual(["theirs"]);
    await bench.remove();
  });

  test("moves nothing where a row would not come back as it was", async () => {
    await fill(2);
    const bench = await postgresBench(server);
    await (await bench.open()).close();
    await ask(
      bench.url,
      `create function other() returns trigger language plpgsql as $$ begin new.title := 'other'; return new; end $$`,
    );
    await ask(bench.url, "create trigger t before insert on decisions for each row execute function other()");
    const { code, err } = await run(["move", file], { env: { DATABASE_URL: bench.url } });
    expect([code, err]).toEqual([
      1,
      expect.stringContaining("of the table decisions came back with another title"),
    ]);
    expect(await ask(bench.url, "select id from decisions")).toEqual([]);
    await bench.remove();
  });

  test("a file that a bot serves with stays where it is, and what is wrong with a file is not Postgres's fault", async () => {
    const bench = await postgresBench(server);
    const move = async () => {
      const { code, err } = await run(["move", file], { env: { DATABASE_URL: bench.url } });
      return [code, err];
    };
    await store.close();
    const bot = await openToServe(file, noLog);
    if (!bot.ok) throw new Error(bot.because);
    expect(await move()).toEqual([1, expect.stringContaining(`${file} is in use by a bot, `)]);
    await bot.store.close();
    const whole = await readFile(file);
    await writeFile(file, whole.subarray(0, whole.length / 2));
    expect(await move()).toEqual([1, expect.stringContaining(`Nothing was moved: ${file} is damaged (`)]);
    await writeFile(file, "");
    expect(await move()).toEqual([
      1,
      expect.stringContaining(`${file} cannot be used as the database (no such table`),
    ]);
    await writeFile(file, whole);
    store = await opened(file);
    await bench.remove();
  });

  test("needs a Postgres to move to, and a file to move", async () => {
    expect(await run(["move", file], { env: { DATABASE_URL: `sqlite:${file}` } })).toMatchObject({
      code: 2,
      err: "DATABASE_URL names no Postgres database, expected the one to move to.\n",
    });
    expect(
      await run(["move", join(folder, "none.db")], { env: { DATABASE_URL: "postgres://me@host/db" } }),
    ).toMatchObject({
      code: 2,
      err: expect.stringContaining("none.db: no such file"),
    });
  });
});
