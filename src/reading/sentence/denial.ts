/** Whether a sentence says that what it names is not so, or not needed. */
import type { Answer } from "../lexicon.ts";
import type { Hit } from "../phrases.ts";
import type { Word } from "../tokens.ts";
import { type Clause, reachOf } from "./clauses.ts";
import { asideClauses, type Found, ownCues, says } from "./found.ts";
import { FILLERS, isNegation, isUnneeded } from "./needs.ts";

/** How many words after a phrase it may be denied. */
const DENIAL_REACH = 6;
/** Within how many it is taken away: "the admin, which we dropped". */
const REMOVED_REACH = 4;

export function isDenied(found: Found, hit: Hit<Answer>, clause: Clause): boolean {
  const { words, clauses } = found;
  const start = reachOf(clauses, clause);
  const end = Math.min(clause.to, hit.to + DENIAL_REACH);
  for (let at = start; at < end; at++)
    if (denies(found, at) && !hit.places.includes(at) && (at >= clause.from || goesOn(words, at, hit.to)))
      return true;
  return (
    isInstead(found, start, hit.from) ||
    says(found, "removed", start, hit.to) ||
    says(found, "denying", start, clause.to) ||
    says(found, "removed", hit.to, Math.min(clause.to, hit.to + REMOVED_REACH)) ||
    isDeniedNext(found, clause)
  );
}

/** "Rather than follow conventions we choose the parts": what "we" do after it is not what is turned down. */
function isInstead(found: Found, start: number, end: number): boolean {
  const cue = ownCues(found).findLast((one) => one.cue === "instead" && start <= one.from && one.to <= end);
  return (
    cue !== undefined && !found.words.slice(cue.to, end).some(({ word }) => word === "i" || word === "we")
  );
}

/** "We don't need SSO, websockets or a CMS": the denial is one of a list. */
function goesOn(words: readonly Word[], from: number, to: number): boolean {
  return words.slice(from, to + 4).some(({ word }) => word === "or" || word === "nor");
}

function denies({ words, owned, cues }: Found, at: number): boolean {
  const word = words[at];
  if (word === undefined || !isNegation(word) || owned[at]) return false;
  return !cues.some(
    ({ cue, from, to }) => (cue === "harmless" || cue === "not-now") && from <= at && at < to,
  );
}

export function isUnneededHere(found: Found, hit: Hit<Answer>, clause: Clause): boolean {
  const { words, owned, clauses } = found;
  const start = reachOf(clauses, clause);
  const isOwned = (at: number): boolean => {
    const word = words[at];
    return word !== undefined && owned[at] === true && !isNegation(word);
  };
  if (isMissed(found, hit, clause)) return false;
  return isUnneeded(words, start, hit, clause.to, isOwned) || isDeniedNext(found, clause);
}

/** "Without an admin we can't launch", "we can't live without one": what cannot be done without is needed. */
function isMissed({ words }: Found, { from, to }: Hit<Answer>, clause: Clause): boolean {
  const without = words.findLastIndex(({ word }, at) => at < from && word === "without");
  if (without < Math.max(clause.from, from - 2)) return false;
  return [...words.slice(clause.from, without), ...words.slice(to, clause.to)].some(isNegation);
}

/** "Websockets: no, not needed." */
function isDeniedNext(found: Found, clause: Clause): boolean {
  const { words, clauses } = found;
  const next = clauses[clauses.indexOf(clause) + 1];
  // "Nobody has run either, none of us": it denies once more what denies already.
  if (words.slice(clause.from, clause.to).some(isNegation)) return false;
  if (next === undefined || !asideClauses(found).includes(next)) return false;
  const rest = words.slice(next.from, next.to).map(({ word }) => word);
  const from = rest[0] === "but" || rest[0] === "so" ? 1 : 0;
  const first = words[next.from + from];
  return (
    first !== undefined &&
    isNegation(first) &&
    rest.slice(from + 1).every((word) => STILL_THE_SAME.has(word) || FILLERS.has(word))
  );
}

/** After "no" or "not" in a clause of their own they still speak of what was named before: "Kubernetes: not needed." */
const STILL_THE_SAME = new Set(
  "needed necessary required thank thanks way please now yet today at all for us me ever imho thx".split(" "),
);
