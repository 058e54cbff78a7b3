/** The message of one question: pending with its choices, closed with its result. */
import type { Block, Control, Text } from "../../card/card.ts";
import { plainText } from "../../card/plain.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack, Question } from "../../scoring/pack/pack.ts";
import { controlId } from "../input/action.ts";
import { type Asked, answered, awaited, pending, type State, voteOn } from "../state.ts";
import * as words from "../words.ts";
import { askOf, labelOf, questionOf } from "./names.ts";
import { controls, note, type Shown, slotOf } from "./shown.ts";

/** Platforms draw this many buttons in a row. */
const BUTTONS_MAX = 5;

/** `index`: its place among the questions asked in this round. None where the pack does not know it. */
export function questionMessage(
  state: State,
  pack: Pack,
  asked: Asked,
  index: number,
  applies: boolean,
): readonly Shown[] {
  const question = questionOf(pack, asked.question);
  if (question === undefined) return [];
  const card = asked.closed
    ? closedCard(state, pack, question, applies)
    : state.status === "cancelled"
      ? cancelledCard(question)
      : pendingCard(state, pack, question, index + 1, asked.toGo);
  return [{ slot: slotOf(state, `question/${question.id}`), audience: "thread", card }];
}

/** One reminder to those who have not answered. */
export function nudgeMessage(state: State, pack: Pack, question: string): Shown {
  const ask = askOf(pack, question);
  const open = pending(state)?.question === question && state.status === "open";
  const missing = open ? awaited(state, question) : [];
  const card: Shown["card"] =
    missing.length === 0
      ? { title: words.question.nudgeOver(ask), blocks: [note(words.question.nudgeOver(ask))] }
      : {
          title: words.question.nudgeTitle(ask),
          blocks: [{ kind: "text", text: words.question.nudge(missing, ask) }],
        };
  return { slot: slotOf(state, `nudge/${question}`), audience: "thread", card };
}

function pendingCard(state: State, pack: Pack, question: Question, n: number, toGo: number): Shown["card"] {
  const done = answered(state, question.id).map((member) => member.name);
  const missing = awaited(state, question.id).map((member) => member.name);
  const several = done.length + missing.length > 1;
  const blocks: Block[] = [
    { kind: "heading", text: [question.ask] },
    note([words.question.progress(n, toGo), ...closing(state)]),
    ...(question.why === null ? [] : [{ kind: "text", text: words.question.why(question.why) } as const]),
    ...controls(answerControls(question, words.buttons.pick)),
    ...controls([
      button(controlId("answer", question.id, NOT_SURE), words.buttons.notSure),
      {
        ...button(controlId("later", question.id), words.buttons.later(pack.horizon.name)),
        opens: "form",
      },
      ...(several && done.length > 0
        ? [button(controlId("move-on", question.id), words.buttons.moveOn)]
        : []),
    ]),
    ...(several ? [note([...words.question.waiting(done, missing), " ", words.question.hidden])] : []),
  ];
  return { title: question.ask, blocks };
}

/** A root message says it as well, but the root may be somebody's own message. */
function closing({ deadline }: State): Text {
  if (deadline?.came !== "not-yet") return [];
  const { at } = deadline;
  return [". ", ...words.deadline.closes({ kind: "time", at, text: words.moment(at) })];
}

/** A button for each choice, or a select where they are too many. */
export function answerControls(question: Question, label: string): readonly Control[] {
  if (question.choices.length > BUTTONS_MAX) return [answerSelect(question, label)];
  return question.choices.map((choice) => ({
    ...button(controlId("answer", question.id, choice.id), choice.label),
    ...(choice.hint === null ? {} : { hint: choice.hint }),
  }));
}

function answerSelect(question: Question, label: string): Control {
  return {
    kind: "select",
    id: controlId("answer", question.id),
    label,
    options: [
      ...question.choices.map(({ id, label, hint }) => ({
        value: id,
        label,
        ...(hint === null ? {} : { hint }),
      })),
      { value: NOT_SURE, label: words.buttons.notSure },
    ],
  };
}

export function button(id: string, label: string): Extract<Control, { kind: "button" }> {
  return { kind: "button", id, label };
}

/** Where a decision has no root message, this is where the team sees that it was cancelled. */
function cancelledCard({ ask }: Question): Shown["card"] {
  const blocks: Block[] = [{ kind: "text", text: [ask] }, note(words.verdict.cancelled())];
  return { title: plainText([ask, " ", ...words.verdict.cancelled()]), blocks };
}

function closedCard(state: State, pack: Pack, question: Question, applies: boolean): Shown["card"] {
  if (!applies)
    return { title: words.question.moot(question.ask), blocks: [note(words.question.moot(question.ask))] };
  const result = resultOf(state, pack, question.id);
  const later = laterOf(state, pack, question.id);
  const reasons = state.people.flatMap((member) => {
    const because = voteOn(member, question.id)?.because ?? null;
    return because === null ? [] : [note(words.question.reason(member.name, because))];
  });
  return {
    title: words.question.closedTitle(question.ask, result),
    blocks: [
      { kind: "text", text: [question.ask, " ", { kind: "strong", text: result }] },
      ...(later.length === 0 ? [] : [note(words.question.laterNote(pack.horizon.name, later))]),
      ...reasons,
      ...(state.status === "open" && state.recommendation === null
        ? controls([answerSelect(question, words.buttons.changeAnswer)])
        : []),
    ],
  };
}

/** Who answered what, as one sentence; names only where several people are asked or have answered. */
export function resultOf(state: State, pack: Pack, question: string): string {
  const parts = groups(state, pack, question, (vote) => vote.today);
  return parts.length === 0 ? words.question.nobody : words.question.result(parts, isShared(state));
}

function isShared(state: State): boolean {
  return state.people.filter((member) => member.expected || member.votes.length > 0).length > 1;
}

/** Who expects another answer later, and which. */
export function laterOf(state: State, pack: Pack, question: string): readonly Group[] {
  return groups(state, pack, question, (vote) => (vote.later === vote.today ? null : vote.later));
}

interface Group {
  readonly choice: string;
  readonly label: string;
  readonly by: readonly string[];
}

type Pick = (vote: NonNullable<ReturnType<typeof voteOn>>) => string | null;

/** Those who are not sure come last. */
function groups(state: State, pack: Pack, question: string, pick: Pick): readonly Group[] {
  const taken = state.people.flatMap((member) => {
    const vote = voteOn(member, question);
    const choice = vote === undefined ? null : pick(vote);
    return choice === null ? [] : [{ choice, name: member.name }];
  });
  const choices = [...new Set(taken.map(({ choice }) => choice))];
  const sure = choices.filter((choice) => choice !== NOT_SURE);
  return [...sure, ...choices.filter((choice) => choice === NOT_SURE)].map((choice) => ({
    choice,
    label: labelOf(pack, question, choice),
    by: taken.filter((one) => one.choice === choice).map(({ name }) => name),
  }));
}
