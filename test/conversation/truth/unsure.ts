/** A team that has said nothing, or is not sure of anything. */
import fc from "fast-check";
import { expect } from "vitest";
import { NOT_SURE } from "../../../src/scoring/model/ballot.ts";
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import { cases, fileId } from "../../scoring/arbitrary.ts";
import { teamOf } from "./legible.ts";
import { cardOf, checkTeam } from "./team.ts";

export function twoOptions(count: number): readonly Pack[] {
  return fc.sample(cases({ id: fileId, options: 2 }), { numRuns: count, seed: 7 }).map(({ pack }) => pack);
}

/** No recommendation, and nothing to accept. */
export function saysTooEarly(pack: Pack): void {
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
