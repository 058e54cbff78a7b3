/** Nothing depends on what the parts of a pack are called, or in which order they stand. */
import { describe, expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import type { Condition, Pack } from "../../src/scoring/pack/pack.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { smallPack } from "../scoring/small-pack.ts";
import { shipped } from "./flagship.ts";
import { type Answers, randomTeams, seeded } from "./teams.ts";

interface Renamed {
  readonly pack: Pack;
  /** Old ids to new ones. */
  readonly options: ReadonlyMap<string, string>;
  readonly answers: (answers: Answers) => Answers;
}

/** Every list in another order, and every id another: so too what comes first by its id. */
function renamed(pack: Pack, random: () => number): Renamed {
  const shuffled = <T>(list: readonly T[]): T[] =>
    list
      .map((item) => ({ item, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ item }) => item);
  const names = (ids: readonly string[], letter: string) =>
    new Map(shuffled(ids).map((id, i) => [id, `${letter}${i}`]));
  const options = names(
    pack.options.map(({ id }) => id),
    "o",
  );
  const criteria = names(
    pack.criteria.map(({ id }) => id),
    "c",
  );
  const questions = names(
    pack.questions.map(({ id }) => id),
    "q",
  );
  const choices = new Map(
    pack.questions.map((question) => [
      question.id,
      names(
        question.choices.map(({ id }) => id),
        "a",
      ),
    ]),
  );
  const is = (map: ReadonlyMap<string, string> | undefined, id: string) => map?.get(id) ?? id;
  const conditions = (list: readonly Condition[]): Condition[] =>
    shuffled(list).map((one) => ({
      question: is(questions, one.question),
      choices: shuffled(one.choices).map((choice) => is(choices.get(one.question), choice)),
    }));
  const answers = (given: Answers): Answers =>
    Object.fromEntries(
      shuffled(Object.entries(given)).map(([id, choice]) => [is(questions, id), is(choices.get(id), choice)]),
    );
  return {
    options,
    answers,
    pack: {
      ...pack,
      sources: shuffled(pack.sources),
      options: shuffled(pack.options).map((option) => ({ ...option, id: is(options, option.id) })),
      criteria: shuffled(pack.criteria).map((criterion) => ({
        ...criterion,
        id: is(criteria, criterion.id),
        ratings: shuffled(criterion.ratings).map((one) => ({ ...one, option: is(options, one.option) })),
      })),
      questions: shuffled(pack.questions).map((question) => ({
        ...question,
        id: is(questions, question.id),
        appliesWhen: conditions(question.appliesWhen),
        choices: shuffled(question.choices).map((choice) => ({
          ...choice,
          id: is(choices.get(question.id), choice.id),
          raises: shuffled(choice.raises).map((one) => ({ ...one, criterion: is(criteria, one.criterion) })),
          rulesOut: shuffled(choice.rulesOut).map((one) => ({ ...one, option: is(options, one.option) })),
        })),
      })),
    },
  };
}

/** What is told of each option and of all, by the option's old id. */
function told(pack: Pack, answers: Answers, name: (id: string) => string) {
  const { blend, recommended, contenders } = verdict(pack, { one: { today: answers, later: {} } });
  return {
    strength: blend.strength,
    recommended: recommended === null ? null : name(recommended),
    leader: blend.leader === null ? null : name(blend.leader),
    tied: blend.tied.map(name).toSorted(),
    contenders: contenders.map(name).toSorted(),
    options: Object.fromEntries(
      blend.options.map(({ id, value, fit, confidence, ruledOut }) => [
        name(id),
        { value, fit, confidence, ruledOut: ruledOut.toSorted() },
      ]),
    ),
  };
}

function expectAlike(pack: Pack, teams: readonly Answers[], seed: number): void {
  const random = seeded(seed);
  const other = renamed(pack, random);
  const old = new Map([...other.options].map(([was, is]) => [is, was]));
  for (const team of teams) {
    const some = Object.fromEntries(Object.entries(team).filter(() => random() < 0.8));
    expect(told(other.pack, other.answers(some), (id) => old.get(id) ?? id)).toEqual(
      told(pack, some, (id) => id),
    );
  }
}

const packs = await shipped();

describe.each(packs.map((pack) => [pack.id, pack] as const))("%s", (_, pack) => {
  test("by other names and in another order comes to the same verdicts", () => {
    const cases = pack.cases.map(({ answers }) => answers);
    expectAlike(pack, [...cases, ...randomTeams(pack, 20, 7)], 11);
  });
});

test("a pack that differs in what it says does not", () => {
  const parsed = parsePack(smallPack());
  if (!parsed.ok) throw new Error("a pack expected");
  const [first, ...rest] = parsed.pack.criteria;
  if (first === undefined) throw new Error("a criterion expected");
  const other = { ...first, ratings: first.ratings.map((one) => ({ ...one, score: 10 - one.score })) };
  const name = (id: string) => id;
  const rain = { weather: "rain" };
  expect(told({ ...parsed.pack, criteria: [other, ...rest] }, rain, name)).not.toEqual(
    told(parsed.pack, rain, name),
  );
});
