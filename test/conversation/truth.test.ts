/** What is said of a team's answers is true: for random teams on the packs that come with the project, and on random packs. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { NOT_SURE } from "../../src/scoring/model/ballot.ts";
import { shipped } from "../rules/flagship.ts";
import { seeded } from "../rules/teams.ts";
import { allowed, cases, fileId } from "../scoring/arbitrary.ts";
import { legible, randomBallots, teamOf } from "./truth/legible.ts";
import { cardOf, checkTeam } from "./truth/team.ts";

const packs = await shipped();

/** Over all packs; `truth.deep.test.ts` has two thousand for each. */
const TEAMS = 72;

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
  const small = fc
    .sample(cases({ id: fileId, options: 2 }), { numRuns: 40, seed: 7 })
    .map(({ pack }) => pack);
  for (const pack of [...packs, ...small].map(legible)) {
    const unsure = Object.fromEntries(pack.questions.map(({ id }) => [id, NOT_SURE]));
    for (const ballots of [
      {},
      { a: { today: unsure, later: {} } },
      { a: { today: unsure, later: unsure }, b: { today: {}, later: unsure } },
    ]) {
      const team = teamOf(pack, ballots);
      checkTeam(team);
      const { title, blocks } = cardOf(team);
      expect([title, team.verdict.recommended]).toEqual(["Too early to say for “Title”", null]);
      expect(JSON.stringify(blocks.filter(({ kind }) => kind === "controls"))).not.toContain("accept");
    }
  }
});
