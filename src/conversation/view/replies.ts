/** Replies for one person's eyes: help, how it stands, what comes of an answer, and why something was refused. */
import type { Block, Card, Control, Text } from "../../card/card.ts";
import { plainText } from "../../card/plain.ts";
import type { Reply, Summary } from "../../port.ts";
import type { Pack, Question } from "../../scoring/pack/pack.ts";
import type { PackRecord, PackSet } from "../../scoring/pack/pack-set.ts";
import { ballotsOf } from "../ballots.ts";
import type { Context, Link } from "../event.ts";
import { controlId } from "../input/action.ts";
import { isAsking, isOver, type Member, type State, type Vote } from "../state.ts";
import { buttons, forms } from "../words/controls.ts";
import { day, moment } from "../words/phrases.ts";
import { pace } from "../words/questions.ts";
import * as words from "../words/replies.ts";
import { paceOf } from "./live.ts";
import { askOf, labelOf, optionName, questionOf, topicOf } from "./names.ts";
import { candidateButtons, rootTitle } from "./opening.ts";
import { answerControls, button } from "./question.ts";
import { controls, list, note } from "./shown.ts";

export const nothing: Reply = { kind: "nothing" };

/** One sentence, and what can be pressed about it. */
export function sentence(text: string, blocks: readonly Block[] = [], state: State | null = null): Reply {
  return reply({ title: text, blocks: [{ kind: "text", text: [text] }, ...blocks] }, state);
}

/** Why nothing has come of what somebody did. */
export function refusal(why: string): Reply {
  const card: Card = { title: why, blocks: [{ kind: "text", text: [why] }] };
  return { kind: "ephemeral", card, token: null, refused: true };
}

/** Text that is more than letters. */
export function text(said: Text, blocks: readonly Block[] = [], state: State | null = null): Reply {
  return reply({ title: plainText(said), blocks: [{ kind: "text", text: said }, ...blocks] }, state);
}

export function ephemeral(title: string, blocks: readonly Block[], state: State | null): Reply {
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

/** Asks back before a decision is cancelled. */
export function cancelSure(state: State): Reply {
  const control: Control = { ...button("cancel", buttons.cancel), look: "danger" };
  return sentence(words.replies.cancelSure, controls([control]), state);
}

/** Asks back before a decision is deleted. */
export function deleteSure(state: State): Reply {
  const control: Control = { ...button("delete", buttons.delete), look: "danger" };
  return sentence(words.replies.deleteSure, controls([control]), state);
}

/** With the way back. */
export function deleted(state: State): Reply {
  return sentence(words.replies.deleted, controls([button("restore", buttons.restore)]), state);
}

/** Nothing that is known fits: `why` says what was asked for; `closest` null: it names them. Nothing is begun. */
export function nothingFits(why: Text, closest: readonly PackRecord[] | null, packSet: PackSet): Reply {
  const titles = (records: readonly PackRecord[]) => records.map(({ pack }) => pack.title);
  const lead = why.length === 0 ? [words.replies.unknownTopic] : why;
  const near = closest === null ? null : titles(closest);
  return text([...lead, " ", words.replies.nothingFits(near, titles(packSet.current))]);
}

/** Nobody said what is to be decided. */
export function startWith(packSet: PackSet): Reply {
  return ephemeral(
    words.replies.startTitle,
    [{ kind: "text", text: [words.replies.startWith(packSet.current.map(({ pack }) => pack.title))] }],
    null,
  );
}

/** The room has decided the same before. */
export function precedent({ id, text: line, at }: Summary, said: string): Reply {
  const lead = words.replies.precedent(plainText(line), day(at));
  const card: Card = {
    title: plainText(lead),
    blocks: [
      { kind: "text", text: [...lead, { kind: "quote", text: `anew ${said}` }, "."] },
      ...controls([button("again", buttons.again)]),
    ],
  };
  // Whoever reads this has seen its newest state.
  return { kind: "ephemeral", card, token: { decision: id, control: "", revision: Number.MAX_SAFE_INTEGER } };
}

/** An answer was changed where nothing comes next. */
export function saved(pack: Pack, { question, today, because }: Vote, decided: boolean): Reply {
  return text(
    words.replies.saved(topicOf(pack, question), labelOf(pack, question, today ?? ""), because, decided),
  );
}

/** What somebody said for later only: today's answer is still to come. */
export function laterSaved({ horizon }: Pack, { because }: Vote): Reply {
  return text(words.replies.laterSaved(horizon.name, because));
}

/** Where everybody reads it: not what was answered. */
export function savedInPublic({ name }: Member, isReason: boolean): Reply {
  const title = words.replies.savedInPublic(name, isReason);
  const card: Card = { title, blocks: [{ kind: "text", text: [title] }] };
  return { kind: "ephemeral", card, token: null, noted: true };
}

/** In round two: where each side leads is said once they have kept or changed their own answer. */
export function kept(
  pack: Pack,
  questions: readonly string[],
  changed: boolean,
  leads: (question: string) => ReadonlyMap<string, string | null>,
): Reply {
  const lines = questions.map(
    (id): Block => ({
      kind: "text",
      text: words.replies.leads(
        askOf(pack, id),
        [...leads(id)].map(([choice, option]) => ({
          label: labelOf(pack, id, choice),
          option: option === null ? null : optionName(pack, option),
        })),
      ),
    }),
  );
  return sentence(words.replies.kept(changed), lines);
}

/** When to be reminded could not be read, or was not said. */
export function remind(state: State, said: string): Reply {
  return sentence(said, controls([button("remind", buttons.remind, "form")]), state);
}

/** How it stands, and what can be done about it now. What is closed has no token. */
export function status(state: State, pack: Pack | null, packSet: PackSet): Reply {
  const title = rootTitle(state, pack);
  if (isOver(state)) return sentence(title);
  const { phase } = state;
  const answer = button("next", buttons.answer, "private");
  const keep: Control = { ...button("keep", buttons.keep, "private"), look: "primary" };
  const row: readonly Control[] = isAsking(state)
    ? [...(phase.kind === "differing" ? [keep] : []), answer, editButton]
    : phase.kind === "recommended"
      ? [
          ...(phase.recommendation.option === null ? [] : [button("accept", buttons.accept)]),
          button("why", buttons.why),
        ]
      : candidateButtons(phase, packSet);
  const blocks: Block[] = [
    { kind: "text", text: [title] },
    ...(isAsking(state) ? [note(pace.progress(paceOf(state)))] : []),
    ...controls(row),
  ];
  return ephemeral(words.replies.status(state.title), blocks, state);
}

/** Two answers were close: which one? */
export function which(state: State, question: Question, choices: readonly string[]): Reply {
  const close = question.choices.filter(({ id }) => choices.includes(id));
  const text = words.replies.ambiguous(close.map(({ label }) => label));
  const row: Control[] = close.map(({ id, label }) => button(controlId("answer", question.id, id), label));
  return sentence(text, controls(row), state);
}

export function notUnderstood(state: State, question: Question): Reply {
  return sentence(words.replies.notUnderstood, controls(answerControls(question, buttons.pick)), state);
}

/** The ways to forms, for those who typed. */
export function otherwise(state: State): Reply {
  return ephemeral(forms.otherwise, controls([button("otherwise", buttons.otherwise, "form")]), state);
}

export function edit(state: State): Reply {
  return ephemeral(forms.edit, controls([editButton]), state);
}

const editButton = button("edit", buttons.edit, "form");

/** What can be done with a card beyond what stands on it. */
export function more(state: State, pack: Pack, context: Context): Reply {
  const decided = state.phase.kind === "decided";
  const { next } = context.verdict(pack, ballotsOf(state, pack));
  const row: Control[] = [
    button("export", buttons.export),
    button("report", buttons.report),
    button("breakdown", buttons.breakdown),
    ...(decided ? [button("remind", buttons.remind, "form")] : []),
    ...(decided || next === null ? [] : [button("ask-all", buttons.askAll)]),
  ];
  return sentence(words.replies.more, controls(row), state);
}

/** `mayRevoke`: whoever reads it may take back every link. */
export function reported(state: State, link: Link | null, mayRevoke: boolean): Reply {
  if (link === null) return sentence(words.replies.reported);
  const { url, until } = link;
  const ends = { kind: "time", at: until, text: moment(until) } as const;
  const row = mayRevoke ? controls([button("revoke-links", buttons.revokeLinks)]) : [];
  const said = words.replies.reportLink({ kind: "link", text: url, url }, ends);
  return sentence(words.replies.reported, [{ kind: "text", text: said }, ...row], state);
}

/** Which of the answers is to be changed. */
export function changeWhich(state: State, pack: Pack): Reply {
  const options = state.list.map(({ question }) => ({ value: question, label: askOf(pack, question) }));
  const select: Control = {
    kind: "select",
    id: "choose-change",
    label: buttons.chooseQuestion,
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
      ...controls(answerControls(found, buttons.changeAnswer)),
      ...controls([button(controlId("later", question), buttons.later(pack.horizon.name), "form")]),
    ],
    state,
  );
}
