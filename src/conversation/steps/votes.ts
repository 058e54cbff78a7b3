/** What people say, and who takes part: answers as they are pressed, typed or filled in. */
import type { Person, Reply } from "../../port.ts";
import { normalise } from "../../reading/plainwords.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Context, Turn } from "../event.ts";
import type { Action } from "../input/action.ts";
import { plainReason } from "../input/answer-text.ts";
import { hasAnswered, memberOf, voteOn } from "../members.ts";
import { withMember, withPeople } from "../people.ts";
import type { Member, State, Vote } from "../state.ts";
import { askOf, questionOf } from "../view/names.ts";
import { stepReply } from "../view/questionnaire.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words/replies.ts";
import { type OnDecision, type OnPack, refuse } from "./guard.ts";
import { keepPrevious } from "./previous.ts";
import { advance } from "./round/advance.ts";
import { nextStep, withNext } from "./round/one.ts";
import { leadsTo, withDone } from "./round/two.ts";

export interface GivenAnswer {
  readonly question: string;
  /** Undefined: as it was. */
  readonly today?: string;
  /** Null: the same as today. Undefined: as it was. */
  readonly later?: string | null;
  /** Undefined: as it was. */
  readonly because?: string | null;
  /** The id of the message that it was typed in. */
  readonly message?: string;
}

/** One person's answer to one question. */
export function withVote(state: State, person: Person, said: GivenAnswer): State {
  const joined = withPeople(state, [person], false);
  const member = memberOf(joined, person.id);
  if (member === undefined) return joined;
  const old = voteOn(member, said.question);
  const today = said.today ?? old?.today ?? null;
  const later = said.later === undefined ? (old?.later ?? null) : said.later;
  const changed = old !== undefined && old.today !== null && old.today !== today;
  const vote: Vote = {
    question: said.question,
    today,
    later: later === today ? null : later,
    because: said.because === undefined ? (changed ? null : (old?.because ?? null)) : said.because,
    afterTalk: (changed && state.phase.kind === "differing") || (old?.afterTalk ?? false),
    ...(said.message === undefined ? {} : { message: said.message }),
  };
  const isEdit = old?.message !== undefined && old.message === said.message;
  const votes = isEdit
    ? member.votes.map((one) => (one === old ? vote : one))
    : [...member.votes.filter((one) => one !== old), vote];
  return withMember(joined, { ...member, votes });
}

export function answer({ state, pack, action, context }: OnPack): Turn {
  const given = givenIn(action);
  const isOffered = (choice: string): boolean =>
    choice === NOT_SURE || questionOf(pack, given.question)?.choices.some(({ id }) => id === choice) === true;
  if (![given.today, given.later].every((choice) => choice == null || isOffered(choice)))
    return refuse(state, words.replies.gone);
  const before = memberOf(state, action.by.id);
  const isNew = before === undefined || !hasAnswered(before, given.question);
  const voted = withVote(keepPrevious(state, pack), action.by, given);
  const shown = goOn(voted, pack, action.by.id, context);
  const next = action.inPublic ? withUnseen(shown, action.by.id) : shown;
  return { state: next, reply: answered(next, { pack, action, context }, given, isNew) };
}

/** They are shown what comes next, and the decision goes on if that was all. */
function goOn(state: State, pack: Pack, person: string, context: Context): State {
  return advance(withDone(withNext(state, pack, person, context), person, false), pack, context);
}

function withUnseen(state: State, person: string): State {
  const member = memberOf(state, person);
  return member === undefined ? state : withMember(state, { ...member, unseen: true });
}

/** What is said to whoever has answered: their next question, or what has become of their answer. */
function answered(
  state: State,
  { pack, action, context }: Pick<OnPack, "pack" | "action" | "context">,
  { question, today, later }: GivenAnswer,
  isNew: boolean,
): Reply {
  const member = memberOf(state, action.by.id);
  const vote = member === undefined ? undefined : voteOn(member, question);
  if (member === undefined || vote === undefined) return replies.nothing;
  if (vote.today === null) return replies.laterSaved(pack, vote);
  const { phase } = state;
  const isReason = today === undefined && later === undefined;
  if (!isReason && phase.kind === "differing" && phase.splits.includes(question))
    return replies.kept(pack, [question], !isNew, (id) => leadsTo(state, pack, id, context));
  const goesOn = phase.kind === "answering" || (phase.kind !== "decided" && isNew);
  if (!goesOn) return replies.saved(pack, vote, state.phase.kind === "decided");
  if (action.inPublic) return replies.savedInPublic(member, isReason);
  const said = action.how === "typed" ? vote : null;
  return stepReply(state, pack, member, nextStep(state, pack, member, context), context, said);
}

function givenIn({ how, of, value, fields, message }: Action): GivenAnswer {
  switch (how) {
    case "pressed":
      return { question: of, today: value ?? "" };
    case "typed":
      return { question: of, ...fields, ...(message === undefined ? {} : { message }) };
    case "submitted": {
      const [today = "", later = "", because = ""] = ["today", "later", "because"].map((id) =>
        fields[id]?.trim(),
      );
      return { question: of, today, later, because: because === "" ? null : plainReason(because) };
    }
  }
}

/** Whether messages ring for them: their name stands in them all the same. */
export function quieten({ state, action: { by, fields } }: OnDecision): Turn {
  const joined = withPeople(state, [by], false);
  const people = joined.people.map((member): Member => {
    if (member.id !== by.id) return member;
    const { quiet: _, ...loud } = member;
    return fields.quiet === undefined ? loud : { ...loud, quiet: true };
  });
  return {
    state: { ...joined, people },
    reply: replies.sentence(fields.quiet === undefined ? words.replies.rings : words.replies.quiet),
  };
}

/** Which answer is to be changed: by its number or its words; where those name none, it is asked. */
export function change({ state, pack, action }: OnPack): Turn {
  const question = namedIn(state, pack, action.fields.what ?? "");
  const reply =
    question === undefined ? replies.changeWhich(state, pack) : replies.changeOne(state, pack, question);
  return { state, reply };
}

function namedIn({ list }: State, pack: Pack, what: string): string | undefined {
  const numbered = list[Number(what) - 1]?.question;
  if (numbered !== undefined || what === "") return numbered;
  const named = list.filter(
    ({ question }) =>
      normalise(askOf(pack, question)).includes(what) ||
      normalise(question.replaceAll(/[_-]/g, " ")) === what,
  );
  return named.length === 1 ? named[0]?.question : undefined;
}
