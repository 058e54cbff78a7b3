/** What speaks for an option, and what against it, be it the leader or not: for a team that decided otherwise. */
import type { Ballots } from "./model/ballot.ts";
import { basesOf } from "./model/basis.ts";
import { compile } from "./model/model.ts";
import type { Pack } from "./pack/pack.ts";
import { type Arguments, argumentsFor } from "./reasons.ts";
import { rankingOf } from "./standing.ts";

export interface Explanation extends Arguments {
  readonly option: string;
  /** Of the other options in the ranking the one with the highest mean value, then the smallest id; null where there is none. */
  readonly runnerUp: string | null;
}

/** Of the blend's standing, with this option in the leader's place. Throws a RangeError where the pack has no such option. */
export function explain(pack: Pack, ballots: Ballots, option: string): Explanation {
  const model = compile(pack);
  const leader = model.options.indexOf(option);
  if (leader < 0) throw new RangeError(`no option is called ${option}`);
  const ranking = rankingOf(basesOf(model, Object.values(ballots), pack.horizon.weight).blend);
  const runnerUp = ranking.ranked.find((other) => other !== leader);
  return {
    option,
    runnerUp: runnerUp === undefined ? null : (model.options[runnerUp] ?? null),
    ...argumentsFor(ranking, ballots, leader),
  };
}
