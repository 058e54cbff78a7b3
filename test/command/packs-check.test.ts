import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { packsCheck } from "../../src/command/packs.ts";
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
  const exit = await packsCheck(files, directory, today, {
    out: (text) => void lines.out.push(short(text)),
    err: (text) => void lines.err.push(short(text)),
  });
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
    expect(err).toContain("small.yaml: cases[0] (Case): found bike, expected bus");
  });

  test("that answer a question which does not apply fail", async () => {
    const { exit, err } = await check([
      withCase({ answers: { weather: "sun", storm: "no" }, recommends: "bike" }),
    ]);
    expect(exit).toBe(1);
    expect(err.join("\n")).toContain(
      "cases[0] (Case).answers.storm: found an answer to storm, which does not apply",
    );
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
    return err.map((line) => line.replace("small.yaml: warning: ", ""));
  }

  test("are few for a pack that means what it says", async () => {
    expect(await warnings(smallPack())).toEqual([
      "questions[1].choices[1]: choice no raises nothing and rules nothing out: it changes no result",
    ]);
  });

  test("name what counts for nothing", async () => {
    const pack = smallPack();
    const unused = { id: "price", name: "Price", ratings: pack.criteria[0]?.ratings };
    const sources = { ...pack.sources, other: { title: "Another" } };
    expect(await warnings({ ...pack, criteria: [...pack.criteria, unused], sources, cases: [] })).toEqual(
      expect.arrayContaining([
        "criteria[2]: no choice raises criterion price: its ratings count for nothing",
        "sources.other: nothing rests on source other",
        "cases: there are none, so nothing tests what the pack recommends",
      ]),
    );
  });

  test("name what is old or of no age", async () => {
    expect(await warnings(smallPack(), "2027-02-26")).not.toContainEqual(expect.stringContaining("docs"));
    expect(await warnings(smallPack(), "2027-02-27")).toContain(
      "sources.docs: source docs was last read on 2026-02-26, more than a year ago",
    );
    const ageless = { ...smallPack(), sources: { docs: { title: "The documentation" } } };
    expect(await warnings(ageless)).toContain(
      "sources.docs: source docs has neither date nor checked: nobody can tell how old it is",
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
        'questions[0].choices[1].label: "wet" is another choice\'s label too',
        'questions[0].choices[1].says: "Soaked" means another choice too',
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
      "options[2]: option tram led in none of 300 random questionnaires",
    );
  });
});
