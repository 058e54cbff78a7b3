import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { digest, readPack } from "../../src/packs/load.ts";
import { smallPack } from "../scoring/small-pack.ts";
import { play } from "./played.ts";
import { run } from "./run.ts";

let directory: string;
let before: string;
let now: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "plumbline-"));
  [before, now] = [join(directory, "before.yaml"), join(directory, "now.yaml")];
  const [dry, freedom] = smallPack().criteria;
  const roofed = { bike: { score: 10, because: "It has a roof now.", source: "docs" } };
  const changed = {
    ...smallPack(),
    version: "2.0.0",
    criteria: [{ ...dry, ratings: { ...dry?.ratings, ...roofed } }, freedom],
    options: [...smallPack().options].reverse(),
  };
  await writeFile(before, stringify(smallPack(), { aliasDuplicateObjects: false }));
  await writeFile(now, stringify(changed, { aliasDuplicateObjects: false }));
});
afterAll(() => rm(directory, { recursive: true }));

const diff = (...args: string[]) =>
  run(["packs", "diff", ...args], { cwd: directory, env: { DATA_DIR: directory } });

describe("what differs between two packs", () => {
  test("is told thing by thing, with the cases that come out otherwise; an order says nothing", async () => {
    const { code, out } = await diff(before, now);
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toEqual([
      "version: “1.0.0” → “2.0.0”",
      "rating of dry for bike: score: 1 → 10",
      "rating of dry for bike: because: “It has no roof.” → “It has a roof now.”",
      "",
      "case       before  now",
      "A wet day  bus     bike",
    ]);
  });

  test("is told as the file has it", async () => {
    const [weather, storm] = smallPack().questions;
    const [rain, sun] = weather?.choices ?? [];
    const later = join(directory, "later.yaml");
    const raises = { dry: 4, freedom: 1 };
    const changed = {
      ...smallPack(),
      questions: [
        {
          ...weather,
          choices: [
            { ...rain, raises },
            { ...sun, rules_out: { bus: "no bus runs" } },
          ],
        },
        storm,
      ],
    };
    await writeFile(later, stringify({ ...changed, stop_at: 0.9 }, { aliasDuplicateObjects: false }));
    expect((await diff(before, later)).out.split("\n")).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^choice weather\/rain: raises: dry \d → dry 4, freedom 1$/),
        "choice weather/sun: rules_out: nothing → bus no bus runs",
        "stop_at: 19, 20 → 9, 10",
      ]),
    );
  });

  test("may be nothing", async () => {
    const { out } = await diff(before, before);
    expect(out).toBe("Nothing differs.\n\nNo case that both have comes out otherwise.\n");
    expect((await diff(before, join(directory, "none.yaml"))).code).toBe(2);
  });

  test("names the stored decisions that would come out otherwise", async () => {
    expect((await diff(before, now, "--decisions")).out).toContain("No decision in the database");
    const read = await readPack(before);
    if (!read.ok) throw new Error("a pack expected");
    const record = { digest: digest(read.value), pack: read.value };
    await play(join(directory, "plumbline.db"), record, {
      id: "k3v9q0zt",
      text: "bus or bike for the commute?",
    });
    const { out } = await diff(before, now, "--decisions");
    expect(out).toContain("decision k3v9q0zt (commute): bus → bike");
    const json = JSON.parse((await diff(before, now, "--decisions", "--json")).out);
    expect(json).toMatchObject({
      cases: [{ name: "A wet day", before: "bus", now: "bike" }],
      decisions: [{ id: "k3v9q0zt", before: "bus", now: "bike" }],
    });
    expect((await diff(before, before, "--decisions")).out).toContain("No decision in the database");
  });
});
