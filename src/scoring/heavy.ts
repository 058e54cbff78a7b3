/** Whether a verdict takes so long that it belongs in a worker: told from counts, so cheaply, and the same on every machine. */
import { stepsFor } from "./acceptability/acceptability.ts";
import { HORIZON_EFFORT } from "./compute.ts";
import { MOST_CHANGES, MOST_SETS } from "./flips.ts";
import type { Ballots } from "./model/ballot.ts";
import { type Basis, basesOf, isDivided } from "./model/basis.ts";
import { compile } from "./model/model.ts";
import { countSets } from "./model/sets.ts";
import type { Pack } from "./pack/pack.ts";
import { SIDE_EFFORT } from "./standing.ts";

/** Some 20 ms of a machine of 2026 on which nothing else runs. */
const LIGHT = 8_000_000;

/** Every standing takes so many at least, and so many every set of changes. */
const LEAST_STEPS = 20_000;
const SET_STEPS = 15;

export function isHeavy(pack: Pack, ballots: Ballots): boolean {
  return stepsOf(pack, ballots) > LIGHT;
}

/** About how many steps a verdict takes, hardly ever less: an estimate from the number of questions, options and voters. */
export function stepsOf(pack: Pack, ballots: Ballots): number {
  const model = compile(pack);
  const everyone = Object.values(ballots);
  const { today, later, blend } = basesOf(model, everyone, pack.horizon.weight);
  const steps = (basis: Basis, effort: number) => LEAST_STEPS + stepsFor(basis, effort);
  const horizons = today === blend ? [] : [today, later];
  // A voter who dissents is looked at once more for each question on which the group differs.
  const divided = model.questions.filter((_, q) => isDivided(blend, q)).length;
  const voters = everyone.map((ballot) => basesOf(model, [ballot], pack.horizon.weight).blend);
  const own = voters.reduce((sum, voter) => sum + (1 + divided) * steps(voter, SIDE_EFFORT), 0);
  const changes = divided * 3 + model.options.length * 3;
  const choices = model.questions.map((question) => question.choices.length);
  const sets = Math.min(countSets(choices, MOST_CHANGES), MOST_SETS);
  return (
    steps(blend, 1) +
    horizons.reduce((sum, basis) => sum + steps(basis, HORIZON_EFFORT), 0) +
    changes * steps(blend, SIDE_EFFORT) +
    sets * SET_STEPS +
    own
  );
}
