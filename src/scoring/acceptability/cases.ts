/** What is open, case by case where questions hang together too closely for one joint term. */
import { type Fraction, fraction, multiply, ONE } from "../fraction.ts";
import { type Basis, openSet } from "../model/basis.ts";
import type { Move } from "../model/group.ts";
import { type Open, openPart, tooLarge } from "./open.ts";

/** The basis with some open questions answered in one way. */
export interface Case {
  readonly chance: Fraction;
  readonly answered: readonly Move[];
  /** Null where the cases became too many: what it holds is left undecided. */
  readonly open: Open | null;
}

/** Cases, at most, that are looked into. */
const MOST_CASES = 64;

/** Usually one: nothing needs to be told apart. The chances sum to 1. */
export function casesOf(basis: Basis): Case[] {
  const ready: Case[] = [];
  let divided: { chance: Fraction; answered: Move[]; basis: Basis }[] = [
    { chance: ONE, answered: [], basis },
  ];
  while (divided.length > 0) {
    const next: typeof divided = [];
    for (const one of divided) {
      const question = tooLarge(one.basis);
      if (question === null) ready.push({ ...one, open: openPart(one.basis) });
      else if (divided.length + ready.length > MOST_CASES) ready.push({ ...one, open: null });
      else {
        const usual = basis.model.questions[question]?.usual ?? [];
        const total = usual.reduce((sum, weight) => sum + weight, 0);
        usual.forEach((weight, choice) => {
          next.push({
            chance: multiply(one.chance, fraction(BigInt(weight), BigInt(total))),
            answered: [...one.answered, { question, choice }],
            basis: openSet(one.basis, { question, choice }),
          });
        });
      }
    }
    divided = next;
  }
  return ready;
}
