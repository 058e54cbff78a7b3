/** Who leads over all that is open, and who would after one more answer: the cases, weighed. */

import { add, type Fraction, fraction, multiply, subtract, toNumber, ZERO } from "../fraction.ts";
import type { Situation } from "../model/group.ts";
import { aftersOf } from "./after.ts";
import { type Case, casesOf } from "./cases.ts";
import { type Lead, leadOf } from "./lead.ts";
import type { After } from "./next.ts";
import { isSettled } from "./settled.ts";

export interface Leading {
  /** By option: the probability that it leads strictly; of a bracketed one the sure part. */
  readonly confidence: readonly Fraction[];
  /** What a budget left undecided: no confidence is larger than its sure part and this. */
  readonly unresolved: Fraction;
  /** Whether this option leads strictly in every completion. */
  settledFor(option: number): boolean;
  /** Who would lead after each answer to the wanted questions. */
  afters(wanted: (question: number) => boolean): After[];
}

interface Part {
  readonly chance: number;
  readonly one: Case;
  readonly lead: Lead;
}

export function leadingOf(situation: Situation): Leading {
  const cases = casesOf(situation);
  const known = cases.flatMap((one) => {
    return one.open === null ? [] : [{ one, lead: leadOf(one.open, 1 / cases.length) }];
  });
  const mean = (of: (lead: Lead) => bigint) =>
    known.reduce(
      (sum, { one, lead }) => add(sum, multiply(one.chance, fraction(of(lead), lead.total))),
      ZERO,
    );
  const decided = mean(({ total, unresolved }) => total - unresolved);
  const parts = known.map((part) => ({ ...part, chance: toNumber(part.one.chance) }));
  return {
    confidence: situation.model.options.map((_, o) => mean(({ leads }) => leads[o] ?? 0n)),
    unresolved: subtract({ num: 1n, den: 1n }, decided),
    settledFor: (option) => cases.every(({ open }) => open !== null && isSettled(open, option)),
    afters: (wanted) => mixed(parts, wanted),
  };
}

/** A question that tells the cases apart leads to them; of any other each case knows its own part. */
function mixed(parts: readonly Part[], wanted: (question: number) => boolean): After[] {
  const mixes = new Map<number, { chances: number[]; masses: number[][] }>();
  const put = (question: number, choice: number, chance: number, masses: readonly number[]) => {
    const mix = mixes.get(question) ?? { chances: [], masses: [] };
    mixes.set(question, mix);
    const all = masses.reduce((sum, mass) => sum + mass, 0) || 1;
    mix.chances[choice] = (mix.chances[choice] ?? 0) + chance;
    const before = mix.masses[choice];
    mix.masses[choice] = masses.map((mass, place) => (before?.[place] ?? 0) + (chance * mass) / all);
  };
  for (const { chance, one, lead } of parts) {
    const masses = [...lead.leads, lead.none].map(Number);
    for (const { question, choice } of one.answered) {
      if (wanted(question)) put(question, choice, chance, masses);
    }
    for (const after of lead.judged(wanted).flatMap((judged) => aftersOf(judged, wanted))) {
      after.chances.forEach((own, choice) => {
        put(after.question, choice, own * chance, after.masses[choice] ?? []);
      });
    }
  }
  return [...mixes].map(([question, mix]) => ({ question, ...mix }));
}
