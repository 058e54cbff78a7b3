/**
 * What is open, as independent terms of a sum: each open question, together with the questions that may come
 * to apply through it, has outcomes that add an integer vector to the options' values and may rule options out.
 */
import { lcm } from "../fraction.ts";
import { choiceWeights, isAnswered, isOpen, ruledOut, type Situation, worth } from "../model/group.ts";
import { jointTerm } from "./joint.ts";
import type { Term } from "./term.ts";

export interface Open {
  /** By option: what is certain, on the scale on which every sum of it and of outcomes is an integer. */
  readonly base: readonly number[];
  /** Mask of the options that are ruled out for certain. */
  readonly out: number;
  readonly terms: readonly Term[];
}

export function openPart(situation: Situation): Open {
  const { model } = situation;
  const unsettled = model.questions.map(
    (_, q) => situation.statuses[q] !== "not" && !isAnswered(situation, q),
  );
  const certain = worth(situation, (q) => unsettled[q] === false);
  // An answered question that only may apply has a mean for its term: a denominator of its own.
  const scale = model.questions.reduce(
    (common, _, q) =>
      unsettled[q] === true && !isOpen(situation, q)
        ? lcm(common, choiceWeights(situation, q).total)
        : common,
    1n,
  );
  // What is certain is a fraction. Beside integers only its floor and the rank of the rest matter.
  const rests = certain.values.map((value) => (value * scale) % certain.den);
  const ranks = [...new Set(rests)].sort((a, b) => (a < b ? -1 : 1));
  const step = ranks.length;
  const floors = certain.values.map((value) => (value * scale) / certain.den);
  const [least = 0n] = floors.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const base = floors.map((floor, o) => Number(floor - least) * step + ranks.indexOf(rests[o] ?? 0n));
  const unit = Number(scale) * step;
  return {
    base,
    out: ruledOut(situation),
    terms: components(situation, unsettled).map((questions) => jointTerm(situation, questions, unit)),
  };
}

/** Ways in which the questions of one joint term may come out together, at most. */
const MOST_WAYS = 1 << 13;

/**
 * Where a joint term would have too many outcomes: the open question in it on which most others depend.
 * Null where all terms are small enough.
 */
export function tooLarge(situation: Situation): number | null {
  const { questions } = situation.model;
  const unsettled = questions.map((_, q) => situation.statuses[q] !== "not" && !isAnswered(situation, q));
  for (const together of components(situation, unsettled)) {
    const ways = together.reduce((product, q) => {
      return product * (isOpen(situation, q) ? (questions[q]?.choices.length ?? 1) : 1);
    }, 1);
    if (ways <= MOST_WAYS || together.length === 1) continue;
    const dependents = (q: number) =>
      questions[q]?.dependents.filter((d) => together.includes(d)).length ?? 0;
    const [root] = together
      .filter((q) => situation.statuses[q] === "certain")
      .toSorted((a, b) => dependents(b) - dependents(a) || a - b);
    return root ?? null;
  }
  return null;
}

/** Questions that hang together because one may come to apply through another, in the model's order. */
function components(situation: Situation, unsettled: readonly boolean[]): number[][] {
  const home = situation.model.questions.map((_, q) => q);
  situation.model.questions.forEach((question, q) => {
    if (unsettled[q] !== true || situation.statuses[q] !== "may") return;
    for (const { question: parent } of question.conditions) {
      if (unsettled[parent] !== true) continue;
      const from = home[q];
      const to = home[parent];
      home.forEach((at, other) => {
        if (at === from && to !== undefined) home[other] = to;
      });
    }
  });
  const groups = new Map<number, number[]>();
  home.forEach((at, q) => {
    if (unsettled[q] !== true) return;
    const group = groups.get(at);
    if (group === undefined) groups.set(at, [q]);
    else group.push(q);
  });
  return [...groups.values()];
}
