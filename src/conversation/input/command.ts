/** Words that ask the bot for something, and only when they are the whole message: what stands after the verb. */
import type { Inbound } from "../../port.ts";
import { normalise } from "../../reading/plainwords.ts";
import type { Action } from "./action.ts";

type Fields = Action["fields"];

/** Nobody types a longer one; in characters. */
export const COMMAND_MAX = 300;

/** A page of the list of decisions. */
export interface ListQuery {
  /** In the title, whatever the case; null: every decision. */
  readonly words: string | null;
  /** From 1. */
  readonly page: number;
}

export const PAGE_SIZE = 10;

/** "list", "list billing", "list about billing 2". */
export function readList(plain: string): Fields | null {
  const list = /^list(?: (?:about|with|for))?(?: (.*?))??(?: (?:page )?(\d{1,4}))?$/.exec(plain);
  if (list === null || / (?:or|vs|versus) /.test(plain)) return null;
  return { words: list[1] ?? "", page: list[2] ?? "1" };
}

export function listQuery({ words = "", page = "1" }: Fields): ListQuery {
  return { words: words === "" ? null : words, page: Math.max(1, Number(page)) };
}

/** What `World.recent` has to be filled with for this event. */
export function wantsList({ what }: Inbound): ListQuery | null {
  if (what.kind === "home") return listQuery({});
  if (!("text" in what) || what.text.length > COMMAND_MAX) return null;
  const fields = readList(normalise(what.text));
  return fields === null ? null : listQuery(fields);
}

/** "forget me", "forget everything"; and "for good", which is what it takes. */
export function readForget(plain: string): Fields | null {
  const forget = /^forget (me|everything)( for good)?$/.exec(plain);
  if (forget === null) return null;
  return { whom: forget[1] ?? "", ...(forget[2] === undefined ? {} : { sure: "yes" }) };
}

/** "remind us on 2027-05-01": `when` as it was typed; empty: it is to be asked. */
export function readRemind(text: string): Fields | null {
  const remind = /^\s*remind(?: us| me)?(?: on| at)?(?:\s+(\S.*?))?[\s.!]*$/is.exec(text);
  return remind === null ? null : { when: remind[1] ?? "" };
}

/** "change", "change 2", "change question load": the number or the words of a question; empty: it is to be asked. */
export function readChange(plain: string): Fields | null {
  if (plain === "change" || plain === "change answers" || plain === "change answer") return { what: "" };
  const change = /^change (?:question |answer )?(\S.*)$/.exec(plain);
  return change?.[1] === undefined ? null : { what: change[1] };
}
