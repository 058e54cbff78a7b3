/** A deadline: how it is said, and what becomes of a decision when it comes. */
import type { Person } from "../port.ts";
import * as asides from "./asides.ts";
import type { Turn, World } from "./event.ts";
import { mayRule, type State } from "./state.ts";
import * as words from "./words.ts";

/** "fastapi or django by friday 17:00" → what comes before, and when; null where it ends with no moment. */
export function splitDeadline(
  text: string,
  zone: string | null,
  moment: World["moment"],
): { readonly rest: string; readonly at: number } | null {
  // The last "by" that a moment follows: a title may have one of its own.
  for (let by = text.search(LAST_BY); by >= 0; ) {
    const at = moment(
      text
        .slice(by)
        .replace(/^by\s+/i, "")
        .replace(/[.!]+$/, "")
        .trim(),
      zone,
    );
    if (at !== null) return { rest: text.slice(0, by).replace(/[\s,;–—-]+$/, ""), at };
    const before = text.slice(0, by).trimEnd();
    by = before.search(LAST_BY);
  }
  return null;
}

const LAST_BY = /\bby\s+\S(?!.*\bby\s+\S)/is;

/** A deadline said in the thread: "by friday 17:00", "no deadline". Null where the text is something else. */
export function sayDeadline(state: State, text: string, by: Person, world: World): Turn | null {
  const plain = text.trim().replace(/^deadline:?\s+/i, "by ");
  const none = /^(?:no|by no|without) deadline[.!]?$/i.test(text.trim());
  const found = none ? null : splitDeadline(plain, by.zone ?? null, world.moment);
  if (!none && found?.rest !== "") return null;
  if (state.status !== "open" || state.recommendation !== null)
    return { state, reply: asides.sentence(words.asides.noDeadlineNow) };
  if (!mayRule(state, by)) return { state, reply: asides.sentence(words.asides.notYours) };
  const deadline = found === null ? null : ({ at: found.at, came: "not-yet" } as const);
  return {
    state: { ...state, deadline },
    reply: asides.sentence(
      found === null ? words.asides.deadlineGone : words.asides.deadlineSet(words.moment(found.at)),
    ),
  };
}
