import * as fc from "fast-check";
import type { Ballot, Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack, Question } from "../../src/scoring/pack/pack.ts";
import type { Change } from "../../src/scoring/verdict.ts";

/** Sorts by keys that are used up one by one, over and over. */
export type Shuffle = <T>(list: readonly T[]) => T[];

export const shuffles: fc.Arbitrary<Shuffle> = fc
  .array(fc.nat(1000), { minLength: 40, maxLength: 40 })
  .map((keys) => {
    let used = 0;
    return (list) =>
      list
        .map((item) => ({ item, key: keys[used++ % keys.length] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
  });

/** The same pack with every list in another order. */
export function shuffledPack(pack: Pack, shuffle: Shuffle): Pack {
  return {
    ...pack,
    options: shuffle(pack.options),
    criteria: shuffle(pack.criteria).map((criterion) => ({
      ...criterion,
      ratings: shuffle(criterion.ratings),
    })),
    questions: shuffle(pack.questions).map((question) => ({
      ...question,
      appliesWhen: shuffle(question.appliesWhen).map((condition) => ({
        ...condition,
        choices: shuffle(condition.choices),
      })),
      choices: shuffle(question.choices).map((choice) => ({
        ...choice,
        raises: shuffle(choice.raises),
        rulesOut: shuffle(choice.rulesOut),
      })),
    })),
  };
}

/** The same answers, said by the same people in another order. */
export function shuffledBallots(ballots: Ballots, shuffle: Shuffle): Ballots {
  const again = (answers: Ballot["today"]) => Object.fromEntries(shuffle(Object.entries(answers)));
  return Object.fromEntries(
    shuffle(Object.entries(ballots)).map(([voter, { today, later }]) => [
      voter,
      { today: again(today), later: again(later) },
    ]),
  );
}

export function withWeights(pack: Pack, weigh: (weight: number, criterion: string) => number): Pack {
  const choices = (question: Question) =>
    question.choices.map((choice) => ({
      ...choice,
      raises: choice.raises
        .map(({ criterion, weight }) => ({ criterion, weight: weigh(weight, criterion) }))
        .filter(({ weight }) => weight > 0),
    }));
  return {
    ...pack,
    questions: pack.questions.map((question) => ({ ...question, choices: choices(question) })),
  };
}

/** The pack with one rating moved. */
export function withRating(pack: Pack, criterion: string, option: string, score: number): Pack {
  return {
    ...pack,
    criteria: pack.criteria.map((one) =>
      one.id === criterion
        ? {
            ...one,
            ratings: one.ratings.map((rating) => (rating.option === option ? { ...rating, score } : rating)),
          }
        : one,
    ),
  };
}

/** Everyone answers the changed questions so, at both horizons. Where nobody votes, somebody does. */
export function withChanges(ballots: Ballots, changes: readonly Pick<Change, "question" | "to">[]): Ballots {
  const said = Object.entries(ballots);
  const voters: typeof said = said.length > 0 ? said : [["somebody", { today: {}, later: {} }]];
  const others = (answers: Ballot["today"]) =>
    Object.entries(answers).filter(([id]) => !changes.some(({ question }) => question === id));
  return Object.fromEntries(
    voters.map(([voter, { today, later }]) => [
      voter,
      {
        today: Object.fromEntries([
          ...others(today),
          ...changes.map(({ question, to }): [string, string] => [question, to]),
        ]),
        later: Object.fromEntries(others(later)),
      },
    ]),
  );
}

export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const each of Object.values(value)) frozen(each);
    Object.freeze(value);
  }
  return value;
}
