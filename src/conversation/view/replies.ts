/** Replies for one person's eyes: help, lists, how it stands, and why something was refused. */
import type { Block, Card, Control, Text } from "../../card/card.ts";
import { plainText } from "../../card/plain.ts";
import type { Reply, Status, Summary } from "../../port.ts";
import type { Pack, Question } from "../../scoring/pack/pack.ts";
import type { PackSet } from "../../scoring/pack/pack-set.ts";
import type { Context } from "../event.ts";
import { controlId } from "../input/action.ts";
import { type ListQuery, PAGE_SIZE } from "../input/command.ts";
import { ballotsOf, isOver, pending, type State } from "../state.ts";
import { isCalling } from "../steps/last-call.ts";
import * as words from "../words.ts";
import { askOf, questionOf } from "./names.ts";
import { answerControls, button } from "./question.ts";
import { rootTitle } from "./root.ts";
import { controls, list, note, slotOf } from "./shown.ts";

export const nothing: Reply = { kind: "nothing" };

/** One sentence, and what can be pressed about it. */
export function sentence(text: string, blocks: readonly Block[] = [], state: State | null = null): Reply {
  return reply({ title: text, blocks: [{ kind: "text", text: [text] }, ...blocks] }, state);
}

function ephemeral(title: string, blocks: readonly Block[], state: State | null): Reply {
  return reply({ title, blocks: [{ kind: "heading", text: [title] }, ...blocks] }, state);
}

function reply(card: Card, state: State | null): Reply {
  return { kind: "ephemeral", card, token: state === null ? null : tokenOf(state, "") };
}

/** To look at only. */
export function only(card: Card): Reply {
  return reply(card, null);
}

export function tokenOf(
  state: State,
  control: string,
): { decision: string; control: string; revision: number } {
  return { decision: state.id, control, revision: state.revision };
}

export function help(packSet: PackSet): Reply {
  const { title, text } = words.replies.help(packSet.current.map(({ pack }) => pack.title));
  return ephemeral(
    title,
    text.map((line): Block => ({ kind: "text", text: line })),
    null,
  );
}

export function packs(packSet: PackSet): Reply {
  if (packSet.current.length === 0) return sentence(words.replies.noPacks);
  const lines = packSet.current.map(({ pack }) =>
    words.replies.packLine(
      pack.title,
      pack.version,
      pack.options.map((option) => option.name),
      pack.questions.length,
    ),
  );
  return ephemeral(words.replies.packs, list("", lines), null);
}

/**
 * A page of the decisions that somebody may know of, what is in progress first. `mine`: those that they take part in are
 * among them, wherever they are.
 */
export function recent(
  summaries: readonly Summary[],
  { words: about, page }: ListQuery,
  mine: boolean,
): Reply {
  if (summaries.length === 0)
    return sentence(about === null && page === 1 ? words.replies.emptyList : words.replies.noneFound(about));
  const shown = summaries.slice(0, PAGE_SIZE);
  const linesOf = (of: readonly Status[]): readonly Text[] =>
    shown.filter(({ status }) => of.includes(status)).map(listLine);
  return ephemeral(
    words.replies.list(about, page, mine),
    [
      ...list(words.replies.listOpen, linesOf(["open", "recommended"])),
      ...list(words.replies.listPast, linesOf(["accepted", "otherwise", "cancelled"])),
      ...(summaries.length > PAGE_SIZE ? [note(words.replies.listMore(about, page + 1))] : []),
    ],
    null,
  );
}

function listLine({ title, at, place: { channel, thread }, text }: Summary): Text {
  const line = plainText(text) || title || words.unnamed;
  return words.replies.listLine({ kind: "place", text: line, channel, thread }, words.day(at));
}

/** Asks back before a decision is deleted. */
export function deleteSure(state: State): Reply {
  const control: Control = { ...button("delete", words.buttons.delete), look: "danger" };
  return sentence(words.replies.deleteSure, controls([control]), state);
}

/** When to be reminded could not be read, or was not said. */
export function remind(state: State, when: string): Reply {
  const control: Control = { ...button("remind", words.buttons.remind), opens: "form" };
  return sentence(words.replies.remindWhen(when), controls([control]), state);
}

/** How it stands, and the controls of what waits now: enough to go on from. What is closed has no token. */
export function status(state: State, pack: Pack | null, { view }: Context): Reply {
  if (isOver(state)) return sentence(rootTitle(state, pack));
  const slot = pack === null ? "pack" : slotOf(state, waitingSlot(state));
  const waiting = view(state).find((shown) => shown.slot === slot)?.card.blocks ?? [];
  const asked =
    pack === null
      ? []
      : [{ kind: "text", text: words.replies.statusAsked(state.asked.length, pack.title) } as const];
  return ephemeral(words.replies.status(state.title), [...asked, ...waiting], state);
}

function waitingSlot(state: State): string {
  if (state.discussing !== null) return `split/${state.discussing}`;
  const question = pending(state)?.question;
  if (question !== undefined) return `question/${question}`;
  return isCalling(state) ? "last-call" : "card";
}

/** Two answers were close: which one? */
export function which(state: State, question: Question, choices: readonly string[]): Reply {
  const close = question.choices.filter(({ id }) => choices.includes(id));
  const text = words.replies.ambiguous(close.map(({ label }) => label));
  const row: Control[] = close.map(({ id, label }) => button(controlId("answer", question.id, id), label));
  return sentence(text, controls(row), state);
}

export function notUnderstood(state: State, question: Question): Reply {
  const text = words.replies.notUnderstood(question.choices.map(({ label }) => label));
  return sentence(text, controls(answerControls(question, words.buttons.pick)), state);
}

/** The way to the form, for those who typed. */
export function otherwise(state: State): Reply {
  const control: Control = { ...button("otherwise", words.buttons.otherwise), opens: "form" };
  return ephemeral(words.forms.otherwise, controls([control]), state);
}

/** What can be done with a card besides what stands on it. */
export function more(state: State, pack: Pack, context: Context): Reply {
  const decided = state.outcome !== null;
  const { next } = context.verdict(pack, ballotsOf(state));
  const row: Control[] = [
    button("export", words.buttons.export),
    button("breakdown", words.buttons.breakdown),
    ...(decided ? [{ ...button("remind", words.buttons.remind), opens: "form" } as const] : []),
    ...(decided || next === null ? [] : [button("ask-all", words.buttons.askAll)]),
  ];
  return sentence(words.replies.more, controls(row), state);
}

/** Which of the answers is to be changed. */
export function changeWhich(state: State, pack: Pack): Reply {
  if (state.asked.length === 0) return sentence(words.replies.nothingToChange);
  const options = state.asked.map(({ question }) => ({ value: question, label: askOf(pack, question) }));
  const select: Control = {
    kind: "select",
    id: "choose-change",
    label: words.buttons.chooseQuestion,
    options,
    opens: "form",
  };
  return sentence(words.replies.change, [{ kind: "controls", controls: [select] }], state);
}

/** One answer to be changed. */
export function changeOne(state: State, pack: Pack, question: string): Reply {
  const found = questionOf(pack, question);
  if (found === undefined) return changeWhich(state, pack);
  return ephemeral(
    found.ask,
    [
      ...controls(answerControls(found, words.buttons.changeAnswer)),
      ...controls([
        { ...button(controlId("later", question), words.buttons.later(pack.horizon.name)), opens: "form" },
      ]),
    ],
    state,
  );
}
