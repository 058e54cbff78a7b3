/** What is typed in a decision's thread and is no verb: a pack's name, an answer; or talk among people. */
import { normalise } from "../../reading/plainwords.ts";
import type { Context, Turn } from "../event.ts";
import type { Action } from "../input/action.ts";
import { understand } from "../input/answer-text.ts";
import { findTopic } from "../input/topic.ts";
import { memberOf, pending, type State } from "../state.ts";
import { packOf } from "../view/messages.ts";
import { questionOf } from "../view/names.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import { perform } from "./actions.ts";
import { done, refuse } from "./guard.ts";
import { isCalling } from "./last-call.ts";
import { candidatesOf } from "./start.ts";

/** What says that nothing (more) will be different later, when that is the question. */
const NOTHING_MORE = new Set([
  "no",
  "none",
  "nope",
  "nothing",
  "nothing more",
  "no change",
  "nothing will be different",
]);

/** `toUs`: it was said to the bot, so that an answer is owed. `said`: the action, before it is known which. */
export function talk(
  state: State,
  text: string,
  toUs: boolean,
  said: Omit<Action, "verb">,
  context: Context,
): Turn {
  if (state.status === "cancelled") return done(state);
  const pack = packOf(state, context.packs);
  if (pack === null) return namePack(state, text, toUs, said, context);
  const waiting = state.discussing ?? pending(state)?.question;
  const question = waiting === undefined ? undefined : questionOf(pack, waiting);
  if (question === undefined) {
    const isMeant = toUs || memberOf(state, said.by.id) !== undefined;
    if (isMeant && isCalling(state) && NOTHING_MORE.has(normalise(text)))
      return perform(state, { ...said, verb: "no-later" }, context);
    if (!toUs) return done(state);
    return refuse(state, isCalling(state) ? words.lastCall.typed : words.replies.cardPosted);
  }
  const meant = understand(text, question, pack.horizon.name, toUs);
  switch (meant.kind) {
    case "nothing":
      return toUs ? { state, reply: replies.notUnderstood(state, question) } : done(state);
    case "ambiguous":
      return toUs ? { state, reply: replies.which(state, question, meant.choices) } : done(state);
    case "choice": {
      const because = meant.because === null ? {} : { because: meant.because };
      const fields = { [meant.when]: meant.choice, ...because };
      return perform(state, { ...said, verb: "answer", of: question.id, fields }, context);
    }
  }
}

function namePack(
  state: State,
  text: string,
  toUs: boolean,
  said: Omit<Action, "verb">,
  context: Context,
): Turn {
  const records = candidatesOf(state, context);
  const number = /^\s*(\d{1,2})\s*$/.exec(text)?.[1];
  const numbered = number === undefined ? undefined : records[Number(number) - 1];
  const [only, ...others] = numbered === undefined ? findTopic(text, records).packs : [numbered];
  if (only !== undefined && others.length === 0)
    return perform(state, { ...said, verb: "pack", of: only.digest }, context);
  if (!toUs) return done(state);
  return refuse(state, words.replies.packNotUnderstood(records.map(({ pack }) => pack.title)));
}
