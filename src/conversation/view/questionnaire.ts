/** What one person goes through in private: a question at a time, then what is asked once at the end. */
import type { Block, Control, Text } from "../../card/card.ts";
import type { Reply } from "../../port.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack, Question } from "../../scoring/pack/pack.ts";
import type { Scoring } from "../event.ts";
import { controlId } from "../input/action.ts";
import { hasAnswered, missingIn, voteOn, wantedIn } from "../members.ts";
import type { Member, State, Vote } from "../state.ts";
import { type Ahead, aheadOf, type NextStep } from "../steps/round/one.ts";
import { buttons } from "../words/controls.ts";
import * as words from "../words/questions.ts";
import { paceOf } from "./live.ts";
import { askOf, labelOf, questionOf, topicOf } from "./names.ts";
import { answerControls, besideBlocks, button } from "./question.ts";
import * as replies from "./replies.ts";
import { controls, list, note } from "./shown.ts";

/** `said`: the answer that it follows, where the person does not see it. */
export function stepReply(
  state: State,
  pack: Pack,
  member: Member,
  step: NextStep,
  scoring: Pick<Scoring, "progress">,
  said: Vote | null = null,
): Reply {
  const noted =
    said === null
      ? []
      : [note(words.question.noted(labelOf(pack, said.question, said.today ?? ""), said.because))];
  const { title, blocks } = stepCard(state, pack, member, step, scoring);
  return replies.ephemeral(title, [...noted, ...blocks], state);
}

function stepCard(
  state: State,
  pack: Pack,
  member: Member,
  step: NextStep,
  scoring: Pick<Scoring, "progress">,
): { readonly title: string; readonly blocks: readonly Block[] } {
  switch (step.kind) {
    case "question": {
      const question = questionOf(pack, step.question);
      if (question === undefined) return { title: askOf(pack, step.question), blocks: [] };
      const ahead = aheadOf(state, pack, member, question.id, scoring);
      return { title: question.ask, blocks: questionBlocks(state, pack, member, question, ahead) };
    }
    case "horizon":
      return {
        title: words.horizon.title(pack.horizon.name),
        blocks: horizonBlocks(pack, member, step.questions),
      };
    case "knows":
      return {
        title: words.knows.title,
        blocks: [
          { kind: "text", text: [words.knows.why] },
          ...controls([
            { ...button("knows", buttons.knows, "form"), look: "primary" },
            button("knows-nothing", buttons.nothing),
          ]),
        ],
      };
    case "end":
      return { title: words.end.title, blocks: endBlocks(state) };
  }
}

function questionBlocks(
  state: State,
  pack: Pack,
  member: Member,
  question: Question,
  ahead: Ahead,
): readonly Block[] {
  const { id, why } = question;
  const vote = voteOn(member, id);
  const given = vote?.today ?? null;
  const before = previousOf(state, pack, member, id);
  const number = numberOf(state, member, id);
  const row: Control[] = [
    button(controlId("answer", id, NOT_SURE), buttons.notSure),
    button(controlId("later", id), buttons.laterOrWhy(pack.horizon.name), "form"),
    ...(before === null ? [] : [button(controlId("back", before), buttons.back)]),
  ];
  return [
    note(words.question.progress(number, ahead)),
    ...(why === null ? [] : [{ kind: "text", text: [why] } as const]),
    ...besideBlocks(state, id),
    ...(given === null ? [] : [note(words.question.yours(labelOf(pack, id, given), vote?.because ?? null))]),
    ...controls(answerControls(question, buttons.pick)),
    ...controls(row),
    // Said once is enough.
    ...(number === 1 && wantedIn(state).length > 1 ? [note(words.pace.hidden)] : []),
  ];
}

/** Of their own questions, counted as they come back to them. */
function numberOf({ list: questions }: State, member: Member, id: string): number {
  const answered = questions.map(({ question }) => question).filter((one) => hasAnswered(member, one));
  return (answered.includes(id) ? answered.indexOf(id) : answered.length) + 1;
}

/** Of those that they have answered, the one before in the list. */
function previousOf({ list: questions }: State, pack: Pack, member: Member, id: string): string | null {
  const ids = questions.map(({ question }) => question);
  const at = ids.includes(id) ? ids.indexOf(id) : ids.length;
  const before = ids
    .slice(0, at)
    .filter((one) => hasAnswered(member, one) && questionOf(pack, one) !== undefined);
  return before.at(-1) ?? null;
}

function horizonBlocks(pack: Pack, member: Member, questions: readonly string[]): readonly Block[] {
  const answers = questions.map((id): Text => {
    const vote = voteOn(member, id);
    const [today, later] = [vote?.today ?? "", vote?.later ?? null];
    return words.horizon.answer(
      topicOf(pack, id),
      labelOf(pack, id, today),
      later === null ? null : labelOf(pack, id, later),
    );
  });
  return [
    { kind: "text", text: [words.horizon.why] },
    ...list(words.horizon.answers, answers),
    ...controls([
      { ...button("no-later", buttons.noLater), look: "primary" },
      {
        kind: "select",
        id: "choose-change",
        label: buttons.pickLater,
        options: questions.map((id) => ({ value: id, label: askOf(pack, id) })),
        opens: "form",
      },
    ]),
  ];
}

/** What happens next, and how to change one's mind until then. */
function endBlocks(state: State): readonly Block[] {
  const { phase } = state;
  const missing = missingIn(state).map(({ name }) => name);
  const next =
    phase.kind === "answering"
      ? words.end.waiting(missing)
      : phase.kind === "differing"
        ? words.end.differing
        : words.end.recommended;
  return [
    { kind: "text", text: [next] },
    ...(wantedIn(state).length > 1 ? [note(words.pace.progress(paceOf(state)))] : []),
    ...controls([button("change", buttons.change)]),
  ];
}
