/** Whether what a sentence says is so today, or later. */
import type { Clause } from "./clauses.ts";
import type { Cue } from "./cues.ts";
import { asideClauses, type Found, says } from "./found.ts";

/** Null where it says both. Undefined where it says neither. */
export function timeOf(found: Found, clause: Clause): "today" | "later" | null | undefined {
  const own = timesIn(found, [clause, ...leadingTo(found, clause)]);
  if (own.includes(null)) return null;
  const [time, other] =
    own.length > 0
      ? own
      : timesIn(
          found,
          asideClauses(found).filter((one) => isTime(found, one)),
        );
  return other === undefined ? time : null;
}

/** "Next year the platform team takes over, then we can run many": the time of what is before a "then", or before what will be. */
function leadingTo({ words, clauses }: Found, { from, to }: Clause): readonly Clause[] {
  const goesOn = words[from]?.word === "then" || words.slice(from, to).some(({ word }) => word === "will");
  return goesOn ? clauses.filter((one) => one.from < from) : [];
}

/** "In six months", "when we get big": no more than a time, so that it is one for the whole sentence. */
function isTime({ words, cues }: Found, { from, to }: Clause): boolean {
  const isWhen = ["when", "once", "as"].includes(words[from]?.word ?? "");
  const rest = words.slice(from, to).filter((_, index) => {
    const at = from + index;
    return !cues.some((one) => one.from <= at && at < one.to);
  });
  return isWhen || (rest.length <= ASIDE_MAX && rest.every(({ word }) => !SUBJECTS.has(word)));
}

const ASIDE_MAX = 2;
const SUBJECTS = new Set("we i they you it he she there".split(" "));

function timesIn(found: Found, clauses: readonly Clause[]): readonly ("today" | "later" | null)[] {
  const has = (cue: Cue): boolean => clauses.some(({ from, to }) => says(found, cue, from, to));
  const notNow = says(found, "not-now", 0, found.words.length);
  return [
    ...(has("today") && !notNow ? ["today" as const] : []),
    ...(has("later") || (has("sometime") && isToCome(found)) ? ["later" as const] : []),
    ...(has("sometime") && !has("later") && !isToCome(found) ? [null] : []),
  ];
}

/** "Counts trickle in later" says how it is, and "we'll stream later" what is to come. */
function isToCome({ words }: Found): boolean {
  return words.some(({ word }) => TO_COME.has(word));
}

const TO_COME = new Set(
  "will shall going planned want wants need needs add adding expect hope maybe perhaps might may could would probably".split(
    " ",
  ),
);
