import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { headline } from "../../src/packs/diagnostic.ts";
import { laidOver } from "../../src/packs/extend.ts";
import { loadPacks, readPack, replacedText } from "../../src/packs/load.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { smallPack } from "../scoring/small-pack.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "plumbline-"));
  await writeFile(join(directory, "small.yaml"), stringify(smallPack(), { aliasDuplicateObjects: false }));
});
afterEach(() => rm(directory, { recursive: true }));

async function extended(text: string, name = "ours"): Promise<Pack> {
  const path = join(directory, `${name}.yaml`);
  await writeFile(path, `id: ${name}\nversion: "1.0.0"\n${text}`);
  const read = await readPack(path, { checkName: true });
  if (!read.ok) throw new Error(read.problems.map((problem) => headline("ours.yaml", problem)).join("\n"));
  return read.value;
}

describe("a pack that extends another", () => {
  test("is that one, but for what it says itself", async () => {
    const pack = await extended("extends: small\ntitle: Ours\n");
    expect(pack).toMatchObject({ id: "ours", version: "1.0.0", title: "Ours" });
    expect(pack.questions).toHaveLength(2);
    expect(pack.cases).toEqual([]);
  });

  test("changes what has the same id, field by field, and adds what is new", async () => {
    const pack = await extended(
      `extends: small
sources: { ours: { title: Our own figures, checked: 2026-11-22 } }
criteria:
  - id: dry
    ratings: { bike: { score: 4, because: Our bikes have a roof., source: ours } }
questions:
  - id: weather
    choices:
      - { id: sun, label: Sunny }
      - { id: snow, label: It snows, raises: { dry: 4 } }
`,
    );
    const [dry] = pack.criteria;
    expect(dry?.ratings.map(({ option, score }) => [option, score])).toEqual([
      ["bus", 9],
      ["bike", 4],
    ]);
    const [weather] = pack.questions;
    expect(weather?.choices.map(({ id, label }) => [id, label])).toEqual([
      ["rain", "It rains"],
      ["sun", "Sunny"],
      ["snow", "It snows"],
    ]);
  });

  test("takes away what it says to remove, with what was said of it", async () => {
    const pack = await extended(
      `extends: small
options:
  - { id: bike, remove: true }
  - { id: tram, name: Tram }
criteria:
  - id: dry
    ratings: { tram: { score: 8, because: A tram has a roof., source: docs } }
  - id: freedom
    ratings: { tram: { score: 3, because: A tram has a timetable., source: docs } }
questions:
  - { id: storm, remove: true }
  - id: weather
    choices: [{ id: rain, raises: { dry: null, freedom: 1 } }]
`,
    );
    expect(pack.options.map(({ id }) => id)).toEqual(["bus", "tram"]);
    expect(pack.questions.map(({ id }) => id)).toEqual(["weather"]);
    expect(pack.questions[0]?.choices[0]?.raises).toEqual([{ criterion: "freedom", weight: 1 }]);
    expect(pack.criteria[0]?.ratings.map(({ option }) => option)).toEqual(["bus", "tram"]);
  });

  test("changes neither document", () => {
    const base = smallPack();
    laidOver(base, { extends: "small", options: [{ id: "bike", remove: true }] });
    expect(base).toEqual(smallPack());
  });

  test("may be extended itself", async () => {
    await extended("extends: small\ntitle: Ours\n");
    expect(await extended("extends: ours\nasks: How?\n", "mine")).toMatchObject({
      title: "Ours",
      asks: "How?",
    });
  });

  test("may take the place of a shipped one that it extends", async () => {
    const pack = await extended("extends: fastapi-vs-django\ntitle: Ours\n", "fastapi-vs-django");
    expect(pack.options).toHaveLength(3);
  });
});

describe("what is wrong is told in the file that it stands in", () => {
  async function told(text: string): Promise<readonly string[]> {
    const path = join(directory, "ours.yaml");
    await writeFile(path, `id: ours\nversion: "1.0.0"\n${text}`);
    const read = await readPack(path);
    const short = (line: string) => line.replaceAll(`${directory}/`, "").replace(/, expected.*/, "");
    return read.ok ? [] : read.problems.map((problem) => short(headline(path, problem)));
  }

  test("its own", async () => {
    expect(
      await told("extends: small\ncriteria:\n  - id: dry\n    ratings: { bike: { score: 12 } }\n"),
    ).toEqual(["ours.yaml:6:31: error: found 12"]);
  });

  test("the other's, where it no longer fits", async () => {
    const said = await told(
      "extends: small\nquestions:\n  - { id: weather, choices: [{ id: rain, raises: { wind: 2 } }] }\n",
    );
    expect(said).toEqual(['ours.yaml:5:52: error: found the unknown criterion "wind"']);
    const gone =
      "questions:\n  - { id: weather, choices: [{ id: rain, remove: true }, { id: snow, label: Snow }] }\n";
    expect(await told(`extends: small\n${gone}`)).toEqual([
      'small.yaml:57:11: error: found the unknown choice "rain", here and in 1 more place',
    ]);
    const option = await told("extends: small\noptions: [{ id: tram, name: Tram }]\n");
    expect(option).toEqual(["ours.yaml:4:17: error: found no rating of tram on any criterion"]);
  });

  test("a pack that is not there, is wrong, or extends the one that extends it", async () => {
    expect(await told("extends: nobody\n")).toEqual(['ours.yaml:3:10: error: found "nobody"']);
    expect(await told("extends: ours\n")).toEqual(['ours.yaml:3:10: error: found "ours"']);
    await writeFile(join(directory, "bad.yaml"), "id: bad\n");
    expect(await told("extends: bad\n")).toEqual(['ours.yaml:3:10: error: found "bad"']);
  });

  test("what it extends, however it is written, and what will have been meant", async () => {
    expect(await told("extends:\n")).toEqual(["ours.yaml:3:1: error: found nothing"]);
    expect(await told("extends: [small]\n")).toEqual(['ours.yaml:3:10: error: found "[small]"']);
    expect(await told("extends: small.yaml\n")).toEqual(['ours.yaml:3:10: error: found "small.yaml"']);
    expect(await told("extends : 'small' # ours\n")).toEqual([]);
    await writeFile(join(directory, "ours.yaml"), 'id: ours\nversion: "1.0.0"\nextends: smal\n');
    const read = await readPack(join(directory, "ours.yaml"));
    expect(read.ok ? "" : read.problems[0]?.expected).toMatch(/one of small, .*\(did you mean small\?\)$/);
  });

  test("what it changes or removes and the other has not, once", async () => {
    expect(await told("extends: small\noptions: [{ id: tram, remove: true }]\n")).toEqual([
      'ours.yaml:4:17: error: found the unknown option "tram"',
    ]);
    expect(
      await told("extends: small\ncriteria:\n  - id: dri\n    ratings: { bike: { score: 4 } }\n"),
    ).toEqual(['ours.yaml:5:9: error: found the unknown criterion "dri"']);
    expect(
      await told(
        "extends: small\nquestions:\n  - { id: weather, choices: [{ id: sunny, raises: { dry: 1 } }] }\n",
      ),
    ).toEqual(['ours.yaml:5:36: error: found the unknown choice "sunny"']);
  });
});

test("a pack is switched off by a file of its name, and that is said", async () => {
  const later = await mkdtemp(join(tmpdir(), "plumbline-"));
  await writeFile(join(later, "small.off"), "");
  await writeFile(join(later, "absent.off"), "");
  const { records, replaced, problems } = await loadPacks(directory, later);
  expect(records).toEqual([]);
  expect(replaced.map(replacedText)).toEqual([
    `${join(later, "small.off")}: pack small of ${join(directory, "small.yaml")} is switched off`,
  ]);
  expect(problems.map(({ file, problem }) => headline(file, problem))).toEqual([
    `${join(later, "absent.off")}: error: found no pack "absent" to switch off, expected the id of a pack that is there [unreadable]`,
  ]);
  await rm(later, { recursive: true });
});

test("a pack of a later folder takes the place of one of the same id, and says so", async () => {
  const later = await mkdtemp(join(tmpdir(), "plumbline-"));
  await writeFile(join(later, "small.yaml"), stringify({ ...smallPack(), title: "Later" }));
  await writeFile(join(later, "other.yaml"), stringify({ ...smallPack(), id: "other" }));
  const { records, replaced } = await loadPacks(directory, later);
  expect(records.map(({ pack }) => [pack.id, pack.title])).toEqual([
    ["small", "Later"],
    ["other", "Small"],
  ]);
  expect(replaced).toEqual([
    { id: "small", by: join(later, "small.yaml"), instead: join(directory, "small.yaml") },
  ]);
  await writeFile(join(later, "small.yaml"), "id: small\n");
  expect((await loadPacks(directory, later)).records[0]?.pack.title).toBe("Small");
  await rm(later, { recursive: true });
});
