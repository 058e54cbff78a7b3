/** A deadline: how it is said, and how it is set. */
import type { Context, Turn } from "../event.ts";
import type { Action } from "../input/action.ts";
import { timeSaid } from "../input/time-said.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import type { OnDecision, Said } from "./guard.ts";

/** "fastapi or django by friday 17:00" → what is left of it, and when; null where it says no moment to come. */
export function splitDeadline(
  text: string,
  zone: string | null,
  moment: Context["moment"],
): { readonly rest: string; readonly at: number } | null {
  const { rest, deadline } = timeSaid(text.trim(), (words) => {
    const at = moment(words, zone);
    return at === null ? { kind: "nothing" } : { kind: "moment", at, timed: true };
  });
  return deadline === null ? null : { rest, at: deadline.at };
}

/** "by friday 17:00", "no deadline": when, in milliseconds since 1970; nothing: none. Null where it says something else. */
export function readDeadline({
  text,
  by,
  state,
  moment,
}: Said): { readonly fields: Action["fields"] } | null {
  // Before there is a decision, it is what one begins with.
  if (state === null) return null;
  if (/^(?:no|by no|without) deadline[.!]?$/i.test(text.trim())) return { fields: {} };
  const found = splitDeadline(text, by.zone ?? null, moment);
  return found?.rest === "" ? { fields: { at: String(found.at) } } : null;
}

export function setDeadline({ state, action: { by, fields } }: OnDecision): Turn {
  const at = fields.at === undefined ? null : Number(fields.at);
  return {
    state: { ...state, deadline: at === null ? null : { at, came: "not-yet" } },
    reply: replies.sentence(
      at === null ? words.replies.deadlineGone : words.replies.deadlineSet(words.moment(at, by.zone)),
    ),
  };
}
