import * as fc from "fast-check";
import { expect, test } from "vitest";
import { allowed, cases } from "./arbitrary.ts";
import { compared } from "./twin/compare.ts";
import { differences } from "./twin/differences.ts";
import { twinVerdict } from "./twin/verdict.ts";

const SHAPES = {
  "up to four options": { options: 4, criteria: 3, questions: 3, voters: 4 },
  "two options and one voter, where ties are most frequent": {
    options: 2,
    criteria: 2,
    questions: 4,
    voters: 1,
  },
  "one voter, who leaves much open": { options: 3, criteria: 3, questions: 5, choices: 3, voters: 1 },
  "a crowd, of which some dissent": { options: 3, criteria: 4, questions: 4, choices: 2, voters: 6 },
  "many criteria, where answers pull both ways": { options: 3, criteria: 6, questions: 4, choices: 3 },
};

test.each(Object.entries(SHAPES))("the core's verdict is the twin's, field by field: %s", (_, shape) => {
  const drawn = cases(shape).map(allowed);
  for (const runs of [{ seed: 20_261_122, numRuns: 30 }, { numRuns: 20 }]) {
    const { agrees, report } = compared(drawn, runs);
    expect(agrees, report).toBe(true);
  }
});

test("the core's verdict is the twin's where its sums are beyond what doubles hold", () => {
  const drawn = cases({ options: 3, criteria: 3, questions: 6, choices: 3, voters: 3 }).map(allowed);
  const unusual = drawn.map(({ pack, ballots }) => ({
    pack: {
      ...pack,
      questions: pack.questions.map((question, q) => ({
        ...question,
        choices: question.choices.map((choice, c) => ({ ...choice, usual: 9_999 - 2 * c - 10 * q })),
      })),
    },
    ballots,
  }));
  const { agrees, report } = compared(unusual, { seed: 20_261_129, numRuns: 20 });
  expect(agrees, report).toBe(true);
});

test("the comparison sees every field of a verdict change", () => {
  const seen = new Set<string>();
  for (const { pack, ballots } of fc.sample(cases(SHAPES["up to four options"]), { seed: 3, numRuns: 30 })) {
    const whole = twinVerdict(pack, ballots);
    for (const [path, damaged] of damages(whole)) {
      expect(differences(whole, damaged), `${path} of ${JSON.stringify(whole)}`).not.toEqual([]);
      seen.add(path);
    }
  }
  expect([...seen]).toEqual(expect.arrayContaining(FIELDS));
});

const FIELDS = [
  ...["pack.id", "pack.version", "recommended", "next", "stop"],
  ...["today", "later", "blend"].flatMap((view) => [
    ...["value.num", "value.den", "fit", "confidence", "ruledOut"].map((part) => `${view}.options.${part}`),
    ...["leader", "tied", "settled", "strength", "open", "unresolved"].map((part) => `${view}.${part}`),
  ]),
  ...["reasons", "costs"].flatMap((list) =>
    ["question", "choice", "horizon", "voters", "rival", "criterion", "pull.num", "pull.den"].map(
      (part) => `${list}.${part}`,
    ),
  ),
  ...["flips.to", "flips.changes.question", "flips.changes.from", "flips.changes.to"],
  ...["weightRange.criterion", "weightRange.min", "weightRange.max"],
  ...["facts.criterion", "facts.option", "facts.score", "facts.flipsAt"],
  ...["contributions.question", "contributions.criterion", "contributions.option", "contributions.value.num"],
  ...["voters.id", "voters.leader", "voters.strength", "voters.because"],
  ...["splits.question", "splits.pivotal"],
];

/** The value with one leaf changed, for every leaf; lists' places are left out of the paths. */
function* damages(value: unknown, path = ""): Generator<[string, unknown]> {
  if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      const inner = Array.isArray(value) ? path : [path, key].filter((part) => part !== "").join(".");
      for (const [where, damaged] of damages(each, inner)) {
        const copy = Array.isArray(value) ? [...value] : { ...value };
        Object.defineProperty(copy, key, { value: damaged, enumerable: true });
        yield [where, copy];
      }
    }
  } else if (typeof value === "number") yield [path, Number.isInteger(value) ? value + 1 : value + 1e-9];
  else if (typeof value === "boolean") yield [path, !value];
  else yield [path, value === null ? "something" : null];
}
