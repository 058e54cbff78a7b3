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
import { saysTooEarly, twoOptions } from "./truth/unsure.ts";

const TEAMS = 2000;
/** Of the other packs, and of one whose verdict takes a tenth of a second: for all, CI would take a quarter of an hour. */
const [OTHERS, OF_MANY_OPTIONS] = [400, 100];
const packs = await shipped();

const seen = new Set<string>();

function check({ pack, ballots }: Case): void {
  const team = teamOf(pack, allowed({ pack, ballots }).ballots);
  checkTeam(team);
  for (const kind of team.seen) seen.add(kind);
}

test.each(packs.map(legible))("random teams on $id", (pack) => {
  const teams = pack.options.length > 3 ? OF_MANY_OPTIONS : pack.id === packs[0]?.id ? TEAMS : OTHERS;
  for (let seed = 0; seed < teams; seed++)
    check({ pack, ballots: randomBallots(pack, seeded(10_000 + seed)) });
});

test("random packs, and every kind of sentence was said", () => {
  fc.assert(
    fc.property(cases({ id: fileId }), ({ pack, ballots }) => check({ pack: legible(pack), ballots })),
    { numRuns: TEAMS },
  );
  expect([...seen].sort()).toEqual([...KINDS].sort());
});

test("nothing said, or not sure of anything: no recommendation, and nothing to accept", () => {
  for (const pack of [...packs, ...twoOptions(40)]) saysTooEarly(legible(pack));
});
