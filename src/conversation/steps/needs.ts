/** What an action needs, and who may do it: each a sentence for whoever is refused, or null. */

import { ballotsOf } from "../ballots.ts";
import type { Action } from "../input/action.ts";
import { memberOf, votersIn } from "../members.ts";
import { isAsking, isOver, recommendationIn, reviewIn, type State } from "../state.ts";
import { replies } from "../words/replies.ts";
import type { Attempt, OnDecision, OnPack } from "./guard.ts";
import { chosenIn, openProposals, proposalsFor } from "./proposals.ts";
import { holds, type Right, rolesOf } from "./rights.ts";

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
  unsettled: ({ state }: OnDecision): Why =>
    unless(!isOver(state), state.phase.kind === "decided" ? replies.isDecided : replies.over),
  undecided: ({ state }: OnDecision): Why => unless(state.phase.kind !== "decided", replies.isDecided),
  /** The team has not said yet which decision it is. */
  choosing: ({ state }: OnDecision): Why => unless(state.phase.kind === "choosing", replies.stale),

  /** Of a question that the pack has. */
  asked: ({ pack, action }: OnPack): Why => {
    const question = questionOf(action);
    return unless(
      pack.questions.some(({ id }) => id === question),
      replies.notAsked,
    );
  },
  /** Once it is decided, an older message's buttons change no answer. */
  shown: ({ state, action }: OnPack): Why =>
    unless(
      state.phase.kind !== "decided" || action.seen >= state.phase.recommendation.revision,
      replies.isDecided,
    ),
  anyAsked: ({ state }: OnPack): Why => unless(state.list.length > 0, replies.nothingToChange),
  /** Somebody is waited for. */
  waiting: ({ state }: OnPack): Why =>
    unless(isAsking(state), state.phase.kind === "decided" ? replies.isDecided : replies.nothingPending),
  answered: ({ state }: OnPack): Why => unless(votersIn(state).length > 0, replies.nobodyAnswered),
  differing: ({ state }: OnPack): Why => unless(state.phase.kind === "differing", replies.stale),
  /** Who takes part. */
  member: ({ state, action }: OnPack): Why =>
    unless(memberOf(state, action.by.id) !== undefined, replies.answerFirst),
  /** What is left hangs on the answers: as long as those are hidden, so is whether anything is. */
  moreToAsk: ({ state, pack, context }: OnPack): Why =>
    unless(
      state.phase.kind === "answering" || context.progress(pack, ballotsOf(state, pack)).next !== null,
      replies.nothingLeft,
    ),
  proposals: (attempt: OnPack): Why =>
    unless(chosenIn(attempt, openProposals(attempt.state)).length > 0, replies.noProposals),

  card: ({ state }: OnPack): Why => unless(recommendationIn(state) !== null, replies.otherwiseFirst),
  /** The card offers the option that is named: what is recommended, or one that a close call is between. */
  acceptable: ({ state, pack, action, context }: OnPack): Why => {
    if (state.phase.kind !== "recommended") return replies.otherwiseFirst;
    // The button of an older card names no option: it means what that card recommended.
    if (action.of === "" && action.how === "pressed" && recommendationIn(state)?.option != null) return null;
    const { contenders } = context.verdict(pack, ballotsOf(state, pack));
    if (action.of !== "") return unless(contenders.includes(action.of), replies.stale);
    if (contenders.length === 0) return replies.otherwiseFirst;
    return unless(contenders.length === 1, replies.acceptWhich);
  },
  /** The person has seen the recommendation that there is. */
  current: ({ state, action }: OnPack): Why =>
    unless(action.seen >= (recommendationIn(state)?.revision ?? 0), replies.stale),
  outcome: ({ state }: OnPack): Why => unless(state.phase.kind === "decided", replies.notDecided),
  /** Nobody was faster, and the message is of this round. It may be typed at any time. */
  reviewed: ({ state, action }: OnPack): Why =>
    unless(reviewIn(state)?.asked === true || action.seen >= state.revision, replies.stale),
};

/** What is said to whoever has not the right. */
const REFUSALS = {
  answer: replies.notYours,
  steer: replies.onlyStarter,
  edit: replies.notStarters,
  cancel: replies.notStarters,
  delete: replies.notStarters,
  decide: replies.notYours,
  forget: replies.notYours,
  forgetAll: replies.onlyAdmin,
} as const satisfies Record<Right, string>;

/** Those who are missing were reminded, or have been waited for as long. */
function isReminded({ phase, reminded }: State): boolean {
  return phase.kind === "differing" ? phase.reminded > 0 : reminded > 0;
}

function having(right: Right, { state, action }: Attempt): Why {
  const isLate = state !== null && isReminded(state);
  return unless(holds(right, rolesOf(state, action.by), isLate), REFUSALS[right]);
}

export const may = {
  anybody: (): Why => null,
  /** Once it is decided, an answer is for those who may decide. */
  answer: (attempt: OnDecision): Why =>
    having(attempt.state.phase.kind === "decided" ? "decide" : "answer", attempt),
  steer: (attempt: OnDecision): Why => having("steer", attempt),
  edit: (attempt: OnDecision): Why => having("edit", attempt),
  cancel: (attempt: OnDecision): Why => having("cancel", attempt),
  delete: (attempt: OnDecision): Why => having("delete", attempt),
  decide: (attempt: OnDecision): Why => having("decide", attempt),
  /** The starter; and of their own words, who is quoted. */
  settle: (attempt: OnPack): Why =>
    unless(
      chosenIn(attempt, proposalsFor(attempt.state, attempt.action.by)).length > 0,
      replies.notYourWords,
    ),
  forget: (attempt: Attempt): Why =>
    having(attempt.action.fields.whom === "me" ? "forget" : "forgetAll", attempt),
};
