/** Which answers would tell most, where who leads is only known between bounds. */

import type { After } from "./next.ts";
import { type Ask, chancesOf, type Open, type Outcome, type Term } from "./open.ts";
import { widestFirst } from "./sides.ts";
import { notBeating, type Tails, tailsOf } from "./tails.ts";

/** Ways to answer the widest other questions that are told apart, at most; what is left has its exact tails. */
const WAYS = 700;

/**
 * For each question and choice an estimate of who leads after it: over the ways to answer the widest of the
 * other questions, the middle between what Boole's inequality leaves an option at least and what its strongest
 * rival leaves it at most. Deterministic, but not exact: `next` is all that is made of it.
 */
export function estimatesOf(open: Open, wanted: (question: number) => boolean): After[] {
  const terms = widestFirst(open.terms);
  return terms.flatMap((term) => {
    const asks = term.asks.filter(({ question }) => wanted(question));
    if (asks.length === 0) return [];
    const { told, left } = divide(terms.filter((other) => other !== term));
    const tails = tailsOf(left, open.base.length);
    return asks.map((ask: Ask) => ({
      question: ask.question,
      chances: chancesOf(ask),
      masses: ask.byChoice.map((outcomes) => estimate(open, [outcomes, ...told], tails)),
    }));
  });
}

/** The first terms, as many as there are ways for, and the others. */
function divide(terms: readonly Term[]): { told: (readonly Outcome[])[]; left: Term[] } {
  let ways = 1;
  const told: (readonly Outcome[])[] = [];
  for (const { outcomes } of terms) {
    ways *= outcomes.length;
    if (ways > WAYS) break;
    told.push(outcomes);
  }
  return { told, left: terms.slice(told.length) };
}

function estimate(open: Open, told: readonly (readonly Outcome[])[], tails: Tails): number[] {
  const width = open.base.length;
  const masses = new Array<number>(width + 1).fill(0);
  const follow = (depth: number, sums: Float64Array, weight: number, out: number): void => {
    const outcomes = told[depth];
    if (outcomes === undefined) {
      addMiddles(tails, sums, weight, out, masses);
      return;
    }
    for (const outcome of outcomes) {
      const next = sums.map((value, o) => value + (outcome.vector[o] ?? 0));
      follow(depth + 1, next, weight * outcome.weight, out | outcome.out);
    }
  };
  follow(0, new Float64Array(open.base), 1, open.out);
  return masses;
}

function addMiddles(tails: Tails, sums: Float64Array, weight: number, out: number, masses: number[]): void {
  const { width, total } = tails;
  for (let i = 0; i < width; i += 1) {
    if ((out >> i) & 1) continue;
    const staying = (tails.staying[i] ?? 0) / total;
    let least = staying;
    let most = staying;
    for (let j = 0; j < width; j += 1) {
      if (i === j || (out >> j) & 1) continue;
      const lost = notBeating(tails, sums, i, j) / total;
      least -= lost;
      if (tails.staying[j] === total) most = Math.min(most, 1 - lost);
    }
    masses[i] = (masses[i] ?? 0) + weight * ((Math.max(0, least) + Math.max(0, most)) / 2);
  }
}
