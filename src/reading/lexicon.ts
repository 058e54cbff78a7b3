/** A pack in the form in which sentences are compared with it. */

import type { Pack } from "../scoring/pack/pack.ts";
import { namesIn } from "../scoring/pack/phrase.ts";
import { type Phrasebook, phrasebook, phraseOf, vocabularyOf } from "./phrases.ts";
import { comparable } from "./tokens.ts";

export interface Lexicon {
  /** What answers a question. */
  readonly answers: Phrasebook<Answer>;
  /** What is about one. */
  readonly topics: Phrasebook<Pick<Answer, "question">>;
  /** The options' names, as rows of stems. */
  readonly options: readonly (readonly string[])[];
  /** The stems of all words in the pack's phrases: they are no names of other companies. */
  readonly known: ReadonlySet<string>;
}

export interface Answer {
  readonly question: string;
  readonly choice: string;
}

/** A pack is compared with every sentence of a discussion. */
const made = new WeakMap<Pack, Lexicon>();

export function lexiconOf(pack: Pack): Lexicon {
  const known = made.get(pack) ?? newLexicon(pack);
  made.set(pack, known);
  return known;
}

function newLexicon(pack: Pack): Lexicon {
  const { questions } = pack;
  const vocabulary = vocabularyOf(pack.vocabulary ?? {});
  const topicLike = new Set(
    Object.values(pack.vocabulary ?? {}).flatMap((texts) => texts.map((text) => keyOf(text))),
  );
  const says = (text: string, answer: Answer) => {
    const phrase = phraseOf(text, answer, vocabulary);
    return phrase !== null && topicLike.has(keyOf(text)) ? { ...phrase, weight: 1 } : phrase;
  };
  const answers = questions.flatMap(({ id: question, choices }) =>
    choices.flatMap(({ id: choice, label, says: phrases }) => [
      ...phrases.filter(isTelling(1)).map((text) => says(text, { question, choice })),
      ...[label].filter(isTelling(LABEL_TELLS)).map((text) => phraseOf(plain(text), { question, choice })),
    ]),
  );
  const topics = questions.flatMap(({ id: question, touchedBy = [] }) =>
    touchedBy.map((text) => phraseOf(text, { question }, vocabulary)),
  );
  const texts = [
    ...Object.values(pack.vocabulary ?? {}).flat(),
    ...questions.flatMap(({ touchedBy = [], choices }) => [
      ...touchedBy,
      ...choices.flatMap(({ says }) => says),
    ]),
  ];
  return {
    answers: phrasebook(answers),
    topics: phrasebook(topics),
    options: pack.options.map(({ name }) => comparable(name).map(({ stem }) => stem)),
    known: new Set(texts.flatMap((text) => comparable(text).map(({ stem }) => stem))),
  };
}

function keyOf(text: string): string {
  return comparable(text)
    .map(({ stem }) => stem)
    .join(" ");
}

/** A label is no phrase: what would be a number or a gap in one is none in it. */
function plain(text: string): string {
  return text.replaceAll(/[<>/]|\.{2,}|…/g, " ");
}

/** A label answers its question; away from it, "Here and there" or "Most of it" may speak of anything. */
const LABEL_TELLS = 2;

const ANYWHERE = new Set(
  `we i our my it its is are be will would have has had need needs want wants think guess mostly mainly probably definitely just
   only say lets go with for to pick choose take answer option number yes no not well ok okay so really very some one that this of and
   in on at us here there now then most more less where both either neither all`.split(/\s+/),
);

function isTelling(least: number): (text: string) => boolean {
  return (text) =>
    namesIn(text).length > 0 ||
    /\d/.test(text) ||
    comparable(text).filter(({ word }) => !ANYWHERE.has(word)).length >= least;
}
