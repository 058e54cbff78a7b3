/** Changes to who takes part and what they say. */
import type { Person } from "../../port.ts";
import { type Member, memberOf, type State, type Vote, voteOn } from "../state.ts";
import { renamedIn } from "./renamed.ts";

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
