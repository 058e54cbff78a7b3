/** What is open, case by case where questions hang together too closely for one joint term. */
import { type Fraction, fraction, multiply } from "../fraction.ts";
import { choiceWeights, type Situation } from "../model/group.ts";
import { type Move, moved } from "../model/moves.ts";
import { type Open, openPart, tooLarge } from "./open.ts";

/** The situation with some open questions answered in one way. */
export interface Case {
  readonly chance: Fraction;
  readonly answered: readonly Move[];
  /** Null where the cases became too many: what it holds is left undecided. */
  readonly open: Open | null;
}

/** Cases, at most, that are looked into. */
const MOST_CASES = 64;

/** Usually one: nothing needs to be told apart. The chances sum to 1. */
export function casesOf(situation: Situation): Case[] {
  const ready: Case[] = [];
  let divided: { chance: Fraction; answered: Move[]; situation: Situation }[] = [
    { chance: { num: 1n, den: 1n }, answered: [], situation },
  ];
  while (divided.length > 0) {
    const next: typeof divided = [];
    for (const one of divided) {
      const question = tooLarge(one.situation);
      if (question === null) ready.push({ ...one, open: openPart(one.situation) });
      else if (divided.length + ready.length > MOST_CASES) ready.push({ ...one, open: null });
      else {
        const { by, total } = choiceWeights(one.situation, question);
        by.forEach((weight, choice) => {
          next.push({
            chance: multiply(one.chance, fraction(BigInt(weight), total)),
            answered: [...one.answered, { question, choice }],
            situation: moved(one.situation, [{ question, choice }]),
          });
        });
      }
    }
    divided = next;
  }
  return ready;
}
