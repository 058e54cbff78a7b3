/** What is said of a team's answers is true: for random teams on the packs that come with the project, and on random packs. */
import fc from "fast-check";
import { test } from "vitest";
import { shipped } from "../rules/flagship.ts";
import { seeded } from "../rules/teams.ts";
import { allowed, cases, fileId } from "../scoring/arbitrary.ts";
import { legible, randomBallots, teamOf } from "./truth/legible.ts";
import { checkTeam } from "./truth/team.ts";
import { saysTooEarly, twoOptions } from "./truth/unsure.ts";

const packs = await shipped();

/** Over all packs; `truth.deep.test.ts` has thousands. */
const TEAMS = 6;

test.each(packs.map(legible))("random teams on $id", (pack) => {
  for (let seed = 0; seed < TEAMS / packs.length; seed++)
    checkTeam(teamOf(pack, allowed({ pack, ballots: randomBallots(pack, seeded(seed)) }).ballots));
});

test("random packs and teams", () => {
  fc.assert(
    fc.property(cases({ id: fileId }).map(allowed), ({ pack, ballots }) =>
      checkTeam(teamOf(legible(pack), ballots)),
    ),
  );
});

test("nothing said, or not sure of anything: no recommendation, and nothing to accept", () => {
  for (const pack of [...packs.slice(0, 1), ...twoOptions(10)]) saysTooEarly(legible(pack));
});
