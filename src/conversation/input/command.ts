/** Words that ask the bot for something, and only when they are the whole message. */
import type { Inbound } from "../../port.ts";
import { normalise } from "../../reading/plainwords.ts";

export type Command =
  | {
      readonly kind:
        | "help"
        | "packs"
        | "status"
        | "cancel"
        | "move-on"
        | "ask-all"
        | "accept"
        | "otherwise"
        | "breakdown"
        | "export"
        | "delete"
        | "holds"
        | "again";
    }
  | ({ readonly kind: "list" } & ListQuery)
  | { readonly kind: "forget"; readonly whom: "me" | "everything"; readonly sure: boolean }
  /** `when`: as it was typed; empty: it is to be asked. */
  | { readonly kind: "remind"; readonly when: string }
  /** `what`: the number or the words of a question; empty: which one is to be asked. */
  | { readonly kind: "change"; readonly what: string };

const COMMANDS = new Map<string, Exclude<Command["kind"], "change" | "list" | "forget" | "remind">>([
  ["help", "help"],
  ["hello", "help"],
  ["hi", "help"],
  ["hey", "help"],
  ["packs", "packs"],
  ["status", "status"],
  ["cancel", "cancel"],
  ["move on", "move-on"],
  ["next", "move-on"],
  ["ask the rest", "ask-all"],
  ["rest", "ask-all"],
  ["accept", "accept"],
  ["decide otherwise", "otherwise"],
  ["otherwise", "otherwise"],
  ["full breakdown", "breakdown"],
  ["breakdown", "breakdown"],
  ["why", "breakdown"],
  ["export", "export"],
  ["delete", "delete"],
  ["it still holds", "holds"],
  ["still holds", "holds"],
  ["go through it again", "again"],
  ["again", "again"],
]);

/** Nobody types a longer one; in characters. */
const COMMAND_MAX = 300;

/** Null where the text is not a command: an answer that contains "help" stays an answer. */
export function readCommand(text: string): Command | null {
  if (text.length > COMMAND_MAX) return null;
  const words = normalise(text);
  const kind = COMMANDS.get(words);
  if (kind !== undefined) return { kind };
  if (words === "change" || words === "change answers" || words === "change answer")
    return { kind: "change", what: "" };
  const list = /^list(?: (?:about|with|for))?(?: (.*?))??(?: (?:page )?(\d{1,4}))?$/.exec(words);
  if (list !== null && !/ (?:or|vs|versus) /.test(words))
    return { kind: "list", words: list[1] ?? null, page: Math.max(1, Number(list[2] ?? 1)) };
  const forget = /^forget (me|everything)( for good)?$/.exec(words);
  if (forget !== null)
    return {
      kind: "forget",
      whom: forget[1] === "me" ? "me" : "everything",
      sure: forget[2] !== undefined,
    };
  const remind = /^\s*remind(?: us| me)?(?: on| at)?(?:\s+(\S.*?))?[\s.!]*$/is.exec(text);
  if (remind !== null) return { kind: "remind", when: remind[1] ?? "" };
  const change = /^change (?:question |answer )?(\S.*)$/.exec(words);
  return change?.[1] === undefined ? null : { kind: "change", what: change[1] };
}

/** A page of the list of decisions. */
export interface ListQuery {
  /** In the title, whatever the case; null: every decision. */
  readonly words: string | null;
  /** From 1. */
  readonly page: number;
}

export const PAGE_SIZE = 10;

/** What `World.recent` has to be filled with for this event. */
export function wantsList(inbound: Inbound): ListQuery | null {
  const { what } = inbound;
  const asked = what.kind === "command" || what.kind === "message" ? readCommand(what.text) : null;
  return asked?.kind === "list" ? asked : null;
}
