/**
 * What a discussion says about a pack's questions: each answer with the sentence that it rests on. By the pack's own
 * phrases and labels alone, so that the same discussion gives the same proposals. It never invents: doubt, questions,
 * hearsay, quoted lines and two choices in one breath give nothing.
 */
import type { Pack } from "../scoring/pack/pack.ts";
import { lexiconOf } from "./lexicon.ts";
import { type Sentence, sentencesOf } from "./speech.ts";
import { statementsIn } from "./statements.ts";

export interface Remark {
  readonly person: Author;
  /** As the person typed it, with line breaks. */
  readonly text: string;
  /** Where it can be read again: http(s), or null. */
  readonly link: string | null;
}

export interface Author {
  readonly id: string;
  readonly name: string;
}

export interface Proposal {
  readonly question: string;
  readonly choice: string;
  readonly when: "today" | "later";
  readonly person: Author;
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

/** UTF-16 units. */
export const QUOTE_MAX = 160;

/**
 * The sentence, or as much of it around the words `from` up to and without `to` as is short enough, with "…" for
 * what was left out. Null where those words alone are too long.
 */
export function quoteOf({ text, words }: Sentence, from: number, to: number): string | null {
  if (text.length <= QUOTE_MAX) return text;
  const cut = (first: number, last: number): string => {
    const start = first === 0 ? 0 : (words[first]?.from ?? 0);
    const end = last === words.length - 1 ? text.length : (words[last]?.to ?? text.length);
    return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  };
  let [first, last] = [from, to - 1];
  if (cut(first, last).length > QUOTE_MAX) return null;
  for (let grew = true; grew; ) {
    grew = false;
    if (first > 0 && cut(first - 1, last).length <= QUOTE_MAX) [first, grew] = [first - 1, true];
    if (last < words.length - 1 && cut(first, last + 1).length <= QUOTE_MAX) [last, grew] = [last + 1, true];
  }
  return cut(first, last);
}
