/**
 * What a discussion says about a pack's questions: each answer with the sentence that it rests on, and what was said about
 * a question without answering it. By the pack's own phrases alone, so that the same discussion is always read alike. It
 * never invents: doubt, questions, hearsay, quoted lines and two choices in one breath answer nothing.
 */
import type { Pack } from "../scoring/pack/pack.ts";
import { type Lexicon, lexiconOf } from "./lexicon.ts";
import { type Quote, quoteOf } from "./quote.ts";
import { type Asking, askedBy, asks, deniedClaim, headOf, replyTo, saysYesOrNo } from "./reply.ts";
import { meaningOf, type Statement } from "./sentence/statements.ts";
import { type Sentence, sentencesOf } from "./speech.ts";
import type { Word } from "./tokens.ts";
import { mended } from "./typos.ts";

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
  let asked: Asking | null = null;
  let spokenOf: Asking | null = null;
  /** By question: the last remark that is about it. */
  const mentioned = new Map<string, number>();
  for (const [remark, { person, text }] of discussion.entries()) {
    const isIrony = IRONY.test(text);
    const place = { person: person.id, remark };
    for (const [index, sentence] of sentencesOf(text).entries()) {
      const words = mended(sentence.words, lexicon.known, lexicon.slips);
      const touch = (question: string, from: number, to: number): void => {
        const found = quoteOf(sentence, from, to);
        mentioned.set(question, remark);
        if (found !== null) touched.push({ question, remark, ...found });
      };
      const hasMark = sentence.text.includes("?");
      const isUnmeant = isIrony || hasMark || ASKED.test(sentence.text) || THEIRS.test(sentence.text);
      const [head, said] = headOf(sentence.text, words);
      const named = askedBy(head, meaningOf(head, lexicon, true).about.keys(), place);
      const reply: Asking | null = named ?? replyTo(asked, place, index, words);
      const { statements, about, withdraws } = meaningOf(
        words,
        lexicon,
        isUnmeant,
        reply?.isPlain === true ? reply.questions : NONE,
        new Set([...mentioned].flatMap(([question, at]) => (remark - at <= SPOKEN_WITHIN ? [question] : []))),
      );
      if (withdraws) withdrawn(stated, person.id, remark);
      const all = [
        ...statements,
        ...(isUnmeant || reply === null ? [] : agreedTo(reply, said, statements, lexicon)),
      ];
      const kept = all.filter((one) => !isOverturning(stated, person.id, one));
      for (const statement of kept) state(stated, person.id, statement, remark, sentence);
      for (const [question, { from, to }] of about) touch(question, from, to);
      // "How often?" asks about what somebody else has just spoken of.
      const subject = reply ?? (hasMark ? replyTo(spokenOf, place, index, words) : null);
      const isTakenUp =
        subject !== null && words.length >= REPLY_MIN && (about.size === 0 || remark - subject.remark <= 1);
      const takenUp = isTakenUp ? subject.questions : new Set<string>();
      for (const question of takenUp) touch(question, 0, words.length);
      spokenOf = askedBy(words, about.size > 0 ? about.keys() : takenUp, place);
      if (asks(words, hasMark, all.length > 0)) asked = about.size > 0 ? spokenOf : reply;
    }
  }
  const proposals = [...stated.values()];
  return { proposals, touched: once(touched, proposals) };
}

/** Remarks: what was spoken of before these is no longer what is being spoken of. */
const SPOKEN_WITHIN = 3;
const NONE: ReadonlySet<string> = new Set();
/** Words: a "why" or an "ok" is about nothing. */
const REPLY_MIN = 2;

/** "Do we need websockets?" "Nope": what a "yes" or "no" says of what was asked, where the rest of it does not. */
function agreedTo(
  { claim, questions }: Asking,
  words: readonly Word[],
  own: readonly Statement[],
  lexicon: Lexicon,
): readonly Statement[] {
  const said = saysYesOrNo(words);
  if (claim === null || said === null || own.some(({ question }) => questions.has(question))) return [];
  const { statements } = meaningOf(said === "yes" ? claim : deniedClaim(claim), lexicon, false, questions);
  return statements
    .filter(({ question }) => questions.has(question))
    .map((one) => ({ ...one, from: 0, to: Math.min(words.length, 1), isReply: true }));
}

/** "Anna's team needs an admin": another team than whoever is here. */
const THEIRS = /\p{L}['’]s (?:team|company|startup|squad|employer)\b/u;

/** "Is the admin down": an article tells the question, whose mark was left out, from "is mostly an admin". */
const ASKED =
  /^(?:(?:and|so|but|ok|hey),? )?(?:is|are|was|does|do|did|can|could|will|would|should|has|have) (?:the|a|an|any)\b/i;

/** A mark of irony is for the whole of what was said. */
const IRONY =
  /(?:^|\s)\/s(?:arcasm)?(?=\s|$|[.,!)])|[🙄😏🤡🙃😂🤣]|(?:^|\s)(?:[:;]-?[DPp]|;-?\)|[xX]D)(?=\s|$)/u;

function keyOf(person: string, { question, when }: Pick<Statement, "question" | "when">): string {
  return JSON.stringify([person, question, when]);
}

/** "And they push back?" "No": what somebody said in full is not changed by half a word. */
function isOverturning(stated: ReadonlyMap<string, Proposal>, person: string, one: Statement): boolean {
  const old = one.isReply ? stated.get(keyOf(person, one)) : undefined;
  return old !== undefined && old.choice !== one.choice;
}

function state(
  stated: Map<string, Proposal>,
  person: string,
  { question, choice, when, denied, from, to }: Statement,
  remark: number,
  sentence: Sentence,
): void {
  const key = keyOf(person, { question, when });
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
