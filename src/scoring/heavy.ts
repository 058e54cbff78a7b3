/** How much work a verdict is: told from counts, so cheaply, and the same on every machine. */
import { stepsFor } from "./acceptability/acceptability.ts";
import { MOST_CHANGES, MOST_SETS } from "./flips.ts";
import type { Ballots } from "./model/ballot.ts";
import { type Basis, basesOf, isDivided } from "./model/basis.ts";
import { compile } from "./model/model.ts";
import { countSets } from "./model/sets.ts";
import type { Pack } from "./pack/pack.ts";

/** The share of the counting budgets for each horizon's standing, where it is not the blend's. */
export const HORIZON_EFFORT = 1 / 2;

/** For a standing beside these, of a voter or after a change of mind: alone at most, and for all of them together. */
const SIDE_EFFORT = 1 / 16;
const ALL_SIDES = 4;

/** Some 20 ms of a machine of 2026 on which nothing else runs. */
const LIGHT = 8_000_000;

/** Every standing takes so many steps at least, and every set of changes so many. */
const LEAST_STEPS = 20_000;
const SET_STEPS = 15;

/** Whether the verdict takes so long that it belongs in a worker. */
export function isHeavy(pack: Pack, ballots: Ballots): boolean {
  return stepsOf(pack, ballots) > LIGHT;
}

/** About how many steps the verdict takes, hardly ever less: an estimate from the number of questions, options and voters. */
export function stepsOf(pack: Pack, ballots: Ballots): number {
  const model = compile(pack);
  const everyone = Object.values(ballots);
  const { today, later, blend } = basesOf(model, everyone, pack.horizon.weight);
  const effort = sideEffort(blend, everyone.length);
  const steps = (basis: Basis, share: number) => LEAST_STEPS + stepsFor(basis, share);
  const horizons = today === blend ? [] : [today, later];
  const voters = everyone.map((ballot) => basesOf(model, [ballot], pack.horizon.weight).blend);
  const choices = model.questions.map((question) => question.choices.length);
  return (
    steps(blend, 1) +
    horizons.reduce((sum, basis) => sum + steps(basis, HORIZON_EFFORT), 0) +
    changesOf(blend) * steps(blend, effort) +
    voters.reduce((sum, voter) => sum + standingsOf(blend) * steps(voter, effort), 0) +
    Math.min(countSets(choices, MOST_CHANGES), MOST_SETS) * SET_STEPS
  );
}

/** The share of the counting budgets for one voter's standing or one change of mind. */
export function sideEffort(blend: Basis, voters: number): number {
  return Math.min(SIDE_EFFORT, ALL_SIDES / (changesOf(blend) + voters * standingsOf(blend)));
}

/** Changes of mind that are looked into: one for each choice on which the group is split, about three for each flip. */
function changesOf({ model, parts }: Basis): number {
  const tallies = parts[0]?.situation.tallies ?? [];
  const taken = tallies.map(({ counts }) => counts.filter((count) => count > 0).length);
  return taken.reduce((sum, own) => sum + (own > 1 ? own : 0), 3 * model.options.length);
}

/** A voter who dissents is looked at once more for each question on which the group differs. */
function standingsOf(blend: Basis): number {
  return 1 + dividedIn(blend);
}

function dividedIn(blend: Basis): number {
  return [...blend.model.questions.keys()].filter((q) => isDivided(blend, q)).length;
}
