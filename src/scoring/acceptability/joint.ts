/** The joint term of questions that hang together: one outcome for every way in which they can come out. */
import { choiceWeights, isOpen, ruledOutBy, type Situation } from "../model/group.ts";
import type { Ask, Outcome, Term } from "./term.ts";

/** `unit`: what 1 is on the scale of the outcomes' vectors. */
export function jointTerm(situation: Situation, questions: readonly number[], unit: number): Term {
  const { model } = situation;
  const roots = questions.filter((q) => situation.statuses[q] === "certain");
  const dependents = questions.filter((q) => situation.statuses[q] === "may");
  const asks: { question: number; byChoice: Outcome[][] }[] = roots.map((question) => ({
    question,
    byChoice: model.questions[question]?.choices.map(() => []) ?? [],
  }));
  const outcomes: Outcome[] = [];
  for (const { chosen, outcome } of waysOf(situation, roots, unit)) {
    let grown = [outcome];
    for (const q of dependents) {
      const applies = model.questions[q]?.conditions.every(({ question, holds }) => {
        const at = roots.indexOf(question);
        // A parent outside the term is answered, and its condition holds: else this would not be "may".
        return at < 0 || holds[chosen[at] ?? -1] === true;
      });
      grown = combine(grown, applies === true ? ownOutcomes(situation, q, unit) : [silent(situation, q)]);
    }
    outcomes.push(...grown);
    chosen.forEach((choice, at) => {
      asks[at]?.byChoice[choice]?.push(...grown);
    });
  }
  return {
    outcomes,
    total: outcomes.reduce((sum, { weight }) => sum + weight, 0),
    asks: asks satisfies Ask[],
  };
}

/** The ways to answer the term's own questions, those that apply for certain: a choice for each, and what it is worth. */
function waysOf(
  situation: Situation,
  roots: readonly number[],
  unit: number,
): { chosen: number[]; outcome: Outcome }[] {
  const nothing = { vector: situation.model.options.map(() => 0), out: 0, weight: 1 };
  return roots.reduce<{ chosen: number[]; outcome: Outcome }[]>(
    (ways, q) =>
      ways.flatMap(({ chosen, outcome }) =>
        ownOutcomes(situation, q, unit).map((own, c) => ({
          chosen: [...chosen, c],
          outcome: sum(outcome, own),
        })),
      ),
    [{ chosen: [], outcome: nothing }],
  );
}

/** A question's outcomes where it applies: one a choice where it is open, else the group's answer. */
function ownOutcomes(situation: Situation, question: number, unit: number): Outcome[] {
  const { model } = situation;
  const choices = model.questions[question]?.choices ?? [];
  const weights = choiceWeights(situation, question);
  if (isOpen(situation, question)) {
    return choices.map((choice, c) => ({
      vector: choice.term.map((value) => value * unit),
      out: choice.out,
      weight: weights.by[c] ?? 0,
    }));
  }
  const share = unit / Number(weights.total);
  const vector = model.options.map((_, o) =>
    choices.reduce((total, choice, c) => total + (choice.term[o] ?? 0) * (weights.by[c] ?? 0) * share, 0),
  );
  return [{ vector, out: ruledOutBy(situation, question), weight: 1 }];
}

/** A question's outcome where it does not apply: nothing, with the same total weight as where it does. */
function silent(situation: Situation, question: number): Outcome {
  const weight = isOpen(situation, question) ? Number(choiceWeights(situation, question).total) : 1;
  return { vector: situation.model.options.map(() => 0), out: 0, weight };
}

function combine(some: readonly Outcome[], more: readonly Outcome[]): Outcome[] {
  return some.flatMap((a) => more.map((b) => sum(a, b)));
}

function sum(a: Outcome, b: Outcome): Outcome {
  return {
    vector: a.vector.map((value, o) => value + (b.vector[o] ?? 0)),
    out: a.out | b.out,
    weight: a.weight * b.weight,
  };
}
