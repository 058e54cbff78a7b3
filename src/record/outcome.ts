/** What was decided and why, what follows from it, and how sure it is. */
import type { Text } from "../card/card.ts";
import { addMonths } from "../conversation/calendar.ts";
import { ballotsOf, memberOf, type State } from "../conversation/state.ts";
import { rowsOf } from "../conversation/view/chart.ts";
import type { Sources } from "../conversation/view/names.ts";
import { optionName, topicOf } from "../conversation/view/names.ts";
import { argumentOf, byFact, flipsOf, standing } from "../conversation/view/verdict.ts";
import * as said from "../conversation/words.ts";
import { type Explanation, explain } from "../scoring/explain.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";
import { bullets, heading, line } from "./markdown.ts";
import * as words from "./words.ts";

/** How many reasons are named where it says why. */
const FOREMOST = 3;

/** What the team decided, or else what is recommended; null where there is neither. */
export function chosenOption(state: State, verdict: Verdict): string | null {
  return state.outcome?.option ?? verdict.recommended;
}

export function outcomeOf(state: State, pack: Pack, verdict: Verdict, sources: Sources): readonly string[] {
  const chosen = chosenOption(state, verdict);
  const why = chosen === null ? null : explain(pack, ballotsOf(state), chosen);
  const decision = [
    ...(why === null ? [] : [words.outcome.chosen(optionName(pack, why.option), because(state, pack, why))]),
    became(state, pack),
  ];
  return [
    heading(2, [words.headings.outcome]),
    ...decision.map(line),
    ...(why === null ? [] : consequences(state, pack, why, sources)),
    heading(3, [words.headings.confirmation]),
    ...confirmation(state, pack, verdict),
  ];
}

function because(state: State, pack: Pack, why: Explanation): Text {
  const reason = state.outcome?.reason ?? null;
  if (reason !== null) return words.outcome.reason(reason);
  if (why.runnerUp === null) return [words.outcome.alone];
  const topics = why.reasons.slice(0, FOREMOST).map(({ question }) => topicOf(pack, question));
  return topics.length === 0 ? [words.outcome.usual] : words.outcome.fits(topics);
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

function consequences(state: State, pack: Pack, why: Explanation, sources: Sources): readonly string[] {
  const say = (all: Explanation["reasons"]): readonly Text[] =>
    byFact(all).map((same) => argumentOf(state, pack, why.option, same, sources));
  const means = pack.options.find(({ id }) => id === why.option)?.means ?? [];
  const items = [
    ...say(why.reasons).map(words.outcome.good),
    ...say(why.costs).map(words.outcome.bad),
    ...means.map(words.outcome.commits),
  ];
  if (items.length === 0) return [];
  return [heading(3, [words.headings.consequences]), bullets(items.map((text) => ({ text })))];
}

function confirmation(state: State, pack: Pack, verdict: Verdict): readonly string[] {
  const { recommended } = verdict;
  const stands = standing(state, pack, verdict, rowsOf(pack, verdict));
  const flips = flipsOf(pack, verdict);
  const review = reviewOf(state, pack);
  return [
    line(recommended === null ? stands : words.outcome.recommended(optionName(pack, recommended), stands)),
    ...(flips.length === 0
      ? []
      : [line([`${said.verdict.change}:`]), bullets(flips.map((text) => ({ text })))]),
    ...(review === null ? [] : [line(words.outcome.review(review))]),
  ];
}

/** When it is looked at again: as the team has set it, else at the pack's horizon. */
function reviewOf({ review, outcome }: State, pack: Pack): number | null {
  if (outcome === null) return null;
  return review?.at ?? addMonths(outcome.at, pack.horizon.months);
}
