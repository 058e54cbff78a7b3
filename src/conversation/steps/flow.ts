/** Where a decision goes next, once something was said: close, ask, talk a split over, recommend. */
import type { Progress } from "../../scoring/compute.ts";
import { applying } from "../../scoring/model/applies.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Scoring } from "../event.ts";
import { awaited, ballotsOf, pending, type State } from "../state.ts";
import { endLastCall, withLastCall } from "./last-call.ts";

/** Of the questions that may follow, about so many do: what `npm run measure` prints for the flagship pack. */
const USUALLY_ASKED = 0.6;

/** More than this are not put back to the team: the card names them all. */
export const SPLITS_MAX = 3;

/** The same state, further along. Does nothing to a decision that is cancelled or has no pack yet. */
export function advance(before: State, pack: Pack, scoring: Scoring): State {
  if (before.status === "cancelled") return before;
  if (isClosed(before)) return recommend(closeAll(before), pack, scoring);
  const state = closeAnswered(before, pack);
  if (pending(state) !== undefined) return reopened(state);

  const ballots = ballotsOf(state);
  const now = scoring.progress(pack, ballots);
  const next = first(state, pack) ?? (state.askAll || !now.stop ? now.next : null);
  const talking = next === null || state.discussing !== null ? talk(state, pack, scoring) : state;
  if (talking.discussing !== null) return reopened(talking);
  if (next !== null) return reopened(ask(talking, pack, next, now));
  const calling = withLastCall(talking, pack, scoring);
  return calling.lastCall?.closed === false ? reopened(calling) : recommend(calling, pack, scoring);
}

/** The deadline came, and nobody has wanted the rest to be asked since. */
function isClosed({ deadline, askAll }: State): boolean {
  return deadline?.came === "closed" && !askAll;
}

/** Closes with the answers there are. Where there are none it stays open, for a first answer to go on from. */
export function deadlineCame(state: State, pack: Pack | null, scoring: Scoring): State {
  if (state.deadline === null) return state;
  const anything = state.people.some(({ votes }) => votes.length > 0);
  const deadline = { ...state.deadline, came: anything && pack !== null ? "closed" : "nobody" } as const;
  // Who wanted every question wanted it by then.
  const askAll = deadline.came === "nobody" && state.askAll;
  return pack === null ? { ...state, deadline } : advance({ ...state, deadline, askAll }, pack, scoring);
}

/** Whatever waits is over: a question, a talk, the last call. */
function closeAll(state: State): State {
  const asked = state.asked.map((one) => (one.closed ? one : { ...one, closed: true }));
  return endLastCall(leaveSplit({ ...state, asked }));
}

/** Of what is to be asked first, the first that applies and was not asked yet. */
function first(state: State, pack: Pack): string | null {
  const applies = applying(pack, ballotsOf(state), "today");
  const left = state.askFirst.find(
    (id) => applies.get(id) === "certain" && !state.asked.some(({ question }) => question === id),
  );
  return left ?? null;
}

/** A question closes when everybody expected has answered, or when it no longer applies. */
function closeAnswered(state: State, pack: Pack): State {
  const applies = applying(pack, ballotsOf(state), "today");
  const asked = state.asked.map((one) => {
    const done = applies.get(one.question) === "not" || awaited(state, one.question).length === 0;
    return one.closed || !done ? one : { ...one, closed: true };
  });
  return { ...state, asked };
}

function ask(state: State, pack: Pack, question: string, now: Progress): State {
  // "Not sure" leaves a question open, but it is not asked again.
  const before = state.asked.map((one) => one.question);
  const others = now.open.filter((id) => id !== question && !before.includes(id)).length;
  const [num, den] = pack.stopAt;
  const start = 1 / pack.options.length;
  const doubt = Math.min(1, Math.max(0, (num / den - now.confidence) / Math.max(num / den - start, 0.01)));
  const toGo = state.askAll ? others : Math.round(others * doubt * USUALLY_ASKED);
  const asked = state.asked.filter((one) => one.question !== question);
  return { ...state, asked: [...asked, { question, closed: false, toGo, round: state.round }] };
}

/** Puts the next pivotal split to the team, each once; ends the talk on one that no longer decides anything. */
function talk(state: State, pack: Pack, scoring: Scoring): State {
  const voters = state.people.filter((member) => member.votes.length > 0);
  if (voters.length < 2) return { ...state, discussing: null };
  const pivotal = scoring
    .verdict(pack, ballotsOf(state))
    .splits.filter((split) => split.pivotal)
    .map((split) => split.question);
  if (state.discussing !== null && pivotal.includes(state.discussing)) return state;
  const discussed = state.discussing === null ? state.discussed : [...state.discussed, state.discussing];
  const next = pivotal.find((question) => !discussed.includes(question)) ?? null;
  return { ...state, discussed, discussing: discussed.length < SPLITS_MAX ? next : null };
}

/** The team leaves the split as it is. */
export function leaveSplit(state: State): State {
  if (state.discussing === null) return state;
  return { ...state, discussed: [...state.discussed, state.discussing], discussing: null };
}

/** Posts the card, or keeps it current. A changed answer takes an outcome back. */
function recommend(state: State, pack: Pack, scoring: Scoring): State {
  const option = scoring.verdict(pack, ballotsOf(state)).recommended;
  const recommendation =
    state.recommendation?.option === option && state.recommendation !== null
      ? state.recommendation
      : { option, revision: state.revision + 1 };
  return { ...state, status: "recommended", outcome: null, review: null, recommendation };
}

function reopened(state: State): State {
  return { ...state, status: "open", outcome: null, review: null };
}
