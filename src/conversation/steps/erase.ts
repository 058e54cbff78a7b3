/** Deleting a decision, and forgetting a person: what is left of the state. */
import { BLANK } from "../blank.ts";
import type { Context, Effect, Turn } from "../event.ts";
import { type DecisionOutcome, everybodyIn, memberOf, type Previous, type State } from "../state.ts";
import { packOf } from "../view/messages.ts";
import * as replies from "../view/replies.ts";
import { erasedCard } from "../view/shown.ts";
import * as words from "../words.ts";
import { publishedAnew } from "./export.ts";
import { advance } from "./flow.ts";
import { type Attempt, done } from "./guard.ts";
import { endLastCall, isCalling, uncalled } from "./last-call.ts";
import { renamedIn } from "./previous.ts";

/** Nothing but where it was, so that its messages can be emptied. */
export function deleted(state: State): State {
  return { ...state, ...BLANK, title: "", origin: null, starter: "", status: "deleted" };
}

/** The person's answers stay, as "someone"'s; their name, their id and their words go. The same state if they are not in it. */
function forgotten(state: State, person: string): State {
  if (!everybodyIn(state).includes(person)) return state;
  const known = memberOf(state, person);
  // Who only decided is nobody's id but the word that is shown for them.
  const id = known === undefined ? words.someone : aliasIn(state);
  const rename = (one: string): string => (one === person ? id : one);
  return {
    ...state,
    starter: rename(state.starter),
    people: state.people.map((member) =>
      member.id === person
        ? {
            id,
            name: words.someone,
            expected: false,
            votes: member.votes.map((vote) => ({ ...vote, because: null })),
          }
        : member,
    ),
    discussion: state.discussion.filter((one) => one.person.id !== person),
    proposals: state.proposals.filter((one) => one.person.id !== person),
    outcome: outcomeWithout(state.outcome, person, id),
    review: state.review === null ? null : { ...state.review, holds: state.review.holds.map(rename) },
    previous: previousWithout(state.previous, person, id, known?.name ?? ""),
    lastCall: state.lastCall === null ? null : { ...state.lastCall, done: state.lastCall.done.map(rename) },
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
  const erase: Effect = { kind: "erase", card: erasedCard(words.namesErased) };
  const effects: readonly Effect[] =
    after.published?.pending === true ? [erase, { kind: "propose" }] : [erase];
  return { ...done(after), effects };
}

/** Goes on where only who was forgotten was waited for. Where nobody is expected any more it waits for whoever comes. */
function withoutWaiting(state: State, context: Context): State {
  const pack = packOf(state, context.packs);
  if (pack === null || state.status !== "open" || !state.people.some(({ expected }) => expected))
    return state;
  const called = isCalling(state) && uncalled(state).length === 0 ? endLastCall(state) : state;
  return advance(called, pack, context);
}

/** Asks back first: what is forgotten does not come again. */
export function forget({ state, action: { by, fields } }: Attempt): Turn {
  const whom = fields.whom === "me" ? "me" : "everything";
  if (fields.sure === undefined) return { state, reply: replies.sentence(words.replies.forgetSure[whom]) };
  const effect: Effect = whom === "me" ? { kind: "forget", person: by.id } : { kind: "delete-all" };
  return { state, reply: replies.sentence(words.replies.forgotten[whom]), effects: [effect] };
}

/** An id that no platform gives. */
function aliasIn({ people }: State): string {
  const taken = people.filter(({ id }) => id.startsWith("someone-")).length;
  return `someone-${taken + 1}`;
}

function outcomeWithout(
  outcome: DecisionOutcome | null,
  person: string,
  alias: string,
): DecisionOutcome | null {
  if (outcome?.by !== person) return outcome;
  return { ...outcome, by: alias, reason: outcome.reason === null ? null : words.reasonRemoved };
}

function previousWithout(
  previous: Previous | null,
  person: string,
  alias: string,
  name: string,
): Previous | null {
  if (previous === null) return null;
  const results = renamedIn(previous, name, words.someone).results.map(({ choices, ...one }) => ({
    ...one,
    ...(choices === undefined ? {} : { choices: renamed(choices, person, alias) }),
  }));
  return { ...previous, outcome: outcomeWithout(previous.outcome, person, alias), results };
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
