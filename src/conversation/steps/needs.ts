/** What an action needs, and who may do it: each a sentence for whoever is refused, or null. */

import type { Action } from "../input/action.ts";
import { answered, ballotsOf, isOver, mayRule, memberOf, pending } from "../state.ts";
import { offeredBy } from "../view/claims.ts";
import { replies } from "../words.ts";
import type { Attempt, OnDecision, OnPack } from "./guard.ts";
import { isCalling } from "./last-call.ts";
import { chosenIn, openProposals, proposalsFor } from "./proposals.ts";

type Why = string | null;

function unless(holds: boolean, why: string): Why {
  return holds ? null : why;
}

/** A question is named by the control, or picked in a select. */
function questionOf({ of, value }: Action): string {
  return of === "" ? (value ?? "") : of;
}

export const need = {
  /** Neither cancelled nor decided. */
  unsettled: ({ state }: OnDecision): Why => unless(!isOver(state), replies.over),
  undecided: ({ state }: OnDecision): Why => unless(state.outcome === null, replies.isDecided),
  /** The team has not said yet which decision it is. */
  choosing: ({ state }: OnDecision): Why => unless(state.pack === null, replies.stale),
  asking: ({ state }: OnDecision): Why =>
    unless(state.status === "open" && state.recommendation === null, replies.noDeadlineNow),

  /** Of a question that the pack still has. */
  asked: ({ state, pack, action }: OnPack): Why => {
    const question = questionOf(action);
    const isKnown = pack.questions.some(({ id }) => id === question);
    return unless(isKnown && state.asked.some((one) => one.question === question), replies.notAsked);
  },
  /** An older message's control is good for the question that waits, and else only until the card is posted anew. */
  shown: ({ state, action }: OnPack): Why =>
    unless(
      state.recommendation === null ||
        action.seen >= state.recommendation.revision ||
        pending(state)?.question === action.of,
      state.outcome === null ? replies.cardPosted : replies.isDecided,
    ),
  anyAsked: ({ state }: OnPack): Why => unless(state.asked.length > 0, replies.nothingToChange),
  pending: ({ state, action }: OnPack): Why =>
    unless(action.of !== "" && pending(state)?.question === action.of, replies.nothingPending),
  answered: ({ state, action }: OnPack): Why =>
    unless(answered(state, action.of).length > 0, replies.nobodyAnswered),
  talk: ({ state, action }: OnPack): Why => unless(state.discussing === action.of, replies.stale),
  lastCall: ({ state }: OnPack): Why => unless(isCalling(state), replies.stale),
  moreToAsk: ({ state, pack, context }: OnPack): Why =>
    unless(context.progress(pack, ballotsOf(state)).next !== null, replies.nothingLeft),
  proposals: (attempt: OnPack): Why =>
    unless(chosenIn(attempt, openProposals(attempt.state)).length > 0, replies.noProposals),

  card: ({ state }: OnPack): Why => unless(state.recommendation !== null, replies.otherwiseFirst),
  /** The card offers the option that is named: what is recommended, or one that a close call is between. */
  acceptable: ({ state, pack, action, context }: OnPack): Why => {
    if (state.status !== "recommended") return replies.otherwiseFirst;
    // The button of an older card names no option: it means what that card recommended.
    if (action.of === "" && action.how === "pressed")
      return unless(state.recommendation?.option != null, replies.otherwiseFirst);
    const offered = offeredBy(context.verdict(pack, ballotsOf(state)));
    if (action.of !== "") return unless(offered.includes(action.of), replies.stale);
    if (offered.length === 0) return replies.otherwiseFirst;
    return unless(offered.length === 1, replies.acceptWhich);
  },
  /** The person has seen the recommendation that there is. */
  current: ({ state, action }: OnPack): Why =>
    unless(action.seen >= (state.recommendation?.revision ?? 0), replies.stale),
  outcome: ({ state }: OnPack): Why => unless(state.review !== null, replies.notDecided),
  /** Nobody was faster, and the message is of this round. It may be typed at any time. */
  reviewed: ({ state, action }: OnPack): Why =>
    unless(state.review?.asked === true || action.seen >= state.revision, replies.stale),
};

/** Today's rights. */
export const may = {
  anybody: (): Why => null,
  /** The starter, admins, and whoever has answered. */
  decide: ({ state, action }: OnDecision): Why => unless(mayRule(state, action.by), replies.notYours),
  /** Whoever answers joins; but an answer takes a decision back, and that is not for anybody who comes by. */
  answer: ({ state, action }: OnDecision): Why =>
    unless(state.outcome === null || mayRule(state, action.by), replies.notYours),
  takePart: ({ state, action }: OnDecision): Why =>
    unless(memberOf(state, action.by.id) !== undefined, replies.notYours),
  /** The starter and admins; once the silent ones were reminded, whoever has answered: the starter may be away as well. */
  moveOn: ({ state, action: { by, of } }: OnDecision): Why =>
    unless(
      by.id === state.starter || by.admin === true || (state.nudged.includes(of) && mayRule(state, by)),
      replies.onlyStarter,
    ),
  /** Who is asked here; of their own words, who is quoted. */
  settle: (attempt: OnPack): Why =>
    unless(
      chosenIn(attempt, proposalsFor(attempt.state, attempt.action.by)).length > 0,
      replies.notYourWords,
    ),
  /** Oneself; everything: admins. */
  forget: ({ action }: Attempt): Why =>
    unless(action.fields.whom === "me" || action.by.admin === true, replies.onlyAdmin),
};
