/**
 * The action table: a row for each verb. Its words, its control, what it needs, who may, and what it does; what is said
 * to whoever is refused stands with the needs and the rights. To add a verb, add its row here, its sentences to words/,
 * and its rights to the test that walks them.
 */

import { normalise } from "../../reading/plainwords.ts";
import { ballotsOf } from "../ballots.ts";
import type { Context, Turn } from "../event.ts";
import { type Action, readParts } from "../input/action.ts";
import { COMMAND_MAX, listQuery, readChange, readForget, readList, readRemind } from "../input/command.ts";
import { withPeople } from "../people.ts";
import type { State } from "../state.ts";
import { editForm, knowsForm, laterForm, otherwiseForm, remindForm } from "../view/forms.ts";
import * as lists from "../view/lists.ts";
import { packOf } from "../view/messages.ts";
import * as replies from "../view/replies.ts";
import { breakdownCard } from "../view/verdict/breakdown.ts";
import { fullCard } from "../view/verdict/full.ts";
import * as words from "../words/replies.ts";
import { editFilled, editTyped, readEdits } from "./edit.ts";
import { forget, restore, withCancelled, withDeleted } from "./erase.ts";
import { exportRecord, postReport, revokeLinks } from "./export.ts";
import { anywhere, done, onDecision, onPack, refuse, type Said, type Verb } from "./guard.ts";
import { may, need } from "./needs.ts";
import { ignoreProposals, takeProposals } from "./proposals.ts";
import { accept, again, decideOtherwise, remindFilled, remindWhen, stillHolds } from "./review.ts";
import { back, keep, knows, moveOn, open, recommendNow, withoutLater } from "./round/pace.ts";
import { choosePack } from "./start.ts";
import { answer, change, quieten } from "./votes.ts";

const TABLE: Readonly<Record<string, Verb>> = {
  help: anywhere({
    words: ["help", "hello", "hi", "hey", "what can you do", "how does this work"],
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
      reply: lists.recent(context, listQuery(action.fields), false),
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
    does: ({ state, pack, context }) => ({ state, reply: replies.status(state, pack, context.packs) }),
  }),
  cancel: onDecision({
    words: ["cancel"],
    control: "cancel",
    needs: [need.unsettled],
    who: may.cancel,
    typed: ({ state }) => ({ state, reply: replies.cancelSure(state) }),
    does: ({ state }) => ({
      state: withCancelled(state),
      reply: replies.sentence(words.replies.cancelled(state.title)),
    }),
  }),
  delete: onDecision({
    words: ["delete"],
    control: "delete",
    needs: [],
    who: may.delete,
    typed: ({ state }) => ({ state, reply: replies.deleteSure(state) }),
    does: ({ state, action, context }) => {
      const deleted = withDeleted(state, action.by.id, context.now);
      return { state: deleted, reply: replies.deleted(deleted) };
    },
  }),
  /** What was deleted, by whoever deleted it. */
  restore: anywhere({
    control: "restore",
    needs: [],
    who: may.anybody,
    does: restore,
  }),
  edit: onDecision({
    words: ["edit"],
    reads: readEdits,
    control: "edit",
    needs: [need.unsettled],
    who: may.edit,
    form: ({ state, action, context }) => editForm(state, action.by, context.packs),
    typed: editTyped,
    does: editFilled,
  }),
  quiet: onDecision({
    reads: ({ plain }) => {
      if (/^(?:dont|do not) ring me$/.test(plain)) return { fields: { quiet: "yes" } };
      return plain === "ring me" ? { fields: {} } : null;
    },
    needs: [],
    who: may.anybody,
    does: quieten,
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
  /** The form with both horizons of one answer, and a reason. */
  later: onPack({
    control: "later/question",
    needs: [need.asked],
    who: may.answer,
    form: ({ state, pack, action }) => laterForm(state, pack, action.of, action.by),
    does: answer,
  }),
  /** One's own next question, in private. */
  next: onPack({
    words: ["answer", "next question"],
    control: "next",
    needs: [],
    who: may.answer,
    does: open,
  }),
  back: onPack({
    control: "back/question",
    needs: [need.asked],
    who: may.answer,
    does: back,
  }),
  "no-later": onPack({
    control: "no-later",
    needs: [need.member],
    who: may.answer,
    does: withoutLater,
  }),
  knows: onPack({
    control: "knows",
    needs: [need.member],
    who: may.answer,
    form: ({ state, action }) => knowsForm(state, action.by),
    does: knows,
  }),
  "knows-nothing": onPack({
    control: "knows-nothing",
    needs: [need.member],
    who: may.answer,
    does: knows,
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
  keep: onPack({
    control: "keep",
    needs: [need.differing, need.member],
    who: may.answer,
    does: keep,
  }),
  "move-on": onPack({
    words: ["move on"],
    // Version 2 moved on from one question.
    control: "move-on/question?",
    needs: [need.waiting, need.answered],
    who: may.steer,
    does: moveOn,
  }),
  "recommend-now": onPack({
    words: ["recommend now", "recommend"],
    control: "recommend-now",
    needs: [need.waiting, need.answered],
    who: may.steer,
    does: recommendNow,
  }),
  "ask-all": onPack({
    words: ["ask the rest", "rest"],
    control: "ask-all",
    needs: [need.unsettled, need.moreToAsk],
    who: may.anybody,
    does: (attempt) => open({ ...attempt, state: { ...attempt.state, askAll: true } }),
  }),

  "take-all": onPack({
    words: ["accept all"],
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
    words: ["ignore all"],
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
      reply: replies.only(fullCard(state, pack, context.verdict(pack, ballotsOf(state, pack)))),
    }),
  }),
  /** What else can be done with a card. */
  more: onPack({
    control: "more",
    needs: [need.card],
    who: may.anybody,
    does: ({ state, pack, context }) => ({ state, reply: replies.more(state, pack, context) }),
  }),
  breakdown: onPack({
    words: ["breakdown", "full breakdown"],
    control: "breakdown",
    needs: [need.card],
    who: may.anybody,
    does: ({ state, pack, context }) => ({
      state,
      reply: replies.only(breakdownCard(state, pack, context.verdict(pack, ballotsOf(state, pack)))),
    }),
  }),
  export: onPack({
    words: ["export"],
    control: "export",
    needs: [need.card],
    who: may.anybody,
    does: exportRecord,
  }),
  report: onPack({
    words: ["report"],
    control: "report",
    needs: [need.card],
    who: may.anybody,
    does: postReport,
  }),
  /** To the hosted report. */
  "revoke-links": onDecision({
    words: ["revoke links", "revoke link", "revoke the links"],
    control: "revoke-links",
    needs: [],
    who: may.edit,
    does: revokeLinks,
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
      done(stillHolds(withPeople(state, [by], false), pack, by.id, context.now)),
  }),
  again: onPack({
    words: ["again", "go through it again"],
    control: "again",
    needs: [need.reviewed, need.outcome],
    who: may.decide,
    does: ({ state, pack, action: { by }, context }) =>
      done(again(withPeople(state, [by], false), pack, by.id, context)),
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

/** Controls of version 2, in which the whole team waited at a split and at the last call. */
const OLDER: ReadonlyMap<string, string> = new Map([
  ["go-on", "next"],
  ["end-last-call", "move-on"],
]);

/** Null for a control that this program never made. */
export function readControl(id: string): Pick<Action, "verb" | "of" | "value"> | null {
  const [verb = ""] = id.split("/");
  const newer = OLDER.get(verb);
  if (newer !== undefined) return { verb: newer, of: "", value: null };
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
