/**
 * The one guard that every action passes, typed, pressed or submitted alike: what it needs, and who may. Needs and
 * rights are sentences for whoever is refused; null: nothing is in the way.
 */
import type { Person, Reply } from "../../port.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Context, Turn } from "../event.ts";
import type { Action } from "../input/action.ts";
import type { State } from "../state.ts";
import { fieldErrors } from "../view/forms.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words/replies.ts";

/** Somebody wants something done. */
export interface Attempt {
  readonly action: Action;
  /** Null: nothing is being decided there. */
  readonly state: State | null;
  /** Null until the team has said which decision it is. */
  readonly pack: Pack | null;
  readonly context: Context;
}

export interface OnDecision extends Attempt {
  readonly state: State;
}

export interface OnPack extends OnDecision {
  readonly pack: Pack;
}

/** Why not, in a sentence. */
export type Refusal<A> = (attempt: A) => string | null;

/** What is said to the bot. */
export interface Said {
  readonly text: string;
  /** Normalised. */
  readonly plain: string;
  readonly by: Person;
  readonly invited: readonly Person[];
  readonly state: State | null;
  readonly context: Pick<Context, "moment">;
}

/** How a verb is asked for. */
interface Asked {
  /** Typed, as the whole message; normalised. */
  readonly words?: readonly string[];
  /** Typed, with more after it. Another verb than the row's own may be meant. */
  readonly reads?: (said: Said) => Partial<Pick<Action, "verb" | "of" | "fields">> | null;
  /** The id of its control, with the names of what follows: "answer/question/choice?". Left out: it has none. */
  readonly control?: string;
}

/** A row as it is written. */
interface Rule<A extends Attempt> extends Asked {
  readonly needs: readonly Refusal<A>[];
  readonly who: Refusal<A>;
  /** A press opens it; what the row does is done with what was filled in. */
  readonly form?: (attempt: A) => Extract<Reply, { kind: "form" }>;
  /** Where typing does something else: asks back, offers the button. */
  readonly typed?: (attempt: A) => Turn;
  readonly does: (attempt: A) => Turn;
}

/** A row as it is carried out. */
export interface Verb extends Asked {
  readonly attempt: (attempt: Attempt) => Turn;
}

/** A row that takes no decision. */
export function anywhere(rule: Rule<Attempt>): Verb {
  return { ...rule, attempt: (attempt) => guarded(rule, attempt) };
}

/** A row of a decision, whatever has become of it. */
export function onDecision(rule: Rule<OnDecision>): Verb {
  return {
    ...rule,
    attempt: ({ state, ...rest }) =>
      isThere(state) ? guarded(rule, { ...rest, state }) : nothingThere({ ...rest, state }),
  };
}

/** A row of a decision that is not cancelled and has its pack. */
export function onPack(rule: Rule<OnPack>): Verb {
  return {
    ...rule,
    attempt({ state, pack, ...rest }) {
      if (!isThere(state)) return nothingThere({ ...rest, state });
      if (state.phase.kind === "cancelled") return refuse(state, words.replies.over);
      if (pack === null) return refuse(state, words.replies.packFirst);
      return guarded(rule, { ...rest, state, pack });
    },
  };
}

/** Nobody is told of one that is deleted. */
function isThere(state: State | null): state is State {
  return state !== null && state.phase.kind !== "deleted";
}

function nothingThere({ state, action: { how } }: Pick<Attempt, "state" | "action">): Turn {
  return refuse(state, how === "typed" ? words.replies.nothingHere : words.replies.gone);
}

function guarded<A extends Attempt>(rule: Rule<A>, attempt: A): Turn {
  const { state, action } = attempt;
  for (const refusal of [...rule.needs, rule.who]) {
    const why = refusal(attempt);
    if (why !== null) return refuse(state, why);
  }
  if (action.how === "typed") return (rule.typed ?? rule.does)(attempt);
  const form = rule.form?.(attempt);
  if (form === undefined)
    return action.how === "submitted" ? refuse(state, words.replies.gone) : rule.does(attempt);
  if (action.how === "pressed") return { state, reply: form };
  const wrong = fieldErrors(form.form, action.fields);
  return wrong === null ? rule.does(attempt) : { state, reply: wrong };
}

/** Nothing changes, and whoever wanted it is told why. */
export function refuse(state: State | null, sentence: string): Turn {
  return { state, reply: replies.refusal(sentence) };
}

/** What has changed says so itself, on the screen. */
export function done(state: State): Turn {
  return { state, reply: replies.nothing };
}

/** What was filled in stays: a sentence for each field that is wrong, by the field's id. */
export function wrong(state: State | null, fields: Readonly<Record<string, string>>): Turn {
  return { state, reply: { kind: "errors", fields } };
}
