/** The joint term of questions that hang together: one outcome for every way in which they can come out. */
import type { Basis } from "../model/basis.ts";
import { choiceWeights, isOpen, isUnsettled, ruledOutBy, type Situation } from "../model/group.ts";

export interface Term {
  readonly outcomes: readonly JointOutcome[];
  readonly total: number;
  /** For each question in it that is open and applies for certain today: its outcomes by that question's choices. */
  readonly asks: readonly Ask[];
}

/** One way in which a term can come out. */
export interface JointOutcome {
  /** By option, an integer on the open part's scale. */
  readonly vector: readonly number[];
  /** Mask of the options that it rules out. */
  readonly out: number;
  /** Its probability is weight / the term's total. */
  readonly weight: number;
}

export interface Ask {
  readonly question: number;
  readonly byChoice: readonly (readonly JointOutcome[])[];
}

/** A way to answer some questions, and what it comes to. */
interface Way {
  /** By question: the choice; none where it makes no difference. */
  readonly chosen: ReadonlyMap<number, number>;
  readonly outcome: JointOutcome;
}

/** `unit`: what 1 is on the scale of the outcomes' vectors, apart from the horizons' shares. */
export function jointTerm(basis: Basis, questions: readonly number[], unit: number): Term {
  const { model, parts } = basis;
  const mayApply = (q: number) => parts.some(({ situation }) => situation.statuses[q] === "may");
  // Questions that others depend on depend on none themselves.
  const ordered = [...questions.filter((q) => !mayApply(q)), ...questions.filter(mayApply)];
  const start: JointOutcome = { vector: model.options.map(() => 0), out: 0, weight: 1 };
  const ways = ordered.reduce<Way[]>(
    (before, q) => before.flatMap((way) => waysOn(basis, q, way, unit)),
    [{ chosen: new Map(), outcome: start }],
  );
  const [today] = parts;
  const asked = questions.filter(
    (q) => today !== undefined && today.situation.statuses[q] === "certain" && isOpen(today.situation, q),
  );
  return {
    outcomes: ways.map(({ outcome }) => outcome),
    total: ways.reduce((sum, { outcome }) => sum + outcome.weight, 0),
    asks: asked.map((question) => ({
      question,
      byChoice: (model.questions[question]?.choices ?? []).map((_, choice) =>
        ways.filter(({ chosen }) => chosen.get(question) === choice).map(({ outcome }) => outcome),
      ),
    })),
  };
}

/** The way, gone on by each way in which one more question can come out. */
function waysOn(basis: Basis, question: number, { chosen, outcome }: Way, unit: number): Way[] {
  const counting = basis.parts.filter(
    ({ situation }) => isUnsettled(situation, question) && applies(situation, question, chosen),
  );
  let known = outcome;
  for (const { situation, share } of counting) {
    if (!isOpen(situation, question)) known = plus(known, answeredOutcome(situation, question, unit * share));
  }
  const open = counting.filter(({ situation }) => isOpen(situation, question));
  const { choices = [], usual = [] } = basis.model.questions[question] ?? {};
  if (open.length === 0) {
    // With the same total weight as where it applies.
    const isOpenSometimes = basis.parts.some(({ situation }) => isOpen(situation, question));
    const weight = isOpenSometimes ? usual.reduce((sum, own) => sum + own, 0) : 1;
    return [{ chosen, outcome: { ...known, weight: known.weight * weight } }];
  }
  const scale = open.reduce((sum, { share }) => sum + share * unit, 0);
  return choices.map((choice, c) => ({
    chosen: new Map([...chosen, [question, c]]),
    outcome: plus(known, {
      vector: choice.term.map((value) => value * scale),
      out: choice.out,
      weight: usual[c] ?? 0,
    }),
  }));
}

/** Whether its conditions hold, those on what is open by what was chosen. */
function applies({ model, tallies, statuses }: Situation, question: number, chosen: Way["chosen"]): boolean {
  if (statuses[question] !== "may") return statuses[question] === "certain";
  const { conditions = [] } = model.questions[question] ?? {};
  // A condition on what is answered holds: else this would not be "may".
  return conditions.every(
    ({ question: parent, holds }) =>
      tallies[parent]?.definite !== 0 || holds[chosen.get(parent) ?? -1] === true,
  );
}

/** What the group's answer is worth, should the question apply. */
function answeredOutcome(situation: Situation, question: number, unit: number): JointOutcome {
  const { model } = situation;
  const { by, total } = choiceWeights(situation, question);
  const vector = model.options.map((_, o) =>
    (model.questions[question]?.choices ?? []).reduce(
      (sum, choice, c) => sum + (choice.term[o] ?? 0) * (by[c] ?? 0) * (unit / total),
      0,
    ),
  );
  return { vector, out: ruledOutBy(situation, question), weight: 1 };
}

function plus(a: JointOutcome, b: JointOutcome): JointOutcome {
  return {
    vector: a.vector.map((value, o) => value + (b.vector[o] ?? 0)),
    out: a.out | b.out,
    weight: a.weight * b.weight,
  };
}
