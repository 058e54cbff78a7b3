/**
 * The card as it was posted is kept with the recommendation. One that 0.1.0 posted kept no words, so it could only be
 * drawn in others: it stays as it is until its answers or its outcome change.
 */
import { CORE_VERSION } from "../scoring/compute.ts";
import { verdictJson } from "../scoring/json.ts";
import { ballotsOf } from "./ballots.ts";
import type { Context, Effect } from "./event.ts";
import { votersIn } from "./members.ts";
import {
  outcomeIn,
  type Phase,
  type Posted,
  type Recommendation,
  recommendationIn,
  type State,
} from "./state.ts";
import { packOf } from "./view/messages.ts";
import { slotOf } from "./view/shown.ts";

/** In UTF-16 units. The flagship's, of twenty people, takes 30,000. */
const VERDICT_MAX = 128 * 1024;

/** The state with its card, if that is among what is shown. */
export function withPosted(state: State, effects: readonly Effect[], { packs, verdict }: Context): State {
  const shown = effects.find((effect) => effect.kind === "show" && isCard(effect, state));
  const pack = packOf(state, packs);
  if (shown?.kind !== "show" || pack === null) return state;
  const json = verdictJson(pack, verdict(pack, ballotsOf(state, pack)));
  const posted = {
    core: CORE_VERSION,
    verdict: json.length > VERDICT_MAX ? null : json,
    card: shown.card,
  };
  return { ...state, phase: phaseWith(state.phase, posted) };
}

function phaseWith<P extends Phase>(phase: P, posted: Posted): P;
function phaseWith(phase: Phase, posted: Posted): Phase {
  switch (phase.kind) {
    case "recommended":
    case "decided":
      return { ...phase, recommendation: { ...phase.recommendation, posted } };
    case "cancelled":
      return { ...phase, from: phaseWith(phase.from, posted) };
    default:
      return phase;
  }
}

/** Without what was posted: it has names and words in it. */
export function unposted({ option, revision }: Recommendation): Recommendation {
  return { option, revision };
}

/** Whether an effect would draw a card of 0.1.0 in other words. `before`: what is on the screen; null: nothing. */
export function staysAsItWas(effect: Effect, before: State | null, after: State): boolean {
  if (before === null || effect.kind !== "show" || !isCard(effect, before)) return false;
  const recommendation = recommendationIn(before);
  if (recommendation === null || recommendation.posted !== undefined) return false;
  return cameTo(before) === cameTo(after);
}

function isCard({ slot }: Extract<Effect, { kind: "show" }>, state: State): boolean {
  return slot === slotOf(state, "card");
}

function cameTo(state: State): string {
  const said = votersIn(state).map(({ id, votes }) => [
    id,
    votes.map(({ question, today, later }) => [question, today, later]),
  ]);
  return JSON.stringify([state.phase.kind, outcomeIn(state), state.round, said]);
}
