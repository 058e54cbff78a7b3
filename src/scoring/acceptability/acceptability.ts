/**
 * Who leads over all that is open, and which answer would tell most: the engine's one door. Rank acceptability as in
 * SMAA-2 (Lahdelma and Salminen, 2001), with what is open in the place of uncertain weights.
 */
import { add, type Fraction, fraction, multiply, ONE, subtract, toNumber, ZERO } from "../fraction.ts";
import { type Basis, openQuestions } from "../model/basis.ts";
import type { Model } from "../model/model.ts";
import { type Case, casesOf } from "./cases.ts";
import { type Lead, leadOf, STEPS, stepsPerState } from "./lead.ts";
import { leastDoubt, type Posterior, posteriorsOf } from "./next.ts";
import type { Open } from "./open.ts";

export interface Acceptability {
  /** By option: the probability that it leads strictly; of a bracketed one the sure part. */
  readonly confidence: readonly Fraction[];
  /** By option: the same, and an equal share of the completions in which it shares the highest value. */
  readonly chance: readonly Fraction[];
  /** What a budget left undecided: no confidence is larger than its sure part and this. */
  readonly unresolved: Fraction;
  /** The option that leads strictly in every completion; null where there is none. */
  readonly settled: number | null;
  /** About how many steps it took. */
  readonly steps: number;
  /** Of the wanted questions, which apply for certain today and have no answer, the one that tells most about who leads. */
  next(wanted: (question: number) => boolean): number | null;
}

/** About how many steps it takes at most, told from the number of ways to answer what is open alone. */
export function stepsFor(basis: Basis, effort: number): number {
  const { options, questions } = basis.model;
  const ways = openQuestions(basis).reduce((all, q) => all * (questions[q]?.choices.length ?? 1), 1);
  return Math.ceil(Math.min(effort * STEPS, 2 * Math.sqrt(ways) * stepsPerState(options.length)));
}

/** `effort`: the share of the budgets that may be used, above 0, at most 1. */
export function acceptabilityOf(basis: Basis, effort: number): Acceptability {
  const cases = casesOf(basis);
  const settled = basis.model.options.findIndex((_, option) =>
    cases.every(({ open }) => open !== null && isSettled(open, option)),
  );
  return settled >= 0 ? certain(basis, settled) : counted(basis, cases, effort);
}

/** With nothing open there is one completion. `best`: the options that share its highest value. */
export function decided({ options }: Model, best: readonly number[]): Acceptability {
  const [leader, other] = best;
  const settled = leader === undefined || other !== undefined ? null : leader;
  const share = best.length === 0 ? ZERO : fraction(1n, BigInt(best.length));
  return {
    confidence: options.map((_, option) => (option === settled ? ONE : ZERO)),
    chance: options.map((_, option) => (best.includes(option) ? share : ZERO)),
    unresolved: ZERO,
    settled,
    steps: 1,
    next: () => null,
  };
}

function certain({ model }: Basis, leader: number): Acceptability {
  const chance = model.options.map((_, option) => (option === leader ? ONE : ZERO));
  return {
    confidence: chance,
    chance,
    unresolved: ZERO,
    settled: leader,
    steps: 1,
    // No answer leaves any doubt.
    next: (wanted) => [...model.questions.keys()].find(wanted) ?? null,
  };
}

function counted({ model }: Basis, cases: readonly Case[], effort: number): Acceptability {
  const known = cases.flatMap((one) =>
    one.open === null ? [] : [{ one, lead: leadOf(one.open, effort / cases.length) }],
  );
  const mean = (of: (lead: Lead) => Fraction) =>
    known.reduce((sum, { one, lead }) => add(sum, multiply(one.chance, of(lead))), ZERO);
  const confidence = model.options.map((_, o) => mean(({ leads, total }) => fraction(leads[o] ?? 0n, total)));
  const shares = model.options.map((_, o) => mean((lead) => shareOf(lead, o)));
  const decided = mean(({ total, unresolved }) => fraction(total - unresolved, total));
  return {
    confidence,
    chance: confidence.map((sure, o) => add(sure, shares[o] ?? ZERO)),
    unresolved: subtract(ONE, decided),
    settled: null,
    steps: known.reduce((sum, { lead }) => sum + lead.steps, 0),
    next: (wanted) => leastDoubt(mixed(known, wanted)),
  };
}

/** An equal share of what it shares with others. */
function shareOf({ shared, total }: Lead, option: number): Fraction {
  return (shared[option] ?? []).reduce(
    (sum, ways, others) => (ways === 0n ? sum : add(sum, fraction(ways, total * BigInt(others + 2)))),
    ZERO,
  );
}

/** A question that tells the cases apart leads to them; of any other each case knows its own part. */
function mixed(
  known: readonly { readonly one: Case; readonly lead: Lead }[],
  wanted: (question: number) => boolean,
): Posterior[] {
  const mixes = new Map<number, { chances: number[]; ways: number[][] }>();
  const put = (question: number, choice: number, chance: number, ways: readonly number[]) => {
    const mix = mixes.get(question) ?? { chances: [], ways: [] };
    mixes.set(question, mix);
    const all = ways.reduce((sum, own) => sum + own, 0) || 1;
    mix.chances[choice] = (mix.chances[choice] ?? 0) + chance;
    const before = mix.ways[choice];
    mix.ways[choice] = ways.map((own, place) => (before?.[place] ?? 0) + (chance * own) / all);
  };
  for (const { one, lead } of known) {
    const chance = toNumber(one.chance);
    const ways = [...lead.leads, lead.none].map(Number);
    for (const { question, choice } of one.answered) {
      if (wanted(question)) put(question, choice, chance, ways);
    }
    for (const after of lead.judged(wanted).flatMap((judged) => posteriorsOf(judged, wanted))) {
      after.chances.forEach((own, choice) => {
        put(after.question, choice, own * chance, after.ways[choice] ?? []);
      });
    }
  }
  return [...mixes].map(([question, mix]) => ({ question, ...mix }));
}

/**
 * Whether the option leads strictly in every completion. Terms are independent, so the least lead over a
 * rival is the sum of each term's least; only outcomes that leave the rival in the ranking count.
 */
function isSettled({ base, out, terms }: Open, option: number): boolean {
  const bit = 1 << option;
  if ((out & bit) !== 0 || terms.some(({ outcomes }) => outcomes.some((one) => (one.out & bit) !== 0)))
    return false;
  return base.every((value, rival) => {
    const rivalBit = 1 << rival;
    if (rival === option || (out & rivalBit) !== 0) return true;
    let lead = (base[option] ?? 0) - value;
    for (const { outcomes } of terms) {
      let least = Number.POSITIVE_INFINITY;
      for (const { vector, out } of outcomes) {
        if ((out & rivalBit) === 0) least = Math.min(least, (vector[option] ?? 0) - (vector[rival] ?? 0));
      }
      lead += least;
    }
    return lead > 0;
  });
}
