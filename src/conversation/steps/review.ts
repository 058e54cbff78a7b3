/** What a team decides, whether it still holds when asked later, and going through it again with what was said before. */

import type { Person } from "../../port.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { addMonths } from "../calendar.ts";
import type { Context, Turn } from "../event.ts";
import { plainReason } from "../input/answer-text.ts";
import { ringing, withPeople } from "../people.ts";
import {
  BLANK_ROUND,
  type DecisionOutcome,
  type Member,
  outcomeIn,
  type Review,
  recommendationIn,
  type State,
  type Vote,
} from "../state.ts";
import * as replies from "../view/replies.ts";
import { slotOf } from "../view/shown.ts";
import { momentText } from "../view/understood.ts";
import { forms } from "../words/controls.ts";
import { day } from "../words/phrases.ts";
import * as words from "../words/replies.ts";
import { done, type OnPack, wrong } from "./guard.ts";
import { newerPack } from "./pack-changes.ts";
import { previously } from "./previous.ts";
import { opened } from "./start.ts";

/** Of a close call one option is named; else it is the one that is recommended. */
export function accept({ state, pack, action: { by, of }, context: { now } }: OnPack): Turn {
  const recommended = recommendationIn(state)?.option ?? null;
  const option = of === "" ? (recommended ?? "") : of;
  return done(decided(state, pack, by, { option, by: by.id, at: now, reason: null, recommended }));
}

export function decideOtherwise({ state, pack, action: { by, fields }, context: { now } }: OnPack): Turn {
  const [option = "", said = ""] = ["option", "reason"].map((id) => fields[id]?.trim());
  const recommended = recommendationIn(state)?.option ?? null;
  const reason = plainReason(said);
  return done(decided(state, pack, by, { option, by: by.id, at: now, reason, recommended }));
}

/** Records it; whether it still holds is asked at the pack's horizon. Who decides is known by name from then on. */
function decided(state: State, pack: Pack, by: Person, outcome: DecisionOutcome): State {
  const recommendation = recommendationIn(state);
  if (recommendation === null) return state;
  const review = reviewAt(addMonths(outcome.at, pack.horizon.months));
  return withPeople({ ...state, phase: { kind: "decided", recommendation, outcome, review } }, [by], false);
}

/** "remind us on 1 March": a day that cannot be read is asked for. */
export function remindWhen({ state, action: { by, fields }, context }: OnPack): Turn {
  const when = fields.when ?? "";
  const reading = context.moment(when, by);
  if (reading.kind !== "moment") {
    const said = when === "" ? forms.remindIn : momentText(when, reading, by.zone);
    return { state, reply: replies.remind(state, said) };
  }
  return {
    state: remindedAt(state, reading.at),
    reply: replies.sentence(words.replies.reminded(day(reading.at, by.zone))),
  };
}

/** The form: in so many months, or on a day of the team's own. */
export function remindFilled({ state, action: { by, fields }, context }: OnPack): Turn {
  const [months = "", date = ""] = ["months", "date"].map((id) => fields[id]?.trim());
  if (date === "") {
    if (months === "") return wrong(state, { months: forms.required });
    return done(remindedAt(state, addMonths(context.now, Number(months))));
  }
  const reading = context.moment(date, by);
  return reading.kind === "moment"
    ? done(remindedAt(state, reading.at))
    : wrong(state, { date: momentText(date, reading, by.zone) });
}

function reviewAt(at: number): Review {
  return { at, asked: false, holds: [] };
}

function remindedAt(state: State, at: number): State {
  return withReview(state, () => reviewAt(at));
}

function withReview(state: State, change: (review: Review) => Review): State {
  const { phase } = state;
  return phase.kind === "decided" ? { ...state, phase: { ...phase, review: change(phase.review) } } : state;
}

/** Somebody says that it still holds; the next question about it is as far from the first who does as this one was. */
export function stillHolds(state: State, pack: Pack, person: string, now: number): State {
  return withReview(state, ({ at, holds: before }) => ({
    // The day stands on the card: it does not move with everybody who agrees.
    at: before.length === 0 ? addMonths(now, pack.horizon.months) : at,
    asked: true,
    holds: [...before.filter((id) => id !== person), person],
  }));
}

/** The timer has gone off: whoever started it and whoever decided hear of it. */
export function reviewDue(state: State): State {
  const by = outcomeIn(state)?.by;
  const asked = state.people.filter(({ id }) => id === state.starter || id === by);
  return ringing(
    withReview(state, (review) => ({ ...review, asked: true, holds: [] })),
    slotOf(state, "review"),
    asked,
  );
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
  const people = state.people.map((member): Member => {
    const { knows: _, ...asBefore } = member;
    const votes = member.votes.filter(kept).map((vote) => ({ ...vote, afterTalk: false }));
    const wanted = member.id === by || (member.wanted && member.votes.length > 0);
    return { ...asBefore, wanted, through: false, at: null, horizonAsked: false, rung: [], votes };
  });
  const isKnown = (id: string): boolean => now.questions.some((question) => question.id === id);
  const first = [...open].filter(isKnown);
  const others = state.list.map(({ question }) => question).filter((id) => !open.has(id) && isKnown(id));
  const next: State = {
    ...state,
    ...BLANK_ROUND,
    starter: by,
    pack:
      newer === null ? state.pack : { digest: newer.digest, id: newer.pack.id, version: newer.pack.version },
    people,
    phase: { kind: "answering" },
    list: [...first, ...others].map((question) => ({ question })),
    round: state.round + 1,
    askedAt: context.now,
    live: { n: state.live.n + 1, postedAt: context.now, below: 0 },
    previous: previously(state, pack),
  };
  const slot = slotOf(next, "opening");
  // Whoever the review has just rung for knows of it.
  const review = slotOf(state, "review");
  const told = [by, ...state.people.filter(({ rung }) => rung.includes(review)).map(({ id }) => id)];
  const untold = people.filter(({ id, wanted }) => wanted && !told.includes(id));
  return opened(ringing(next, slot, untold), now, context);
}

/** The pack still has the question, and the choice. */
function isOffered(pack: Pack, { question, today }: Vote): boolean {
  const choices = pack.questions.find(({ id }) => id === question)?.choices;
  return choices !== undefined && (today === NOT_SURE || choices.some(({ id }) => id === today));
}
