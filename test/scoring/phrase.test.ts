import { expect, test } from "vitest";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { namesIn, phraseParts, phraseProblem } from "../../src/scoring/pack/phrase.ts";
import { smallPack } from "./small-pack.ts";

test("a phrase is words, one of several words, numbers, names, gaps and commas", () => {
  expect(phraseParts("<staff> ... Edit/correct 4..10 records")).toEqual({
    denied: false,
    parts: [
      { kind: "words", any: [], named: ["staff"], numbers: [] },
      { kind: "gap" },
      { kind: "words", any: ["edit", "correct"], named: [], numbers: [] },
      { kind: "words", any: [], named: [], numbers: [{ least: 4, most: 10 }] },
      { kind: "words", any: ["records"], named: [], numbers: [] },
    ],
  });
  expect(phraseParts("no <admin>")).toEqual({
    denied: true,
    parts: [{ kind: "words", any: [], named: ["admin"], numbers: [] }],
  });
  expect(phraseParts("<staff>/we edit").parts[0]).toEqual({
    kind: "words",
    any: ["we"],
    named: ["staff"],
    numbers: [],
  });
  expect(phraseParts("..3/few people").parts[0]).toMatchObject({
    any: ["few"],
    numbers: [{ least: null, most: 3 }],
  });
  expect(phraseParts("1000.. users").parts[0]).toMatchObject({
    any: [],
    numbers: [{ least: 1000, most: null }],
  });
  expect(phraseParts("search dies, ... goes on").parts.map(({ kind }) => kind)).toEqual([
    ...["words", "words", "pause", "gap", "words", "words"],
  ]);
  expect(namesIn("<staff> edit <thing>")).toEqual(["staff", "thing"]);
});

test.each([
  ["...", "a phrase with at least one word"],
  ["... edit", 'a phrase with "..." and commas between words only'],
  ["edit ...", 'a phrase with "..." and commas between words only'],
  [", edit", 'a phrase with "..." and commas between words only'],
  ["edit,", 'a phrase with "..." and commas between words only'],
  ["few/10..4 people", "the smaller number first: 4..10"],
  ["10..4 people", "the smaller number first: 4..10"],
  ["<Staff> edit", "names of the vocabulary as <name>, in lower case"],
  ["<staff edit", "names of the vocabulary as <name>, in lower case"],
  ["low latency", null],
  ["no", null],
])("%s", (text, expected) => {
  expect(phraseProblem(text)).toBe(expected);
});

test("a pack is told of names that its vocabulary lacks, and of names inside the vocabulary", () => {
  const pack = smallPack();
  const [first, ...rest] = pack.questions;
  const parsed = parsePack({
    ...pack,
    vocabulary: { staff: ["support", "<ops>"] },
    questions: [{ ...first, touched_by: ["<staf> edit"] }, ...rest],
  });
  const problems = parsed.ok ? [] : parsed.problems;
  expect(problems.map(({ path, found }) => `${path}: ${found}`)).toEqual([
    'questions[0].touched_by[0]: the unknown name of the vocabulary "staf"',
    'vocabulary.staff[1]: the unknown name of the vocabulary "ops"',
  ]);
});
