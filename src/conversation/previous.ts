/** What a decision came to before it is looked at again. */
import type { Pack } from "../scoring/pack.ts";
import type { Previous, State } from "./state.ts";
import { resultOf } from "./view/question.ts";

export function previously(state: State, pack: Pack): Previous {
  return {
    outcome: state.outcome,
    recommended: state.recommendation?.option ?? null,
    results: state.asked.map(({ question }) => ({ question, result: resultOf(state, pack, question) })),
  };
}

/**
 * Before an answer changes: an outcome is kept, and so is the first recommendation; what is kept from a round before
 * stays until there is an outcome in this one.
 */
export function keepPrevious(state: State, pack: Pack): State {
  const keeps = state.outcome !== null || (state.recommendation !== null && state.previous === null);
  return keeps ? { ...state, previous: previously(state, pack) } : state;
}
