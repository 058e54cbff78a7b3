/** How what was understood is put right, typed to the bot: "rename …", "until friday", "with @cy". Pure. */
import type { Person } from "../../port.ts";
import { wordsOf } from "../../reading/plainwords.ts";
import type { Moment } from "./dates/dates.ts";
import { type MomentReader, soundsLikeTime, type UnreadTime } from "./dates/time-said.ts";
import { withoutMentions } from "./request/request.ts";
import { cleanTitle } from "./request/title.ts";

export type Edit =
  /** Null: it was not said to what, and is to be asked. */
  | { readonly kind: "rename"; readonly title: string | null }
  /** Null: there is none any more. */
  | { readonly kind: "deadline"; readonly deadline: Moment | null }
  | UnreadTime
  /** `unknown`: names after an "@" that are no people. The two are not both empty. */
  | {
      readonly kind: "with" | "without";
      readonly people: readonly Person[];
      readonly unknown: readonly string[];
    };

const RENAME = /^(?:(?:rename|retitle)(?: it| this)?(?: to| as)?|call (?:it|this)|title):?(?: (.+))?$/i;
const NO_DEADLINE = /^(?:(?:by )?no|without) (?:deadline|time limit)[.!]?$/i;
const DEADLINE = /^(by|until|till|til|deadline:?) (.+)$/i;
const PEOPLE: ReadonlyMap<string, "with" | "without"> = new Map([
  ["with", "with"],
  ["add", "with"],
  ["invite", "with"],
  ["without", "without"],
  ["remove", "without"],
]);
const BETWEEN_PEOPLE: ReadonlySet<string> = new Set(["and", "also", "please", "too", "with", "without"]);

/**
 * Null where the text is something else: "with a queue", "by hand". `invited`: whom the platform knows by the text's
 * mentions.
 */
export function readEdit(text: string, invited: readonly Person[], moment: MomentReader): Edit | null {
  const said = text.replace(/\s+/g, " ").trim();
  const rename = RENAME.exec(said);
  if (rename !== null) return { kind: "rename", title: cleanTitle(rename[1] ?? "") };
  if (NO_DEADLINE.test(said)) return { kind: "deadline", deadline: null };
  const [, lead = "", words] = DEADLINE.exec(said) ?? [];
  if (words !== undefined) return deadlineIn(said, lead, words, moment);
  const { rest, unknown } = withoutMentions(said, invited);
  const [verb = "", ...others] = wordsOf(rest);
  const kind = PEOPLE.get(verb);
  if (kind === undefined || invited.length + unknown.length === 0) return null;
  return others.every((word) => BETWEEN_PEOPLE.has(word)) ? { kind, people: invited, unknown } : null;
}

function deadlineIn(said: string, lead: string, words: string, moment: MomentReader): Edit | null {
  const reading = moment(words);
  if (reading.kind === "moment")
    return { kind: "deadline", deadline: { at: reading.at, timed: reading.timed } };
  const isMeant = reading.kind !== "nothing" || lead.toLowerCase() !== "by" || soundsLikeTime(words);
  return isMeant ? { kind: "time", words: said, reading } : null;
}
