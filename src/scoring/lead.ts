/** Who leads, over the ways to answer what is open: rank acceptability, computed exactly. */
import type { Ask, Open, Outcome } from "./open.ts";
import { rank } from "./rank.ts";

/** Exact probabilities on the common denominator `total`. */
export interface Lead {
  /** By option: the probability that it leads strictly · total. */
  readonly leads: readonly bigint[];
  /** No strict leader: a tie, or everything is ruled out. */
  readonly none: bigint;
  /** What the budget left undecided. */
  readonly unresolved: bigint;
  readonly total: bigint;
}

/** The distribution after one answer to a question: by choice, the last place for no leader. */
export interface After {
  readonly question: number;
  readonly byChoice: readonly (readonly number[])[];
}

export function lead(open: Open): Lead {
  let states = new Map<string, { vector: readonly number[]; out: number; weight: bigint }>();
  states.set("", { vector: open.base, out: open.out, weight: 1n });
  for (const term of open.terms) {
    const next: typeof states = new Map();
    for (const state of states.values()) {
      for (const outcome of term.outcomes) {
        const vector = state.vector.map((value, o) => value + (outcome.vector[o] ?? 0));
        const out = state.out | outcome.out;
        const key = `${out} ${vector.map((value) => value - (vector[0] ?? 0)).join(" ")}`;
        const weight = state.weight * BigInt(outcome.weight);
        const before = next.get(key);
        next.set(key, { vector, out, weight: weight + (before?.weight ?? 0n) });
      }
    }
    states = next;
  }
  const leads = open.base.map(() => 0n);
  let none = 0n;
  for (const { vector, out, weight } of states.values()) {
    const { leader } = rank(vector, out);
    if (leader === null) none += weight;
    else leads[leader] = (leads[leader] ?? 0n) + weight;
  }
  return {
    leads,
    none,
    unresolved: 0n,
    total: open.terms.reduce((all, term) => all * BigInt(term.total), 1n),
  };
}

export function afterEach(open: Open, wanted: (question: number) => boolean): After[] {
  return open.terms.flatMap((term) =>
    term.asks
      .filter((ask) => wanted(ask.question))
      .map((ask) => ({
        question: ask.question,
        byChoice: ask.byChoice.map((outcomes) => given(open, ask, outcomes)),
      })),
  );
}

function given(open: Open, ask: Ask, outcomes: readonly Outcome[]): number[] {
  const total = outcomes.reduce((sum, { weight }) => sum + weight, 0);
  const terms = open.terms.map((term) => (term.asks.includes(ask) ? { outcomes, total, asks: [] } : term));
  const { leads, none } = lead({ ...open, terms });
  return [...leads, none].map(Number);
}
