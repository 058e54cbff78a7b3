/** A pack in the form in which sentences are compared with it. */
import type { Pack } from "../scoring/pack/pack.ts";
import { FILLERS, type Phrase, type Phrasebook, phrasebook } from "./phrases.ts";
import { plainSpeech } from "./plainwords.ts";

export interface Lexicon {
  readonly phrases: Phrasebook;
  /** The options' names. */
  readonly options: readonly (readonly string[])[];
  /** The pack's name for later: "in six months". */
  readonly horizon: readonly string[];
}

export function lexiconOf(pack: Pack): Lexicon {
  const phrases = pack.questions.flatMap((question) =>
    question.choices.flatMap(({ id, label, says }) => {
      const phrase = (text: string): Phrase => ({
        question: question.id,
        choice: id,
        words: plainSpeech(text),
      });
      return [
        ...says.map(phrase).filter(({ words }) => telling(words) >= 1),
        ...[phrase(label)].filter(({ words }) => telling(words) >= LABEL_TELLS),
      ];
    }),
  );
  return {
    phrases: phrasebook(phrases),
    options: pack.options.map(({ name }) => plainSpeech(name)),
    horizon: plainSpeech(pack.horizon.name),
  };
}

/** A label answers its question; away from it, "Here and there" or "Most of it" may speak of anything. */
const LABEL_TELLS = 2;

const ANYWHERE = new Set([...FILLERS, ..."here there now then most more less where".split(" ")]);

function telling(words: readonly string[]): number {
  return words.filter((word) => !ANYWHERE.has(word)).length;
}
