/**
 * Understands a typed answer: a number, a label, a phrase of the pack, or plain words that fit one choice only.
 * It never guesses: two that are close are both returned, and what fits nothing is nothing.
 */

import { hitsIn, phrasebook, phraseOf, vocabularyOf } from "../../reading/phrases.ts";
import { normalise, sameWord, wordsOf } from "../../reading/plainwords.ts";
import { FILLERS, isNegation } from "../../reading/sentence/needs.ts";
import { comparable, type Word } from "../../reading/tokens.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack, Question } from "../../scoring/pack/pack.ts";
import { isPlain } from "../../scoring/pack/phrase.ts";

export type Understood =
  | {
      readonly kind: "choice";
      /** A choice's id, or "not_sure". */
      readonly choice: string;
      readonly when: "today" | "later";
      /** What followed "because": the person's own words. */
      readonly because: string | null;
    }
  /** Choice ids, in the question's order. */
  | { readonly kind: "ambiguous"; readonly choices: readonly string[] }
  | { readonly kind: "nothing" };

/** `toUs`: it was said to the bot, so that plain words count. Else only what can hardly mean anything else does. */
export function understand(
  text: string,
  question: Question,
  { horizon, vocabulary = {} }: Pick<Pack, "horizon" | "vocabulary">,
  toUs: boolean,
): Understood {
  const { answer, because } = splitReason(text);
  const { rest, when } = splitHorizon(answer, horizon.name);
  const found = matches(rest, question, vocabulary, toUs);
  const [only] = found;
  if (only === undefined) return { kind: "nothing" };
  if (found.length > 1) return { kind: "ambiguous", choices: found };
  return { kind: "choice", choice: only, when, because };
}

export const REASON_MAX = 300;

/** What stands between an answer and its reason. */
const PARTING = new Set(" \t\n\r\u00a0,;:–—-");
const REASON = /[\s,;:–—-](?:because|since)\s+(?=\S)/iu;

function splitReason(text: string): { answer: string; because: string | null } {
  const said = text.trim();
  const found = REASON.exec(said);
  if (found === null) return { answer: text, because: null };
  let end = found.index;
  while (end > 0 && PARTING.has(said[end - 1] ?? "")) end--;
  const reason = said.slice(found.index + found[0].length).replace(/\s+/g, " ");
  return { answer: said.slice(0, end), because: plainReason(reason.slice(0, REASON_MAX)) };
}

/** "Because" before a reason, or "since" where it is no time; several in a row, too. */
const BECAUSE = /^(?:because[\s,:]+|since\s+(?=(?:i|we|you|he|she|it|they|there)\b))+/i;

/** They turn the direction of what stands after them, which is ours. Bidirectional controls of UAX #9. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A reason in somebody's own words, to stand after our "because" and before our full stop. */
export function plainReason(text: string): string {
  const said = text.replace(TURNING, "").trim();
  return said.replace(BECAUSE, "").replace(/(?<!\.)\.$/, "") || said;
}

/** A reason without an answer before it: "because we sell an API"; null: it is something else. */
export function reasonAlone(text: string): string | null {
  const said = text.trim().replace(/\s+/g, " ");
  if (said.includes("?") || !BECAUSE.test(said)) return null;
  return plainReason(said.slice(0, REASON_MAX));
}

/** "core later", "in six months: core": what is said for the pack's horizon. */
function splitHorizon(text: string, horizon: string): { rest: string; when: "today" | "later" } {
  const words = normalise(text);
  for (const marker of ["later", "later on", normalise(horizon)].filter((marker) => marker !== "")) {
    if (words.startsWith(`${marker} `)) return { rest: words.slice(marker.length + 1), when: "later" };
    if (words.endsWith(` ${marker}`)) return { rest: words.slice(0, -marker.length - 1), when: "later" };
  }
  return { rest: text, when: "today" };
}

const UNSURE = new Set([
  "not sure",
  "unsure",
  "dont know",
  "i dont know",
  "no idea",
  "im not sure",
  "not sure yet",
  "skip",
  "pass",
  "dunno",
  "idk",
]);

type Vocabulary = NonNullable<Pack["vocabulary"]>;

function matches(text: string, question: Question, vocabulary: Vocabulary, toUs: boolean): readonly string[] {
  const words = wordsOf(text);
  const plain = words.join(" ");
  if (plain === "" || plain.length > 500) return [];
  if (UNSURE.has(plain)) return [NOT_SURE];

  const number = /^(?:option |number |answer |no |#)?(\d{1,2})$/.exec(plain)?.[1];
  if (number !== undefined) {
    const at = Number(number);
    if (at === question.choices.length + 1) return [NOT_SURE];
    const choice = question.choices[at - 1];
    return choice === undefined ? [] : [choice.id];
  }

  // Whoever asks has not answered.
  if (text.includes("?")) return [];

  const core = words.filter((word) => !FILLERS.has(word)).join(" ");
  const named = question.choices.filter((choice) =>
    phrasesOf(choice).some((phrase) => phrase === plain || (core !== "" && strip(phrase) === core)),
  );
  if (named.length > 0) return named.map((choice) => choice.id);
  if (!toUs) return [];

  const spoken = comparable(text);
  const phrased = byPhrase(spoken, question, vocabulary);
  if (phrased.length > 0) return phrased;
  // Where the text denies something, single words mislead.
  return spoken.some(isNegation) ? [] : byWords(words, question);
}

type Choice = Question["choices"][number];

function phrasesOf(choice: Choice): readonly string[] {
  return [...namesOf(choice), ...choice.says.filter(isPlain).map(normalise)].filter(
    (phrase) => phrase !== "",
  );
}

/** What a choice is called. */
function namesOf({ id, label }: Choice): readonly string[] {
  return [id.replaceAll(/[_-]/g, " "), label].map(normalise);
}

function strip(phrase: string): string {
  return phrase
    .split(" ")
    .filter((word) => !FILLERS.has(word))
    .join(" ");
}

/** Choices one of whose phrases stands in the text and is not denied shortly before; or is, where it means that. */
function byPhrase(spoken: readonly Word[], question: Question, vocabulary: Vocabulary): readonly string[] {
  const named = vocabularyOf(vocabulary);
  const phrases = question.choices.flatMap(({ id, label, says }) =>
    [...says, id.replaceAll(/[_-]/g, " "), normalise(label)].map((text) => phraseOf(text, id, named)),
  );
  const denied = (from: number): boolean =>
    spoken.slice(Math.max(0, from - DENIED_WITHIN), from).some(isNegation);
  const hits = hitsIn(spoken, phrasebook(phrases)).filter(
    ({ phrase, from }) => denied(from) === phrase.denied,
  );
  const isHidden = (hit: (typeof hits)[number]): boolean =>
    hits.some(
      (other) => other.from < hit.to && hit.from < other.to && other.places.length > hit.places.length,
    );
  const chosen = new Set(hits.filter((hit) => !isHidden(hit)).map(({ phrase }) => phrase.means));
  return question.choices.map((choice) => choice.id).filter((id) => chosen.has(id));
}

/** Words. */
const DENIED_WITHIN = 3;

/** Choices whose label the text's telling words fit best; phrases have had their turn, and hold words of any talk. */
function byWords(words: readonly string[], question: Question): readonly string[] {
  const telling = words.filter((word) => !FILLERS.has(word) && word.length > 2);
  const scores = question.choices.map((choice) => {
    const own = namesOf(choice).flatMap((name) => name.split(" "));
    return {
      id: choice.id,
      score: telling.filter((word) => own.some((mine) => sameWord(mine, word))).length,
    };
  });
  const best = Math.max(...scores.map(({ score }) => score));
  // Most of what was said has to fit, or it was about something else: "thanks all".
  if (best * 2 <= telling.length) return [];
  return scores.filter(({ score }) => score === best).map(({ id }) => id);
}
