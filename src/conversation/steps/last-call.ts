/** The last question of a round, before the card: whether anything will be different later. */
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Scoring } from "../event.ts";
import { ballotsOf, type Member, type State } from "../state.ts";

/** A select holds no more on the narrowest platform. */
const QUESTIONS_MAX = 25;

/** The answers that matter: what speaks for the leader or its rival, and what would change the result. */
function callable(state: State, pack: Pack, scoring: Scoring): readonly string[] {
  const { reasons, costs, flips } = scoring.verdict(pack, ballotsOf(state));
  const mattering = new Set([
    ...[...reasons, ...costs].map(({ question }) => question),
    ...flips.flatMap(({ changes }) => (changes ?? []).map(({ question }) => question)),
  ]);
  return state.asked
    .map(({ question }) => question)
    .filter((id) => mattering.has(id) && isAnswered(state, id))
    .slice(0, QUESTIONS_MAX);
}

function isAnswered({ people }: State, question: string): boolean {
  return people.some(({ votes }) =>
    votes.some((vote) => vote.question === question && vote.today !== null && vote.today !== NOT_SURE),
  );
}

/** Before the first card of a round, where there is anything to ask about. */
export function withLastCall(state: State, pack: Pack, scoring: Scoring): State {
  if (state.lastCall !== null || state.recommendation !== null) return state;
  const questions = callable(state, pack, scoring);
  return { ...state, lastCall: { questions, done: [], closed: questions.length === 0 } };
}

/** Who has yet to say that nothing more will be different: those who were asked and have answered anything. */
export function uncalled(state: State): readonly Member[] {
  const done = state.lastCall?.done ?? [];
  return state.people.filter(({ id, expected, votes }) => expected && votes.length > 0 && !done.includes(id));
}

/** Nothing more will be different for this person. */
export function withoutLater(state: State, person: string): State {
  if (state.lastCall === null || state.lastCall.closed) return state;
  const done = [...state.lastCall.done.filter((id) => id !== person), person];
  const now = { ...state, lastCall: { ...state.lastCall, done } };
  return uncalled(now).length === 0 ? endLastCall(now) : now;
}

export function endLastCall(state: State): State {
  return state.lastCall === null ? state : { ...state, lastCall: { ...state.lastCall, closed: true } };
}

/** It waits for somebody. */
export function isCalling(state: State): boolean {
  return state.status === "open" && state.lastCall?.closed === false;
}
