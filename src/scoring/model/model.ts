/** A pack as the calculations use it: indices instead of ids, everything in code-unit order of the ids. */
import { commonFactor } from "../fraction.ts";
import { byId } from "../order.ts";
import type { Choice, Pack, Question } from "../pack/pack.ts";

export interface Model {
  /** Option ids. An option's index here is its index in every vector and its bit in every mask. */
  readonly options: readonly string[];
  readonly criteria: readonly string[];
  /** By criterion, then option: 0..10. */
  readonly ratings: readonly (readonly number[])[];
  readonly questions: readonly ModelQuestion[];
  /** The most that all questions together could add to an option or a criterion, at least 1. */
  readonly most: number;
}

export interface ModelQuestion {
  readonly id: string;
  readonly choices: readonly ModelChoice[];
  /** By choice id. */
  readonly places: ReadonlyMap<string, number>;
  /** The choices' `usual` weights without their common factor. */
  readonly usual: readonly number[];
  readonly usualTotal: number;
  /** By option, then by another one: the farthest that a choice's term puts it ahead. */
  readonly leads: readonly (readonly number[])[];
  /** The options that some choice rules out, as a bit mask. */
  readonly out: number;
  /** Of nobody's definite answer. */
  readonly untaken: Tally;
  readonly conditions: readonly ModelCondition[];
  /** The questions whose conditions name this one. */
  readonly dependents: readonly number[];
}

interface ModelCondition {
  readonly question: number;
  /** By choice of that question. */
  readonly holds: readonly boolean[];
}

/** One question's definite answers. */
export interface Tally {
  /** By choice: how many voters took it. */
  readonly counts: readonly number[];
  /** The sum of the counts: 0 where the question has no definite answer. */
  readonly definite: number;
}

export interface ModelChoice {
  readonly id: string;
  /** Of a question on which one voter, or everybody, took it. */
  readonly taken: Tally;
  /** By criterion. */
  readonly raises: readonly number[];
  /** The criteria that it raises. */
  readonly raised: readonly number[];
  /** By option: the term Σ_k raises(k) · rating(k, option). */
  readonly term: readonly number[];
  /** Σ_k raises(k). */
  readonly weight: number;
  /** By option. */
  readonly rulesOut: readonly (string | null)[];
  /** The same as a bit mask. */
  readonly out: number;
}

/** A mask has 31 bits, which is far beyond what a team can compare. Throws a RangeError above it. */
const MOST_OPTIONS = 31;

/** Packs never change once they are read: each is compiled once. */
const compiled = new WeakMap<Pack, Model>();

export function compile(pack: Pack): Model {
  const known = compiled.get(pack) ?? compileAnew(pack);
  compiled.set(pack, known);
  return known;
}

function compileAnew(pack: Pack): Model {
  if (pack.options.length > MOST_OPTIONS) throw new RangeError(`more than ${MOST_OPTIONS} options`);
  const options = pack.options.map((option) => option.id).sort();
  const criteria = pack.criteria.toSorted(byId);
  const questions = pack.questions.toSorted(byId);
  const ratings = criteria.map((criterion) =>
    options.map((option) => criterion.ratings.find((rating) => rating.option === option)?.score ?? 0),
  );
  const criterionIds = criteria.map((criterion) => criterion.id);
  const choices = questions.map((question) =>
    question.choices.toSorted(byId).map((choice, place, all) => ({
      ...compileChoice(choice, options, criterionIds, ratings),
      taken: { counts: all.map((_, other) => (other === place ? 1 : 0)), definite: 1 },
    })),
  );
  const conditions = questions.map((question) => compileConditions(question, questions));
  return {
    options,
    criteria: criterionIds,
    ratings,
    questions: questions.map((question, index) => {
      const usual = withoutCommonFactor(question.choices.toSorted(byId).map((choice) => choice.usual));
      const own = choices[index] ?? [];
      return {
        id: question.id,
        choices: own,
        places: new Map(own.map(({ id }, place) => [id, place])),
        usual,
        usualTotal: usual.reduce((sum, weight) => sum + weight, 0),
        leads: options.map((_, o) =>
          options.map((_, r) => Math.max(...own.map(({ term }) => (term[o] ?? 0) - (term[r] ?? 0)))),
        ),
        out: own.reduce((mask, choice) => mask | choice.out, 0),
        untaken: { counts: usual.map(() => 0), definite: 0 },
        conditions: conditions[index] ?? [],
        dependents: conditions.flatMap((needs, other) =>
          needs.some((condition) => condition.question === index) ? [other] : [],
        ),
      };
    }),
    most: choices.reduce((sum, own) => sum + Math.max(0, ...own.flatMap(mostOf)), 1),
  };
}

function mostOf({ term, raises }: ModelChoice): number {
  return Math.max(...term, ...raises);
}

function compileChoice(
  choice: Choice,
  options: readonly string[],
  criteria: readonly string[],
  ratings: readonly (readonly number[])[],
): Omit<ModelChoice, "taken"> {
  const raises = criteria.map((criterion) =>
    choice.raises.reduce((sum, raise) => sum + (raise.criterion === criterion ? raise.weight : 0), 0),
  );
  const rulesOut = options.map(
    (option) => choice.rulesOut.find((rule) => rule.option === option)?.because ?? null,
  );
  return {
    id: choice.id,
    raises,
    raised: [...raises.keys()].filter((k) => raises[k] !== 0),
    term: options.map((_, o) => raises.reduce((sum, raise, k) => sum + raise * (ratings[k]?.[o] ?? 0), 0)),
    weight: raises.reduce((sum, raise) => sum + raise, 0),
    rulesOut,
    out: rulesOut.reduce((mask, because, o) => (because === null ? mask : mask | (1 << o)), 0),
  };
}

function compileConditions(question: Question, questions: readonly Question[]): ModelCondition[] {
  return question.appliesWhen.map((condition) => {
    const index = questions.findIndex((other) => other.id === condition.question);
    const choices = questions[index]?.choices.toSorted(byId) ?? [];
    return { question: index, holds: choices.map((choice) => condition.choices.includes(choice.id)) };
  });
}

function withoutCommonFactor(weights: readonly number[]): readonly number[] {
  const divisor = weights.reduce(commonFactor, 0);
  return divisor > 1 ? weights.map((weight) => weight / divisor) : weights;
}
