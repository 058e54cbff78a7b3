import * as fc from "fast-check";
import type { Ballot, Ballots } from "../../src/scoring/model/ballot.ts";
import type { Condition, Pack, Question } from "../../src/scoring/pack/pack.ts";

/** A pack and what a team said about it. */
export interface Case {
  readonly pack: Pack;
  readonly ballots: Ballots;
}

interface Size {
  readonly options: number;
  readonly criteria: number;
  readonly questions: number;
  readonly choices: number;
  readonly voters: number;
  /** What ids are drawn from. */
  readonly id: fc.Arbitrary<string>;
}

/** Ids in any order of code units, among them some that JavaScript's objects sort or inherit. */
const anyId = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "b", "B", "c", "d", "Z", "_", "-", "10", "9", "a-b", "a_b") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("toString", "valueOf", "length", "0", "-1", "null", "true", "1e3"),
  },
  { weight: 2, arbitrary: fc.stringMatching(/^[A-Za-z0-9_-]{1,36}$/) },
);
const TAKEN = new Set(["__proto__", "constructor", "prototype", "not_sure"]);

/** Those that a pack's file may have, YAML's own words among them. */
export const fileId: fc.Arbitrary<string> = anyId.filter(
  (each) => /^[A-Za-z0-9]/.test(each) && !(each in {}),
);

const SMALL: Size = { options: 6, criteria: 8, questions: 6, choices: 4, voters: 4, id: anyId };

/**
 * Small enough to enumerate: 2 to 6 options, 1 to 8 criteria, 1 to 6 questions of 2 to 4 choices, up to 4 voters. Rule-outs,
 * conditions, usual weights, ties, "not sure", later overrides, and answers to questions that do not apply all occur.
 */
export function cases(limits: Partial<Size> = {}): fc.Arbitrary<Case> {
  const size = { ...SMALL, ...limits };
  const drawn = fc.record({ pack: packs(size), voices: voices(size) }).map(({ pack, voices }) => ({
    pack,
    ballots: Object.fromEntries(voices.map(({ voter, said }) => [voter, ballot(pack, said)])),
  }));
  // fast-check leans to the ends of ranges: most packs would be the smallest, and most ratings 0 or 10.
  return fc.noBias(drawn);
}

/** Without answers to what, by that voter's own answers at that horizon, does not apply: the format refuses them. */
export function allowed({ pack, ballots }: Case): Case {
  const only = (given: Ballot["today"], own: Ballot["today"]) => {
    const answers = new Map(Object.entries(own));
    return Object.fromEntries(Object.entries(given).filter(([id]) => mayApply(pack, id, answers)));
  };
  const kept = Object.entries(ballots).map(([voter, { today, later }]) => [
    voter,
    { today: only(today, today), later: only(later, { ...today, ...later }) },
  ]);
  return { pack, ballots: Object.fromEntries(kept) };
}

function mayApply(pack: Pack, question: string, answers: ReadonlyMap<string, string>): boolean {
  const conditions = pack.questions.find(({ id }) => id === question)?.appliesWhen ?? [];
  return conditions.every((condition) => {
    const answer = answers.get(condition.question) ?? "not_sure";
    return answer === "not_sure" || condition.choices.includes(answer);
  });
}

function ids(size: Size, most: number, least: number): fc.Arbitrary<string[]> {
  return fc.uniqueArray(
    size.id.filter((each) => !TAKEN.has(each)),
    { minLength: least, maxLength: most },
  );
}

function exactly<T>(length: number, each: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(each, { minLength: length, maxLength: length });
}

/** One row a criterion; coarse rows make ties, rows of neighbours close calls. */
function scores(size: Size): fc.Arbitrary<number[][]> {
  const row = (weight: number, min: number, max: number) => ({
    weight,
    arbitrary: exactly(size.options, fc.integer({ min, max })),
  });
  return exactly(size.criteria, fc.oneof(row(5, 0, 10), row(1, 0, 1), row(1, 5, 5), row(1, 6, 8)));
}

interface RawChoice {
  readonly raises: readonly number[];
  readonly rulesOut: readonly boolean[];
  readonly usual: number;
}

function rawChoice(size: Size): fc.Arbitrary<RawChoice> {
  return fc.record({
    raises: exactly(
      size.criteria,
      fc.oneof(
        { weight: 1, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }) },
      ),
    ),
    rulesOut: fc.oneof(
      { weight: 16, arbitrary: fc.constant<boolean[]>([]) },
      {
        weight: 2,
        arbitrary: exactly(
          size.options,
          fc.integer({ min: 0, max: 3 }).map((die) => die === 3),
        ),
      },
      { weight: 1, arbitrary: exactly(size.options, fc.boolean()) },
      { weight: 1, arbitrary: exactly(size.options, fc.constant(true)) },
    ),
    usual: fc.oneof(
      { weight: 2, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }) },
    ),
  });
}

interface RawQuestion {
  readonly ids: readonly string[];
  readonly choices: readonly RawChoice[];
  /** Null: it always applies. Else parents by place among those that always apply, with a mask of their choices. */
  readonly conditions: readonly { readonly parent: number; readonly mask: number }[] | null;
}

function rawQuestion(size: Size): fc.Arbitrary<RawQuestion> {
  const condition = fc.record({ parent: fc.nat(50), mask: fc.nat(1000) });
  return fc.record({
    ids: ids(size, size.choices, 2),
    choices: exactly(size.choices, rawChoice(size)),
    conditions: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 2, arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }) },
    ),
  });
}

function packs(size: Size): fc.Arbitrary<Pack> {
  return fc
    .record({
      options: ids(size, size.options, 2),
      criteria: ids(size, size.criteria, 1),
      scores: scores(size),
      questionIds: ids(size, size.questions, 1),
      questions: exactly(size.questions, rawQuestion(size)),
      horizon: fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 4 })),
      stopAt: fc.constantFrom(0.95, 0.95, 0.5, 0.75, 0, 1, 0.6),
    })
    .map((raw) => {
      const questions = raw.questionIds.map((id, place) => question(id, at(raw.questions, place), raw));
      return {
        id: "drawn-pack",
        version: "1.0.0",
        title: "Drawn",
        asks: "Which one?",
        aliases: ["drawn"],
        horizon: {
          name: "in six months",
          months: 6,
          weight: [Math.min(...raw.horizon), raw.horizon[1]],
        },
        stopAt: [Math.round(raw.stopAt * 100), 100],
        sources: [{ id: "src", title: "Source", publisher: null, date: null, checked: null, url: null }],
        options: raw.options.map((id) => ({ id, name: `Option ${id}`, summary: null, means: [] })),
        criteria: raw.criteria.map((id, row) => ({
          id,
          name: `Criterion ${id}`,
          ratings: raw.options.map((option, column) => ({
            option,
            score: at(at(raw.scores, row), column),
            because: `${option} on ${id}`,
            source: "src",
          })),
        })),
        questions: withConditions(questions, raw.questions),
        notes: [],
        cases: [],
      };
    });
}

function question(
  id: string,
  raw: RawQuestion,
  names: { readonly options: readonly string[]; readonly criteria: readonly string[] },
): Question {
  return {
    id,
    ask: `What about ${id}?`,
    why: null,
    choices: raw.ids.map((choice, place) => {
      const { raises, rulesOut, usual } = at(raw.choices, place);
      return {
        id: choice,
        label: `Choice ${choice}`,
        hint: null,
        says: [],
        raises: names.criteria
          .map((criterion, row) => ({ criterion, weight: at(raises, row) }))
          .filter(({ weight }) => weight > 0),
        rulesOut: names.options
          .filter((_, column) => rulesOut[column] === true)
          .map((option) => ({ option, because: `${choice} of ${id} excludes ${option}` })),
        usual,
      };
    }),
    appliesWhen: [],
  };
}

/** The first question always applies; conditions rest only on questions without any, each at most once. */
function withConditions(questions: readonly Question[], raw: readonly RawQuestion[]): Question[] {
  const isFree = (place: number) => place === 0 || at(raw, place).conditions === null;
  const free = questions.filter((_, place) => isFree(place));
  return questions.map((question, place) => {
    const conditions = isFree(place) ? [] : (at(raw, place).conditions ?? []);
    const appliesWhen = new Map<string, Condition>();
    for (const { parent, mask } of conditions) {
      const on = at(free, parent % free.length);
      const chosen = on.choices.filter((_, bit) => ((1 + (mask % (2 ** on.choices.length - 1))) >> bit) & 1);
      appliesWhen.set(on.id, { question: on.id, choices: chosen.map((choice) => choice.id) });
    }
    return { ...question, appliesWhen: [...appliesWhen.values()] };
  });
}

/** For each question in turn: nothing, not sure, or a choice by its place. */
type Said = number | "not_sure" | null;

interface RawBallot {
  readonly today: readonly Said[];
  readonly later: readonly Said[];
}

function voices(size: Size): fc.Arbitrary<{ voter: string; said: RawBallot }[]> {
  const said = (silent: number) =>
    exactly(
      size.questions,
      fc.oneof<[fc.WeightedArbitrary<Said>, fc.WeightedArbitrary<Said>, fc.WeightedArbitrary<Said>]>(
        { weight: silent, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constant("not_sure" as const) },
        { weight: 6, arbitrary: fc.oneof(fc.constant(0), fc.nat(3)) },
      ),
    );
  const voter = fc.oneof(
    fc.constantFrom("ana", "bo", "Cy", "U02", "10", "9", "__proto__", "constructor", "toString", "ü", ""),
    fc.string({ minLength: 1, maxLength: 5 }),
  );
  const today = fc.oneof(
    { weight: 3, arbitrary: said(5) },
    { weight: 5, arbitrary: said(1) },
    { weight: 1, arbitrary: exactly(size.questions, fc.constant<Said>(null)) },
  );
  const later = fc.oneof({ weight: 2, arbitrary: said(30) }, { weight: 1, arbitrary: said(5) });
  return fc.uniqueArray(fc.record({ voter, said: fc.record({ today, later }) }), {
    selector: (each) => each.voter,
    maxLength: size.voters,
  });
}

function ballot(pack: Pack, raw: RawBallot): Ballot {
  const read = (said: readonly Said[]) =>
    Object.fromEntries(
      pack.questions.flatMap(({ id, choices }, place) => {
        const answer = said[place] ?? null;
        if (answer === null) return [];
        return [[id, answer === "not_sure" ? answer : at(choices, answer % choices.length).id]];
      }),
    );
  return { today: read(raw.today), later: read(raw.later) };
}

function at<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new RangeError(`nothing at ${place}`);
  return found;
}
