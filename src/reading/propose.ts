/**
 * What a discussion says about a pack's questions: each answer with the sentence that it rests on. By the pack's own
 * phrases and labels alone, so that the same discussion gives the same proposals. It never invents: doubt, questions,
 * hearsay, quoted lines and two choices in one breath give nothing.
 */
import type { Pack } from "../scoring/pack/pack.ts";
import { lexiconOf } from "./lexicon.ts";
import { quoteOf } from "./quote.ts";
import { sentencesOf } from "./speech.ts";
import { statementsIn } from "./statements.ts";

export interface Remark {
  readonly person: Speaker;
  /** As the person typed it, with line breaks. */
  readonly text: string;
  /** Where it can be read again: http(s), or null. */
  readonly link: string | null;
}

export interface Speaker {
  readonly id: string;
  readonly name: string;
}

export interface Proposal {
  readonly question: string;
  readonly choice: string;
  readonly when: "today" | "later";
  readonly person: Speaker;
  /** A whole sentence of the utterance, verbatim; shortened between words, with "…", where it is too long. */
  readonly quote: string;
  readonly link: string | null;
}

/**
 * `discussion`: oldest first. In the order in which it was said; at most one for a person, a question and a time: what
 * was stated last counts, and what the same person denied afterwards does not.
 */
export function propose(pack: Pack, discussion: readonly Remark[]): readonly Proposal[] {
  const lexicon = lexiconOf(pack);
  const proposals = new Map<string, Proposal>();
  for (const { person, text, link } of discussion) {
    for (const sentence of sentencesOf(text)) {
      const words = sentence.words.map(({ word }) => word);
      const asked = sentence.text.includes("?");
      for (const { hit, when, denied } of asked ? [] : statementsIn(words, lexicon)) {
        const { question, choice } = hit.phrase;
        const key = JSON.stringify([person.id, question, when]);
        const quote = quoteOf(sentence, hit.from, hit.to);
        if (denied && proposals.get(key)?.choice !== choice) continue;
        proposals.delete(key);
        if (!denied && quote !== null)
          proposals.set(key, {
            question,
            choice,
            when,
            person: { id: person.id, name: person.name },
            quote,
            link,
          });
      }
    }
  }
  return [...proposals.values()];
}
