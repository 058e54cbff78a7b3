/**
 * What is open, as independent terms of a sum: each open question, together with the questions that may come
 * to apply through it, has outcomes that add an integer vector to the options' values and may rule options out.
 */
import { lcm } from "../fraction.ts";
import { type Basis, ruledOut } from "../model/basis.ts";
import { choiceWeights, isAnswered, isOpen, isUnsettled } from "../model/group.ts";
import { worthOf } from "../model/worth.ts";
import { jointTerm, type Term } from "./joint.ts";

export interface Open {
  /** By option: what is certain, on the scale on which every sum of it and of outcomes is an integer. */
  readonly base: readonly number[];
  /** Mask of the options that are ruled out for certain. */
  readonly out: number;
  readonly terms: readonly Term[];
}

export function openPart(basis: Basis): Open {
  const certain = worthOf(basis, isAnswered);
  // An answered question that only may apply has a mean for its term: a denominator of its own.
  const scale = basis.parts.reduce(
    (common, { situation }) =>
      basis.model.questions.reduce(
        (own, _, q) =>
          isUnsettled(situation, q) && !isOpen(situation, q)
            ? lcm(own, BigInt(choiceWeights(situation, q).total))
            : own,
        common,
      ),
    1n,
  );
  // What is certain is a fraction. Beside integers only its floor and the rank of the rest matter.
  const scaled = certain.values.map((value) => value * scale * BigInt(basis.whole));
  const rests = scaled.map((value) => value % certain.den);
  const ranks = [...new Set(rests)].sort((a, b) => (a < b ? -1 : 1));
  const step = ranks.length;
  const floors = scaled.map((value) => value / certain.den);
  const least = floors.reduce((low, floor) => (floor < low ? floor : low), floors[0] ?? 0n);
  const base = floors.map((floor, o) => Number(floor - least) * step + ranks.indexOf(rests[o] ?? 0n));
  return {
    base,
    out: ruledOut(basis),
    terms: components(basis).map((questions) => jointTerm(basis, questions, Number(scale) * step)),
  };
}

/** Ways in which the questions of one joint term may come out together, at most. */
const MOST_WAYS = 1 << 13;

/**
 * Where a joint term would have too many outcomes, or too large weights for doubles: the open question in it on which most others depend.
 * Null where all terms are small enough.
 */
export function tooLarge(basis: Basis): number | null {
  const { questions } = basis.model;
  const isOpenIn = (q: number) => basis.parts.some(({ situation }) => isOpen(situation, q));
  for (const together of components(basis)) {
    const open = together.filter(isOpenIn);
    const ways = open.reduce((product, q) => product * (questions[q]?.choices.length ?? 1), 1);
    const weight = open.reduce((product, q) => product * sumOf(questions[q]?.usual ?? []), 1);
    if ((ways <= MOST_WAYS && weight <= Number.MAX_SAFE_INTEGER) || together.length === 1) continue;
    const dependents = (q: number) =>
      questions[q]?.dependents.filter((d) => together.includes(d)).length ?? 0;
    const [root] = together
      .filter((q) => dependents(q) > 0)
      .toSorted((a, b) => dependents(b) - dependents(a) || a - b);
    return root ?? null;
  }
  return null;
}

function sumOf(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** The questions that are unsettled at a horizon; those that hang together because one may come to apply through another. */
function components({ model, parts }: Basis): number[][] {
  const home = model.questions.map((_, q) => q);
  for (const { situation } of parts) {
    model.questions.forEach(({ conditions }, q) => {
      if (situation.statuses[q] !== "may") return;
      for (const { question: parent } of conditions) {
        if (!isOpen(situation, parent)) continue;
        const [from, to] = [home[q], home[parent] ?? parent];
        home.forEach((at, other) => {
          if (at === from) home[other] = to;
        });
      }
    });
  }
  const unsettled = [...model.questions.keys()].filter((q) =>
    parts.some(({ situation }) => isUnsettled(situation, q)),
  );
  return [...Map.groupBy(unsettled, (q) => home[q] ?? q).values()];
}
