/** What a basis comes to: its parts added up, exactly. */
import { commonMultiple, lcm } from "../fraction.ts";
import type { Basis } from "./basis.ts";
import {
  type Adds,
  chanceToApply,
  choiceWeights,
  newPart,
  partOf,
  type Situation,
  termOf,
  type Worth,
} from "./group.ts";

type Counted = (situation: Situation, question: number) => boolean;
const ALL: Counted = () => true;

/** By option: its value. `counted`: which questions to add up; all of them unless given. */
export function worthOf(basis: Basis, counted: Counted = ALL): Worth {
  const width = basis.model.options.length;
  return inDoubles(basis, width, termOf, counted) ?? inIntegers(basis, width, partOf, counted);
}

/** Several ask for it. */
const raised = new WeakMap<Basis, Worth>();

/** By criterion: its raised weight, on the denominator that `worthOf` comes to. */
export function raisedOf(basis: Basis): Worth {
  const width = basis.model.criteria.length;
  const partFor = (situation: Situation, q: number) => newPart(situation, q, raisesOf);
  const worth =
    raised.get(basis) ?? inDoubles(basis, width, raisesOf, ALL) ?? inIntegers(basis, width, partFor, ALL);
  raised.set(basis, worth);
  return worth;
}

const raisesOf: Adds = ({ raises }) => raises;

/**
 * Doubles are exact while every number is an integer below 2^53, and many times faster. Null where one might not be:
 * every number on the way is at most the common denominator times the most that all questions could add.
 */
function inDoubles(
  { model, parts, whole }: Basis,
  width: number,
  adds: Adds,
  counted: Counted,
): Worth | null {
  const all: { situation: Situation; share: number; q: number }[] = [];
  let common = 1;
  for (const { situation, share } of parts) {
    for (let q = 0; q < model.questions.length; q += 1) {
      if (situation.statuses[q] === "not" || share === 0 || !counted(situation, q)) continue;
      const den = Number(chanceToApply(situation, q).den) * choiceWeights(situation, q).total;
      common = commonMultiple(common, den);
      if (!(common * whole * model.most <= Number.MAX_SAFE_INTEGER)) return null;
      all.push({ situation, share, q });
    }
  }
  const values = new Array<number>(width).fill(0);
  for (const { situation, share, q } of all) addMean(values, situation, q, adds, share * common);
  return { den: BigInt(common * whole), values: values.map(BigInt) };
}

/** Adds `times` what the question adds on average, in doubles: exact where `times` is a multiple of that mean's denominator and nothing is beyond 2^53. */
export function addMean(
  sums: number[] | Float64Array,
  situation: Situation,
  question: number,
  adds: Adds,
  times: number,
): void {
  const chance = chanceToApply(situation, question);
  const { by, total } = choiceWeights(situation, question);
  const scale = (times / (Number(chance.den) * total)) * Number(chance.num);
  const choices = situation.model.questions[question]?.choices ?? [];
  for (let c = 0; c < choices.length; c += 1) {
    const choice = choices[c];
    const weight = scale * (by[c] ?? 0);
    if (choice === undefined || weight === 0) continue;
    const more = adds(choice);
    for (let at = 0; at < more.length; at += 1) sums[at] = (sums[at] ?? 0) + weight * (more[at] ?? 0);
  }
}

function inIntegers(
  { model, parts, whole }: Basis,
  width: number,
  partFor: (situation: Situation, question: number) => Worth,
  counted: Counted,
): Worth {
  const all = parts.flatMap(({ situation, share }) =>
    model.questions.flatMap((_, q) =>
      situation.statuses[q] === "not" || share === 0 || !counted(situation, q)
        ? []
        : [{ part: partFor(situation, q), share: BigInt(share) }],
    ),
  );
  const den = all.reduce((common, { part }) => lcm(common, part.den), 1n);
  const values = Array.from({ length: width }, (_, at) =>
    all.reduce((sum, { part, share }) => sum + share * (den / part.den) * (part.values[at] ?? 0n), 0n),
  );
  return { den: den * BigInt(whole), values };
}
