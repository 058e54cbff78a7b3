/** What was decided and why, what follows from it, who sees it otherwise, and how sure it is. */
import type { Text } from "../card/card.ts";
import { addMonths } from "../conversation/calendar.ts";
import { ballotsOf, memberOf, type State } from "../conversation/state.ts";
import { objectionsTo, splitsOf } from "../conversation/view/apart.ts";
import { subjectOf } from "../conversation/view/card.ts";
import {
  argumentText,
  dissentTexts,
  flipsInOrder,
  flipText,
  hangsOn,
  laterText,
  ratingsOf,
  strengthOf,
  type VerdictOn,
} from "../conversation/view/claims.ts";
import { optionName, type Sources, topicIn } from "../conversation/view/names.ts";
import * as said from "../conversation/words.ts";
import { type Explanation, explain } from "../scoring/explain.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Argument, Verdict } from "../scoring/verdict.ts";
import { bullets, heading, line } from "./markdown.ts";
import * as words from "./words.ts";

/** The record is one page: so many reasons, and of the costs so many, or one at least for everybody who has one. */
const REASONS_MAX = 4;
const COSTS_MAX = 4;
/** Of what would change it, so many. */
const FLIPS_MAX = 2;
/** How many reasons are named where it says why. */
const FOREMOST = 3;

/** What the team decided, or else what is recommended; null where there is neither. */
export function chosenOption(state: State, verdict: Verdict): string | null {
  return state.outcome?.option ?? verdict.recommended;
}

export function outcomeOf(state: State, pack: Pack, verdict: Verdict, sources: Sources): readonly string[] {
  const subject = subjectOf(state, pack, verdict);
  const chosen = chosenOption(state, verdict);
  const why = chosen === null ? null : explain(pack, ballotsOf(state), chosen);
  return [
    heading(2, [words.headings.outcome]),
    ...(why === null
      ? []
      : [line(words.outcome.chosen(optionName(pack, why.option), because(state, pack, why)))]),
    line(became(state, pack)),
    ...(why === null ? [] : consequences(subject, why, sources)),
    ...listed(words.headings.dissent, apart(state, subject)),
    heading(3, [words.headings.confirmation]),
    ...confirmation(state, subject),
  ];
}

function listed(title: string, sentences: readonly string[]): readonly string[] {
  if (sentences.length === 0) return [];
  return [heading(3, [title]), bullets(sentences.map((sentence) => ({ text: [sentence] })))];
}

function because(state: State, pack: Pack, why: Explanation): Text {
  const reason = state.outcome?.reason ?? null;
  if (reason !== null) return words.outcome.reason(reason);
  if (why.runnerUp === null) return [words.outcome.alone];
  const topics = [...new Set(why.reasons.map(({ question }) => question))].slice(0, FOREMOST);
  return topics.length === 0
    ? [words.outcome.onTheWhole]
    : words.outcome.fits(topics.map((question) => topicIn(pack, question)));
}

/** Who decided, if anybody has. */
function became(state: State, pack: Pack): Text {
  const { outcome } = state;
  if (state.status === "cancelled") return said.verdict.cancelled();
  if (outcome === null) return [words.outcome.proposed];
  const by = memberOf(state, outcome.by)?.name ?? outcome.by;
  if (outcome.reason === null) return said.verdict.accepted(by, said.day(outcome.at));
  const recommended = outcome.recommended === null ? null : optionName(pack, outcome.recommended);
  return words.outcome.otherwise(by, outcome.at, recommended);
}

function consequences(subject: VerdictOn, why: Explanation, sources: Sources): readonly string[] {
  const { pack } = subject;
  const say = (one: Argument, options: readonly string[]): Text => [
    argumentText(subject, one, options),
    ...ratingsOf(pack, one.criterion, options).flatMap(({ source }) => sources.ref(source)),
  ];
  const means = pack.options.find(({ id }) => id === why.option)?.means ?? [];
  const items = [
    ...why.reasons.slice(0, REASONS_MAX).map((one) => words.outcome.good(say(one, [why.option, one.rival]))),
    ...costsFor(why.costs).map((one) => words.outcome.bad(say(one, [one.rival, why.option]))),
    ...means.map(words.outcome.commits),
  ];
  if (items.length === 0) return [];
  return [heading(3, [words.headings.consequences]), bullets(items.map((text) => ({ text })))];
}

/** Nobody's objection is left out for want of room: after the strongest, one for each voter who has none there yet. */
function costsFor(costs: readonly Argument[]): readonly Argument[] {
  const heard = new Set<string>();
  return costs.filter(({ voters }, index) => {
    const isNew = voters.some((voter) => !heard.has(voter));
    if (index >= COSTS_MAX && !isNew) return false;
    for (const voter of voters) heard.add(voter);
    return true;
  });
}

function apart(state: State, subject: VerdictOn): readonly string[] {
  return [...dissentTexts(subject), ...objectionsTo(state, subject), ...splitsOf(state, subject)];
}

function confirmation(state: State, subject: VerdictOn): readonly string[] {
  const { pack, verdict } = subject;
  const { recommended, blend } = verdict;
  const strength = strengthOf(subject);
  const hangs = blend.strength === "close" ? hangsOn(subject) : null;
  const later = laterText(subject);
  const flips = flipsInOrder(subject)
    .map((flip) => flipText(subject, flip))
    .filter((text) => text !== null);
  const review = reviewOf(state, pack);
  return [
    line(
      recommended === null ? strength : words.outcome.recommended(optionName(pack, recommended), strength),
    ),
    ...[hangs, later, ...flips.slice(0, FLIPS_MAX)].flatMap((text) => (text === null ? [] : [line([text])])),
    ...(review === null ? [] : [line(words.outcome.review(review))]),
  ];
}

/** When it is looked at again: as the team has set it, else at the pack's horizon. */
function reviewOf({ review, outcome }: State, pack: Pack): number | null {
  if (outcome === null) return null;
  return review?.at ?? addMonths(outcome.at, pack.horizon.months);
}
