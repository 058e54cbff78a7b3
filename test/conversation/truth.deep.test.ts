/** As truth.test.ts, by the thousand: every kind of sentence is said, and is true. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { shipped } from "../rules/flagship.ts";
import { seeded } from "../rules/teams.ts";
import type { Case } from "../scoring/arbitrary.ts";
import { allowed, cases, fileId } from "../scoring/arbitrary.ts";
import { legible, randomBallots, teamOf } from "./truth/legible.ts";
import { checkTeam } from "./truth/team.ts";
import { KINDS } from "./truth/told.ts";

const TEAMS = 2000;
const packs = await shipped();

const seen = new Set<string>();

function check({ pack, ballots }: Case): void {
  const team = teamOf(pack, allowed({ pack, ballots }).ballots);
  checkTeam(team);
  for (const kind of team.seen) seen.add(kind);
}

test.each(packs.map(legible))("random teams on $id", { timeout: 900_000 }, (pack) => {
  for (let seed = 0; seed < TEAMS; seed++)
    check({ pack, ballots: randomBallots(pack, seeded(10_000 + seed)) });
});

test("random packs, and every kind of sentence was said", { timeout: 900_000 }, () => {
  fc.assert(
    fc.property(cases({ id: fileId }), ({ pack, ballots }) => check({ pack: legible(pack), ballots })),
    { numRuns: TEAMS },
  );
  expect([...seen].sort()).toEqual([...KINDS].sort());
});
