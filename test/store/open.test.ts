import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { examineStore, openStore, openToServe } from "../../src/store/open.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";

describe("a SQLite file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await scratch();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

  test("is made, with its folder, for this user alone", async () => {
    const file = join(folder, "new", "deep", "data.sqlite");
    const opened = await openStore(file, noLog);
    if (!opened.ok) throw new Error(opened.because);
    await opened.store.write((tx) => tx.keepPack("d", "{}", 0));
    expect(await modeOf(join(folder, "new"))).toBe("700");
    expect(await modeOf(join(folder, "new", "deep"))).toBe("700");
    for (const name of await readdir(join(folder, "new", "deep")))
      expect([name, await modeOf(join(folder, "new", "deep", name))]).toEqual([name, "600"]);
    await opened.store.close();
  });

  test("may be named by a URL, and what was written is there next time", async () => {
    const url = pathToFileURL(join(folder, "data.sqlite")).href;
    for (const expected of [null, "{}"]) {
      const opened = await openStore(url, noLog);
      if (!opened.ok) throw new Error(opened.because);
      expect(await opened.store.write((tx) => tx.pack("d"))).toBe(expected);
      await opened.store.write((tx) => tx.keepPack("d", "{}", 0));
      await opened.store.close();
    }
  });

  test("keeps a log ahead of its writes, and its tables are strict", async () => {
    const file = join(folder, "data.sqlite");
    const opened = await openStore(file, noLog);
    if (!opened.ok) throw new Error(opened.because);
    const beside = new DatabaseSync(file);
    expect(beside.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "wal" });
    const tables = beside
      .prepare("select name, sql from sqlite_master where type = 'table' and sql like '%create table%'")
      .all();
    const ours = tables.filter(({ name }) => !/^(kysely|sqlite)_/.test(String(name)));
    expect(ours.map(({ name }) => name).toSorted()).toEqual([
      "decisions",
      "events",
      "installations",
      "jobs",
      "journal",
      "links",
      "members",
      "messages",
      "packs",
      "told",
      "traces",
    ]);
    for (const { sql } of ours) expect(sql).toMatch(/ strict$/);
    beside.close();
    await opened.store.close();
  });

  test("that is something else is refused, and left as it is", async () => {
    const file = join(folder, "notes.txt");
    const words = "These are somebody's notes, and no database at all. ".repeat(100);
    await writeFile(file, words);
    expect(await openStore(file, noLog)).toEqual({
      ok: false,
      why: "not-a-database",
      because: expect.stringContaining(
        `${file} exists and is not a SQLite database: put a copy of one in its place`,
      ),
    });
    expect((await stat(file)).size).toBe(words.length);
  });

  test("in a folder that is a file cannot be written", async () => {
    await writeFile(join(folder, "x"), "");
    const file = join(folder, "x", "data.sqlite");
    expect(await openStore(file, noLog)).toMatchObject({
      ok: false,
      why: "unwritable",
      because: expect.stringMatching(
        /cannot be opened for writing \(.*\): give .*x, and what is in it, to the bot's user/,
      ),
    });
  });

  test("that is a folder cannot be written", async () => {
    expect(await openStore(folder, noLog)).toMatchObject({ ok: false, why: "unwritable" });
  });

  test("that was cut off, or damaged since, is called that, and says what to do", async () => {
    const file = join(folder, "data.sqlite");
    const opened = await openStore(file, noLog);
    if (!opened.ok) throw new Error(opened.because);
    await opened.store.close();
    const whole = await readFile(file);
    const told = `${file} is damaged (database disk image is malformed): stop the bot and put a copy in its place (docs/running.md, Restore).`;
    for (const size of [50, 4_096, Math.floor(whole.length / 2)]) {
      await writeFile(file, whole.subarray(0, size));
      expect(await openStore(file, noLog)).toEqual({ ok: false, why: "damaged", because: told });
    }
    const pageSize = 4_096;
    await writeFile(
      file,
      Buffer.concat([whole.subarray(0, pageSize), Buffer.alloc(whole.length - pageSize, 0xa5)]),
    );
    expect(await examineStore(file, noLog)).toMatchObject({ ok: false, why: "damaged" });
  });

  test("that is damaged while it is in use answers with that sentence, and no stack", async () => {
    const file = join(folder, "data.sqlite");
    const opened = await openStore(file, noLog);
    if (!opened.ok) throw new Error(opened.because);
    await opened.store.close();
    const beside = new DatabaseSync(file);
    const { rootpage } =
      beside.prepare("select rootpage from sqlite_master where name = 'packs'").get() ?? {};
    beside.close();
    const bytes = await readFile(file);
    bytes.fill(0xa5, (Number(rootpage) - 1) * 4_096, Number(rootpage) * 4_096);
    await writeFile(file, bytes);
    const again = await openStore(file, noLog);
    if (!again.ok) throw new Error(again.because);
    const { store } = again;
    const sentence = expect.stringContaining(`${file} is damaged (`);
    await expect(store.write((tx) => tx.keepPack("d", "{}", 0))).rejects.toMatchObject({ stack: sentence });
    await store.close();
  });

  test("is served by one process: another waits until that one has let go", async () => {
    const file = join(folder, "data.sqlite");
    const first = await openToServe(file, noLog);
    if (!first.ok) throw new Error(first.because);
    expect(first.made).toBe(true);
    expect(await openToServe(file, noLog)).toEqual({
      ok: false,
      why: "away",
      because: `${file} is in use by another Plumbline: end that one, or set DATA_DIR to another folder.`,
    });
    // A command, or a copy, is in nobody's way.
    const beside = await openStore(file, noLog);
    if (!beside.ok) throw new Error(beside.because);
    await beside.store.close();
    await first.store.close();
    const second = await openToServe(file, noLog);
    if (!second.ok) throw new Error(second.because);
    expect(second.made).toBe(false);
    await second.store.close();
  });

  test("of a newer version is refused", async () => {
    const file = join(folder, "data.sqlite");
    const opened = await openStore(file, noLog);
    if (!opened.ok) throw new Error(opened.because);
    await opened.store.close();
    const beside = new DatabaseSync(file);
    beside.exec("insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')");
    beside.close();
    expect(await openStore(file, noLog)).toMatchObject({ ok: false, why: "newer" });
  });
});

describe("a Postgres server", () => {
  test("that is not there is away, and its password is not told", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("a port expected");
    await new Promise((resolve) => server.close(resolve));
    const opened = await openStore(`postgres://me:hunter2@127.0.0.1:${address.port}/plumbline`, noLog);
    expect(opened).toMatchObject({
      ok: false,
      why: "away",
      because: expect.stringContaining("ECONNREFUSED"),
    });
    expect(JSON.stringify(opened)).not.toContain("hunter2");
  });

  test("that hangs up is away", async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("a port expected");
    const url = `postgresql://me@127.0.0.1:${address.port}/plumbline`;
    expect(await openStore(url, noLog)).toMatchObject({ ok: false, why: "away" });
    await new Promise((resolve) => server.close(resolve));
  });

  test("whose URL cannot be read says so, and not what it was", async () => {
    const opened = await openStore("postgres://me:hunter2@[broken/x", noLog);
    expect(opened).toMatchObject({ ok: false });
    expect(JSON.stringify(opened)).not.toContain("hunter2");
  });
});
