import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { digest, readPack } from "../../src/packs/load.ts";
import { recordedId } from "../../src/record/mark.ts";
import type { PackRecord } from "../../src/scoring/pack/pack-set.ts";
import { scratch } from "../fake/scratch.ts";
import { earlierDatabase } from "../fixtures/earlier.ts";
import { smallPack } from "../scoring/small-pack.ts";
import { startPty } from "../terminal/pty.ts";
import { play } from "./played.ts";
import { ROOT, run } from "./run.ts";

let directory: string;
let database: string;
let packs: string;
let small: PackRecord;
beforeEach(async () => {
  directory = await scratch();
  database = join(directory, "data", "plumbline.db");
  packs = join(directory, "packs");
  await mkdir(packs);
  await writeSmall(smallPack());
  const read = await readPack(join(packs, "small.yaml"));
  if (!read.ok) throw new Error("the small pack was refused");
  small = { digest: digest(read.value), pack: read.value };
});
afterEach(() => rm(directory, { recursive: true }));

const writeSmall = (pack: object) => writeFile(join(packs, "small.yaml"), stringify(pack));
const plumbline = (...args: string[]) => run(args, { cwd: directory, env: { PACKS_DIR: packs } });
const recordsIn = async (folder: string) =>
  (await readdir(folder)).filter((name) => name.endsWith(".md")).toSorted();
const text = (...path: string[]) => readFile(join(directory, ...path), "utf8");

describe("list", () => {
  test("has a line for each decision, of all teams or of one", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent", day: 1 }, "asking");
    await play(database, small, { id: "bbbbbbbb", text: "small: boat", team: "T2", day: 2 });
    const both = await plumbline("list");
    expect(both).toEqual({
      code: 0,
      out: "aaaaaaaa  open         2026-11-01  slack/T1  tent\nbbbbbbbb  accepted     2026-11-02  slack/T2  boat\n",
      err: "",
    });
    expect((await plumbline("list", "--team", "slack/T2")).out).toMatch(/^bbbbbbbb .*\n$/);
    expect(await plumbline("list", "--team", "slack/T3")).toEqual({
      code: 0,
      out: "",
      err: "No decisions.\n",
    });
  });
});

describe("a database or a team that is not there", () => {
  test.each([["list"], ["export", "records"], ["replay", "aaaaaaaa"]])(
    "%s says so, and makes neither",
    async (...args) => {
      const ran = await plumbline(...args);
      expect(ran).toMatchObject({ code: 2, out: "" });
      expect(ran.err).toMatch(/^data\/plumbline\.db: no such file\. DATA_DIR or DATABASE_URL says .*\n$/);
      expect(await readdir(directory)).toEqual(["packs"]);
    },
  );

  test.each([["list"], ["export", "records"]])("%s --team wants a platform and a team", async (...args) => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent" }, "asking");
    expect(await plumbline(...args, "--team", "T1")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining(
        '--team: found "T1", expected a platform and a team, as in slack/T0123ABC',
      ),
    });
  });

  test("what is no database is said to be none, and a wrong setting what it is", async () => {
    await mkdir(join(directory, "data"));
    await writeFile(database, "somebody's notes, long enough to be looked into ".repeat(50));
    const ran = await plumbline("list");
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain("is not a SQLite database");
    const wrong = await run(["list"], { cwd: directory, env: { LOG_LEVEL: "loud" } });
    expect(wrong).toMatchObject({ code: 2, out: "", err: expect.stringContaining("LOG_LEVEL") });
  });
});

describe("export", () => {
  const records = "docs/decisions";

  test("writes what was recommended, numbered after what is there, and changes nothing else", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: Tent trip" });
    await play(database, small, { id: "bbbbbbbb", text: "small: boat" }, "card");
    await play(database, small, { id: "cccccccc", text: "small: hut" }, "asking");
    await mkdir(join(directory, records), { recursive: true });
    await writeFile(join(directory, records, "0007-by-hand.md"), "# By hand\n");
    await writeFile(join(directory, records, "notes.txt"), "");
    expect(await plumbline("export", records)).toEqual({
      code: 0,
      out: "0008-tent-trip.md: new\n0009-boat.md: new\n2 new, 0 updated, 0 as they were\n",
      err: "",
    });
    expect(await recordsIn(join(directory, records))).toEqual([
      "0007-by-hand.md",
      "0008-tent-trip.md",
      "0009-boat.md",
    ]);
    expect(await text(records, "0007-by-hand.md")).toBe("# By hand\n");
    expect(await text(records, "0008-tent-trip.md")).toMatch(
      /^# Bus for “Tent trip”\n\n\* Status: accepted\n/,
    );
    expect(await text(records, "0009-boat.md")).toMatch(/^# .*\n\n\* Status: proposed\n/);
  });

  test.each([
    ["001-by-hand.md", "002-tent.md", "003-boat.md"],
    ["ADR-0007-by-hand.md", "ADR-0008-tent.md", "ADR-0009-boat.md"],
    ["adr-0007-by-hand.md", "adr-0008-tent.md", "adr-0009-boat.md"],
  ])("numbers them as the folder does: after %s comes %s", async (there, ...files) => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent" });
    await play(database, small, { id: "bbbbbbbb", text: "small: boat" });
    await mkdir(join(directory, records), { recursive: true });
    await writeFile(join(directory, records, there), "# By hand\n");
    expect((await plumbline("export", records)).code).toBe(0);
    expect(await recordsIn(join(directory, records))).toEqual([there, ...files].toSorted());
    expect((await plumbline("export", records)).out).toBe("0 new, 0 updated, 2 as they were\n");
  });

  test("a file that somebody has edited is left as it is, and that is said; --force overwrites it", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent" });
    await play(database, small, { id: "bbbbbbbb", text: "small: boat" });
    await plumbline("export", records);
    const path = join(directory, records, "0001-tent.md");
    const written = await readFile(path, "utf8");
    const edited = written.replace(
      "## Decision Outcome\n",
      "## Decision Outcome\n\nAs the board wants it.\n",
    );
    await writeFile(path, edited);
    expect(await plumbline("export", records)).toEqual({
      code: 0,
      out: "0 new, 0 updated, 1 as they were, 1 edited by hand and left alone\n",
      err: "0001-tent.md: left as it is, because somebody has edited it, or 0.1.0 wrote it. Add --force to overwrite it.\n",
    });
    expect(await readFile(path, "utf8")).toBe(edited);
    expect(await plumbline("export", records, "--force")).toEqual({
      code: 0,
      out: "0001-tent.md: updated\n0 new, 1 updated, 1 as they were\n",
      err: "",
    });
    expect(await readFile(path, "utf8")).toBe(written);
  });

  test("other line ends are no edit, and what 0.1.0 wrote may be one", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent" }, "card");
    await play(database, small, { id: "bbbbbbbb", text: "small: boat" });
    await plumbline("export", records);
    const path = (name: string) => join(directory, records, name);
    const tent = await readFile(path("0001-tent.md"), "utf8");
    await writeFile(path("0001-tent.md"), tent.replaceAll("\n", "\r\n"));
    await writeFile(
      path("0002-boat.md"),
      "---\nstatus: accepted\nplumbline: bbbbbbbb\n\n---\n# Bus for “boat”\n",
    );
    const ran = await plumbline("export", records);
    expect(ran.out).toBe(
      "0001-tent.md: updated\n0 new, 1 updated, 0 as they were, 1 edited by hand and left alone\n",
    );
    expect(ran.err).toMatch(/^0002-boat\.md: left as it is, .*\n$/);
    expect(await readFile(path("0001-tent.md"), "utf8")).toBe(tent);
  });

  test("twice is the same as once; what has changed is updated in its own file, wherever that has gone", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent" });
    await play(database, small, { id: "bbbbbbbb", text: "small: boat" });
    await plumbline("export", records);
    const first = await text(records, "0001-tent.md");
    expect((await plumbline("export", records)).out).toBe("0 new, 0 updated, 2 as they were\n");
    expect(await text(records, "0001-tent.md")).toBe(first);
    await rm(join(directory, records, "0001-tent.md"));
    await writeFile(join(directory, records, "0044-shelter.md"), first);
    // The same title decided again: the record of the first says so.
    await play(database, small, { id: "cccccccc", text: "anew small: tent", day: 23 });
    const again = await plumbline("export", records);
    expect(again.out).toBe("0044-shelter.md: updated\n0045-tent.md: new\n1 new, 1 updated, 1 as they were\n");
    expect(await text(records, "0044-shelter.md")).toBe(
      first
        .replace("* Status: accepted", "* Status: superseded by [0045-tent](0045-tent.md)")
        .replace("## More Information\n", "## More Information\n\nSuperseded by [ADR-0045](0045-tent.md).\n")
        .replace(
          / [0-9a-f]{8} -->/,
          / [0-9a-f]{8} -->/.exec(await text(records, "0044-shelter.md"))?.[0] ?? "",
        ),
    );
    expect(await readdir(join(directory, records))).toEqual([
      "0002-boat.md",
      "0044-shelter.md",
      "0045-tent.md",
    ]);
  });

  test("the same title decided again takes the older one's place, within a channel", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: Tent", day: 1 });
    await play(database, small, { id: "bbbbbbbb", text: "small: tent", team: "T2", day: 2 });
    await plumbline("export", records);
    expect(await text(records, "0001-tent.md")).not.toContain("uperseded");
    await play(database, small, { id: "cccccccc", text: "anew small: tent", day: 3 });
    await play(database, small, { id: "dddddddd", text: "small", day: 4 });
    await play(database, small, { id: "eeeeeeee", text: "small", day: 5 });
    const ran = await plumbline("export", records);
    expect(ran.out).toContain("0001-tent.md: updated\n0003-tent.md: new\n");
    expect(await text(records, "0001-tent.md")).toContain(
      "* Status: superseded by [0003-tent](0003-tent.md)\n",
    );
    expect(await text(records, "0001-tent.md")).toContain("Superseded by [ADR-0003](0003-tent.md).");
    expect(await text(records, "0003-tent.md")).toContain("Supersedes [ADR-0001](0001-tent.md).");
    await play(database, small, { id: "ffffffff", text: "small: tent", channel: "C2", day: 6 });
    await plumbline("export", records);
    expect(await text(records, "0003-tent.md")).toContain("* Status: accepted\n");
    for (const other of ["0002-tent.md", "0004-small.md", "0005-small.md", "0006-tent.md"])
      expect(await text(records, other)).not.toMatch(/upersede/);
  });

  test("of one team leaves the others alone", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent" });
    await play(database, small, { id: "bbbbbbbb", text: "small: boat", team: "T2" });
    await plumbline("export", records, "--team", "slack/T2");
    const [only = "", ...rest] = await recordsIn(join(directory, records));
    expect([recordedId(await text(records, only)), rest]).toEqual(["bbbbbbbb", []]);
  });

  test("a decision whose pack is lost is told, and keeps none of the others away", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent" });
    const other = { ...small.pack, version: "1.0.1" };
    await play(database, { digest: digest(other), pack: other }, { id: "bbbbbbbb", text: "small: boat" });
    const beside = new DatabaseSync(database);
    beside.prepare("update packs set json = '{}' where digest = ?").run(small.digest);
    beside.close();
    expect(await plumbline("export", records)).toEqual({
      code: 1,
      out: "0001-boat.md: new\n1 new, 0 updated, 0 as they were\n",
      err: "aaaaaaaa: the pack that was kept with it is damaged\n",
    });
  });

  test("a folder that cannot be one is said to be", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent" });
    await writeFile(join(directory, "file"), "");
    const ran = await plumbline("export", "file");
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toMatch(/^file: EEXIST/);
  });
});

describe("replay", () => {
  test("prints the card as it was shown, byte for byte, also when the pack has changed since or is gone", async () => {
    const { card } = await play(database, small, { id: "aaaaaaaa", text: "small: tent" });
    expect(card).toContain("Bus for “tent”");
    expect(await plumbline("replay", "aaaaaaaa")).toEqual({ code: 0, out: `${card}\n`, err: "" });

    const pack = smallPack();
    const [dry] = pack.criteria;
    if (dry === undefined) throw new Error("a criterion expected");
    dry.ratings.bus.score = 4;
    await writeSmall({ ...pack, version: "1.1.0" });
    expect(await plumbline("replay", "aaaaaaaa")).toEqual({
      code: 0,
      out: `${card}\n`,
      err: "small is 1.1.0 now, and this was decided with 1.0.0. Since then:\n- Stays dry, Bus: was 9 of 10, is 4 of 10.\n",
    });

    await writeSmall({ ...smallPack(), aliases: ["tiny"] });
    expect(await plumbline("replay", "aaaaaaaa")).toEqual({
      code: 0,
      out: `${card}\n`,
      err: "small is 1.0.0 now, and this was decided with 1.0.0. No fact, option or question has changed.\n",
    });

    await rm(join(packs, "small.yaml"));
    expect(await plumbline("replay", "aaaaaaaa", "--packs", packs)).toEqual({
      code: 0,
      out: `${card}\n`,
      err: `${packs} has no pack small that can be read.\n`,
    });
  });

  test("prints it also when the option that was recommended is no longer in the pack", async () => {
    const { card } = await play(database, small, { id: "aaaaaaaa", text: "small: tent" });
    const renamed = JSON.parse(JSON.stringify(smallPack()).replaceAll('"bus"', '"coach"'));
    await writeSmall({ ...renamed, version: "2.0.0" });
    const ran = await plumbline("replay", "aaaaaaaa");
    expect(ran).toMatchObject({ code: 0, out: `${card}\n` });
    expect(ran.err).toContain("small is 2.0.0 now, and this was decided with 1.0.0. Since then:\n");
    expect(ran.err).toMatch(/^- .*Bus.*$/m);
  });

  test("shows a terminal only what it can show, and a program every byte", async () => {
    const by = "Ana\u001b[2J\u001b]0;owned\u0007";
    const { card } = await play(database, small, { id: "aaaaaaaa", text: "small: tent", by });
    expect(card).toContain(`decided by ${by}`);
    expect((await plumbline("replay", "aaaaaaaa")).out).toBe(`${card}\n`);
    const env = { PACKS_DIR: packs, DATA_DIR: join(directory, "data") };
    const cli = join(ROOT, "src", "cli.ts");
    const pty = startPty(process.execPath, [cli, "replay", "aaaaaaaa"], { env, columns: 120, rows: 60 });
    await pty.until((screen) => screen.includes("decided by Ana\ufffd[2J\ufffd]0;owned\ufffd"));
    expect(await pty.exit).toBe(0);
    await pty.until((screen) => screen.includes("Bus for “tent”"));
    pty.stop();
  });

  test("prints it also when the pack that was kept with it is damaged, which it says", async () => {
    const { card } = await play(database, small, { id: "aaaaaaaa", text: "small: tent" });
    const beside = new DatabaseSync(database);
    beside.prepare("update packs set json = '{}' where digest = ?").run(small.digest);
    beside.close();
    expect(await plumbline("replay", "aaaaaaaa")).toEqual({
      code: 1,
      out: `${card}\n`,
      err: "aaaaaaaa: the pack that was kept with it is damaged\n",
    });
  });

  test("says of a card of 0.1.0 that its words were not kept, and what it came to", async () => {
    const earlier = await earlierDatabase("0003-v2");
    const replay = (id: string) =>
      run(["replay", id, "--packs", "rules"], { env: { DATA_DIR: dirname(earlier.file) } });
    for (const [id, came] of [
      ["card0000", "Recommended: "],
      ["accepted", "Decided: "],
    ] as const) {
      const ran = await replay(id);
      expect(ran).toMatchObject({
        code: 0,
        out: expect.stringMatching(new RegExp(`^${came}.* for “.*”\n$`)),
      });
      expect(ran.err.split("\n")[0]).toBe(`${id}: 0.1.0 posted its card, and did not keep the words`);
    }
    await earlier.remove();
  });

  test("says where there is no such decision, or no card yet", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent" }, "asking");
    expect(await plumbline("replay", "aaaaaaaa")).toEqual({
      code: 2,
      out: "",
      err: "aaaaaaaa: nothing has been recommended yet\n",
    });
    expect(await plumbline("replay", "zzzzzzzz")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("zzzzzzzz: no such decision"),
    });
  });
});
