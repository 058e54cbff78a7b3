/** Deleting a decision, and forgetting a person: what is left of the state. */

import type { Context, Effect, Turn } from "../event.ts";
import { everybodyIn, memberOf, wantedIn } from "../members.ts";
import { unposted } from "../posted.ts";
import {
  BLANK,
  type DecisionOutcome,
  type Discussed,
  type Phase,
  type Previous,
  runningIn,
  type State,
} from "../state.ts";
import { packOf } from "../view/messages.ts";
import * as replies from "../view/replies.ts";
import { emptiedCard } from "../view/shown.ts";
import { someone } from "../words/phrases.ts";
import * as words from "../words/replies.ts";
import { namesErased, notShownAgain, reasonRemoved } from "../words/thread.ts";
import { publishedAnew } from "./export.ts";
import { type Attempt, done, refuse } from "./guard.ts";
import { renamedIn } from "./previous.ts";
import { advance } from "./round/advance.ts";

/** Nothing is decided any more, and nobody is waited for. */
export function withCancelled(state: State): State {
  const from = runningIn(state);
  if (from === null) return state;
  // What was read of a discussion is of no use any more.
  return {
    ...state,
    phase: { kind: "cancelled", from: from.kind === "choosing" ? { ...from, discussion: [] } : from },
  };
}

/** How long whoever deleted it can bring it back. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** Its messages are emptied at once; what was said is kept for a day. */
export function withDeleted(state: State, by: string, now: number): State {
  const { phase } = state;
  if (phase.kind === "deleted") return state;
  return { ...state, phase: { kind: "deleted", by, at: now, until: now + KEPT_MS, from: phase } };
}

/** Whoever deleted it gets it back as it was, with the messages that its state still tells. */
export function restore({ state, action: { by }, context: { now } }: Attempt): Turn {
  const phase = state?.phase;
  if (state === null || phase?.kind !== "deleted" || phase.from === null)
    return refuse(state, words.replies.gone);
  if (phase.by !== by.id || now >= phase.until) return refuse(state, words.replies.gone);
  return { ...done({ ...state, phase: phase.from }), effects: drawnAnew(state, notShownAgain) };
}

/** Every message reads like this, but for those that follow from the state; a record that was on its way still is. */
function drawnAnew({ published }: State, text: string): readonly Effect[] {
  const erase: Effect = { kind: "erase", card: emptiedCard(text) };
  return published?.pending === true ? [erase, { kind: "propose" }] : [erase];
}

/** Nothing but where it was, so that its messages can be emptied. */
export function erasedFor(state: State): State {
  const blank = { ...state, ...BLANK, title: "", origin: null, starter: "" };
  return { ...blank, phase: { kind: "deleted", by: "", at: 0, until: 0, from: null } };
}

/** The person's answers stay, as "someone"'s; their name, their id and their words go. The same state if they are not in it. */
function forgotten(state: State, person: string): State {
  if (!everybodyIn(state).includes(person)) return state;
  const known = memberOf(state, person);
  // Who only decided is nobody's id but the word that is shown for them.
  const id = known === undefined ? someone : aliasIn(state);
  const rename = (one: string): string => (one === person ? id : one);
  return {
    ...state,
    starter: rename(state.starter),
    people: state.people.map((member) =>
      member.id === person
        ? {
            id,
            name: someone,
            wanted: false,
            through: member.through,
            at: null,
            horizonAsked: true,
            knows: null,
            rung: [],
            votes: member.votes.map(({ message: _, ...vote }) => ({ ...vote, because: null })),
          }
        : member,
    ),
    phase: phaseWithout(state.phase, person, id),
    talked: state.talked === null ? null : phaseWithout(state.talked, person, id),
    proposals: state.proposals.filter((one) => one.person.id !== person),
    discussed: discussedWithout(state.discussed ?? null, person),
    previous: previousWithout(state.previous, person, id, known?.name ?? ""),
    // It holds names and words.
    exported: state.exported === null ? null : { ...state.exported, file: null },
  };
}

/** What is no longer drawn cannot be drawn anew, so all messages are emptied; those of now follow. */
export function forgetPerson(before: State, person: string, context: Context): Turn {
  const state = forgotten(before, person);
  if (state === before) return done(state);
  const waiting = withoutWaiting(state, context);
  const after = context.connected ? publishedAnew(waiting) : waiting;
  return { ...done(after), effects: drawnAnew(after, namesErased) };
}

/** Goes on if nobody else was waited for. Where nobody is wanted any more, it waits for whoever comes. */
function withoutWaiting(state: State, context: Context): State {
  const pack = packOf(state, context.packs);
  return pack === null || wantedIn(state).length === 0 ? state : advance(state, pack, context);
}

/** Asks back first: what is forgotten does not come again. */
export function forget({ state, action: { by, fields }, context }: Attempt): Turn {
  const whom = fields.whom !== "me" ? "everything" : context.alone ? "alone" : "me";
  if (fields.sure === undefined) return { state, reply: replies.sentence(words.replies.forgetSure[whom]) };
  const effect: Effect = whom === "me" ? { kind: "forget", person: by.id } : { kind: "delete-all" };
  return { state, reply: replies.sentence(words.replies.forgotten[whom]), effects: [effect] };
}

function discussedWithout(discussed: Discussed | null, person: string): Discussed | null {
  if (discussed === null) return null;
  const touched = discussed.touched.map(({ question, said }) => ({
    question,
    said: said.filter((one) => one.person.id !== person),
  }));
  return { ...discussed, touched };
}

/** An id that no platform gives. */
function aliasIn({ people }: State): string {
  const taken = people.filter(({ id }) => id.startsWith("someone-")).length;
  return `someone-${taken + 1}`;
}

function phaseWithout<P extends Phase>(phase: P, person: string, alias: string): P;
function phaseWithout(phase: Phase, person: string, alias: string): Phase {
  const rename = (one: string): string => (one === person ? alias : one);
  switch (phase.kind) {
    case "choosing":
      return { ...phase, discussion: phase.discussion.filter((one) => one.person.id !== person) };
    case "differing":
      return { ...phase, done: phase.done.map(rename) };
    case "recommended":
      return { ...phase, recommendation: unposted(phase.recommendation) };
    case "decided": {
      const review = { ...phase.review, holds: phase.review.holds.map(rename) };
      const outcome = outcomeWithout(phase.outcome, person, alias);
      return { ...phase, recommendation: unposted(phase.recommendation), review, outcome };
    }
    case "cancelled":
      return { ...phase, from: phaseWithout(phase.from, person, alias) };
    case "deleted":
      return { ...phase, from: phase.from === null ? null : phaseWithout(phase.from, person, alias) };
    default:
      return phase;
  }
}

function outcomeWithout(outcome: DecisionOutcome, person: string, alias: string): DecisionOutcome {
  if (outcome.by !== person) return outcome;
  return { ...outcome, by: alias, reason: outcome.reason === null ? null : reasonRemoved };
}

function previousWithout(
  previous: Previous | null,
  person: string,
  alias: string,
  name: string,
): Previous | null {
  if (previous === null) return null;
  const results = renamedIn(previous, name, someone).results.map(({ choices, ...one }) => ({
    ...one,
    ...(choices === undefined ? {} : { choices: renamed(choices, person, alias) }),
  }));
  return {
    ...previous,
    outcome: previous.outcome === null ? null : outcomeWithout(previous.outcome, person, alias),
    results,
  };
}

function renamed(
  choices: Readonly<Record<string, string>>,
  person: string,
  alias: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(choices).map(([id, choice]) => [id === person ? alias : id, choice]),
  );
}
