/** What people say, and who takes part: answers as they are pressed, typed or filled in, and going on without one. */
import type { Person } from "../../port.ts";
import { normalise } from "../../reading/plainwords.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Turn } from "../event.ts";
import type { Action } from "../input/action.ts";
import { plainReason } from "../input/answer-text.ts";
import { awaited, type Member, memberOf, type State, type Vote, voteOn } from "../state.ts";
import { askOf, questionOf } from "../view/names.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import { advance } from "./flow.ts";
import { done, type OnPack, refuse } from "./guard.ts";
import { keepPrevious, renamedIn } from "./previous.ts";

/** Adds people, or brings their names up to date. Nobody who is expected stops being so. */
export function withPeople(state: State, people: readonly Person[], expected: boolean): State {
  let now = state;
  for (const { id, name } of people) {
    const known = memberOf(now, id);
    if (known === undefined) now = { ...now, people: [...now.people, { id, name, expected, votes: [] }] };
    else if (known.name !== name || (expected && !known.expected))
      now = withMember(withName(now, known.name, name), {
        ...known,
        name,
        expected: known.expected || expected,
      });
  }
  return now;
}

/** Somebody decides: their name is to be known, also where they take no part otherwise. */
export function withGuest(state: State, { id, name }: Person): State {
  if (memberOf(state, id) !== undefined) return state;
  return { ...state, people: [...state.people, { id, name, expected: false, guest: true, votes: [] }] };
}

function withName(state: State, from: string, to: string): State {
  return state.previous === null || from === to
    ? state
    : { ...state, previous: renamedIn(state.previous, from, to) };
}

export interface GivenAnswer {
  readonly question: string;
  /** Undefined: as it was. */
  readonly today?: string;
  /** Null: the same as today. Undefined: as it was. */
  readonly later?: string | null;
  /** Undefined: as it was. */
  readonly because?: string | null;
}

/** One person's answer to one question. Whoever answers is expected from then on, unless they were only quoted. */
export function withVote(state: State, person: Person, said: GivenAnswer, expected = true): State {
  const joined = withPeople(state, [person], expected);
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
    afterTalk: changed ? isTalkedOver(state, said.question) : (old?.afterTalk ?? false),
  };
  const votes =
    old === undefined ? [...member.votes, vote] : member.votes.map((one) => (one === old ? vote : one));
  return withMember(joined, { ...member, votes });
}

/** Its split is, or was, with the team. */
function isTalkedOver({ discussing, discussed }: State, question: string): boolean {
  return discussing === question || discussed.includes(question);
}

function withMember(state: State, member: Member): State {
  return { ...state, people: state.people.map((one) => (one.id === member.id ? member : one)) };
}

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
      return { question: of, today, later, because: because === "" ? null : plainReason(because) };
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
