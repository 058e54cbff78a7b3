/** A deadline: how it is said, and what becomes of a decision when it comes. */
import type { Person } from "../../port.ts";
import type { Turn, World } from "../event.ts";
import { mayRule, type State } from "../state.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";

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

/** A deadline said in the thread: "by friday 17:00", "no deadline". Null where the text is something else. */
export function sayDeadline(state: State, text: string, by: Person, world: World): Turn | null {
  const plain = text.trim().replace(/^deadline:?\s+/i, "by ");
  const none = /^(?:no|by no|without) deadline[.!]?$/i.test(text.trim());
  const found = none ? null : splitDeadline(plain, by.zone ?? null, world.moment);
  if (!none && found?.rest !== "") return null;
  if (state.status !== "open" || state.recommendation !== null)
    return { state, reply: replies.sentence(words.replies.noDeadlineNow) };
  if (!mayRule(state, by)) return { state, reply: replies.sentence(words.replies.notYours) };
  const deadline = found === null ? null : ({ at: found.at, came: "not-yet" } as const);
  return {
    state: { ...state, deadline },
    reply: replies.sentence(
      found === null
        ? words.replies.deadlineGone
        : words.replies.deadlineSet(words.moment(found.at, by.zone)),
    ),
  };
}
