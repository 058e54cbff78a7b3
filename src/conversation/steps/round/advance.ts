/** Where a decision goes next, once something was said: on to round two, to the card, or nowhere yet. */

import type { Pack } from "../../../scoring/pack/pack.ts";
import { ballotsOf } from "../../ballots.ts";
import type { Context } from "../../event.ts";
import { votersIn } from "../../members.ts";
import { ringing } from "../../people.ts";
import { isAsking, type Recommendation, recommendationIn, type State } from "../../state.ts";
import { slotOf } from "../../view/shown.ts";
import { isComplete, withThrough } from "./one.ts";
import { differing, isTalkedOver } from "./two.ts";

/** The same state, further along. Does nothing to a decision that is cancelled or has no pack yet. */
export function advance(state: State, pack: Pack, context: Context): State {
  const { phase } = state;
  switch (phase.kind) {
    case "answering": {
      const now = withThrough(state, pack, context);
      return isComplete(now) ? endRoundOne(now, pack, context) : now;
    }
    case "differing":
      return isTalkedOver(state, pack, phase) ? recommend(state, pack, context) : state;
    case "recommended":
    case "decided":
      return recommend(state, pack, context);
    default:
      return state;
  }
}

/** With round two, where there is something to talk about. */
export function endRoundOne(state: State, pack: Pack, context: Context): State {
  return differing(state, pack, context) ?? recommend(state, pack, context);
}

/** Posts the card, or keeps it current. An outcome stands until somebody reopens it. */
export function recommend(state: State, pack: Pack, context: Context): State {
  const { phase } = state;
  const [only = null, ...others] = context.verdict(pack, ballotsOf(state, pack)).contenders;
  const option = others.length === 0 ? only : null;
  const before = recommendationIn(state);
  const recommendation: Recommendation =
    before?.option === option && before !== null ? before : { option, revision: state.revision + 1 };
  if (phase.kind === "decided" || phase.kind === "recommended")
    return recommendation === before ? state : { ...state, phase: { ...phase, recommendation } };
  const posted: State = {
    ...state,
    phase: { kind: "recommended", recommendation, at: context.now, reminded: false },
    talked: phase.kind === "differing" ? phase : state.talked,
  };
  const starter = state.people.filter(({ id }) => id === state.starter);
  return ringing(posted, slotOf(state, "card"), starter);
}

/** Goes on with the answers there are. Where there are none the questions stay open, for a first answer to go on from. */
export function deadlineCame(state: State, pack: Pack | null, context: Context): State {
  if (state.deadline === null) return state;
  const isAnswered = pack !== null && votersIn(state).length > 0;
  const deadline = { ...state.deadline, came: isAnswered ? "closed" : "nobody" } as const;
  const now = { ...state, deadline };
  return isAnswered && isAsking(state) ? recommend(now, pack, context) : now;
}
