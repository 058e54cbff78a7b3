/** The conversation: what was said, and what that makes of a decision. Pure: time, ids and packs are handed in. */

import type { Inbound, Person } from "../port.ts";
import { isZone } from "./calendar.ts";
import { contextOf, WORK, type Work } from "./context.ts";
import { settle } from "./effects.ts";
import type { Context, Effect, Event, Step, Turn, World } from "./event.ts";
import type { Action } from "./input/action.ts";
import { isCourtesy } from "./input/request/topic.ts";
import { memberOf } from "./members.ts";
import { withAdded, withPeople } from "./people.ts";
import { isOver, type State } from "./state.ts";
import { perform, readControl, readVerb } from "./steps/actions.ts";
import { erasedFor, forgetPerson, withCancelled } from "./steps/erase.ts";
import { wasNotPublished, wasPublished } from "./steps/export.ts";
import { done, refuse } from "./steps/guard.ts";
import { withFacts } from "./steps/pack-changes.ts";
import { holds, rolesOf } from "./steps/rights.ts";
import { begin, beginFilled } from "./steps/start.ts";
import { timersOf, wentOff } from "./steps/timers.ts";
import { edited, isNumber, talk } from "./steps/typing.ts";
import { startForm } from "./view/forms.ts";
import * as lists from "./view/lists.ts";
import { firstSlot } from "./view/opening.ts";
import * as replies from "./view/replies.ts";
import * as words from "./words/replies.ts";

/** `work`: how what is heavy is worked out; what is left out of it, on the spot. */
export function reduce(before: State | null, event: Event, world: World, work: Partial<Work> = {}): Step {
  const context = contextOf(world, { ...WORK, ...work });
  return settle(before, turnOf(before, event, context), context);
}

function turnOf(state: State | null, event: Event, context: Context): Turn {
  if (event.kind === "inbound") return inbound(state, event.inbound, context);
  if (state === null) return { state, reply: replies.nothing };
  // A deleted one knows nothing but its own end. Whoever is to be forgotten must not come back with it.
  if (state.phase.kind === "deleted" && event.kind === "forget") return done(erasedFor(state));
  if (state.phase.kind === "deleted" && event.kind !== "timer" && event.kind !== "delete") return done(state);
  switch (event.kind) {
    case "timer":
      return wentOff(state, event.timer, event.at, context);
    case "published":
      return wasPublished(state, event, context);
    case "not-published":
      return done(wasNotPublished(state));
    case "superseded":
      return done({ ...state, supersededBy: event.by });
    case "unlinked":
      return done(unlinked(state, event.from));
    case "refused":
      return done(event.slot === firstSlot(state) && !isOver(state) ? withCancelled(state) : state);
    case "overwritten":
      return { ...done(state), effects: shownAnew(state, event.slot, context) };
    case "packs":
      return done(withFacts(state, context.packs));
    case "forget":
      return forgetPerson(state, event.person, context);
    case "delete":
      return done(erasedFor(state));
  }
}

function shownAnew(state: State, slot: string, context: Context): readonly Effect[] {
  const shown = context.view(state).filter((one) => one.slot === slot);
  return shown.map(({ audience, card }) => ({ kind: "show", slot, audience, card }));
}

/** Without a zone in which no clock can be read here. */
function placed({ zone, ...by }: Person): Person {
  return zone === undefined || !isZone(zone) ? by : { ...by, zone };
}

function unlinked(state: State, from: string): State {
  const { supersedes, supersededBy } = state;
  return {
    ...state,
    supersedes: supersedes?.id === from ? null : supersedes,
    supersededBy: supersededBy?.id === from ? null : supersededBy,
  };
}

function inbound(before: State | null, heard: Inbound, context: Context): Turn {
  const inbound = { ...heard, by: placed(heard.by) };
  const { what, by, inPublic = false } = inbound;
  const state =
    before !== null && memberOf(before, by.id) !== undefined ? withPeople(before, [by], false) : before;
  const said = { by, of: "", value: null, fields: {}, people: [], seen: state?.revision ?? 0, inPublic };
  switch (what.kind) {
    case "home":
      return { state, reply: lists.home(context, by.id) };
    case "gone":
      return state === null ? { state, reply: replies.nothing } : placeGone(state, context);
    case "command":
    case "message":
      return spoken(state, inbound, what, { ...said, people: what.invited, how: "typed" }, context);
    case "press":
    case "submit": {
      if (what.token.control === START) return starting(state, inbound, what, context);
      const control = readControl(what.token.control);
      if (control === null) return refuse(state, words.replies.gone);
      const seen = { ...said, ...control, seen: what.token.revision };
      const action: Action =
        what.kind === "press"
          ? { ...seen, how: "pressed", value: control.value ?? what.value }
          : {
              ...seen,
              how: "submitted",
              fields: what.fields,
              people: Object.values(what.people ?? {}).flat(),
            };
      return perform(state, action, context);
    }
  }
}

/** Nobody can answer there any more, and what is decided is not asked about again. */
function placeGone(state: State, context: Context): Turn {
  if (!isOver(state)) return done(withCancelled(state));
  const timers = state.phase.kind === "decided" ? [...timersOf(state, context).keys()] : [];
  return { ...done(state), effects: timers.map((timer) => ({ kind: "clear-timer", timer })) };
}

/** The control of the form that a decision begins with: it belongs to no decision yet. */
const START = "start";

function starting(
  state: State | null,
  inbound: Inbound,
  what: Extract<Inbound["what"], { kind: "press" | "submit" }>,
  context: Context,
): Turn {
  if (context.packs.current.length === 0) return refuse(state, words.replies.noPacks);
  return what.kind === "press"
    ? { state, reply: startForm(context.packs) }
    : beginFilled(state, inbound, what, context);
}

type Spoken = Extract<Inbound["what"], { kind: "command" | "message" }>;

/** A verb, the beginning of a decision, or what is said in one. */
function spoken(
  before: State | null,
  inbound: Inbound,
  what: Spoken,
  action: Omit<Action, "verb">,
  context: Context,
): Turn {
  const state = before?.phase.kind === "deleted" ? null : before;
  const toUs = what.kind === "command" || what.toUs;
  const message = what.kind === "message" ? what.message : undefined;
  const said = { ...action, text: what.text, toUs, ...(message === undefined ? {} : { message }) };
  if (what.kind === "message" && what.edited === true)
    return state === null ? { state: before, reply: replies.nothing } : edited(state, said, context);
  const verb = toUs
    ? readVerb({ text: what.text, by: said.by, invited: what.invited, state, context })
    : null;
  if (verb !== null) return perform(state ?? before, { ...said, ...verb }, context);
  const begins = what.kind === "command" || (toUs && (state === null || isOver(state)));
  if (begins) {
    if (context.packs.current.length === 0) return refuse(state, words.replies.noPacks);
    return isCourtesy(what.text)
      ? refuse(state, words.replies.nothingHere)
      : begin(state, inbound, what, context);
  }
  // Where one was deleted, an answer may have been on its way.
  if (state === null && before !== null && isNumber(what.text))
    return refuse(before, words.replies.nothingHere);
  if (state === null) return { state, reply: replies.nothing };
  const mayAdd = toUs && !isOver(state) && holds("edit", rolesOf(state, said.by));
  const invited = mayAdd ? withAdded(state, what.invited) : state;
  return talk(invited, said, context);
}
