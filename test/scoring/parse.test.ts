import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { type Problem, sentence } from "../../src/scoring/pack/problem.ts";
import { RESERVED } from "../../src/scoring/pack/schema.ts";
import { smallPack } from "./small-pack.ts";

function accepted(document: unknown): Pack {
  const parsed = parsePack(document);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => sentence("pack", problem)).join("\n"));
  return parsed.pack;
}

function refused(document: unknown): readonly Problem[] {
  const parsed = parsePack(document);
  return parsed.ok ? [] : parsed.problems;
}

/** A small pack with one place changed. `undefined` takes it away. */
function withChange(path: readonly (string | number)[], value: unknown): unknown {
  const document: unknown = smallPack();
  const last = path.at(-1) ?? "";
  let at = document as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  if (value === undefined) delete at[last];
  else Object.defineProperty(at, last, { value, enumerable: true, configurable: true, writable: true });
  return document;
}

describe("a pack that is right", () => {
  test("becomes lists in the file's order, with every default filled in", () => {
    const pack = accepted(smallPack());
    expect(pack.asks).toBe("Small");
    expect(pack.aliases).toEqual([]);
    expect(pack.horizon).toEqual({ name: "in six months", months: 6, weight: [1, 2] });
    expect(pack.stopAt).toEqual([19, 20]);
    expect(pack.sources).toEqual([
      {
        id: "docs",
        title: "The documentation",
        publisher: null,
        date: "2026-02-26",
        checked: null,
        url: "https://example.org/docs",
      },
    ]);
    expect(pack.options[0]).toEqual({ id: "bus", name: "Bus", summary: null, means: [] });
    expect(pack.questions[0]?.choices[0]).toEqual({
      id: "rain",
      label: "It rains",
      hint: null,
      says: ["raining"],
      raises: [{ criterion: "dry", weight: 5 }],
      rulesOut: [],
      usual: 1,
    });
    expect(pack.questions[1]?.appliesWhen).toEqual([{ question: "weather", choices: ["rain"] }]);
    expect(pack.cases[0]?.later).toEqual({});
  });

  test("keeps what sentences are made of, and leaves out what is not there", () => {
    const pack = accepted({
      ...smallPack(),
      options: [
        { id: "bus", name: "The number 7 bus", short: "the bus" },
        { id: "bike", name: "Bike" },
      ],
    });
    expect(pack.options.map(({ short }) => short)).toEqual(["the bus", undefined]);
    const [said, bare] = (
      accepted(
        withChange(["questions", 0, "choices", 0], {
          id: "rain",
          label: "It rains",
          said: "You would get wet",
          if: "it rained",
        }),
      ).questions[0] ?? { choices: [] }
    ).choices;
    expect(said).toMatchObject({ said: "You would get wet", if: "it rained" });
    expect(Object.keys(bare ?? {})).not.toContain("said");
    expect(Object.keys(bare ?? {})).not.toContain("if");
  });

  test("may rest a rating on several sources", () => {
    const document = withChange(["criteria", 0, "ratings", "bus", "source"], ["docs", "survey"]);
    const pack = accepted({
      ...(document as object),
      sources: { docs: { title: "The documentation" }, survey: { title: "A survey" } },
    });
    expect(pack.criteria[0]?.ratings.map(({ source }) => source)).toEqual([["docs", "survey"], "docs"]);
  });

  test("has its ratings in the options' order", () => {
    expect(accepted(smallPack()).criteria[0]?.ratings.map((rating) => rating.option)).toEqual([
      "bus",
      "bike",
    ]);
  });

  test("keeps stop_at exactly as the file says it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (millionths) => {
        const [over, under] = accepted({ ...smallPack(), stop_at: millionths / 1e6 }).stopAt;
        expect(over * 1_000_000).toBe(millionths * under);
      }),
    );
    expect(accepted({ ...smallPack(), stop_at: 0 }).stopAt[0]).toBe(0);
    expect(accepted({ ...smallPack(), stop_at: 1 }).stopAt).toEqual([1, 1]);
  });

  test("may break its longer texts into lines, as YAML's > and | leave them", () => {
    const pack = accepted(withChange(["options", 0, "summary"], "Runs to\na timetable.\n"));
    expect(pack.options[0]?.summary).toBe("Runs to a timetable.");
  });

  test("survives JSON", () => {
    const pack = accepted(smallPack());
    expect(JSON.parse(JSON.stringify(pack))).toEqual(pack);
  });
});

describe("one mistake", () => {
  const mistakes: [what: string, path: (string | number)[], value: unknown, problem: string][] = [
    [
      "missing",
      ["version"],
      undefined,
      "version: found no version, expected one line of text, 1 to 40 characters",
    ],
    [
      "a number for a text",
      ["version"],
      1.5,
      `version: found 1.5, expected one line of text, 1 to 40 characters, in quotes ("1.5"): without them YAML reads a number, and 1.10 as 1.1`,
    ],
    [
      "a slip in a key",
      ["options", 1, "sumary"],
      "x",
      'options[1].sumary: found the unknown field "sumary", expected one of id, name, short, aliases, summary, means (did you mean summary?)',
    ],
    [
      "a score too high",
      ["criteria", 1, "ratings", "bus", "score"],
      11,
      "criteria[1].ratings.bus.score: found 11, expected a whole number from 0 to 10",
    ],
    [
      "half a score",
      ["criteria", 1, "ratings", "bus", "score"],
      2.5,
      "criteria[1].ratings.bus.score: found 2.5, expected a whole number from 0 to 10",
    ],
    [
      "a weight too low",
      ["questions", 0, "choices", 0, "raises", "dry"],
      0,
      "questions[0].choices[0].raises.dry: found 0, expected a whole number from 1 to 5",
    ],
    [
      "one option",
      ["options"],
      [{ id: "bus", name: "Bus" }],
      "options: found a list of 1, expected a list of 2 to 12 options",
    ],
    [
      "a label of two lines",
      ["questions", 0, "choices", 0, "label"],
      "a\nb",
      'questions[0].choices[0].label: found "a\\nb", expected one line of text, 1 to 75 characters, without control characters or line breaks',
    ],
    [
      "an escape in a text",
      ["notes", 0, "text"],
      "a\u001b[2Jb",
      'notes[0].text: found "a\\u001b[2Jb", expected text of 1 to 500 characters, without control characters',
    ],
    [
      "half a character",
      ["title"],
      "a\ud800",
      'title: found "a\\ud800", expected one line of text, 1 to 75 characters, without halves of characters',
    ],
    [
      "not_sure as a choice",
      ["questions", 0, "choices", 0, "id"],
      "not_sure",
      'questions[0].choices[0].id: found "not_sure", expected an id: another one, for this is taken',
    ],
    [
      "no mapping",
      ["sources"],
      ["docs"],
      "sources: found a list of 1, expected a mapping of source ids to sources",
    ],
    [
      "an empty value",
      ["title"],
      null,
      "title: found an empty value, expected one line of text, 1 to 75 characters",
    ],
    [
      "a date that is none",
      ["sources", "docs", "date"],
      "2026-02-30",
      'sources.docs.date: found "2026-02-30", expected a date such as 2026-11-22',
    ],
    [
      "a link that runs",
      ["sources", "docs", "url"],
      "javascript:alert(1)",
      'sources.docs.url: found "javascript:alert(1)", expected an http or https address',
    ],
    [
      "too sure",
      ["stop_at"],
      1.01,
      "stop_at: found 1.01, expected a number from 0 to 1 with at most 6 decimals",
    ],
    [
      "too exact",
      ["stop_at"],
      0.12345678,
      "stop_at: found 0.12345678, expected a number from 0 to 1 with at most 6 decimals",
    ],
    [
      "a weight over 1",
      ["horizon"],
      { weight: [3, 2] },
      "horizon.weight: found a list of 2, expected a fraction from 0 to 1 as two whole numbers, such as [1, 2]",
    ],
    [
      "a weight over nothing",
      ["horizon"],
      { weight: [0, 0] },
      "horizon.weight[1]: found 0, expected a fraction from 0 to 1 as two whole numbers, such as [1, 2]",
    ],
    [
      "an id in capitals",
      ["id"],
      "Small",
      'id: found "Small", expected lower-case words joined by hyphens, at most 36 characters',
    ],
    [
      "no id",
      ["id"],
      undefined,
      "id: found no id, expected lower-case words joined by hyphens, at most 36 characters",
    ],
    [
      "no recommendation",
      ["cases", 0, "recommends"],
      undefined,
      "cases[0].recommends: found no recommends, expected an option's id, or null for none",
    ],
    // References.
    [
      "a repeated option",
      ["options", 1, "id"],
      "bus",
      'options[1].id: found "bus" once more, expected an id that no other option has',
    ],
    [
      "a repeated choice",
      ["questions", 0, "choices", 1, "id"],
      "rain",
      'questions[0].choices[1].id: found "rain" once more, expected an id that no other choice has',
    ],
    [
      "a missing rating",
      ["criteria", 0, "ratings", "bike"],
      undefined,
      "criteria[0].ratings.bike: found no rating of bike, expected a rating for every option",
    ],
    [
      "a rating too many",
      ["criteria", 0, "ratings", "tram"],
      { score: 1, because: "x", source: "docs" },
      'criteria[0].ratings.tram: found the unknown option "tram", expected one of bus, bike',
    ],
    [
      "an unknown source among several",
      ["criteria", 0, "ratings", "bus", "source"],
      ["docs", "doc"],
      'criteria[0].ratings.bus.source[1]: found the unknown source "doc", expected docs (did you mean docs?)',
    ],
    [
      "a source twice",
      ["criteria", 0, "ratings", "bus", "source"],
      ["docs", "docs"],
      'criteria[0].ratings.bus.source[1]: found "docs" once more, expected each source once',
    ],
    [
      "no source of several",
      ["criteria", 0, "ratings", "bus", "source"],
      [],
      "criteria[0].ratings.bus.source: found an empty list, expected a list of 1 to 4 source ids",
    ],
    [
      "a source that is neither an id nor a list",
      ["criteria", 0, "ratings", "bus", "source"],
      7,
      "criteria[0].ratings.bus.source: found 7, expected a source's id, or a list of 1 to 4 of them",
    ],
    [
      "an unknown source",
      ["criteria", 0, "ratings", "bus", "source"],
      "doc",
      'criteria[0].ratings.bus.source: found the unknown source "doc", expected docs (did you mean docs?)',
    ],
    [
      "an unknown criterion",
      ["questions", 0, "choices", 0, "raises"],
      { dri: 1 },
      'questions[0].choices[0].raises.dri: found the unknown criterion "dri", expected one of dry, freedom (did you mean dry?)',
    ],
    [
      "an unknown option ruled out",
      ["questions", 0, "choices", 0, "rules_out"],
      { tram: "None runs." },
      'questions[0].choices[0].rules_out.tram: found the unknown option "tram", expected one of bus, bike',
    ],
    [
      "an unknown question in a condition",
      ["questions", 1, "applies_when"],
      { wheather: ["rain"] },
      'questions[1].applies_when.wheather: found the unknown question "wheather", expected one of weather, storm (did you mean weather?)',
    ],
    [
      "an unknown choice in a condition",
      ["questions", 1, "applies_when", "weather", 0],
      "snow",
      'questions[1].applies_when.weather[0]: found the unknown choice "snow", expected one of rain, sun',
    ],
    [
      "a question that depends on itself",
      ["questions", 0, "applies_when"],
      { weather: ["rain"] },
      "questions[0].applies_when.weather: found the question itself, expected a question that always applies",
    ],
    [
      "an unknown option in a note",
      ["notes", 0, "about"],
      ["bus", "tram"],
      'notes[0].about[1]: found the unknown option "tram", expected one of bus, bike',
    ],
    [
      "a note about nothing",
      ["notes", 0, "about"],
      [],
      "notes[0].about: found an empty list, expected a list of 1 to 12 option ids",
    ],
    [
      "an unknown choice in a note",
      ["notes", 0, "when", "weather"],
      ["snow"],
      'notes[0].when.weather[0]: found the unknown choice "snow", expected one of rain, sun',
    ],
    [
      "an unknown answer in a case",
      ["cases", 0, "answers", "storm"],
      "maybe",
      'cases[0].answers.storm: found the unknown choice "maybe", expected one of yes, no',
    ],
    [
      "an unknown option in a case",
      ["cases", 0, "recommends"],
      "tram",
      'cases[0].recommends: found the unknown option "tram", expected one of bus, bike',
    ],
  ];

  test.each(mistakes)("%s", (_, path, value, problem) => {
    const problems = refused(withChange(path, value)).map((found) => sentence("f.yaml", found));
    expect(problems).toContain(`f.yaml: ${problem}`);
  });

  test("a question that depends on one that depends on another", () => {
    const pack = smallPack();
    const third = {
      id: "coat",
      ask: "Have you a coat?",
      applies_when: { storm: ["yes"] },
      choices: pack.questions[1]?.choices ?? [],
    };
    expect(refused({ ...pack, questions: [...pack.questions, third] })).toMatchObject([
      {
        path: "questions[2].applies_when.storm",
        found: "a question with applies_when of its own",
        expected: "a question that always applies",
      },
    ]);
  });

  test("not_sure is an answer in a case", () => {
    expect(accepted(withChange(["cases", 0, "answers", "storm"], "not_sure")).cases[0]?.answers.storm).toBe(
      "not_sure",
    );
  });

  test("an id that differs from the file's name, where the name counts", () => {
    expect(parsePack(smallPack(), { name: "small" }).ok).toBe(true);
    const parsed = parsePack(smallPack(), { name: "large" });
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ path: "id", found: '"small"', expected: `the file's name without its ending, "large"` }],
    });
  });
});

describe("many mistakes", () => {
  test("are told all at once, of shape and of reference alike", () => {
    const pack = {
      ...smallPack(),
      version: 1,
      stop_at: "high",
      extra: true,
      notes: [{ text: "", when: { weather: ["snow"] } }],
    };
    const paths = refused(pack).map((problem) => problem.path);
    expect(paths.toSorted()).toEqual([
      "extra",
      "notes[0].text",
      "notes[0].when.weather[0]",
      "stop_at",
      "version",
    ]);
  });

  test("an option without an id does not make every use of it a mistake of its own", () => {
    const problems = refused(withChange(["options", 0], { name: "Bus" }));
    expect(problems.map((problem) => problem.path)).toEqual(["options[0].id"]);
  });
});

describe("hostile documents", () => {
  test.each(["__proto__", ...RESERVED])("%s is no id, anywhere", (name) => {
    for (const path of [
      ["sources"],
      ["questions", 0, "choices", 0, "raises"],
      ["questions", 1, "applies_when"],
      ["cases", 0, "answers"],
    ]) {
      const own = Object.defineProperty({}, name, { value: "docs", enumerable: true });
      expect(refused(withChange(path, own)).length, path.join(".")).toBeGreaterThan(0);
    }
    expect(refused(withChange(["options", 0, "id"], name)).map((problem) => problem.path)).toContain(
      "options[0].id",
    );
  });

  test("RESERVED is what objects inherit here", () => {
    const inherited = Object.getOwnPropertyNames(Object.prototype).filter((name) =>
      /^[A-Za-z0-9]/.test(name),
    );
    expect([...RESERVED].sort()).toEqual(inherited.sort());
  });

  test("endless ones end", () => {
    const loop: unknown[] = [];
    loop.push(loop, loop);
    let deep: unknown = [];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    for (const document of [loop, deep, { notes: loop }]) {
      expect(refused(document)).toHaveLength(1);
    }
  });

  test("no JSON value makes it throw, and every problem is one line", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), spoiltPack()), (document) => {
        for (const problem of refused(document)) {
          expect(sentence("f", problem)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** A small pack with any JSON value put at any place. */
function spoiltPack(): fc.Arbitrary<unknown> {
  const places: (string | number)[][] = [];
  const visit = (value: unknown, path: (string | number)[]): void => {
    if (path.length > 0) places.push(path);
    if (Array.isArray(value)) value.forEach((item, i) => void visit(item, [...path, i]));
    else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
    }
  };
  visit(smallPack(), []);
  return fc.tuple(fc.constantFrom(...places), fc.jsonValue()).map(([path, value]) => withChange(path, value));
}
