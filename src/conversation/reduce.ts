/** The conversation: what was said, and what that makes of a decision. Pure: time, ids and packs are handed in. */
import type { Card } from "../card/card.ts";
import type { Inbound, Person } from "../port.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Effect, Event, Step, Turn, World } from "./event.ts";
import { type Command, readCommand } from "./input/command.ts";
import { isCourtesy } from "./input/topic.ts";
import { everybodyIn, isOver, memberOf, pending, type State } from "./state.ts";
import { sayDeadline } from "./steps/deadline.ts";
import { deleted, forgotten } from "./steps/erase.ts";
import { PUBLISH, publishedAnew, wasNotPublished, wasPublished } from "./steps/export.ts";
import { advance, deadlineCame } from "./steps/flow.ts";
import { endLastCall, isCalling, uncalled } from "./steps/last-call.ts";
import { withFacts } from "./steps/pack-changes.ts";
import { press } from "./steps/press.ts";
import { reviewDue } from "./steps/review.ts";
import { start } from "./steps/start.ts";
import { submit } from "./steps/submit.ts";
import { typed } from "./steps/typing.ts";
import { withPeople } from "./steps/votes.ts";
import { packOf, view } from "./view/messages.ts";
import * as replies from "./view/replies.ts";
import { rootTitle } from "./view/root.ts";
import { type Shown, withoutControls } from "./view/shown.ts";
import * as words from "./words.ts";

export function reduce(before: State | null, event: Event, world: World): Step {
  const state = before?.status === "deleted" ? null : before;
  const step = settle(before, turnOf(state, event, world), world);
  return { ...step, members: step.state === null ? [] : everybodyIn(step.state) };
}

function turnOf(state: State | null, event: Event, world: World): Turn {
  switch (event.kind) {
    case "inbound":
      return inbound(state, event.inbound, world);
    case "timer":
      return timer(state, event.timer, world);
    default:
      return state === null ? { state, reply: replies.nothing } : told(state, event, world);
  }
}

/** What comes from elsewhere than the team's place. */
function told(state: State, event: Exclude<Event, { kind: "inbound" | "timer" }>, world: World): Turn {
  switch (event.kind) {
    case "published":
      return published(state, event, world);
    case "superseded":
      return { state: { ...state, supersededBy: event.by }, reply: replies.nothing };
    case "reinstated":
      return {
        state: state.supersededBy?.id === event.from ? { ...state, supersededBy: null } : state,
        reply: replies.nothing,
      };
    case "packs":
      return { state: withFacts(state, world.packs), reply: replies.nothing };
    case "forget":
      return forget(state, event.person, world);
    case "delete":
      return { state: deleted(state), reply: replies.nothing };
  }
}

function published(state: State, { url, record }: Extract<Event, { kind: "published" }>, world: World): Turn {
  const pack = packOf(state, world.packs);
  return pack === null ? { state, reply: replies.nothing } : wasPublished(state, pack, url, record, world);
}

/** Works out which messages changed, and moves the revision on if any did. */
function settle(before: State | null, turn: Turn, world: World): Omit<Step, "members"> {
  const after = turn.state;
  const asked = turn.effects ?? [];
  if (after === null || after === before)
    return { state: before, effects: asked, reply: turn.reply, line: lineOf(before, world) };
  const old = before?.id === after.id ? before : null;
  if (after.status === "deleted")
    return {
      state: { ...after, revision: after.revision + 1 },
      effects: [...asked, { kind: "erase", card: note(words.erased) }, ...superseding(old, after)],
      reply: turn.reply,
      line: "",
    };
  // Nothing is on the screen any more then, and no timer is set.
  const isCleared = asked.some(({ kind }) => kind === "erase");
  const shown = old === null || isCleared ? [] : view(old, world.packs);
  const left = old === null ? [] : view({ ...old, review: null }, world.packs);
  const shows = changes(shown, left, view(after, world.packs)).map(
    (message): Effect => ({ kind: "show", ...message }),
  );
  const revision = after.revision + (shows.length > 0 ? 1 : 0);
  return {
    state: { ...after, revision },
    effects: [
      ...asked,
      ...shows,
      ...timers(isCleared ? null : old, after, world),
      ...superseding(old, after),
    ],
    reply: turn.reply,
    line: lineOf(after, world),
  };
}

function lineOf(state: State | null, world: World): string {
  return state === null ? "" : rootTitle(state, packOf(state, world.packs));
}

/**
 * What has to be shown so that the screen reads like `after`; what another round leaves behind takes no presses any
 * more, and promises nothing: `behind` is `before` with nothing due.
 */
function changes(
  before: readonly Shown[],
  behind: readonly Shown[],
  after: readonly Shown[],
): readonly Shown[] {
  const shown = new Map(before.map(({ slot, card }) => [slot, JSON.stringify(card)]));
  const slots = new Set(after.map(({ slot }) => slot));
  const left = before
    .filter(({ slot }) => !slots.has(slot))
    .map((message) => withoutControls(behind.find(({ slot }) => slot === message.slot) ?? message));
  return [...left, ...after].filter(({ slot, card }) => shown.get(slot) !== JSON.stringify(card));
}

/** The first outcome of a decision takes the place of an earlier decision's, until it is dropped. */
function superseding(
  before: State | null,
  { id, title, place, supersedes, outcome, status }: State,
): readonly Effect[] {
  const earlier = before?.supersedes?.id;
  if (earlier !== undefined && (status === "deleted" || status === "cancelled"))
    return [{ kind: "reinstate", decision: earlier, from: id }];
  if (supersedes === null || outcome === null || before?.outcome != null) return [];
  const { channel, thread } = place;
  return [{ kind: "supersede", decision: supersedes.id, by: { id, title, at: outcome.at, channel, thread } }];
}

/** What is no longer drawn cannot be drawn anew, so all messages are emptied; those of now follow. */
function forget(before: State, person: string, world: World): Turn {
  const state = forgotten(before, person);
  if (state === before) return { state, reply: replies.nothing };
  const effects: readonly Effect[] = [{ kind: "erase", card: note(words.namesErased) }];
  const waiting = withoutWaiting(state, packOf(state, world.packs));
  return { state: world.connected ? publishedAnew(waiting) : waiting, reply: replies.nothing, effects };
}

/** Goes on where only who was forgotten was waited for. Where nobody is expected any more it waits for whoever comes. */
function withoutWaiting(state: State, pack: Pack | null): State {
  if (pack === null || state.status !== "open" || !state.people.some(({ expected }) => expected))
    return state;
  return advance(isCalling(state) && uncalled(state).length === 0 ? endLastCall(state) : state, pack);
}

function note(text: string): Card {
  return { title: text, blocks: [{ kind: "note", text: [text] }], closed: true };
}

/** Sets the timers that a change brought up, and puts away those that it made needless. */
function timers(before: State | null, after: State, world: World): readonly Effect[] {
  const was = before === null ? new Map() : timersOf(before, world);
  const is = timersOf(after, world);
  return [
    ...[...was.keys()]
      .filter((timer) => !is.has(timer))
      .map((timer): Effect => ({ kind: "clear-timer", timer })),
    ...[...is]
      .filter(([timer]) => !was.has(timer))
      .map(([timer, at]): Effect => ({ kind: "set-timer", timer, at })),
  ];
}

/** Each by a name of its own, with when it goes off if it is set now. */
function timersOf(state: State, { now, nudgeAfterMs }: World): ReadonlyMap<string, number> {
  const timers = new Map<string, number>();
  const patience = now + nudgeAfterMs;
  const waiting = state.status === "open" ? pending(state)?.question : undefined;
  const several = state.people.filter((member) => member.expected).length > 1;
  if (waiting !== undefined && several && !state.nudged.includes(waiting))
    timers.set(`nudge/${waiting}`, patience);
  if (waiting !== undefined && state.nudged.includes(waiting) && !state.stalled.includes(waiting))
    timers.set(`stalled/${waiting}`, patience);
  if (isCalling(state)) timers.set(`last-call/${state.round}`, patience);
  if (state.status === "open" && state.deadline?.came === "not-yet")
    timers.set(`deadline/${state.deadline.at}`, state.deadline.at);
  if (state.review !== null) timers.set(`review/${state.review.at}`, state.review.at);
  if (state.published?.pending === true) timers.set(PUBLISH, now);
  return timers;
}

/** A timer that is no longer meant does nothing. */
function timer(state: State | null, name: string, world: World): Turn {
  if (state === null || !timersOf(state, world).has(name)) return { state, reply: replies.nothing };
  return { state: wentOff(state, name, world), reply: replies.nothing };
}

function wentOff(state: State, name: string, world: World): State {
  const pack = packOf(state, world.packs);
  const question = pending(state)?.question ?? "";
  switch (name.split("/")[0]) {
    case "review":
      return reviewDue(withFacts(state, world.packs));
    case "deadline":
      return deadlineCame(state, pack);
    case "last-call":
      return pack === null ? state : advance(endLastCall(state), pack);
    case "nudge":
      return { ...state, nudged: [...state.nudged, question] };
    case PUBLISH:
      return wasNotPublished(state);
    case "stalled":
      return { ...state, stalled: [...state.stalled, question] };
    default:
      return state;
  }
}

function inbound(state: State | null, inbound: Inbound, world: World): Turn {
  const { what, by } = inbound;
  const known =
    state !== null && memberOf(state, by.id) !== undefined ? withPeople(state, [by], false) : state;
  switch (what.kind) {
    case "press":
      return known === null
        ? { state, reply: replies.sentence(words.replies.gone) }
        : press(known, what.token, what.value, by, world);
    case "submit":
      return known === null
        ? { state, reply: replies.sentence(words.replies.gone) }
        : submit(known, what.token, what.fields, by, world);
    case "command":
    case "message":
      return said(known, inbound, what, world);
  }
}

type Spoken = Extract<Inbound["what"], { kind: "command" | "message" }>;

function said(state: State | null, inbound: Inbound, what: Spoken, world: World): Turn {
  const toUs = what.kind === "command" || what.toUs;
  const command = toUs ? readCommand(what.text) : null;
  if (command !== null) return obey(state, command, inbound, world);
  const deadline = toUs && state !== null ? sayDeadline(state, what.text, inbound.by, world) : null;
  if (deadline !== null) return deadline;
  const begins = what.kind === "command" || (toUs && (state === null || isOver(state)));
  if (begins) return begin(state, inbound, what, world);
  if (state === null) return { state, reply: replies.nothing };
  const invited = toUs && state.status === "open" ? withPeople(state, what.invited, true) : state;
  return typed(invited, what.text, toUs, inbound.by, world);
}

function begin(state: State | null, inbound: Inbound, what: Spoken, world: World): Turn {
  if (world.packs.current.length === 0) return { state, reply: replies.sentence(words.replies.noPacks) };
  if (isCourtesy(what.text)) return { state, reply: replies.sentence(words.replies.nothingHere) };
  const begun = start(inbound, what, world);
  return { state: begun, reply: replies.nothing };
}

/** Commands that need no decision; the rest are presses of the controls with the same names. */
function obey(state: State | null, command: Command, inbound: Inbound, world: World): Turn {
  switch (command.kind) {
    case "help":
      return { state, reply: replies.help(world.packs) };
    case "packs":
      return { state, reply: replies.packs(world.packs) };
    case "list":
      return { state, reply: replies.recent(world.recent, command, inbound.inPublic !== true) };
    case "forget":
      return wantsForgetting(state, command, inbound.by);
    case "status":
      if (state === null) return { state, reply: replies.sentence(words.replies.nothingHere) };
      return { state, reply: replies.status(state, world.packs, packOf(state, world.packs)) };
    default:
      return state === null
        ? { state, reply: replies.sentence(words.replies.nothingHere) }
        : typed(
            state,
            inbound.what.kind === "command" || inbound.what.kind === "message" ? inbound.what.text : "",
            true,
            inbound.by,
            world,
          );
  }
}

/** Asks back first: what is forgotten does not come again. */
function wantsForgetting(
  state: State | null,
  { whom, sure }: Extract<Command, { kind: "forget" }>,
  by: Person,
): Turn {
  if (whom === "everything" && by.admin !== true)
    return { state, reply: replies.sentence(words.replies.onlyAdmin) };
  if (!sure) return { state, reply: replies.sentence(words.replies.forgetSure[whom]) };
  const effect: Effect = whom === "me" ? { kind: "forget", person: by.id } : { kind: "delete-all" };
  return { state, reply: replies.sentence(words.replies.forgotten[whom]), effects: [effect] };
}
