import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { movedBetween, statsOf } from "../../src/packs/stats.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { smallPack } from "../scoring/small-pack.ts";
import { run } from "./run.ts";

let directory: string;
let file: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "plumbline-"));
  file = join(directory, "small.yaml");
  await writeFile(file, stringify(smallPack()));
});
afterAll(() => rm(directory, { recursive: true }));

function pack(changes: object = {}) {
  const parsed = parsePack({ ...smallPack(), ...changes });
  if (!parsed.ok) throw new Error("a pack expected");
  return parsed.pack;
}

describe("how a pack behaves", () => {
  test("is told of options, questions and ratings, alike at every run", () => {
    const stats = statsOf(pack());
    expect(stats).toEqual(statsOf(pack()));
    const [bus, bike] = stats.options;
    expect((bus?.random ?? 0) + (bike?.random ?? 0)).toBe(1);
    expect(bus?.before).toBe(0.5);
    // Of the one case some answers are changed: most still lead to the bus.
    expect(bus?.nearCases).toBeGreaterThan(0.5);
    expect(stats.questions).toEqual([
      { id: "weather", decides: 1, asked: 1 },
      { id: "storm", decides: 0, asked: 0 },
    ]);
    expect(stats.asked).toBe(1);
    expect(stats.fragile).toEqual([]);
  });

  test("names the ratings that one point of would turn", () => {
    const [dry, freedom] = smallPack().criteria;
    const close = { ...dry?.ratings, bike: { score: 8, because: "It has half a roof.", source: "docs" } };
    const { fragile } = statsOf(pack({ criteria: [{ ...dry, ratings: close }, freedom] }));
    expect(fragile.map(({ criterion, option }) => `${criterion} ${option}`).toSorted()).toEqual([
      "dry bike",
      "dry bus",
    ]);
  });

  test("says what share of verdicts a change moves", () => {
    expect(movedBetween(pack(), pack())).toBe(0);
    const [weather, storm] = smallPack().questions;
    const [rain, sun] = weather?.choices ?? [];
    const turned = { ...weather, choices: [rain, { ...sun, raises: { dry: 3 } }] };
    const share = movedBetween(pack(), pack({ questions: [turned, storm] }));
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });
});

describe("the commands", () => {
  test("stats prints tables, or JSON, and compares", async () => {
    const { code, out } = await run(["packs", "stats", file, "--against", file]);
    expect(code).toBe(0);
    expect(out).toContain("leads before any answer");
    expect(out).toContain("asked on average: 1.0 of 2");
    expect(out).toContain("0 % of random questionnaires come to another option");
    const json = JSON.parse((await run(["packs", "stats", file, "--json"])).out);
    expect(json).toMatchObject({ asked: 1, options: [{ id: "bus" }, { id: "bike" }] });
    expect((await run(["packs", "stats", join(directory, "none.yaml")])).code).toBe(2);
  });

  test("stats says how much of labelled discussions is read", async () => {
    const said = "ana: we have rain\n  = weather rain\n";
    await writeFile(join(directory, `${smallPack().id}.txt`), `## trip\n${said}`);
    const { code, out } = await run(["packs", "stats", file, "--labelled", directory]);
    expect(code).toBe(0);
    expect(out).toContain("what is stated: 1 of 1 proposed; proposals: 1 of 1 right.");
    const json = JSON.parse((await run(["packs", "stats", file, "--labelled", directory, "--json"])).out);
    expect(json.reading).toEqual({ stated: 1, proposed: 1, proposals: 1, wrong: [], missed: [] });
    const more = "bo: it's wet\n  = weather rain\ncy: sunny in the sun\n";
    // Of these, "trip" is held back by its SHA-256.
    const both = ["trip", "walk"].map((id) => `## ${id}\n${said}${more}`).join("");
    await writeFile(join(directory, `${smallPack().id}.txt`), both);
    const misread = (await run(["packs", "stats", file, "--labelled", directory])).out;
    expect(misread.split("\n").filter((line) => /^(not )?read/.test(line))).toEqual([
      "not read: walk: weather rain: it's wet",
    ]);
    await writeFile(join(directory, `${smallPack().id}.txt`), said);
    const wrong = await run(["packs", "stats", file, "--labelled", directory]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('.txt:1: found "ana: we have rain", expected');
    expect((await run(["packs", "stats", file, "--labelled", "/nowhere"])).code).toBe(2);
  });

  test("preview prints all that a pack can say", async () => {
    const { code, out } = await run(["packs", "preview", file, "--sentences"]);
    expect(code).toBe(0);
    expect(out).toContain("# For");
    expect(out).toContain("It has a roof");
    expect((await run(["packs", "preview", join(directory, "none.yaml")])).code).toBe(2);
  });
});
