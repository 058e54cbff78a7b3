/** Later: whether an outcome still holds, and going through a decision again with what was said before. */
import type { Pack } from "../scoring/pack.ts";
import { advance } from "./flow.ts";
import type { Outcome, State } from "./state.ts";
import { resultOf } from "./view/question.ts";

/** Records what people decided, and when to ask whether it still holds: at the pack's horizon. */
export function decided(state: State, pack: Pack, outcome: Outcome): State {
  const status = outcome.reason === null ? "accepted" : "otherwise";
  return remindedIn({ ...state, status, outcome }, pack.horizon.months, outcome.at);
}

export function remindedIn(state: State, months: number, now: number): State {
  return { ...state, review: { at: addMonths(now, months), asked: false, holds: [] } };
}

/** Somebody says that it still holds; the next question about it is as far away as the first was. */
export function stillHolds(state: State, pack: Pack, person: string, now: number): State {
  if (state.review === null) return state;
  const holds = [...state.review.holds.filter((id) => id !== person), person];
  return { ...state, review: { at: addMonths(now, pack.horizon.months), asked: true, holds } };
}

/** The timer has gone off. */
export function reviewDue(state: State): State {
  return state.review === null ? state : { ...state, review: { ...state.review, asked: true, holds: [] } };
}

/**
 * Another round with the answers as they were. What somebody had expected to be different by now is asked anew;
 * all else can be changed.
 */
export function again(state: State, pack: Pack): State {
  if (state.outcome === null) return state;
  const open = new Set(
    state.people.flatMap(({ votes }) =>
      votes.filter(({ later }) => later !== null).map(({ question }) => question),
    ),
  );
  const results = state.asked.map(({ question }) => ({ question, result: resultOf(state, pack, question) }));
  const people = state.people.map((member) => ({
    ...member,
    votes: member.votes.filter(({ question }) => !open.has(question)),
  }));
  const next: State = {
    ...state,
    people,
    status: "open",
    asked: state.asked.filter(({ question }) => !open.has(question)),
    askAll: false,
    askFirst: [...open],
    discussing: null,
    discussed: [],
    nudged: [],
    proposals: [],
    recommendation: null,
    outcome: null,
    review: null,
    round: state.round + 1,
    previous: { outcome: state.outcome, recommended: state.outcome.recommended, results },
  };
  return advance(next, pack);
}

/** The same day of a later month at the same time, or that month's last day. UTC. */
export function addMonths(at: number, months: number): number {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
