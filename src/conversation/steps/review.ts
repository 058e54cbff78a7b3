/** Later: whether an outcome still holds, and going through a decision again with what was said before. */
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { BLANK_ROUND } from "../blank.ts";
import { addMonths } from "../calendar.ts";
import type { Context } from "../event.ts";
import type { Member, State, Vote } from "../state.ts";
import { advance } from "./flow.ts";
import { newerPack } from "./pack-changes.ts";
import { previously } from "./previous.ts";

/** Somebody says that it still holds; the next question about it is as far from the first who does as this one was. */
export function stillHolds(state: State, pack: Pack, person: string, now: number): State {
  if (state.review === null) return state;
  const { at, holds: before } = state.review;
  const holds = [...before.filter((id) => id !== person), person];
  return {
    ...state,
    // The day stands on the card: it does not move with everybody who agrees.
    review: { at: before.length === 0 ? addMonths(now, pack.horizon.months) : at, asked: true, holds },
  };
}

/** The timer has gone off. */
export function reviewDue(state: State): State {
  return state.review === null ? state : { ...state, review: { ...state.review, asked: true, holds: [] } };
}

/**
 * Another round with the answers as they were, on the facts of today. What somebody had expected to be different by now
 * is asked anew; all else can be changed. Whoever wants it leads it, and who has said nothing is not waited for: people
 * leave.
 */
export function again(state: State, pack: Pack, by: string, context: Context): State {
  const newer = newerPack(state, context.packs);
  const now = newer?.pack ?? pack;
  const open = new Set(
    state.people.flatMap(({ votes }) =>
      votes.filter(({ later }) => later !== null).map(({ question }) => question),
    ),
  );
  const kept = (vote: Vote): boolean => !open.has(vote.question) && isOffered(now, vote);
  const people = state.people.map(({ id, name, ...member }): Member => {
    const leads = id === by && member.guest !== true;
    const expected = leads || (member.expected && member.votes.length > 0);
    // A talk of then is none of this round's.
    const votes = member.votes.filter(kept).map((vote) => ({ ...vote, afterTalk: false }));
    const guest = expected || votes.length > 0 ? {} : ({ guest: true } as const);
    return { id, name, expected, votes, ...guest };
  });
  const isAsked = (id: string): boolean =>
    !open.has(id) && people.some(({ votes }) => votes.some(({ question }) => question === id));
  const next: State = {
    ...state,
    ...BLANK_ROUND,
    starter: by,
    pack:
      newer === null ? state.pack : { digest: newer.digest, id: newer.pack.id, version: newer.pack.version },
    people,
    status: "open",
    asked: state.asked.filter(({ question }) => isAsked(question)),
    askFirst: [...open].filter((id) => now.questions.some((question) => question.id === id)),
    round: state.round + 1,
    previous: previously(state, pack),
  };
  return advance(next, now, context);
}

/** The pack still has the question, and the choice. */
function isOffered(pack: Pack, { question, today }: Vote): boolean {
  const choices = pack.questions.find(({ id }) => id === question)?.choices;
  return choices !== undefined && (today === NOT_SURE || choices.some(({ id }) => id === today));
}
