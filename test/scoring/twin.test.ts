import * as fc from "fast-check";
import { expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import { verdictJson } from "../../src/scoring/json.ts";
import { type Case, cases } from "./arbitrary.ts";
import { differences, show } from "./twin/differences.ts";
import { twinJson } from "./twin/json.ts";
import { twinVerdict } from "./twin/verdict.ts";

function agrees({ pack, ballots }: Case): void {
  const theirs = verdict(pack, ballots);
  const ours = twinVerdict(pack, ballots);
  expect(differences(ours, theirs)).toEqual([]);
  expect(differences(twinJson(pack, ours), JSON.parse(verdictJson(pack, theirs)))).toEqual([]);
}

test("the verdict is the twin's, field by field, on the packs of a fixed seed", () => {
  fc.assert(fc.property(cases({ questions: 4 }), agrees), { seed: 20_261_122, numRuns: 250 });
});

test("with up to six questions", () => {
  fc.assert(fc.property(cases(), agrees), { seed: 7, numRuns: 80 });
});

test("with two options and one voter, where ties are most frequent", () => {
  const small = cases({ options: 2, criteria: 2, voters: 1, questions: 4 });
  fc.assert(fc.property(small, agrees), { seed: 5, numRuns: 200 });
});

test("on new packs at every run; a failure prints its seed", () => {
  fc.assert(fc.property(cases({ questions: 4 }), agrees), { numRuns: 150 });
});

test("the comparison sees every field of a verdict change", () => {
  const drawn = fc.sample(cases({ options: 3, criteria: 2, questions: 3, voters: 3 }), {
    seed: 3,
    numRuns: 40,
  });
  const seen = new Set<string>();
  for (const { pack, ballots } of drawn) {
    const whole = twinVerdict(pack, ballots);
    for (const [path, damaged] of damages(whole)) {
      expect(differences(whole, damaged), `${path} of ${show(whole)}`).not.toEqual([]);
      seen.add(path);
    }
  }
  expect([...seen]).toEqual(expect.arrayContaining(FIELDS));
});

const FIELDS = [
  "today.options.value.num",
  "today.options.confidence",
  "later.settled",
  "blend.leader",
  "next",
  "stop",
  "flips.changes.to",
  "weightRange.max",
  "contributions.value.den",
  "voters.leader",
  "splits.pivotal",
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
  } else if (typeof value === "bigint") yield [path, value + 1n];
  else if (typeof value === "number") yield [path, value + 1e-9];
  else if (typeof value === "boolean") yield [path, !value];
  else yield [path, value === null ? "something" : null];
}
