/** How much a sentence has for a choice: a phrase of two words may be found by chance, so that it is no answer by itself. */
import type { Answer } from "../lexicon.ts";
import type { Hit } from "../phrases.ts";
import { comparable, PAUSE, type Word } from "../tokens.ts";
import type { Clause } from "./clauses.ts";
import { asideClauses, type Found } from "./found.ts";
import { speaksOfTeam } from "./meant.ts";
import { FILLERS, isNeeded, isNegation, isWhole } from "./needs.ts";

/** Elements of a phrase, with what the others are worth. */
export const ENOUGH = 4.5;
/** The team is the one who does it: "we have", "three of us". */
const OURS_WORTH = 2;
/** It is said to be needed. */
const NEEDED_WORTH = 2;
/** The sentence says nothing else. */
const ALONE_WORTH = 3;
/** The clause says nothing else. */
const APART_WORTH = 2;
/** What it is about was spoken of just before. */
const SPOKEN_WORTH = 2;
/** Other words of the sentence are about the same question. */
const TOPIC_WORTH = 2;
/** Words that are an answer only after their question stand in sentences about other things, too. */
const REPLY_COSTS = 3;

/**
 * How much the sentence has for it: from `ENOUGH` on it is an answer. `spokenOf`: questions that are being spoken of. What
 * each kind is worth was chosen by the labelled sets (docs/reliability.md).
 */
export function evidenceOf(
  found: Found,
  hit: Hit<Answer>,
  clause: Clause,
  spokenOf: ReadonlySet<string>,
): number {
  const { words, all, topics } = found;
  const { question } = hit.phrase.means;
  const isOurs = [{ from: clause.from, to: hit.to }, ...shortAsides(found)].some(({ from, to }) =>
    speaksOfTeam(words.slice(from, to)),
  );
  const isWanted = hit.phrase.weight === 1 && isNeeded(words, clause.from, hit.from, hit.to, clause.to);
  const isAbout = topics.some(
    ({ phrase, from, to }) => phrase.means.question === question && (to <= hit.from || hit.to <= from),
  );
  return (
    worthOf(hit, all, words) +
    (isOurs ? OURS_WORTH : 0) +
    (isWanted ? NEEDED_WORTH : 0) +
    aloneWorth(found, clause) +
    (spokenOf.has(question) ? SPOKEN_WORTH : 0) +
    (isAbout ? TOPIC_WORTH : 0) -
    (hit.phrase.means.isReply ? REPLY_COSTS : 0)
  );
}

/** As that of the best phrase for the same choice in the same words; each more that says so there counts as one. */
export function worthOf(hit: Hit<Answer>, all: readonly Hit<Answer>[], words: readonly Word[]): number {
  const { question, choice } = hit.phrase.means;
  const same = all.filter(
    ({ phrase: { means }, from, to }) =>
      means.question === question && means.choice === choice && from < hit.to && hit.from < to,
  );
  const apart = all.some(
    ({ phrase: { means }, from, to }) =>
      means.question === question && means.choice === choice && (to <= hit.from || hit.to <= from),
  );
  return Math.max(...same.map((one) => ownWorth(one, words))) + same.length - 1 + (apart ? 1 : 0);
}

/** Its elements: a word that says little by itself counts a half, and a denial is one more. */
export function ownWorth({ phrase, places }: Hit<Answer>, words: readonly Word[]): number {
  const small = places.filter((at) => SMALL.has(words[at]?.stem ?? "")).length;
  return phrase.weight - Math.min(small, phrase.weight) / 2 + (phrase.denied ? 1 : 0);
}

const SMALL = new Set(
  comparable(
    `we i our my us it that this they there here is be will would can could have has do does get of to in on at for from with by
     and or as so some any all thing`,
  ).map(({ stem }) => stem),
);

/** "Haven't run either, none of us." */
function shortAsides(found: Found): readonly Clause[] {
  return asideClauses(found).filter(({ from, to }) => to - from <= ASIDE_MAX);
}

/** Words. */
const ASIDE_MAX = 3;

function aloneWorth(found: Found, clause: Clause): number {
  if (isAlone(found, { from: 0, to: found.words.length })) return ALONE_WORTH;
  return isAlone(found, clause) ? APART_WORTH : 0;
}

function isAlone({ words, hits, owned, cues }: Found, { from, to }: Pick<Clause, "from" | "to">): boolean {
  return words
    .slice(from, to)
    .every(
      ({ word }, index) =>
        word === PAUSE ||
        FILLERS.has(word) ||
        BESIDE.has(word) ||
        (isNegation({ word }) && hits.some((one) => one.phrase.denied && denies(one, from + index))) ||
        owned[from + index] ||
        cues.some((cue) => cue.from <= from + index && from + index < cue.to),
    );
}

/** "No" and what it denies: "no real admin". */
function denies(hit: Hit<Answer>, at: number): boolean {
  return hit.from - DENIED_WITHIN <= at && at < hit.to + DENIED_WITHIN;
}

const DENIED_WITHIN = 4;

/** Beside a phrase they say nothing else. */
const BESIDE = new Set(
  "them or kind sort do but here rather always tbh ngl honestly basically actually currently really too also".split(
    " ",
  ),
);

/** "Four engineers": a number and what is counted. */
export function isCount(words: readonly Word[], { phrase, from }: Hit<Answer>): boolean {
  return phrase.weight === 2 && typeof words[from]?.number?.[0] === "number";
}

/** Rather than what something takes ("hire ten engineers") or what such people do ("six engineers walk in"). */
export function isOwnCount(words: readonly Word[], { from, to }: Hit<Answer>, clause: Clause): boolean {
  const before = words.slice(Math.max(clause.from, from - 2), from);
  return (from === clause.from || before.some(({ word }) => COUNTING.has(word))) && isWhole(words, to);
}

const COUNTING = new Set(
  `have has got is are be there we us our team of now only just about around roughly maybe like currently with and plus say exactly
   total up by at in so still already be becomes grow grew`.split(/\s+/),
);

/** "I'd just use what Django gives us": what would be, rather than what is or is wanted. */
export function isImagined(words: readonly Word[], { to, places }: Hit<Answer>, clause: Clause): boolean {
  return words.slice(clause.from, to).some(({ word }, at, all) => {
    if ((word !== "would" && word !== "could") || places.includes(clause.from + at)) return false;
    // "I'd put it on a machine of its own" is what the speaker is for.
    if (word === "would" && CHOOSING.has(all[at - 1]?.word ?? "")) return false;
    const next = all
      .slice(at + 1)
      .find((one) => one.word !== "really" && one.word !== "just" && one.word !== "not")?.word;
    return next === undefined || !WANTING.has(next);
  });
}

const CHOOSING = new Set(["i", "we"]);
const WANTING = new Set(
  "be go say like rather prefer want pick choose keep take argue vote stick stay do have".split(" "),
);
