/** Answering in private, one question at a time; and what ends a round before everybody is through. */

import type { Turn } from "../../event.ts";
import { memberOf } from "../../members.ts";
import { withMember, withPeople } from "../../people.ts";
import type { State } from "../../state.ts";
import { stepReply } from "../../view/questionnaire.ts";
import * as replies from "../../view/replies.ts";
import * as words from "../../words/replies.ts";
import { done, type OnPack } from "../guard.ts";
import { advance, endRoundOne, recommend } from "./advance.ts";
import { nextStep, withNext } from "./one.ts";
import { leadsTo, withDone } from "./two.ts";

/** Where they were, on any device. */
export function open(attempt: OnPack): Turn {
  const { state, pack, action, context } = attempt;
  const joined = withPeople(state, [action.by], false);
  return shown(attempt, advance(withNext(joined, pack, action.by.id, context), pack, context));
}

function shown({ pack, action, context }: OnPack, state: State): Turn {
  const member = memberOf(state, action.by.id);
  if (member === undefined) return done(state);
  return { state, reply: stepReply(state, pack, member, nextStep(state, pack, member, context), context) };
}

/** The question before the one that is named, of those that they have answered. */
export function back({ state, pack, action, context }: OnPack): Turn {
  const member = memberOf(state, action.by.id);
  if (member === undefined) return done(state);
  const { unseen: _, ...seen } = member;
  const at = { ...seen, at: action.of };
  return {
    state: withMember(state, at),
    reply: stepReply(state, pack, at, { kind: "question", question: action.of }, context),
  };
}

/** They expect no further change. */
export function withoutLater(attempt: OnPack): Turn {
  const { state, action } = attempt;
  const member = memberOf(state, action.by.id);
  return shown(attempt, member === undefined ? state : withMember(state, { ...member, horizonAsked: true }));
}

/** The one optional line; pressed instead of filled in, there is none. */
export function knows(attempt: OnPack): Turn {
  const { state, action } = attempt;
  const member = memberOf(state, action.by.id);
  if (member === undefined) return done(state);
  const said = action.verb === "knows" ? (action.fields.knows ?? "").trim() : "";
  return shown(attempt, withMember(state, { ...member, knows: said === "" ? null : said }));
}

/** Round two: they stand by what they said. */
export function keep({ state, pack, action, context }: OnPack): Turn {
  const { phase } = state;
  const member = memberOf(state, action.by.id);
  if (phase.kind !== "differing" || member === undefined) return done(state);
  const next = advance(withDone(state, action.by.id, true), pack, context);
  const reply = replies.kept(pack, phase.splits, false, (id) => leadsTo(next, pack, id, context));
  return { state: next, reply };
}

/** Nobody is waited for any longer: in round one there may still be something to talk about. */
export function moveOn({ state, pack, context }: OnPack): Turn {
  const next =
    state.phase.kind === "answering" ? endRoundOne(state, pack, context) : recommend(state, pack, context);
  return { state: next, reply: replies.sentence(words.replies.movedOn(next.phase.kind === "differing")) };
}

/** The card at once, with what is there. */
export function recommendNow({ state, pack, context }: OnPack): Turn {
  return {
    state: recommend(state, pack, context),
    reply: replies.sentence(words.replies.movedOn(false)),
  };
}
