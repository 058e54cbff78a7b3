/** What a question opens: a short reply to it says more than the same words would alone. */
import { asksSomething } from "./sentence/meant.ts";
import { isNegation } from "./sentence/needs.ts";
import { stemOf } from "./stem.ts";
import { PAUSE, type Word } from "./tokens.ts";

/** What was asked last. */
export interface Asking extends Place {
  /** Question ids: one or two. */
  readonly questions: ReadonlySet<string>;
  /** What a "yes" agrees to, in the words that were asked; null where "yes" or "no" would say nothing. */
  readonly claim: readonly Word[] | null;
  /** It asks for one thing in a few words, so that a few answer it. */
  readonly isPlain: boolean;
}

interface Place {
  /** Who speaks: an id. */
  readonly person: string;
  readonly remark: number;
}

/** Of a question about more than that, nobody can tell which part a reply means. */
const QUESTIONS_MAX = 2;
/** Words: "retention", "and the phones" are named alone, so that others say what is so. */
const NAMED_MAX = 2;

/** Words. */
const PLAIN_MAX = 8;

/** `isStatement`: it states something by itself. */
export function asks(words: readonly Word[], hasMark: boolean, isStatement: boolean): boolean {
  const isNamed = (): boolean => words.filter(({ word }) => !OPENING.has(word)).length <= NAMED_MAX;
  return hasMark || asksSomething(words, []) || (!isStatement && isNamed());
}

/** Null where a reply could be to anything. `about`: question ids. */
export function askedBy(words: readonly Word[], about: Iterable<string>, at: Place): Asking | null {
  const questions = new Set(about);
  if (questions.size === 0 || questions.size > QUESTIONS_MAX) return null;
  return {
    ...at,
    questions,
    claim: claimOf(words),
    isPlain: words.length <= PLAIN_MAX,
  };
}

/** Words. A longer reply would name what it is about. */
const REPLY_MAX = 14;
/** Remarks: after these a question is forgotten. */
const REPLIES_WITHIN = 3;
/** Sentences with which a remark may reply to somebody else. */
const SENTENCES_MAX = 2;

/** What the sentence, the `index`-th of its remark, may reply to: another's question, or one that the same remark has just asked. */
export function replyTo(
  asked: Asking | null,
  { person, remark }: Place,
  index: number,
  words: readonly Word[],
): Asking | null {
  if (asked === null || words.length > REPLY_MAX) return null;
  if (asked.person === person) return asked.remark === remark ? asked : null;
  return index < SENTENCES_MAX && remark - asked.remark <= REPLIES_WITHIN ? asked : null;
}

/** "Admin: no", "team - 4": what is named, and what is said of it; nothing is named where no mark stands after a few words. */
export function headOf(text: string, words: readonly Word[]): readonly [readonly Word[], readonly Word[]] {
  const end = /^.{2,40}?(?::|\s[-–—=]|\s?->|\s?→)\s/u.exec(text)?.[0].length ?? 0;
  const at = words.findIndex(({ from }) => from >= end);
  if (end === 0 || at < 1 || at > HEAD_MAX + 1) return [[], words];
  return [words.slice(0, at).filter(({ word }) => word !== PAUSE), words.slice(at)];
}

/** Words. */
const HEAD_MAX = 4;

const OPENING = new Set(
  `so ok okay and but hmm hm well hey also wait quick question btw just then now next still ${PAUSE}`.split(
    " ",
  ),
);
const DOING = new Set("do does".split(" "));
const BEING = new Set("is are can will should shall have has must".split(" "));
/** Whoever asks so imagines something, wants more than yes or no, or asks the other way round. */
const UNCLEAR = new Set(
  `what why how who which where when whose or nor not no never would could might if whether versus vs than did was
   were`.split(/\s+/),
);

/** "Do we need websockets" asks whether we need websockets. */
function claimOf(words: readonly Word[]): readonly Word[] | null {
  if (words.some(({ word }) => UNCLEAR.has(word))) return null;
  const [first, subject, ...rest] = words.slice(words.findIndex(({ word }) => !OPENING.has(word)));
  if (first === undefined) return null;
  if (subject === undefined) return [first];
  if (DOING.has(first.word)) return [subject, ...rest];
  return BEING.has(first.word) ? [subject, first, ...rest] : [first, subject, ...rest];
}

const AGREEING = new Set(
  "yes yeah yea ye yup yep sure definitely absolutely correct exactly indeed totally".split(" "),
);
const DENYING = new Set("no nope nah never none nothing nobody".split(" "));
/** They take half of it back. */
const HALVED = new Set(
  `but maybe perhaps probably though unless if until yet later depends only except might could eventually someday know sure
   idea more less`.split(/\s+/),
);
/** What may follow "no" and "not" that deny what was asked: the "no" of "no tables" denies tables. */
const SAME = new Set(
  `not at all do does is are will have really please thanks sir chance way need we it they ${PAUSE}`.split(
    " ",
  ),
);

/** Whether it agrees to what was asked or denies it, without a doubt. */
export function saysYesOrNo(words: readonly Word[]): "yes" | "no" | null {
  const said = words.slice(
    Math.max(
      0,
      words.findIndex(({ word }) => !OPENING.has(word)),
    ),
  );
  const [first, second, ...rest] = said.map(({ word }) => word);
  if (first === undefined || [second, ...rest].some((word) => word !== undefined && HALVED.has(word)))
    return null;
  const isFirst = second === undefined || second === PAUSE;
  if (first === "of" && second === "course") return rest.includes("not") ? "no" : "yes";
  if (first === "not") return second === "really" || second === "at" ? "no" : null;
  if (DENYING.has(first))
    return isFirst || said.every(({ word }) => DENYING.has(word) || SAME.has(word)) ? "no" : null;
  return AGREEING.has(first) && !said.some(isNegation) ? "yes" : null;
}

/** What a "no" to it says: "we do not need websockets". */
export function deniedClaim(claim: readonly Word[]): readonly Word[] {
  const at = SUBJECTS.has(claim[0]?.word ?? "") ? 1 : 0;
  return [...claim.slice(0, at), ...DO_NOT, ...claim.slice(at)];
}

const DO_NOT: readonly Word[] = ["do", "not"].map((word) => ({
  word,
  stem: stemOf(word),
  number: null,
  owns: false,
  from: 0,
  to: 0,
}));
const SUBJECTS = new Set(
  "we i you they it there anyone anybody somebody someone this that these those".split(" "),
);
