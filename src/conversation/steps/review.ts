/** What a team decides, whether it still holds when asked later, and going through it again with what was said before. */
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { BLANK_ROUND } from "../blank.ts";
import { addMonths } from "../calendar.ts";
import type { Context, Turn } from "../event.ts";
import { plainReason } from "../input/answer-text.ts";
import type { DecisionOutcome, Member, State, Vote } from "../state.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import { advance } from "./flow.ts";
import { done, type OnPack } from "./guard.ts";
import { newerPack } from "./pack-changes.ts";
import { previously } from "./previous.ts";
import { withGuest } from "./votes.ts";

/** Of a close call one option is named; else it is the one that is recommended. */
export function accept({ state, pack, action: { by, of }, context: { now } }: OnPack): Turn {
  const recommended = state.recommendation?.option ?? null;
  const option = of === "" ? (recommended ?? "") : of;
  const outcome = { option, by: by.id, at: now, reason: null, recommended };
  return done(decided(withGuest(state, by), pack, outcome));
}

export function decideOtherwise({ state, pack, action: { by, fields }, context: { now } }: OnPack): Turn {
  const [option = "", said = ""] = ["option", "reason"].map((id) => fields[id]?.trim());
  const recommended = state.recommendation?.option ?? null;
  const reason = plainReason(said);
  return done(decided(withGuest(state, by), pack, { option, by: by.id, at: now, reason, recommended }));
}

/** Records it; whether it still holds is asked at the pack's horizon. */
function decided(state: State, pack: Pack, outcome: DecisionOutcome): State {
  const status = outcome.reason === null ? "accepted" : "otherwise";
  return remindedAt({ ...state, status, outcome }, addMonths(outcome.at, pack.horizon.months));
}

/** "remind us on 1 March": a day that cannot be read is asked for. */
export function remindWhen({ state, action: { by, fields }, context }: OnPack): Turn {
  const when = fields.when ?? "";
  const at = context.moment(when, by.zone ?? null);
  if (at === null) return { state, reply: replies.remind(state, when) };
  return {
    state: remindedAt(state, at),
    reply: replies.sentence(words.replies.reminded(words.day(at, by.zone))),
  };
}

/** The form: in so many months, or on a day of the team's own. */
export function remindFilled({ state, action: { by, fields }, context }: OnPack): Turn {
  const [months = "", date = ""] = ["months", "date"].map((id) => fields[id]?.trim());
  if (date === "" && months === "") return wrong(state, { months: words.forms.required });
  const at = date === "" ? addMonths(context.now, Number(months)) : context.moment(date, by.zone ?? null);
  return at === null ? wrong(state, { date: words.forms.noDate }) : done(remindedAt(state, at));
}

function wrong(state: State, fields: Readonly<Record<string, string>>): Turn {
  return { state, reply: { kind: "errors", fields } };
}

function remindedAt(state: State, at: number): State {
  return { ...state, review: { at, asked: false, holds: [] } };
}

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
