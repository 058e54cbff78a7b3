/** What was decided and why, what follows from it, who sees it otherwise, and how sure it is. */
import { shorten } from "../card/fit.ts";
import { addMonths } from "../conversation/calendar.ts";
import { dissentTexts, objectionTexts } from "../conversation/claims/apart.ts";
import { flipsOf, flipText, laterText } from "../conversation/claims/changes.ts";
import {
  closeText,
  isAhead,
  ruledOutTexts,
  strengthText,
  type VerdictOn,
} from "../conversation/claims/standing.ts";
import { plainReason } from "../conversation/input/answer-text.ts";
import { nameOf } from "../conversation/members.ts";
import { outcomeIn, reviewIn, type State } from "../conversation/state.ts";
import { optionName, type Sources, topicIn } from "../conversation/view/names.ts";
import * as said from "../conversation/words/card.ts";
import { day } from "../conversation/words/phrases.ts";
import { type Explanation, explain } from "../scoring/explain.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";
import { consequencesOf } from "./consequences.ts";
import { ALWAYS, type Line, type Section } from "./page.ts";
import * as words from "./words.ts";

/** How many reasons are named where it says why. */
const FOREMOST = 3;
/** Of what would change it, so many. */
const FLIPS_MAX = 2;
/** Of a reason for deciding otherwise; the appendix has all of it. */
const REASON_MAX = 240;

/** What the team decided, or else what is recommended; null where there is neither, or a close call between several. */
export function chosenOption(state: State, { recommended, blend }: Verdict): string | null {
  return outcomeIn(state)?.option ?? (blend.strength === "close" ? null : recommended);
}

export function outcomeOf(state: State, on: VerdictOn, sources: Sources): readonly Section[] {
  const { pack, ballots, verdict } = on;
  const chosen = chosenOption(state, verdict);
  // Of a close call, what is said of the one that is ahead.
  const option = chosen ?? verdict.recommended;
  const why = option === null ? null : explain(pack, ballots, option);
  const reached: readonly Line[] =
    why === null || chosen === null
      ? []
      : [{ text: words.outcome.chosen(optionName(pack, chosen), because(state, on, why)), worth: ALWAYS }];
  return [
    {
      level: 2,
      title: words.headings.outcome,
      listed: false,
      lines: [
        ...reached,
        { text: became(state, pack), worth: ALWAYS },
        ...ruledOutTexts(on).map((text): Line => ({ text: [text], worth: 62 })),
      ],
    },
    ...(why === null ? [] : [consequencesOf(on, why, chosen === null, sources)]),
    {
      level: 3,
      title: words.headings.dissent,
      listed: true,
      lines: option === null ? [] : dissentFrom(option, { ...on, most: Number.POSITIVE_INFINITY }),
    },
    {
      level: 3,
      title: words.headings.confirmation,
      listed: false,
      lines: [...confirmation(on), ...review(state, pack)],
    },
  ];
}

function dissentFrom(option: string, on: VerdictOn): readonly Line[] {
  return [
    ...dissentTexts(on, option).map((text): Line => ({ text: [text], worth: 95 })),
    ...objectionTexts(on, option).map((text): Line => ({ text: [text], worth: 90 })),
  ];
}

/** A reason of the team's own; else what the answers come to, as far as that is still what was decided. */
function because(state: State, { pack, verdict }: VerdictOn, why: Explanation) {
  const reason = outcomeIn(state)?.reason ?? null;
  if (reason !== null) return words.outcome.reason(shorten(plainReason(reason), REASON_MAX));
  const { blend, recommended, contenders } = verdict;
  if (why.option !== recommended || !isAhead(blend)) {
    if (!contenders.includes(why.option)) return [words.outcome.once];
    const others = contenders.filter((id) => id !== why.option);
    return [words.outcome.closeCall(others.map((id) => optionName(pack, id)))];
  }
  if (why.runnerUp === null) return [words.outcome.alone];
  const topics = [...new Set(why.reasons.map(({ question }) => question))].slice(0, FOREMOST);
  return topics.length === 0
    ? [words.outcome.onTheWhole]
    : [words.outcome.fits(topics.map((question) => topicIn(pack, question)))];
}

/** Who decided, if anybody has. */
function became(state: State, pack: Pack) {
  const outcome = outcomeIn(state);
  if (state.phase.kind === "cancelled") return said.verdict.cancelled();
  if (outcome === null) return [words.outcome.proposed];
  const by = nameOf(state, outcome.by);
  if (outcome.reason === null) return said.verdict.accepted(by, day(outcome.at));
  const recommended = outcome.recommended === null ? null : optionName(pack, outcome.recommended);
  return [words.outcome.otherwise(by, outcome.at, recommended)];
}

function* confirmation(on: VerdictOn): Generator<Line> {
  const { pack, verdict } = on;
  const { recommended, blend } = verdict;
  const isOne = recommended !== null && blend.strength !== "close";
  const strength = strengthText(on, isOne);
  yield {
    text: isOne ? words.outcome.recommended(optionName(pack, recommended), strength) : strength,
    worth: ALWAYS,
  };
  if (blend.strength === "open" || blend.strength === "none") return;
  const close = closeText(on);
  if (close !== null) yield { text: [close], worth: 65 };
  const later = laterText(on);
  if (later !== null) yield { text: [later], worth: 60 };
  const flips = flipsOf(on).flatMap((flip) => flipText(on, flip) ?? []);
  for (const [index, flip] of flips.slice(0, FLIPS_MAX).entries())
    yield { text: [flip], worth: index === 0 ? 50 : 25 };
}

/** When it is looked at again: as the team has set it, else at the pack's horizon. */
function review(state: State, pack: Pack): readonly Line[] {
  const outcome = outcomeIn(state);
  if (outcome === null) return [];
  const at = reviewIn(state)?.at ?? addMonths(outcome.at, pack.horizon.months);
  return [{ text: words.outcome.review(at), worth: ALWAYS }];
}
