/** Whether what is named is needed, or not: a topic alone states nothing. */
import { stemOf } from "../stem.ts";
import { PAUSE, type Word } from "../tokens.ts";

function stems(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/).map(stemOf));
}

/** With these, what follows is a need or a fact of the team's. */
const NEED = stems(
  `need want must have use run via prefer plan expect require support choose build stream push keep stay deploy go got hold open`,
);
/** The same, close before it. */
const BEING = stems("be do");

/** With these, what stands before is one. */
const NEEDED = stems(
  "must needed required essential mandatory core key everywhere crucial critical exist already",
);

/** What may follow a noun that is not the first half of a longer one: "an admin password" is no admin. */
const AFTER_NOUN = new Set(
  `${PAUSE} and or but for to in on at with from is are was will would can has have so because as of by if when that which who too as well
   please here there now today later only per over behind via everywhere anyway tbh imo imho then first already and/or eventually only
   not must should may might could instead really ok obviously obv again down soon someday plus since until unless while still like`.split(
    /\s+/,
  ),
);

/** Whether the words `from` up to and without `to` end there, or are part of a longer name. */
export function isWhole(words: readonly Word[], to: number): boolean {
  const next = words[to];
  return next === undefined || AFTER_NOUN.has(next.word);
}

/** How many words before a single word its need may be said. */
const NEED_REACH = 8;

export function isNeeded(
  words: readonly Word[],
  start: number,
  from: number,
  to: number,
  end: number,
): boolean {
  const before = words.slice(Math.max(start, from - NEED_REACH), from);
  const after = words.slice(to, Math.min(end, to + 3));
  const close = words.slice(Math.max(start, from - 2), from);
  return (
    before.some(({ stem }) => NEED.has(stem)) ||
    close.some(({ stem }) => BEING.has(stem)) ||
    after.some(({ stem }) => NEEDED.has(stem))
  );
}

/** What may stand around an answer without changing it. */
export const FILLERS: ReadonlySet<string> = new Set(
  `a an the we i our my it its is are be will would have has had need needs want wants think guess mostly mainly probably
   definitely just only say lets let go with for to pick choose take answer option number yes well ok okay so really very some one
   that this of and in on at us please imo`.split(/\s+/),
);

/** What turns the words around it into their opposite. */
const NEGATIONS = new Set(
  "not no never without neither nor nobody none nothing zero hardly barely rarely".split(" "),
);

export function isNegation({ word }: Pick<Word, "word">): boolean {
  return NEGATIONS.has(word);
}

/** Between a negation and what is not needed: "I don't think that we will ever need an". */
const BETWEEN = stems(
  `need want require plan expect use have see get do will would ever any think believe we i they it you us our my really going to be there
   or and nor , see why for real actually even one of both kind sort also build make add some bother with care about own separate extra
   special dedicated proper full fancy such day on ask asked asking`,
);
/** "Skip the admin". */
const OMITTED = new Set("skip drop forget omit".split(" "));
const NOT_NEEDED = stems(
  `needed necessary required planned important relevant issue concern problem matter wanted there happening priority worth thing topic
   needs`,
);
const UNNEEDED = stems("unnecessary irrelevant pointless overkill unneeded moot");

/** Whether the sentence says that there is no need of it, or that there is none; not that there is one no more. */
export function isUnneeded(
  words: readonly Word[],
  start: number,
  hit: { readonly from: number; readonly to: number },
  end: number,
  isOwned: (at: number) => boolean,
): boolean {
  for (let at = hit.from - 1, left = 10; at >= start && left > 0; at--, left--) {
    const word = words[at];
    if (word === undefined) break;
    if ((isNegation(word) || OMITTED.has(word.word)) && !isOwned(at)) return true;
    if (!BETWEEN.has(word.stem) && !isOwned(at)) break;
  }
  const after = words.slice(hit.to, Math.min(end, hit.to + 7));
  return after.some(
    (word, index) =>
      UNNEEDED.has(word.stem) ||
      (isNegation(word) &&
        (after.length === index + 1 ||
          after.slice(index + 1, index + 4).some(({ stem }) => NOT_NEEDED.has(stem)))),
  );
}
