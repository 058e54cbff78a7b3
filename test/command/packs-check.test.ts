import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { packsCheck } from "../../src/command/packs/check.ts";
import { smallPack } from "../scoring/small-pack.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "plumbline-"));
});
afterAll(() => rm(directory, { recursive: true }));

async function check(documents: readonly object[], today = "2026-11-22") {
  const files = documents.map((_, i) => join(directory, i === 0 ? "small.yaml" : `small-${i}.yaml`));
  for (const [i, file] of files.entries())
    await writeFile(file, stringify(documents[i], { aliasDuplicateObjects: false }));
  const lines = { out: [] as string[], err: [] as string[] };
  const short = (text: string) =>
    text.replaceAll(directory, "").replaceAll(`/${basename(files[0] ?? "")}`, "small.yaml");
  const exit = await packsCheck(
    files,
    { directories: [directory], today },
    {
      out: (text) => void lines.out.push(short(text)),
      err: (text) => void lines.err.push(short(text).split("\n")[0] ?? ""),
    },
  );
  return { exit, ...lines };
}

describe("worked cases", () => {
  const withCase = (example: object) => ({ ...smallPack(), cases: [{ name: "Case", ...example }] });

  test("that hold are right", async () => {
    const { exit, out } = await check([withCase({ answers: { weather: "sun" }, recommends: "bike" })]);
    expect([exit, out]).toEqual([0, ["small.yaml: right (2 questions, 1 worked case)"]]);
  });

  test("may expect a tie, and differ later", async () => {
    const even = { ...smallPack(), notes: [], questions: smallPack().questions.slice(0, 1) };
    const [first] = even.questions;
    const tied = {
      ...even,
      questions: [
        {
          ...first,
          choices: [
            { id: "rain", label: "Rain" },
            { id: "sun", label: "Sun" },
          ],
        },
      ],
    };
    expect((await check([{ ...tied, cases: [{ name: "Even", answers: {}, recommends: null }] }])).exit).toBe(
      0,
    );
    const turning = {
      answers: { weather: "sun" },
      later: { weather: "rain", storm: "yes" },
      recommends: "bus",
    };
    expect((await check([withCase(turning)])).exit).toBe(0);
  });

  test("that fail are told, with what came out", async () => {
    const { exit, out, err } = await check([withCase({ answers: { weather: "sun" }, recommends: "bus" })]);
    expect([exit, out]).toEqual([1, []]);
    expect(err).toContainEqual(
      expect.stringMatching(
        /^small\.yaml:\d+:\d+: error: case “Case”: found bike, expected bus \[case-fails\]$/,
      ),
    );
  });

  test("that answer a question which does not apply fail", async () => {
    const { exit, err } = await check([
      withCase({ answers: { weather: "sun", storm: "no" }, recommends: "bike" }),
    ]);
    expect(exit).toBe(1);
    expect(err.join("\n")).toContain("error: case “Case”: found an answer to storm, which does not apply");
  });
});

test("an invalid file counts more than a failed case", async () => {
  const failing = {
    ...smallPack(),
    cases: [{ name: "Case", answers: { weather: "sun" }, recommends: "bus" }],
  };
  expect((await check([failing, smallPack()])).exit).toBe(2);
});

describe("warnings", () => {
  async function warnings(document: object, today?: string): Promise<string[]> {
    const { exit, err } = await check([document], today);
    expect(exit).toBe(0);
    return err.map((line) => line.replace(/^small.yaml:\d+:\d+: warning: /, ""));
  }

  test("are few for a pack that means what it says", async () => {
    expect(await warnings(smallPack())).toEqual([
      "all ratings of criterion dry rest on one source, docs: find a second [single-source]",
      "all ratings of criterion freedom rest on one source, docs: find a second [single-source]",
      "question storm changed the result in none of 200 random questionnaires [idle-question]",
    ]);
  });

  test("name what counts for nothing", async () => {
    const pack = smallPack();
    const unused = { id: "price", name: "Price", ratings: pack.criteria[0]?.ratings };
    const sources = { ...pack.sources, other: { title: "Another" } };
    expect(await warnings({ ...pack, criteria: [...pack.criteria, unused], sources, cases: [] })).toEqual(
      expect.arrayContaining([
        "no choice raises criterion price: its ratings count for nothing [unused-criterion]",
        "nothing rests on source other [unused-source]",
        "there are no cases, so nothing tests what the pack recommends [no-cases]",
      ]),
    );
  });

  test("name what is old or of no age", async () => {
    expect(await warnings(smallPack(), "2027-02-26")).not.toContainEqual(
      expect.stringContaining("source docs"),
    );
    expect(await warnings(smallPack(), "2027-02-27")).toContain(
      "source docs is of 2026-02-26, more than a year old, and does not say when it was checked [stale-source]",
    );
    const ageless = { ...smallPack(), sources: { docs: { title: "The documentation" } } };
    expect(await warnings(ageless)).toContain(
      "source docs has neither date nor checked: nobody can tell how old it is [undated-source]",
    );
  });

  test("name what reads the same", async () => {
    const pack = smallPack();
    const [weather, storm] = pack.questions;
    const choices = [
      { id: "a", label: "Wet", says: ["soaked"], raises: { dry: 5 } },
      { id: "b", label: "wet", says: ["Soaked"], raises: { freedom: 3 } },
    ];
    const condition = { weather: ["a"] };
    const questions = [
      { ...weather, choices },
      { ...storm, applies_when: condition },
    ];
    expect(await warnings({ ...pack, questions, notes: [], cases: [] })).toEqual(
      expect.arrayContaining([
        "“wet” is another choice's label too [same-label]",
        "“Soaked” means another choice too [same-phrase]",
      ]),
    );
  });

  test("name an option that cannot win", async () => {
    const pack = smallPack();
    const worst = { score: 0, because: "It never comes.", source: "docs" };
    const criteria = pack.criteria.map((criterion) => ({
      ...criterion,
      ratings: { ...criterion.ratings, tram: worst },
    }));
    const options = [...pack.options, { id: "tram", name: "Tram" }];
    expect(await warnings({ ...pack, options, criteria })).toContain(
      "option tram led in none of 300 random questionnaires [rare-winner]",
    );
  });
});

describe("how it is printed", () => {
  const spoilt = () => ({ ...smallPack(), version: 0.1 });

  test("a mistake stands with its line, and a mark under the place", async () => {
    const { err } = await printed(spoilt(), "text");
    expect(err.split("\n")).toEqual([
      'small.yaml:2:10: error: found 0.1, expected one line of text, 1 to 40 characters, in quotes ("0.1"): without them YAML reads a number, and 1.10 as 1.1 [unquoted-version]',
      "    2 | version: 0.1",
      "      |          ^^^",
    ]);
  });

  test("a program gets a list", async () => {
    const { out } = await printed(spoilt(), "json");
    expect(JSON.parse(out)).toMatchObject([
      {
        line: 2,
        column: 10,
        endColumn: 13,
        severity: "error",
        code: "unquoted-version",
        text: "version: 0.1",
      },
    ]);
    expect(JSON.parse((await printed(smallPack(), "json")).out)).toHaveLength(3);
  });

  test("GitHub gets annotations", async () => {
    const { out } = await printed(spoilt(), "github");
    expect(out).toMatch(
      /^::error file=.*small\.yaml,line=2,col=10,endColumn=13,title=unquoted-version::found 0\.1, expected/,
    );
  });

  async function printed(document: object, format: "text" | "json" | "github") {
    const file = join(directory, "small.yaml");
    await writeFile(file, stringify(document, { aliasDuplicateObjects: false }));
    const texts = { out: "", err: "" };
    await packsCheck(
      [file],
      { directories: [directory], today: "2026-11-22", format },
      {
        out: (text) => {
          texts.out += text;
        },
        err: (text) => {
          texts.err += text.replaceAll(`${directory}/`, "");
        },
      },
    );
    return texts;
  }
});

test("a folder stands for the packs in it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-"));
  await writeFile(join(folder, "small.yaml"), stringify(smallPack()));
  await writeFile(join(folder, "notes.md"), "no pack");
  const out: string[] = [];
  const shell = { out: (text: string) => void out.push(text), err: () => {} };
  expect(await packsCheck([folder], { directories: [directory], today: "2026-11-22" }, shell)).toBe(0);
  expect(out).toEqual([`${join(folder, "small.yaml")}: right (2 questions, 1 worked case)`]);
  await rm(folder, { recursive: true });
});
