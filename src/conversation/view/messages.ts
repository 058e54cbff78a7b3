/** What the team sees: a function of what the team has said. */
import { applying } from "../../scoring/model/applies.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { PackSet } from "../../scoring/pack/pack-set.ts";
import type { Scoring } from "../event.ts";
import { ballotsOf, type State } from "../state.ts";
import { SPLITS_MAX } from "../steps/flow.ts";
import { factsSince } from "../steps/pack-changes.ts";
import { cardMessage } from "./card.ts";
import { lastCallMessage } from "./last-call.ts";
import { againMessage, deadlineMessage, recordMessages, reviewMessage, stalledMessage } from "./notices.ts";
import { proposalsMessage } from "./proposals.ts";
import { nudgeMessage, questionMessage } from "./question.ts";
import { packMessage, rootMessage } from "./root.ts";
import type { Shown } from "./shown.ts";
import { splitMessage } from "./split.ts";

/** The decision's messages, in the order in which they are to come up: the root first, for the thread hangs on it. */
export function view(state: State, packSet: PackSet, scoring: Scoring): readonly Shown[] {
  const pack = packOf(state, packSet);
  return [
    ...(state.rooted ? [rootMessage(state, pack)] : []),
    ...(state.candidates.length > 0 ? [packMessage(state, packSet.current, pack)] : []),
    ...(pack === null || state.proposals.length === 0 ? [] : [proposalsMessage(state, pack)]),
    ...againMessage(state),
    ...(pack === null ? [] : flow(state, pack, packSet, scoring)),
  ];
}

export function packOf(state: State, packSet: PackSet): Pack | null {
  return state.pack === null ? null : (packSet.get(state.pack.digest) ?? null);
}

function flow(state: State, pack: Pack, packSet: PackSet, scoring: Scoring): readonly Shown[] {
  const ballots = ballotsOf(state);
  const applies = applying(pack, ballots, "today");
  const inRound = state.asked.filter(({ round }) => round === state.round);
  const messages = (isClosed: boolean): readonly Shown[] =>
    inRound.flatMap((asked, index) =>
      asked.closed === isClosed
        ? questionMessage(state, pack, asked, index, applies.get(asked.question) !== "not")
        : [],
    );
  const [closed, asking] = [messages(true), messages(false)];
  const notices = [
    ...state.nudged.map((question) => nudgeMessage(state, pack, question)),
    ...state.stalled.map((question) => stalledMessage(state, pack, question, scoring)),
    ...(state.deadline === null ? [] : deadlineMessage(state, state.deadline)),
  ];
  const calling = lastCallMessage(state, pack);
  if (state.recommendation === null && state.discussing === null && state.discussed.length === 0)
    return [...closed, ...notices, ...asking, ...calling];

  const result = scoring.verdict(pack, ballots);
  const talked = [...state.discussed, ...(state.discussing === null ? [] : [state.discussing])];
  const left = result.splits.filter((split) => split.pivotal && !talked.includes(split.question)).length;
  const more = Math.min(left, SPLITS_MAX - talked.length);
  const talks = talked.map((question) =>
    splitMessage(
      state,
      pack,
      question,
      result.splits.find((split) => split.question === question),
      more,
    ),
  );
  const since = factsSince(state, packSet, state.newer);
  const card = state.recommendation === null ? [] : [cardMessage(state, pack, result, since)];
  const record = state.exported === null ? [] : recordMessages(state, state.exported);
  const review = state.review?.asked === true ? [reviewMessage(state, pack, state.review, since)] : [];
  return [...closed, ...notices, ...talks, ...asking, ...calling, ...card, ...record, ...review];
}
