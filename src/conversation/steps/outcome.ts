/** What a team decides, and when it is asked whether that still holds. */
import type { Pack } from "../../scoring/pack/pack.ts";
import { addMonths } from "../calendar.ts";
import type { Turn } from "../event.ts";
import type { DecisionOutcome, State } from "../state.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import { done, type OnPack } from "./guard.ts";
import { withGuest } from "./votes.ts";

export function accept({ state, pack, action: { by }, context: { now } }: OnPack): Turn {
  const option = state.recommendation?.option ?? "";
  const outcome = { option, by: by.id, at: now, reason: null, recommended: option };
  return done(decided(withGuest(state, by), pack, outcome));
}

export function decideOtherwise({ state, pack, action: { by, fields }, context: { now } }: OnPack): Turn {
  const [option = "", reason = ""] = ["option", "reason"].map((id) => fields[id]?.trim());
  const recommended = state.recommendation?.option ?? null;
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
