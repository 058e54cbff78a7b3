/** Who asked what, and what the team answered, in its own words. */
import type { Text } from "../card/card.ts";
import { ballotsOf } from "../conversation/ballots.ts";
import { plainReason } from "../conversation/input/answer-text.ts";
import { nameOf, voteOn } from "../conversation/members.ts";
import { type Member, outcomeIn, type State } from "../conversation/state.ts";
import { askOf } from "../conversation/view/names.ts";
import { besideResult, resultOf } from "../conversation/view/question.ts";
import { beforeText } from "../conversation/view/verdict/previous.ts";
import { applying } from "../scoring/model/applies.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import { bullets, heading, line } from "./markdown.ts";
import { ALWAYS, type Section } from "./page.ts";
import * as words from "./words.ts";

export function contextOf(state: State, pack: Pack): Section {
  const starter = nameOf(state, state.starter);
  const text = words.context.asked(starter, state.title, state.startedAt, pack.title, pack.asks);
  return { level: 2, title: words.headings.context, listed: false, lines: [{ text, worth: ALWAYS }] };
}

/** What the team answered to the questions that were asked and still apply, and why it decided otherwise. */
export function answersOf(state: State, pack: Pack): readonly string[] {
  const outcome = outcomeIn(state);
  const answers = answersIn(state, pack);
  const by = outcome === null ? "" : nameOf(state, outcome.by);
  const before = beforeText(state, pack);
  return [
    heading(2, [words.headings.answers]),
    ...(answers.length === 0 ? [] : [bullets(answers)]),
    ...state.people.flatMap(({ name, knows }) =>
      knows == null ? [] : [line(words.context.knew(name, knows))],
    ),
    ...(outcome?.reason == null ? [] : [line(words.context.otherwise(by, plainReason(outcome.reason)))]),
    ...(before === null ? [] : [line([before])]),
  ];
}

function answersIn(state: State, pack: Pack): readonly { text: Text; below: readonly Text[] }[] {
  const applies = applying(pack, ballotsOf(state, pack), "today");
  return state.list
    .filter(({ question }) => applies.get(question) !== "not")
    .map(({ question }) => ({
      text: words.context.answer(askOf(pack, question), resultOf(state, pack, question)),
      below: besides(state, pack, question),
    }));
}

/** What is different later, the reasons given, and who changed their mind. */
function besides(state: State, pack: Pack, question: string): readonly Text[] {
  const changed = state.people.filter((member: Member) => voteOn(member, question)?.afterTalk === true);
  return [
    ...besideResult(state, pack, question),
    ...(changed.length === 0 ? [] : [words.context.afterTalk(changed.map(({ name }) => name))]),
  ];
}
