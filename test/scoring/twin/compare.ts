/** The core against the twin. */
import * as fc from "fast-check";
import { expect } from "vitest";
import { verdict } from "../../../src/scoring/compute.ts";
import { verdictJson } from "../../../src/scoring/json.ts";
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import type { Case } from "../arbitrary.ts";
import { answersFile, packFile } from "../packfile.ts";
import { differences } from "./differences.ts";
import { twinVerdict } from "./verdict.ts";

/** The verdict on which both agree. */
export function agreedVerdict(pack: Pack, ballots: Ballots) {
  expect(disagreements({ pack, ballots })).toEqual([]);
  return twinVerdict(pack, ballots);
}

export interface Comparison {
  readonly agrees: boolean;
  /** The seed; and of the smallest case found in which they differ, each difference and the two files that show it. */
  readonly report: string;
}

/** Without a seed, new cases each time. */
export function compared(drawn: fc.Arbitrary<Case>, runs: { numRuns: number; seed?: number }): Comparison {
  const property = fc.property(drawn, (each) => disagreements(each).length === 0);
  const { failed, seed, counterexample } = fc.check(property, runs);
  const [found] = counterexample ?? [];
  const files = found === undefined ? [] : [packFile(found.pack), answersFile(found.ballots)];
  const lines = found === undefined ? [] : disagreements(found);
  return { agrees: !failed, report: [`seed ${seed}`, ...lines, ...files].join("\n") };
}

/** A core that throws is one disagreement. */
function disagreements({ pack, ballots }: Case): readonly string[] {
  const expected = twinVerdict(pack, ballots);
  try {
    return differences(expected, JSON.parse(verdictJson(pack, verdict(pack, ballots))));
  } catch (thrown) {
    return [`$: expected a verdict, found ${thrown}`];
  }
}
