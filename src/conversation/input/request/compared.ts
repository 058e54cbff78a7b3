/** What a text sets against each other: "rails or django", "FastAPI v Django", "migrate django 3 to django 5". */

import { isApart, type SpokenWord } from "../spoken.ts";
import {
  CHOOSING,
  COMPARING,
  COMPARING_PAIRS,
  COURTESY,
  JOINING,
  LEADING,
  MOVING,
  NO_OPTION,
  PREPOSITIONS,
  TALK,
} from "./words.ts";

/** Words `from` up to and without `to`. */
export interface Compared {
  readonly from: number;
  readonly to: number;
  /**
   * A pack's name is in it; or only a part of one; or another name; "django or 5": a version; "django or not": no option;
   * or nothing that is a name.
   */
  readonly kind: "known" | "part" | "other" | "version" | "no-option" | "nothing";
}

/** Two things that are compared; of several in a row, each with its neighbour. */
export type Pair = readonly [Compared, Compared];

/** A name has at most so many words: what is longer is said about something. */
const NAME_MAX = 3;
/** How many words before a "to" or an "and" what makes it a comparison may stand. */
const AHEAD_MAX = 6;
const LIST_MAX = 5;
const BETWEEN: ReadonlySet<string> = new Set(["between"]);

/** What packs call things. */
export interface KnownNames {
  /** Of each word of the text, whether it belongs to a name that is there in full. */
  readonly whole: readonly boolean[];
  /** All words of options' names: "queue", of "Message queue". */
  readonly words: ReadonlySet<string>;
}

/**
 * Where none of what is compared is known, only what is chosen between is meant, and not what it is for: "django for
 * billing or invoicing". A constant number of words is looked at around each.
 */
export function comparedIn(words: readonly SpokenWord[], names: KnownNames): readonly Pair[] {
  const pairs: Pair[] = [];
  const others: Pair[] = [];
  /** The last "for" and the last "use" or the like since a comma. */
  let [purpose, choosing] = [-1, -1];
  words.forEach(({ plain, after }, at) => {
    if (isApart(words[at])) [purpose, choosing] = [-1, -1];
    if (plain === "for") purpose = at;
    if (CHOOSING.has(plain)) choosing = at;
    const width = COMPARING_PAIRS.has(`${plain}-${words[at + 1]?.plain}`) ? 2 : 1;
    const isMove = plain === "to" && isAhead(words, at, MOVING);
    const isPlain = width === 2 || COMPARING.has(plain) || (plain === "and" && isAhead(words, at, BETWEEN));
    const isSlash = after === "slash";
    if (!isMove && !isPlain && !isSlash) return;
    const left = itemBefore(words, names, at);
    const right = itemFrom(words, names, isSlash ? at : at + width);
    const isFrom = words[left.from - 1]?.plain === "from";
    if (isKnown(left) || (isKnown(right) && (!isMove || isFrom)))
      pairs.push([left, right], ...listBefore(words, names, left));
    else if (isPlain && purpose <= choosing && !follows(words, left, PREPOSITIONS))
      others.push([left, right]);
  });
  return pairs.length > 0 ? pairs : others;
}

function isKnown({ kind }: Compared): boolean {
  return kind === "known" || kind === "part";
}

/** One of these stands shortly before, in the same sentence. */
function isAhead(words: readonly SpokenWord[], at: number, which: ReadonlySet<string>): boolean {
  for (let place = at; place > 0 && at - place < AHEAD_MAX; place--) {
    if (words[place]?.after === "stop") return false;
    if (which.has(words[place - 1]?.plain ?? "")) return true;
  }
  return false;
}

/** Articles aside. */
function follows(words: readonly SpokenWord[], { from }: Compared, which: ReadonlySet<string>): boolean {
  const place = ["a", "an", "the", "our"].includes(words[from - 1]?.plain ?? "") ? from - 2 : from - 1;
  return place >= 0 && !isApart(words[from]) && which.has(words[place]?.plain ?? "");
}

/**
 * "Use rails, flask or django": what is listed before the first of a pair. Several words at a sentence's beginning are
 * rather its topic: "Billing service, fastapi or django?"
 */
function listBefore(words: readonly SpokenWord[], names: KnownNames, first: Compared): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let next = first; pairs.length < LIST_MAX && words[next.from]?.after === "comma"; ) {
    const item = itemBefore(words, names, next.from);
    const own = words.slice(item.from, item.to);
    const isListed =
      (own.length === 1 || follows(words, item, CHOOSING)) &&
      !follows(words, item, PREPOSITIONS) &&
      !own.some(({ plain }) => COURTESY.has(plain));
    if (!isKnown(item) && !(item.kind === "other" && isListed)) break;
    pairs.push([item, next]);
    next = item;
  }
  return pairs;
}

/** A name does not go on across it. */
function isBroken(word: SpokenWord | undefined): boolean {
  return isApart(word) || word?.after === "slash";
}

/** Ends a name. */
function isOther(plain: string): boolean {
  return JOINING.has(plain) || PREPOSITIONS.has(plain) || TALK.has(plain) || LEADING.has(plain);
}

function itemBefore(words: readonly SpokenWord[], names: KnownNames, end: number): Compared {
  let from = end;
  while (from > 0 && end - from < NAME_MAX) {
    if (from < end && isBroken(words[from])) break;
    const { plain = "" } = words[from - 1] ?? {};
    if (!names.whole[from - 1] && isOther(plain)) break;
    from--;
  }
  return itemOf(words, names, from, end);
}

function itemFrom(words: readonly SpokenWord[], names: KnownNames, start: number): Compared {
  let from = start;
  // "or should we stay on flask"
  while (from < words.length && from - start < AHEAD_MAX && !names.whole[from] && isLead(words[from]?.plain))
    from++;
  let to = from;
  while (to < words.length) {
    if (to > from && isBroken(words[to])) break;
    if (!names.whole[to] && isOther(words[to]?.plain ?? "")) break;
    to++;
    if (to - from > NAME_MAX)
      return { from, to, kind: names.whole.slice(from, to).includes(true) ? "known" : "nothing" };
  }
  return itemOf(words, names, from, to);
}

function isLead(plain = ""): boolean {
  return LEADING.has(plain) || plain === "on" || (JOINING.has(plain) && !PREPOSITIONS.has(plain));
}

function itemOf(words: readonly SpokenWord[], names: KnownNames, from: number, to: number): Compared {
  const plain = words.slice(from, to).map((word) => word.plain);
  return { from, to, kind: kindOf(plain, names.whole.slice(from, to).includes(true), names) };
}

function kindOf(plain: readonly string[], isWhole: boolean, names: KnownNames): Compared["kind"] {
  if (isWhole) return "known";
  if (plain.length === 0) return "nothing";
  if (plain.every((word) => NO_OPTION.has(word))) return "no-option";
  if (plain.every((word) => /^v?\d+$/.test(word))) return "version";
  return plain.every((word) => names.words.has(word)) ? "part" : "other";
}
