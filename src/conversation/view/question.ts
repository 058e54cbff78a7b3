/** One question: its choices as controls, and who answered what. */
import type { Block, Control, Text } from "../../card/card.ts";
import type { Horizon } from "../../scoring/model/applies.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack, Question } from "../../scoring/pack/pack.ts";
import { ballotOf } from "../ballots.ts";
import { controlId } from "../input/action.ts";
import { takingPartIn, voteOn } from "../members.ts";
import type { State } from "../state.ts";
import { buttons } from "../words/controls.ts";
import { attributed, noAnswer } from "../words/phrases.ts";
import * as words from "../words/questions.ts";
import { proposals } from "../words/thread.ts";
import { labelOf } from "./names.ts";
import { list } from "./shown.ts";

/** Platforms draw this many buttons in a row. */
const BUTTONS_MAX = 5;

/** A button for each choice, or a select where they are too many. */
export function answerControls(question: Question, label: string): readonly Control[] {
  if (question.choices.length > BUTTONS_MAX) return [answerSelect(question, label)];
  return question.choices.map((choice) => ({
    ...button(controlId("answer", question.id, choice.id), choice.label, "private"),
    ...(choice.hint === null ? {} : { hint: choice.hint }),
  }));
}

function answerSelect(question: Question, label: string): Control {
  return {
    kind: "select",
    id: controlId("answer", question.id),
    label,
    opens: "private",
    options: [...choiceOptions(question), notSureOption],
  };
}

/** To pick from, in a select or in a form. */
export function choiceOptions({ choices }: Question): readonly Option[] {
  return choices.map(({ id, label, hint }) => ({ value: id, label, ...(hint === null ? {} : { hint }) }));
}

type Option = Extract<Control, { kind: "select" }>["options"][number];

export const notSureOption: Option = { value: NOT_SURE, label: buttons.notSure };

export function button(id: string, label: string, opens?: Button["opens"]): Button {
  return { kind: "button", id, label, ...(opens === undefined ? {} : { opens }) };
}

type Button = Extract<Control, { kind: "button" }>;

/** What was said of a question that the discussion left open. */
export function besideBlocks(state: State, question: string): readonly Block[] {
  const touched = state.discussed?.touched.find((one) => one.question === question);
  const lines = (touched?.said ?? []).map(({ person, quote, link }) =>
    proposals.besideLine(person.name, quote, link),
  );
  return list(proposals.beside, lines);
}

/** Who answered what, as one sentence; names only where several people are asked or have answered. */
export function resultOf(state: State, pack: Pack, question: string): string {
  const parts = answersIn(state, pack, question, "today");
  return parts.length === 0 ? noAnswer : words.question.result(parts, takingPartIn(state).length > 1);
}

/** Who expects another answer later, and which; then everybody's reasons. */
export function besideResult(state: State, pack: Pack, question: string): readonly Text[] {
  const later = answersIn(state, pack, question, "later");
  const reasons = state.people.flatMap((member) => {
    const because = voteOn(member, question)?.because ?? null;
    return because === null ? [] : [attributed(member.name, because)];
  });
  return [...(later.length === 0 ? [] : [words.question.laterNote(pack.horizon.name, later)]), ...reasons];
}

interface Group {
  readonly choice: string;
  readonly label: string;
  readonly by: readonly string[];
}

/** Each answer, and who gave it. Those who are not sure come last. */
export function answersIn(state: State, pack: Pack, question: string, horizon: Horizon): readonly Group[] {
  const taken = state.people.flatMap((member) =>
    Object.entries(ballotOf(member, pack)[horizon])
      .filter(([id]) => id === question)
      .map(([, choice]) => ({ choice, name: member.name })),
  );
  const choices = [...new Set(taken.map(({ choice }) => choice))];
  const sure = choices.filter((choice) => choice !== NOT_SURE);
  return [...sure, ...choices.filter((choice) => choice === NOT_SURE)].map((choice) => ({
    choice,
    label: labelOf(pack, question, choice),
    by: taken.filter((one) => one.choice === choice).map(({ name }) => name),
  }));
}
