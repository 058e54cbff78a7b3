/** A pack in the form in which sentences are compared with it. */

import type { Pack } from "../scoring/pack/pack.ts";
import { namesIn } from "../scoring/pack/phrase.ts";
import { type Phrase, type Phrasebook, phrasebook, phraseOf, vocabularyOf } from "./phrases.ts";
import { comparable, type Word } from "./tokens.ts";
import { type Slips, slipsOf } from "./typos.ts";

export interface Lexicon {
  /** What answers a question. */
  readonly answers: Phrasebook<Answer>;
  /** What answers a question that was just asked, and nothing elsewhere; by question. */
  readonly replies: ReadonlyMap<string, Phrasebook<Answer>>;
  /** What is about one. */
  readonly topics: Phrasebook<Pick<Answer, "question">>;
  /** The options' names, as rows of stems. */
  readonly options: readonly (readonly string[])[];
  /** The stems of all words in the pack's phrases: they are no names of other companies. */
  readonly known: ReadonlySet<string>;
  /** Of those, how they are mistyped. */
  readonly slips: Slips;
}

export interface Answer {
  readonly question: string;
  readonly choice: string;
  /** It answers only after its question. */
  readonly isReply: boolean;
}

/** A pack is compared with every sentence of a discussion. */
const made = new WeakMap<Pack, Lexicon>();

export function lexiconOf(pack: Pack): Lexicon {
  const known = made.get(pack);
  if (known !== undefined) return known;
  const making = newLexicon(pack);
  for (;;) {
    const { done, value } = making.next();
    if (done !== true) continue;
    made.set(pack, value);
    return value;
  }
}

/** Makes it, a question at a time: for a large pack all at once takes more than 50 ms. */
export function* learning(pack: Pack): Generator<undefined, void> {
  if (!made.has(pack)) made.set(pack, yield* newLexicon(pack));
}

export function isLearned(pack: Pack): boolean {
  return made.has(pack);
}

function* newLexicon(pack: Pack): Generator<undefined, Lexicon> {
  const vocabulary = vocabularyOf(pack.vocabulary ?? {});
  const known = new Set<string>();
  const keyOf = (words: readonly Word[]): string => words.map(({ stem }) => stem).join(" ");
  const wordsOf = (text: string): readonly Word[] => {
    const words = comparable(text);
    for (const { stem } of words) known.add(stem);
    return words;
  };
  const names = new Set(
    Object.values(pack.vocabulary ?? {}).flatMap((texts) => texts.map(wordsOf).map(keyOf)),
  );
  /** A name of the vocabulary standing alone is a topic, however many words it has. */
  const answerOf = (text: string, answer: Answer): Phrase<Answer> | null => {
    const words = wordsOf(text);
    const phrase = isTelling(text, words, 1) ? phraseOf(text, answer, vocabulary) : null;
    return phrase !== null && names.has(keyOf(words)) ? { ...phrase, weight: 1 } : phrase;
  };
  /** After its question a single word is more than a topic. */
  const replyOf = (text: string, answer: Answer): Phrase<Answer> | null => {
    wordsOf(text);
    const phrase = phraseOf(text, answer, vocabulary);
    return phrase === null ? null : { ...phrase, weight: phrase.weight + 1 };
  };
  const answers: (Phrase<Answer> | null)[] = [];
  const replies = new Map<string, Phrasebook<Answer>>();
  const topics: (Phrase<Pick<Answer, "question">> | null)[] = [];
  for (const { id: question, choices, touchedBy = [] } of pack.questions) {
    const replied: (Phrase<Answer> | null)[] = [];
    for (const { id: choice, label, says, replies = [] } of choices) {
      const words = comparable(label);
      const answer = { question, choice, isReply: false };
      const reply = { question, choice, isReply: true };
      answers.push(...says.map((text) => answerOf(text, answer)));
      if (isTelling(label, words, LABEL_TELLS)) answers.push(phraseOf(plain(label), answer));
      replied.push(...replies.map((text) => replyOf(text, reply)));
      if (isTelling(label, words, 1)) replied.push(replyOf(plain(label), reply));
    }
    replies.set(question, phrasebook(replied));
    for (const text of touchedBy) {
      wordsOf(text);
      topics.push(phraseOf(text, { question }, vocabulary));
    }
    yield;
  }
  return {
    answers: phrasebook(answers),
    replies,
    topics: phrasebook(topics),
    options: pack.options.map(({ name }) => comparable(name).map(({ stem }) => stem)),
    known,
    slips: slipsOf(known),
  };
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

function isTelling(text: string, words: readonly Word[], least: number): boolean {
  return (
    namesIn(text).length > 0 ||
    /\d/.test(text) ||
    words.filter(({ word }) => !ANYWHERE.has(word)).length >= least
  );
}
