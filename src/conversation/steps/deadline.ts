/** A deadline: how it is said, and how it is set. */
import type { Turn, World } from "../event.ts";
import type { Action } from "../input/action.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import type { OnDecision, Said } from "./guard.ts";

/** "fastapi or django by friday 17:00" → what comes before, and when; null where it ends with no moment. */
export function splitDeadline(
  text: string,
  zone: string | null,
  moment: World["moment"],
): { readonly rest: string; readonly at: number } | null {
  const said = text.replace(/\s+/g, " ").trim();
  const tail = Math.max(0, said.length - MOMENT_MAX);
  // The last "by" that a moment follows: a title may have one of its own.
  for (const by of [...said.slice(tail).matchAll(/\bby /gi)].reverse()) {
    const [before, after] = [said.slice(0, tail + by.index), said.slice(tail + by.index + by[0].length)];
    const at = moment(after.replace(/[ .!]+$/, ""), zone);
    if (at !== null) return { rest: before.replace(/[ ,;–—-]+$/, ""), at };
  }
  return null;
}

/** No moment takes more characters to say, with the "by" before it. */
const MOMENT_MAX = 80;

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
  const plain = text.trim().replace(/^deadline:?\s+/i, "by ");
  const found = splitDeadline(plain, by.zone ?? null, moment);
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
