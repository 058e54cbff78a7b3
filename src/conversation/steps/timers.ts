/** The timers of a decision: which are to be set, and what happens when one goes off. */
import type { Context, Turn, World } from "../event.ts";
import { pending, type State } from "../state.ts";
import { packOf } from "../view/messages.ts";
import { advance, deadlineCame } from "./flow.ts";
import { done } from "./guard.ts";
import { endLastCall, isCalling } from "./last-call.ts";
import { withFacts } from "./pack-changes.ts";
import { reviewDue } from "./review.ts";

/** Each by a name of its own, with when it goes off if it is set now. */
export function timersOf(state: State, { now, nudgeAfterMs }: World): ReadonlyMap<string, number> {
  const timers = new Map<string, number>();
  const patience = now + nudgeAfterMs;
  const waiting = state.status === "open" ? pending(state)?.question : undefined;
  const several = state.people.filter((member) => member.expected).length > 1;
  if (waiting !== undefined && several && !state.nudged.includes(waiting))
    timers.set(`nudge/${waiting}`, patience);
  if (waiting !== undefined && state.nudged.includes(waiting) && !state.stalled.includes(waiting))
    timers.set(`stalled/${waiting}`, patience);
  if (isCalling(state)) timers.set(`last-call/${state.round}`, patience);
  if (state.status === "open" && state.deadline?.came === "not-yet")
    timers.set(`deadline/${state.deadline.at}`, state.deadline.at);
  if (state.review !== null) timers.set(`review/${state.review.at}`, state.review.at);
  return timers;
}

/** A timer that is no longer meant does nothing. */
export function wentOff(state: State, name: string, context: Context): Turn {
  return done(timersOf(state, context).has(name) ? after(state, name, context) : state);
}

function after(state: State, name: string, context: Context): State {
  const pack = packOf(state, context.packs);
  const question = pending(state)?.question ?? "";
  switch (name.split("/")[0]) {
    case "review":
      return reviewDue(withFacts(state, context.packs));
    case "deadline":
      return deadlineCame(state, pack, context);
    case "last-call":
      return pack === null ? state : advance(endLastCall(state), pack, context);
    case "nudge":
      return { ...state, nudged: [...state.nudged, question] };
    case "stalled":
      return { ...state, stalled: [...state.stalled, question] };
    default:
      return state;
  }
}
