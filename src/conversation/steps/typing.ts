/** What is typed in a decision's thread and is no verb: a pack's name, an answer; or talk among people. */
import { normalise } from "../../reading/plainwords.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Context, Turn } from "../event.ts";
import type { Action } from "../input/action.ts";
import { reasonAlone, understand } from "../input/answer-text.ts";
import { findTopic } from "../input/request/topic.ts";
import { memberOf } from "../members.ts";
import type { Member, State } from "../state.ts";
import { packOf } from "../view/messages.ts";
import { questionOf } from "../view/names.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words/replies.ts";
import { perform } from "./actions.ts";
import { done, refuse } from "./guard.ts";
import { liveQuestion, nextStep } from "./round/one.ts";
import { candidatesOf } from "./start.ts";

/** What was typed, before it is known which action it is. */
interface Typed extends Omit<Action, "verb"> {
  readonly text: string;
  /** It was said to the bot, so that an answer is owed. */
  readonly toUs: boolean;
}

/** What says that there is nothing to say to the last that somebody is asked. */
const NOTHING = new Set([
  "no",
  "none",
  "nope",
  "nothing",
  "nothing more",
  "no change",
  "thats all",
  "no thats all",
]);
const LAST: Readonly<Record<string, string>> = { horizon: "no-later", knows: "knows-nothing" };

/** Hardly anything but an answer: a number, as the choices have them, alone or with a reason. */
const NUMBER = /^\s*(?:option |number |answer |#)?\d{1,2}[.)]?(?:\s*$|[\s,;:–—-]+(?:because|since)\s)/i;
/** For so long after a question was asked for the last time, the label of a choice is an answer to it, and not talk. */
const JUST_MS = 10 * 60 * 1000;

export function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** So many messages of people push the live message out of sight. */
const BELOW_MAX = 5;
/** It moves no oftener than that. */
const MOVES_MS = 30 * 60 * 1000;

export function talk(state: State, typed: Typed, context: Context): Turn {
  if (state.phase.kind === "cancelled")
    return isNumber(typed.text) ? refuse(state, words.replies.over) : done(state);
  const pack = packOf(state, context.packs);
  if (pack === null) return namePack(state, typed, context);
  const turn = typedAnswer(state, pack, typed, context);
  const { state: after } = turn;
  return after === null ? turn : { ...turn, state: withBelow(after, context.now) };
}

function nothingAsked({ phase }: State): string {
  if (phase.kind === "answering") return words.replies.allAnswered;
  return phase.kind === "differing" ? words.replies.comparing : words.replies.cardPosted;
}

function typedAnswer(state: State, pack: Pack, typed: Typed, context: Context): Turn {
  const { text, toUs } = typed;
  const member = memberOf(state, typed.by.id);
  const reason = toUs ? reasonAlone(text) : null;
  if (reason !== null) return behindLast(state, member, reason, typed, context);
  // Whoever is through was last shown no question: a number of theirs answers nothing.
  const isAsked = state.phase.kind === "answering" && member?.through !== true;
  const all = isAsked ? liveQuestion(state) : null;
  const waiting = member?.unseen === true ? all : (member?.at ?? all);
  const question = waiting === null ? undefined : questionOf(pack, waiting);
  if (question === undefined) {
    if (!toUs)
      return isLate(state, pack, text, context.now) ? refuse(state, nothingAsked(state)) : done(state);
    const last = member === undefined ? "end" : nextStep(state, pack, member, context).kind;
    const none = NOTHING.has(normalise(text)) ? LAST[last] : undefined;
    if (none !== undefined) return perform(state, { ...typed, verb: none }, context);
    return refuse(state, nothingAsked(state));
  }
  const meant = understand(text, question, pack, toUs);
  switch (meant.kind) {
    case "nothing":
      return toUs || isNumber(text) ? { state, reply: replies.notUnderstood(state, question) } : done(state);
    case "ambiguous":
      return { state, reply: replies.which(state, question, meant.choices) };
    case "choice": {
      const because = meant.because === null ? {} : { because: meant.because };
      const fields = { [meant.when]: meant.choice, ...because };
      return perform(state, { ...typed, verb: "answer", of: question.id, fields }, context);
    }
  }
}

/** A reason by itself is that of the answer that they gave last. */
function behindLast(
  state: State,
  member: Member | undefined,
  because: string,
  { message: _, ...typed }: Typed,
  context: Context,
): Turn {
  const last = member?.votes.at(-1);
  if (last === undefined) return refuse(state, words.replies.answerBefore);
  // An edit of the message that the answer was typed in stays an edit of the answer.
  const message = last.message === undefined ? {} : { message: last.message };
  const action = { ...typed, ...message, verb: "answer", of: last.question, fields: { because } };
  return perform(state, action, context);
}

/** Typed as an answer when nothing was asked any more: it counts for nothing, and whoever typed it is to know. */
function isLate(state: State, pack: Pack, text: string, now: number): boolean {
  if (isNumber(text)) return true;
  if (now - closedAt(state, now) > JUST_MS) return false;
  const plain = normalise(text);
  const asked = state.list.flatMap(({ question }) => questionOf(pack, question)?.choices ?? []);
  return asked.some(({ label }) => normalise(label) === plain);
}

/** When the last question closed: just now, while others are still asked. */
function closedAt({ phase }: State, now: number): number {
  switch (phase.kind) {
    case "differing":
    case "recommended":
      return phase.at;
    case "decided":
      return phase.outcome.at;
    default:
      return now;
  }
}

/** What somebody typed an answer in reads otherwise now: so does the answer, if it still is one. Nothing else is disturbed. */
export function edited(state: State, typed: Typed, context: Context): Turn {
  const { text, message, by } = typed;
  const pack = packOf(state, context.packs);
  const found = message === undefined ? undefined : typedIn(memberOf(state, by.id), message);
  const question = pack === null || found === undefined ? undefined : questionOf(pack, found);
  if (pack === null || question === undefined) return done(state);
  const meant = understand(text, question, pack, true);
  if (meant.kind !== "choice") return { state, reply: replies.notUnderstood(state, question) };
  const fields = { [meant.when]: meant.choice, because: meant.because ?? "" };
  return perform(state, { ...typed, verb: "answer", of: question.id, fields }, context);
}

function typedIn(member: Member | undefined, message: string): string | undefined {
  return member?.votes.find((vote) => vote.message === message)?.question;
}

/** Somebody wrote below the live message: after a few, it moves to the end. */
function withBelow(state: State, now: number): State {
  const { live, phase } = state;
  if (phase.kind !== "answering") return state;
  const below = Math.min(live.below + 1, BELOW_MAX);
  const moves = below === BELOW_MAX && now - live.postedAt >= MOVES_MS;
  if (!moves && below === live.below) return state;
  return { ...state, live: moves ? { n: live.n + 1, postedAt: now, below: 0 } : { ...live, below } };
}

function namePack(state: State, typed: Typed, context: Context): Turn {
  const { text, toUs } = typed;
  const records = candidatesOf(state, context);
  const number = /^\s*(\d{1,2})\s*$/.exec(text)?.[1];
  const numbered = number === undefined ? undefined : records[Number(number) - 1];
  const [only, ...others] = numbered === undefined ? findTopic(text, records).packs : [numbered];
  if (only !== undefined && others.length === 0)
    return perform(state, { ...typed, verb: "pack", of: only.digest }, context);
  if (!toUs && number === undefined) return done(state);
  return refuse(state, words.replies.packNotUnderstood(records.map(({ pack }) => pack.title)));
}
