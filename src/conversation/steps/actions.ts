/**
 * The action table: a row for each verb. Its words, its control, what it needs, who may, and what it does; what is said
 * to whoever is refused stands with the needs and the rights. To add a verb, add its row here, its sentences to words.ts,
 * and its rights to the test that walks them.
 */
import { normalise } from "../../reading/plainwords.ts";
import type { Context, Turn } from "../event.ts";
import { type Action, readParts } from "../input/action.ts";
import { COMMAND_MAX, listQuery, readChange, readForget, readList, readRemind } from "../input/command.ts";
import { ballotsOf, pending, type State } from "../state.ts";
import { breakdownCard } from "../view/breakdown.ts";
import { laterForm, otherwiseForm, remindForm } from "../view/forms.ts";
import { fullCard } from "../view/full.ts";
import { packOf } from "../view/messages.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import { readDeadline, setDeadline } from "./deadline.ts";
import { deleted, forget } from "./erase.ts";
import { exportRecord } from "./export.ts";
import { advance, leaveSplit } from "./flow.ts";
import { anywhere, done, onDecision, onPack, refuse, type Said, type Verb } from "./guard.ts";
import { endLastCall, isCalling, withoutLater } from "./last-call.ts";
import { may, need } from "./needs.ts";
import { ignoreProposals, takeProposals } from "./proposals.ts";
import { accept, again, decideOtherwise, remindFilled, remindWhen, stillHolds } from "./review.ts";
import { choosePack } from "./start.ts";
import { answer, change, moveOn, withGuest } from "./votes.ts";

const TABLE: Readonly<Record<string, Verb>> = {
  help: anywhere({
    words: ["help", "hello", "hi", "hey"],
    needs: [],
    who: may.anybody,
    does: ({ state, context }) => ({ state, reply: replies.help(context.packs) }),
  }),
  packs: anywhere({
    words: ["packs"],
    needs: [],
    who: may.anybody,
    does: ({ state, context }) => ({ state, reply: replies.packs(context.packs) }),
  }),
  list: anywhere({
    reads: ({ plain }) => fieldsOf(readList(plain)),
    needs: [],
    who: may.anybody,
    does: ({ state, action, context }) => ({
      state,
      reply: replies.recent(context.recent, listQuery(action.fields), !action.inPublic),
    }),
  }),
  forget: anywhere({
    reads: ({ plain }) => fieldsOf(readForget(plain)),
    needs: [],
    who: may.forget,
    does: forget,
  }),
  status: onDecision({
    words: ["status"],
    needs: [],
    who: may.anybody,
    does: ({ state, pack, context }) => ({ state, reply: replies.status(state, pack, context) }),
  }),
  cancel: onDecision({
    words: ["cancel"],
    needs: [need.unsettled],
    who: may.decide,
    does: ({ state }) => ({
      state: { ...state, status: "cancelled", discussion: [] },
      reply: replies.sentence(words.replies.cancelled(state.title)),
    }),
  }),
  delete: onDecision({
    words: ["delete"],
    control: "delete",
    needs: [],
    who: may.decide,
    typed: ({ state }) => ({ state, reply: replies.deleteSure(state) }),
    does: ({ state }) => ({ state: deleted(state), reply: replies.sentence(words.replies.deleted) }),
  }),
  deadline: onDecision({
    reads: readDeadline,
    needs: [need.asking],
    who: may.decide,
    does: setDeadline,
  }),
  pack: onDecision({
    control: "pack/digest",
    needs: [need.choosing],
    who: may.anybody,
    does: choosePack,
  }),

  answer: onPack({
    control: "answer/question/choice?",
    needs: [need.shown, need.asked],
    who: may.answer,
    does: answer,
  }),
  /** The form with both horizons of one answer. */
  later: onPack({
    control: "later/question",
    needs: [need.asked],
    who: may.answer,
    form: ({ state, pack, action }) => laterForm(state, pack, action.of, action.by),
    does: answer,
  }),
  change: onPack({
    reads: ({ plain }) => fieldsOf(readChange(plain)),
    control: "change",
    needs: [need.anyAsked],
    who: may.answer,
    does: change,
  }),
  /** A select: its value is the question. */
  "choose-change": onPack({
    control: "choose-change",
    needs: [need.asked],
    who: may.answer,
    does: ({ state, pack, action }) => ({
      state,
      reply: laterForm(state, pack, action.value ?? "", action.by),
    }),
  }),
  "move-on": onPack({
    reads: whateverWaits,
    control: "move-on/question",
    needs: [need.pending, need.answered],
    who: may.moveOn,
    does: moveOn,
  }),
  "go-on": onPack({
    control: "go-on/question",
    needs: [need.talk],
    who: may.decide,
    does: ({ state, pack, context }) => done(advance(leaveSplit(state), pack, context)),
  }),
  "no-later": onPack({
    control: "no-later",
    needs: [need.lastCall],
    who: may.takePart,
    does: ({ state, pack, action, context }) =>
      done(advance(withoutLater(state, action.by.id), pack, context)),
  }),
  "end-last-call": onPack({
    control: "end-last-call",
    needs: [need.lastCall],
    who: may.decide,
    does: ({ state, pack, context }) => done(advance(endLastCall(state), pack, context)),
  }),
  "ask-all": onPack({
    words: ["ask the rest", "rest"],
    control: "ask-all",
    needs: [need.unsettled, need.moreToAsk],
    who: may.anybody,
    does: ({ state, pack, context }) => done(advance({ ...state, askAll: true }, pack, context)),
  }),

  "take-all": onPack({
    control: "take-all",
    needs: [need.proposals],
    who: may.settle,
    does: takeProposals,
  }),
  /** A select: its value is the proposal's place in the state. */
  "take-one": onPack({
    control: "take-one",
    needs: [need.proposals],
    who: may.settle,
    does: takeProposals,
  }),
  "leave-out": onPack({
    control: "leave-out",
    needs: [need.proposals],
    who: may.settle,
    does: ignoreProposals,
  }),

  accept: onPack({
    words: ["accept"],
    control: "accept/option?",
    needs: [need.undecided, need.acceptable, need.current],
    who: may.decide,
    does: accept,
  }),
  otherwise: onPack({
    words: ["otherwise", "decide otherwise"],
    control: "otherwise",
    needs: [need.card, need.undecided],
    who: may.decide,
    form: ({ state, pack }) => otherwiseForm(state, pack),
    // A form can only answer a press.
    typed: ({ state }) => ({ state, reply: replies.otherwise(state) }),
    does: decideOtherwise,
  }),
  /** Pressed, for one person; typed, for the thread. */
  why: onPack({
    words: ["why"],
    control: "why",
    needs: [need.card],
    who: may.anybody,
    does: ({ state, pack, context }) => ({
      state,
      reply: replies.only(fullCard(state, pack, context.verdict(pack, ballotsOf(state)))),
    }),
  }),
  /** What a card has besides. */
  more: onPack({
    control: "more",
    needs: [need.card],
    who: may.anybody,
    does: ({ state, pack, context }) => ({ state, reply: replies.more(state, pack, context) }),
  }),
  breakdown: onPack({
    words: ["breakdown", "full breakdown"],
    control: "breakdown",
    needs: [],
    who: may.anybody,
    does: ({ state, pack, context }) => ({
      state,
      reply: replies.only(breakdownCard(state, pack, context.verdict(pack, ballotsOf(state)))),
    }),
  }),
  export: onPack({
    words: ["export"],
    control: "export",
    needs: [need.card],
    who: may.anybody,
    does: exportRecord,
  }),

  remind: onPack({
    reads: ({ text }) => fieldsOf(readRemind(text)),
    control: "remind",
    needs: [need.outcome],
    who: may.decide,
    form: ({ state }) => remindForm(state),
    typed: remindWhen,
    does: remindFilled,
  }),
  holds: onPack({
    words: ["it still holds", "still holds"],
    control: "holds",
    needs: [need.reviewed, need.outcome],
    who: may.decide,
    does: ({ state, pack, action: { by }, context }) =>
      done(stillHolds(withGuest(state, by), pack, by.id, context.now)),
  }),
  again: onPack({
    words: ["again", "go through it again"],
    control: "again",
    needs: [need.reviewed, need.outcome],
    who: may.decide,
    does: ({ state, pack, action: { by }, context }) =>
      done(again(withGuest(state, by), pack, by.id, context)),
  }),
};

export const ACTIONS: ReadonlyMap<string, Verb> = new Map(Object.entries(TABLE));

const TYPED: ReadonlyMap<string, string> = new Map(
  [...ACTIONS].flatMap(([verb, row]) => (row.words ?? []).map((word) => [word, verb])),
);

export function perform(state: State | null, action: Action, context: Context): Turn {
  const verb = ACTIONS.get(action.verb);
  if (verb === undefined) return refuse(state, words.replies.gone);
  return verb.attempt({ action, state, pack: state === null ? null : packOf(state, context.packs), context });
}

/** Null for a control that this program never made. */
export function readControl(id: string): Pick<Action, "verb" | "of" | "value"> | null {
  const [verb = ""] = id.split("/");
  const pattern = ACTIONS.get(verb)?.control;
  const parts = pattern === undefined ? null : readParts(id, pattern);
  return parts === null ? null : { verb, ...parts };
}

/** Null where the text is no verb: an answer that contains "help" stays an answer. */
export function readVerb(said: Omit<Said, "plain">): Pick<Action, "verb" | "of" | "fields"> | null {
  if (said.text.length > COMMAND_MAX) return null;
  const plain = normalise(said.text);
  const typed = TYPED.get(plain);
  if (typed !== undefined) return { verb: typed, of: "", fields: {} };
  for (const [verb, { reads }] of ACTIONS) {
    const read = reads?.({ ...said, plain }) ?? null;
    if (read !== null) return { verb, of: "", fields: {}, ...read };
  }
  return null;
}

function fieldsOf(fields: Action["fields"] | null): Pick<Action, "fields"> | null {
  return fields === null ? null : { fields };
}

/** "move on", said of whatever waits: a talk, a question, the last call. */
function whateverWaits({ plain, state }: Said): Partial<Pick<Action, "verb" | "of">> | null {
  if (plain !== "move on" && plain !== "next") return null;
  if (state === null) return {};
  if (state.discussing !== null) return { verb: "go-on", of: state.discussing };
  const question = pending(state)?.question;
  if (question === undefined && isCalling(state)) return { verb: "end-last-call" };
  return { of: question ?? "" };
}
