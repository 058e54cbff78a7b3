import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { digest } from "../../src/packs/load.ts";
import type { PackRecord } from "../../src/scoring/pack/pack-set.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { scratch } from "../fake/scratch.ts";
import { smallPack } from "../scoring/small-pack.ts";
import { wordsLeft } from "../store/bytes.ts";
import { play } from "./played.ts";
import { run } from "./run.ts";

let directory: string;
let database: string;
let small: PackRecord;
beforeEach(async () => {
  directory = await scratch();
  database = join(directory, "data", "plumbline.db");
  const parsed = parsePack(smallPack());
  if (!parsed.ok) throw new Error("the small pack was refused");
  small = { digest: digest(parsed.pack), pack: parsed.pack };
});
afterEach(() => rm(directory, { recursive: true }));

const plumbline = (...args: string[]) => run(args, { cwd: directory });

const left = (...words: string[]) => wordsLeft(database, words);

/** What is said after whatever has gone. */
const AFTER = `The bot empties the messages that were posted: at once if it is running.
The words have gone from the database. Backups that you have made still hold them.
`;

describe("a decision", () => {
  test("is named first, and goes with --yes: no word of it is left in the file", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: crimson tent", by: "Anastasia" });
    await play(database, small, { id: "bbbbbbbb", text: "small: boat", by: "Bo", day: 23 }, "asking");
    expect(await left("crimson tent", "Anastasia", "boat")).toEqual(["crimson tent", "Anastasia", "boat"]);

    expect(await plumbline("delete", "aaaaaaaa")).toEqual({
      code: 0,
      out: "aaaaaaaa, “crimson tent” would go, for good. Add --yes to do it.\n",
      err: "",
    });
    expect((await plumbline("list")).out).toContain("crimson tent");

    const gone = await plumbline("delete", "aaaaaaaa", "--yes");
    expect(gone).toEqual({ code: 0, err: "", out: `aaaaaaaa, “crimson tent”, has gone for good.\n${AFTER}` });
    expect((await plumbline("list")).out).toMatch(/^bbbbbbbb .*boat\n$/);
    expect(await left("crimson tent", "Anastasia", "boat")).toEqual(["boat"]);
  });

  test("that is not there, or no more, is said not to be", async () => {
    await play(database, small, { id: "aaaaaaaa", text: "small: tent" }, "asking");
    expect(await plumbline("delete", "cccccccc", "--yes")).toMatchObject({ code: 2, out: "" });
    await plumbline("delete", "aaaaaaaa", "--yes");
    const again = await plumbline("delete", "aaaaaaaa", "--yes");
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("nothing to delete") });
  });
});

test("a team's decisions go together, and no other's", async () => {
  await play(database, small, { id: "aaaaaaaa", text: "small: tent" });
  await play(database, small, { id: "bbbbbbbb", text: "small: hut", day: 23 }, "asking");
  await play(database, small, { id: "cccccccc", text: "small: boat", team: "T2", day: 24 });
  expect((await plumbline("delete", "--team", "slack/T1")).out).toBe(
    "2 decisions of slack/T1 would go, for good. Add --yes to do it.\n",
  );
  expect((await plumbline("delete", "--team", "slack/T1", "--yes")).out).toBe(
    `2 decisions of slack/T1 have gone for good.\n${AFTER}`,
  );
  expect((await plumbline("list")).out).toMatch(/^cccccccc .*\n$/);
});

test("a person's name goes, and their answers stay", async () => {
  await play(database, small, { id: "aaaaaaaa", text: "small: tent", by: "Anastasia" });
  expect((await plumbline("delete", "--person", "slack/T1/U1", "--yes")).out).toBe(
    `The name and words of slack/T1/U1 have gone from 1 decision. Their answers stay, as someone's.\n${AFTER}`,
  );
  expect(await left("Anastasia", "tent")).toEqual(["tent"]);
  const card = await plumbline("replay", "aaaaaaaa");
  expect(card).toMatchObject({ code: 0 });
  expect(card.out).toContain("omeone");
});

test("whoever is left is neither hurried nor without a choice: it waits as long as before, with the packs that there are", async () => {
  await play(
    database,
    small,
    { id: "aaaaaaaa", text: "small: tent by 2027-05-01 17:00", by: "Anastasia" },
    "asking",
  );
  const packs = join(directory, "packs");
  await mkdir(packs);
  await writeFile(join(packs, "small.yaml"), JSON.stringify(smallPack()));
  const env = { PACKS_DIR: packs, NUDGE_HOURS: "48" };
  expect(await run(["delete", "--person", "slack/T1/U1", "--yes"], { cwd: directory, env })).toMatchObject({
    code: 0,
    err: "",
  });
  const file = new DatabaseSync(database, { readOnly: true });
  const deadline = file.prepare("select due from jobs where name like 'deadline/%' and kind = 'timer'").get();
  expect(Number(deadline?.due)).toBe(Date.UTC(2027, 4, 1, 17));
  const opening = file.prepare("select body from jobs where name = 'opening'").get();
  expect(String(opening?.body)).toContain(small.pack.asks);
  file.close();
});

test.each([
  [[], "Expected one of"],
  [["aaaaaaaa", "--team", "slack/T1"], "Expected one of"],
  [["--team", "T1"], '--team: found "T1"'],
  [["--person", "slack/U1"], '--person: found "slack/U1"'],
])("delete %j says what is expected, and deletes nothing", async (args, sentence) => {
  await play(database, small, { id: "aaaaaaaa", text: "small: tent" }, "asking");
  expect(await plumbline("delete", ...args, "--yes")).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringContaining(sentence),
  });
  expect((await plumbline("list")).out).toContain("tent");
});

describe("what cannot be read", () => {
  const DAMAGED = '{"v":2,"title":"crimson tent","people":[{"id":"U1","name":"Anastasia"';

  async function playThree(): Promise<void> {
    await play(database, small, { id: "aaaaaaaa", text: "small: crimson tent", by: "Anastasia" }, "asking");
    await play(database, small, { id: "bbbbbbbb", text: "small: hut", by: "Anastasia", day: 23 }, "asking");
    await play(database, small, { id: "cccccccc", text: "small: boat", day: 24, team: "T2" }, "asking");
  }

  function write(id: string, state: string): void {
    const file = new DatabaseSync(database);
    file.prepare("update decisions set state = ?, summary = '[' where id = ?").run(state, id);
    file.close();
  }

  test.each([DAMAGED, '{"v":99,"all":"crimson tent"}', '{"v":2}', "null", ""])(
    "is deleted all the same, and named: %s",
    async (state) => {
      await playThree();
      write("aaaaaaaa", state);
      const gone = await plumbline("delete", "aaaaaaaa", "--yes");
      expect(gone.code).toBe(0);
      const named = "aaaaaaaa could not be read, so it has gone altogether.\n";
      // Where all is there that deleting needs, it is deleted as any other.
      expect(gone.out.replace(named, "")).toBe(`aaaaaaaa, “crimson tent”, has gone for good.\n${AFTER}`);
      if (state !== '{"v":2}') expect(gone.out).toContain(named);
      expect(gone.err).not.toMatch(/crimson|Anastasia/);
      expect(await left("crimson tent", "hut", "boat")).toEqual(["hut", "boat"]);
    },
  );

  test("keeps nobody from being forgotten, nor a team from being deleted", async () => {
    await playThree();
    write("aaaaaaaa", DAMAGED);
    const forgotten = await plumbline("delete", "--person", "slack/T1/U1", "--yes");
    expect(forgotten.out).toContain("have gone from 2 decisions. Their answers stay, as someone's.\n");
    expect(forgotten.out).toContain("aaaaaaaa could not be read, so it has gone altogether.\n");
    expect(forgotten.err).toMatch(/"decision":"aaaaaaaa","event":"forget"/);
    expect(await left("Anastasia", "crimson tent", "hut")).toEqual(["hut"]);
    write("cccccccc", DAMAGED);
    const gone = await plumbline("delete", "--team", "slack/T2", "--yes");
    expect(gone.out).toContain("1 decision of slack/T2 has gone for good.\ncccccccc could not be read");
    expect(await left("boat", "crimson", "Anastasia")).toEqual([]);
  });
});
