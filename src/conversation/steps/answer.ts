/** Answers as they are given, pressed, typed, or filled into a form; and going on without those who give none. */
import { normalise } from "../../reading/plainwords.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Turn } from "../event.ts";
import type { Action } from "../input/action.ts";
import { awaited, memberOf, type State, voteOn } from "../state.ts";
import { askOf, questionOf } from "../view/names.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import { advance } from "./flow.ts";
import { done, type OnPack, refuse } from "./guard.ts";
import { keepPrevious } from "./previous.ts";
import { type GivenAnswer, withVote } from "./votes.ts";

export function answer({ state, pack, action, context }: OnPack): Turn {
  const given = givenIn(action);
  const isOffered = (choice: string): boolean =>
    choice === NOT_SURE || questionOf(pack, given.question)?.choices.some(({ id }) => id === choice) === true;
  if (![given.today, given.later].every((choice) => choice == null || isOffered(choice)))
    return refuse(state, words.replies.gone);
  const next = advance(withVote(keepPrevious(state, pack), action.by, given), pack, context);
  const member = memberOf(next, action.by.id);
  const isMissing = member !== undefined && voteOn(member, given.question)?.today === null;
  return isMissing
    ? { state: next, reply: replies.sentence(words.replies.laterSaved(pack.horizon.name)) }
    : done(next);
}

function givenIn({ how, of, value, fields }: Action): GivenAnswer {
  switch (how) {
    case "pressed":
      return { question: of, today: value ?? "" };
    case "typed":
      return { question: of, ...fields };
    case "submitted": {
      const [today = "", later = "", because = ""] = ["today", "later", "because"].map((id) =>
        fields[id]?.trim(),
      );
      return { question: of, today, later, because: because === "" ? null : because };
    }
  }
}

/** Closes the question for everybody. Who was reminded and still silent is not waited for again, until they answer something. */
export function moveOn({ state, pack, action: { of }, context }: OnPack): Turn {
  const silent = state.nudged.includes(of) ? awaited(state, of) : [];
  const people = state.people.map((member) =>
    silent.includes(member) ? { ...member, expected: false } : member,
  );
  const asked = state.asked.map((one) => (one.question === of ? { ...one, closed: true } : one));
  return done(advance({ ...state, people, asked }, pack, context));
}

/** Which answer is to be changed: by its number or its words; where those name none, it is asked. */
export function change({ state, pack, action }: OnPack): Turn {
  const question = namedIn(state, pack, action.fields.what ?? "");
  const reply =
    question === undefined ? replies.changeWhich(state, pack) : replies.changeOne(state, pack, question);
  return { state, reply };
}

function namedIn({ asked }: State, pack: Pack, what: string): string | undefined {
  const numbered = asked[Number(what) - 1]?.question;
  if (numbered !== undefined || what === "") return numbered;
  const named = asked.filter(
    ({ question }) =>
      normalise(askOf(pack, question)).includes(what) ||
      normalise(question.replaceAll(/[_-]/g, " ")) === what,
  );
  return named.length === 1 ? named[0]?.question : undefined;
}
