/**
 * What a discussion says about a pack's questions: each answer with the sentence that it rests on, and what was said about
 * a question without answering it. By the pack's own phrases alone, so that the same discussion is always read alike. It
 * never invents: doubt, questions, hearsay, quoted lines and two choices in one breath answer nothing.
 */
import type { Pack } from "../scoring/pack/pack.ts";
import { lexiconOf } from "./lexicon.ts";
import { type Quote, quoteOf } from "./quote.ts";
import { meaningOf, type Statement } from "./sentence/statements.ts";
import { type Sentence, sentencesOf } from "./speech.ts";

export interface Remark {
  readonly person: Author;
  /** As the person typed it, with line breaks. */
  readonly text: string;
}

export interface Author {
  readonly id: string;
  readonly name: string;
}

export interface Findings {
  /** In the order in which they were said; at most one for a person, a question and a time. */
  readonly proposals: readonly Proposal[];
  /** In the order in which they were said; at most one for a remark and a question, and none where it is proposed. */
  readonly touched: readonly About[];
}

export interface About extends Quote {
  readonly question: string;
}

export interface Proposal extends About {
  readonly choice: string;
  readonly when: "today" | "later";
  /** The last other choice that the same person stated before, for the same time. */
  readonly before: string | null;
}

/** `discussion`: oldest first. What was stated last counts, and what the same person took back afterwards does not. */
export function read(pack: Pack, discussion: readonly Remark[]): Findings {
  const lexicon = lexiconOf(pack);
  const stated = new Map<string, Proposal>();
  const touched: About[] = [];
  let last: Spoken | null = null;
  for (const [remark, { person, text }] of discussion.entries()) {
    const isIrony = IRONY.test(text);
    const sentences = sentencesOf(text);
    const own = new Set<string>();
    for (const sentence of sentences) {
      const isUnmeant =
        isIrony || sentence.text.includes("?") || ASKED.test(sentence.text) || THEIRS.test(sentence.text);
      const { statements, about, withdraws } = meaningOf(sentence.words, lexicon, isUnmeant);
      if (withdraws) withdrawn(stated, person.id, remark);
      for (const statement of statements) state(stated, person.id, statement, remark, sentence);
      for (const [question, { from, to }] of about) {
        own.add(question);
        const found = quoteOf(sentence, from, to);
        if (found !== null) touched.push({ question, remark, ...found });
      }
    }
    const asks = text.includes("?");
    const [first] = sentences;
    const inherited: readonly string[] =
      own.size === 0 && first !== undefined ? subjectOf(first, asks, person, last) : [];
    for (const question of inherited) {
      const found = first === undefined ? null : quoteOf(first, 0, first.words.length);
      if (found !== null) touched.push({ question, remark, ...found });
    }
    last = { person, asks, about: own.size > 0 ? [...own] : inherited };
  }
  const proposals = [...stated.values()];
  return { proposals, touched: once(touched, proposals) };
}

/** A remark as the next one may take it up. */
interface Spoken {
  readonly person: Author;
  readonly asks: boolean;
  /** The questions that it is about. */
  readonly about: readonly string[];
}

/** "900 on a Monday" and "how often?" are about what somebody else has just asked, or said. */
function subjectOf(
  { words }: Sentence,
  asks: boolean,
  person: Author,
  last: Spoken | null,
): readonly string[] {
  if (last === null || last.person.id === person.id || !(asks || last.asks)) return [];
  const isReply = words.length >= 2 && words.length <= REPLY_MAX;
  return isReply && last.about.length <= SUBJECTS_MAX ? last.about : [];
}

/** Words. A longer remark would name what it is about. */
const REPLY_MAX = 12;
/** Of a remark about more, nobody can tell which the next one means. */
const SUBJECTS_MAX = 2;

/** "Anna's team needs an admin": another team than whoever is here. */
const THEIRS = /\p{L}['’]s (?:team|company|startup|squad|employer)\b/u;

/** "Is the admin down": an article tells the question, whose mark was left out, from "is mostly an admin". */
const ASKED =
  /^(?:(?:and|so|but|ok|hey),? )?(?:is|are|was|does|do|did|can|could|will|would|should|has|have) (?:the|a|an|any)\b/i;

/** A mark of irony is for the whole of what was said. */
const IRONY = /(?:^|\s)\/s(?:arcasm)?(?=\s|$|[.,!)])|[🙄😏🤡🙃😂🤣]/u;

function state(
  stated: Map<string, Proposal>,
  person: string,
  { question, choice, when, denied, from, to }: Statement,
  remark: number,
  sentence: Sentence,
): void {
  const key = JSON.stringify([person, question, when]);
  const old = stated.get(key);
  const found = quoteOf(sentence, from, to);
  if (denied && old?.choice !== choice) return;
  stated.delete(key);
  if (denied || found === null) return;
  const before = old === undefined || old.choice === choice ? (old?.before ?? null) : old.choice;
  stated.set(key, { question, choice, when, remark, ...found, before });
}

/** Of what the person stated, what stands in the last remark that states anything. */
function withdrawn(stated: Map<string, Proposal>, person: string, now: number): void {
  const own = [...stated].filter(([key]) => (JSON.parse(key) as string[])[0] === person);
  const last = Math.max(...own.map(([, { remark }]) => remark));
  if (now - last > WITHDRAWN_WITHIN) return;
  for (const [key, { remark }] of own) if (remark === last) stated.delete(key);
}

/** Remarks, others' among them: what is taken back is not far above. */
const WITHDRAWN_WITHIN = 12;

function once(touched: readonly About[], proposals: readonly Proposal[]): readonly About[] {
  const seen = new Set(proposals.map(({ remark, question }) => `${remark} ${question}`));
  return touched.filter(({ remark, question }) => {
    const key = `${remark} ${question}`;
    return !seen.has(key) && seen.add(key);
  });
}
