import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { packsCheck } from "../../src/command/packs/check.ts";
import { packsTest, type TestOptions } from "../../src/command/packs/test.ts";
import { smallPack } from "../scoring/small-pack.ts";
import { run } from "./run.ts";

let directory: string;
let file: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "plumbline-"));
  file = join(directory, "small.yaml");
});
afterAll(() => rm(directory, { recursive: true }));

const wet = { weather: "rain", storm: "no" };

async function tested(cases: readonly object[], options: Partial<TestOptions> = {}) {
  await writeFile(file, stringify({ ...smallPack(), cases }, { aliasDuplicateObjects: false }));
  const lines: string[] = [];
  const shell = { out: (text: string) => void lines.push(...text.split("\n")), err: () => {} };
  return { exit: await packsTest([file], { directories: [directory], ...options }, shell), lines };
}

describe("worked cases", () => {
  test("are a table, with what came out and by how much", async () => {
    const { exit, lines } = await tested([{ name: "A wet day", answers: wet, recommends: "bus" }]);
    expect(exit).toBe(0);
    expect(lines).toEqual([
      file,
      "   case       expected  got  margin  confidence",
      "✓  A wet day  bus       bus   +80.0       100 %",
      "1 case: 1 hold, 0 fail",
    ]);
  });

  test("that fail say the ranking, and which answers did it", async () => {
    const { exit, lines } = await tested([{ name: "A wet day", answers: wet, recommends: "bike" }]);
    expect(exit).toBe(1);
    expect(lines.slice(2, 5)).toEqual([
      "✗  A wet day  bike      bus   −80.0       100 %",
      "     ranking: bus 90 %, bike 10 %",
      "     weather: rain put it ahead by 40.0",
    ]);
  });

  test("may say what must not come out", async () => {
    expect((await tested([{ name: "Wet", answers: wet, never: ["bike"] }])).exit).toBe(0);
    const { exit, lines } = await tested([{ name: "Wet", answers: wet, never: ["bus"] }]);
    expect(exit).toBe(1);
    expect(lines[2]).toContain("not bus");
  });

  test("known not to work yet are listed, and don't fail", async () => {
    const known = { name: "Wet", answers: wet, recommends: "bike", todo: "no rating of raincoats yet" };
    const { exit, lines } = await tested([known]);
    expect(exit).toBe(0);
    expect(lines[2]).toMatch(/^– {2}Wet/);
    expect(lines.at(-1)).toBe("1 case: 0 hold, 0 fail, 1 known not to work yet");
    const err: string[] = [];
    await tested([{ ...known, recommends: "bus" }]);
    await packsCheck(
      [file],
      { directories: [directory], today: "2026-11-22" },
      { out: () => {}, err: (text) => void err.push(text) },
    );
    expect(err.join("\n")).toContain("case “Wet”: it comes out by now: take todo away [case-holds]");
  });

  test("that answer what does not apply fail, and say so", async () => {
    const { exit, lines } = await tested([
      { name: "Dry", answers: { weather: "sun", storm: "no" }, recommends: "bike" },
    ]);
    expect(exit).toBe(1);
    expect(lines[2]).toContain("an answer to storm, which does not apply");
  });

  test("must say something", async () => {
    expect((await tested([{ name: "Wet", answers: wet }])).exit).toBe(2);
  });

  test("go to a program as JSON", async () => {
    const { lines } = await tested([{ name: "A wet day", answers: wet, recommends: "bus" }], {
      json: true,
      coverage: 0,
    });
    expect(JSON.parse(lines.join("\n"))).toMatchObject([
      { file, cases: [{ name: "A wet day", outcome: "holds", got: "bus", confidence: 1 }], coverage: {} },
    ]);
  });
});

describe("coverage", () => {
  test("names what no case touches, with its line", async () => {
    const { exit, lines } = await tested([{ name: "A wet day", answers: wet, recommends: "bus" }], {
      coverage: 0,
    });
    expect(exit).toBe(0);
    expect(lines.slice(4)).toEqual([
      "coverage: 44 % of choices, rule-outs, conditions, criteria and notes",
      `${file}:28: no case touches criterion freedom`,
      `${file}:49: no case touches choice weather/sun`,
      `${file}:56: no case touches condition storm by weather`,
      `${file}:59: no case touches choice storm/yes`,
      `${file}:62: no case touches rule-out storm/yes: bike`,
    ]);
  });

  test("below what is wanted is a failure", async () => {
    const holds = [{ name: "A wet day", answers: wet, recommends: "bus" }];
    expect((await tested(holds, { coverage: 44 })).exit).toBe(0);
    expect((await tested(holds, { coverage: 45 })).exit).toBe(1);
    expect(await run(["packs", "test", file, "--coverage", "many"])).toMatchObject({ code: 2 });
  });

  test("may be asked for before the file", async () => {
    await tested([{ name: "A wet day", answers: wet, recommends: "bus" }]);
    const after = await run(["packs", "test", file, "--coverage"]);
    expect(after).toMatchObject({ code: 0, out: expect.stringContaining("coverage: 44 %") });
    expect(await run(["packs", "test", "--coverage", file])).toEqual(after);
    expect(await run(["packs", "test", "--coverage", "45", file])).toMatchObject({ code: 1 });
  });

  test("of the shipped packs is 90 % or more", async () => {
    expect(await run(["packs", "test", "--coverage", "90"])).toMatchObject({ code: 0, err: "" });
  });
});
