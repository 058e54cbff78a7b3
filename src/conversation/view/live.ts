/** The message in the thread that everybody can answer from: one question, and how far everybody is. */
import type { Block } from "../../card/card.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { controlId } from "../input/action.ts";
import { answersOf, missingIn, takingPartIn, votersIn } from "../members.ts";
import type { State } from "../state.ts";
import { liveQuestion } from "../steps/round/one.ts";
import { buttons } from "../words/controls.ts";
import { type Pace, pace } from "../words/questions.ts";
import { live } from "../words/thread.ts";
import { questionOf } from "./names.ts";
import { answerControls, besideBlocks, button } from "./question.ts";
import { controls, note, PACE_MS, type Shown } from "./shown.ts";

export function liveMessage(state: State, pack: Pack): Shown {
  const slot = `live/${state.live.n}`;
  const id = state.phase.kind === "answering" ? liveQuestion(state) : null;
  const question = id === null ? undefined : questionOf(pack, id);
  const moving = state.phase.kind === "answering" ? ({ moves: true } as const) : {};
  const common = { slot, audience: "thread", ...moving } as const;
  // That it is over is told at once.
  if (question === undefined) return { ...common, card: closedCard(state) };
  const isShared = takingPartIn(state).length > 1;
  const blocks: Block[] = [
    { kind: "heading", text: [question.ask] },
    ...(question.why === null ? [] : [note(question.why)]),
    ...besideBlocks(state, question.id),
    ...controls(answerControls(question, buttons.pick)),
    ...controls([
      button(controlId("answer", question.id, NOT_SURE), buttons.notSure, "private"),
      button(controlId("later", question.id), buttons.later(pack.horizon.name), "form"),
      button("next", buttons.answer, "private"),
      ...(isShared && votersIn(state).length > 0
        ? [button("move-on", buttons.moveOn), button("recommend-now", buttons.recommendNow)]
        : []),
    ]),
    ...(isShared ? [note(pace.progress(paceOf(state))), note(pace.hidden)] : []),
  ];
  return { ...common, paceMs: PACE_MS, card: { title: question.ask, blocks } };
}

/** How far everybody is, and not with what. */
export function paceOf(state: State): readonly Pace[] {
  return takingPartIn(state).map((member) => ({
    name: member.name,
    through: member.through,
    answered: answersOf(member, state),
    of: state.list.length,
  }));
}

/** Whoever has not answered everything still can. */
function closedCard(state: State): Shown["card"] {
  const { phase } = state;
  const isOpen = phase.kind !== "cancelled" && phase.kind !== "deleted";
  const title = !isOpen
    ? live.cancelled
    : phase.kind === "answering"
      ? live.waiting
      : live.over(paceOf(state));
  const canAnswer = isOpen && missingIn(state).length > 0 && phase.kind !== "decided";
  return {
    title,
    blocks: [note(title), ...(canAnswer ? controls([button("next", buttons.answer, "private")]) : [])],
  };
}
