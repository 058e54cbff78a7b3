/** What an event is heard with, and what follows from a state: worked out where it is asked for, and at most once. */
import { read } from "../reading/read.ts";
import { progress, verdict } from "../scoring/compute.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Context, Scoring, World } from "./event.ts";
import type { State } from "./state.ts";
import { view } from "./view/messages.ts";
import type { Shown } from "./view/shown.ts";

/** The heavy work. */
export interface Work extends Scoring {
  readonly view: typeof view;
}

export const WORK: Work = { verdict, progress, findings: read, view };

export function contextOf(world: World, work: Work): Context {
  const known = scoringOnce(work);
  const views = new Map<State, readonly Shown[]>();
  return {
    ...world,
    ...known,
    view(state) {
      const shown = views.get(state) ?? work.view(state, world.packs, known);
      views.set(state, shown);
      return shown;
    },
  };
}

/** The same answers to the same pack come to the same. */
export function scoringOnce({ verdict, progress, findings }: Scoring = WORK): Scoring {
  return { verdict: once(verdict), progress: once(progress), findings };
}

function once<T extends object>(work: (pack: Pack, ballots: Ballots) => T) {
  const known = new Map<Pack, Map<string, T>>();
  return (pack: Pack, ballots: Ballots): T => {
    const ofPack = known.get(pack) ?? new Map<string, T>();
    known.set(pack, ofPack);
    const key = JSON.stringify(ballots);
    const result = ofPack.get(key) ?? work(pack, ballots);
    ofPack.set(key, result);
    return result;
  };
}
