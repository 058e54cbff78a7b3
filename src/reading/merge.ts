/** What another reader says of a discussion, held to what was said there, and put together with our own. */
import type { Pack } from "../scoring/pack/pack.ts";
import { QUOTE_MAX } from "./quote.ts";
import type { Findings, Proposal, Remark } from "./read.ts";

/** Of a reader that may say anything. */
export interface Claimed {
  readonly question: string;
  readonly choice: string;
  readonly when: "today" | "later";
  /** The message's place in the discussion. */
  readonly message: number;
  readonly quote: string;
}

/** Without what names no message, question or choice, and whatever is not quoted letter by letter. */
export function verified(
  pack: Pack,
  discussion: readonly Remark[],
  claimed: readonly Claimed[],
): readonly Proposal[] {
  return claimed.flatMap(({ question, choice, when, message, quote }) => {
    const choices = pack.questions.find(({ id }) => id === question)?.choices ?? [];
    const remark = discussion[message];
    const start = remark?.text.indexOf(quote) ?? -1;
    const isQuote = /[\p{L}\p{N}]/u.test(quote) && quote.length <= QUOTE_MAX && start >= 0;
    if (!isQuote || !choices.some(({ id }) => id === choice)) return [];
    return [{ question, choice, when, remark: message, quote, start, isPart: false, before: null }];
  });
}

/**
 * Our own, and of the others what nobody proposes yet: one for a person, a question and a time, the last that is claimed.
 * What is proposed is not touched besides.
 */
export function merged(
  discussion: readonly Remark[],
  { proposals, touched }: Findings,
  others: readonly Proposal[],
): Findings {
  const keyOf = ({ remark, question, when }: Proposal): string =>
    JSON.stringify([discussion[remark]?.person.id, question, when]);
  const all = new Map(others.map((one) => [keyOf(one), one]));
  for (const one of proposals) all.set(keyOf(one), one);
  const inOrder = [...all.values()].toSorted((a, b) => a.remark - b.remark || a.start - b.start);
  const isProposed = (remark: number, question: string): boolean =>
    inOrder.some((one) => one.remark === remark && one.question === question);
  return {
    proposals: inOrder,
    touched: touched.filter(({ remark, question }) => !isProposed(remark, question)),
  };
}
