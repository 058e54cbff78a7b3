/** The conversation: what was said, and what that makes of a decision. Pure: time, ids and packs are handed in. */
import type { Inbound } from "../port.ts";
import { withPeople } from "./answer.ts";
import * as asides from "./asides.ts";
import { type Command, readCommand } from "./command.ts";
import type { Event, Step, Turn, Wish, World } from "./event.ts";
import { press } from "./press.ts";
import { reviewDue } from "./review.ts";
import { start } from "./start.ts";
import { isOver, memberOf, pending, type State } from "./state.ts";
import { submit } from "./submit.ts";
import { typed } from "./typing.ts";
import { packOf, view } from "./view.ts";
import * as words from "./words.ts";

/** How long those who are awaited are left alone before the one reminder. */
export const NUDGE_AFTER_MS = 24 * 60 * 60 * 1000;

export function reduce(state: State | null, event: Event, world: World): Step {
  return settle(state, turnOf(state, event, world), world);
}

function turnOf(state: State | null, event: Event, world: World): Turn {
  switch (event.kind) {
    case "inbound":
      return inbound(state, event.inbound, world);
    case "timer":
      return timer(state, event.timer, world.now);
    default:
      return { state, reply: asides.nothing };
  }
}

/** Works out which messages changed, and moves the revision on if any did. */
function settle(before: State | null, turn: Turn, world: World): Step {
  const after = turn.state;
  if (after === null || after === before) return { state: before, wishes: [], reply: turn.reply };
  const old = before?.id === after.id ? before : null;
  const shown = new Map(
    old === null ? [] : view(old, world.packs).map(({ slot, card }) => [slot, JSON.stringify(card)]),
  );
  const shows: Wish[] = view(after, world.packs)
    .filter(({ slot, card }) => shown.get(slot) !== JSON.stringify(card))
    .map((message) => ({ kind: "show", ...message }));
  const revision = after.revision + (shows.length > 0 ? 1 : 0);
  return {
    state: { ...after, revision },
    wishes: [...shows, ...timers(old, after, world.now)],
    reply: turn.reply,
  };
}

/** Sets the timers that a change brought up, and puts away those that it made needless. */
function timers(before: State | null, after: State, now: number): readonly Wish[] {
  const was = before === null ? new Map() : timersOf(before, now);
  const is = timersOf(after, now);
  return [
    ...[...was.keys()].filter((timer) => !is.has(timer)).map((timer): Wish => ({ kind: "hush", timer })),
    ...[...is].filter(([timer]) => !was.has(timer)).map(([timer, at]): Wish => ({ kind: "wake", timer, at })),
  ];
}

/** Each by a name of its own, with when it goes off if it is set now. */
function timersOf(state: State, now: number): ReadonlyMap<string, number> {
  const timers = new Map<string, number>();
  const waiting = state.status === "open" ? pending(state) : undefined;
  const several = state.people.filter((member) => member.expected).length > 1;
  if (waiting !== undefined && several && !state.nudged.includes(waiting.question))
    timers.set(`nudge/${waiting.question}`, now + NUDGE_AFTER_MS);
  if (state.review !== null) timers.set(`review/${state.review.at}`, state.review.at);
  return timers;
}

/** A timer that is no longer meant does nothing. */
function timer(state: State | null, name: string, now: number): Turn {
  if (state === null || !timersOf(state, now).has(name)) return { state, reply: asides.nothing };
  if (name.startsWith("review/")) return { state: reviewDue(state), reply: asides.nothing };
  const question = pending(state)?.question ?? "";
  return { state: { ...state, nudged: [...state.nudged, question] }, reply: asides.nothing };
}

function inbound(state: State | null, inbound: Inbound, world: World): Turn {
  const { what, by } = inbound;
  const known =
    state !== null && memberOf(state, by.id) !== undefined ? withPeople(state, [by], false) : state;
  switch (what.kind) {
    case "press":
      return known === null
        ? { state, reply: asides.sentence(words.asides.gone) }
        : press(known, what.token, what.value, by, world);
    case "submit":
      return known === null
        ? { state, reply: asides.sentence(words.asides.gone) }
        : submit(known, what.token, what.fields, by, world);
    case "command":
    case "message":
      return said(known, inbound, what, world);
  }
}

type Said = Extract<Inbound["what"], { kind: "command" | "message" }>;

function said(state: State | null, inbound: Inbound, what: Said, world: World): Turn {
  const toUs = what.kind === "command" || what.toUs;
  const command = toUs ? readCommand(what.text) : null;
  if (command !== null) return obey(state, command, inbound, world);
  const begins = what.kind === "command" || (toUs && (state === null || isOver(state)));
  if (begins) return begin(state, inbound, what, world);
  if (state === null) return { state, reply: asides.nothing };
  const invited = toUs && state.status === "open" ? withPeople(state, what.invited, true) : state;
  return typed(invited, what.text, toUs, inbound.by, world);
}

function begin(state: State | null, inbound: Inbound, what: Said, world: World): Turn {
  if (world.packs.current.length === 0) return { state, reply: asides.sentence(words.asides.noPacks) };
  const begun = start(
    inbound,
    what.text,
    what.invited,
    what.origin,
    what.discussion ?? [],
    world.newId,
    world.packs,
  );
  return { state: begun, reply: asides.nothing };
}

/** Commands that need no decision; the rest are presses of the controls with the same names. */
function obey(state: State | null, command: Command, inbound: Inbound, world: World): Turn {
  switch (command.kind) {
    case "help":
      return { state, reply: asides.help(world.packs) };
    case "packs":
      return { state, reply: asides.packs(world.packs) };
    case "list":
      return { state, reply: asides.recent(world.recent) };
    case "status":
      if (state === null) return { state, reply: asides.sentence(words.asides.nothingHere) };
      return { state, reply: asides.status(state, world.packs, packOf(state, world.packs)) };
    default:
      return state === null
        ? { state, reply: asides.sentence(words.asides.nothingHere) }
        : typed(
            state,
            inbound.what.kind === "command" || inbound.what.kind === "message" ? inbound.what.text : "",
            true,
            inbound.by,
            world,
          );
  }
}
