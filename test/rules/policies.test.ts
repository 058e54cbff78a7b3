import { expect, test } from "vitest";
import { askAll } from "./asking.ts";
import { flagship } from "./flagship.ts";
import { expectedQuestions, partOf } from "./policies.ts";
import type { Answers } from "./teams.ts";

const pack = await flagship();
const free = pack.questions.filter(({ appliesWhen }) => appliesWhen.length === 0).slice(0, 4);
const part = partOf(
  pack,
  free.map(({ id }) => id),
);
/** Every choice as likely as its question's others. */
const four = {
  ...part,
  questions: part.questions.map((question) => ({
    ...question,
    choices: question.choices.map((choice) => ({ ...choice, usual: 1 })),
  })),
};

/** Every way to answer every question. */
function ways(questions: typeof four.questions): Answers[] {
  return questions.reduce<Answers[]>(
    (before, { id, choices }) =>
      before.flatMap((answers) => choices.map((choice) => ({ ...answers, [id]: choice.id }))),
    [{}],
  );
}

test("what is expected is what comes out when everybody who could be asked is asked", () => {
  const expected = expectedQuestions(four);
  for (const order of ["adaptive", "fixed"] as const) {
    const { share } = askAll(four, ways(four.questions), order);
    expect(share * four.questions.length).toBeCloseTo(expected[order], 9);
  }
});

test("nothing asks fewer than the optimum, and nothing more than there are", () => {
  const { adaptive, fixed, random, optimal } = expectedQuestions(four);
  for (const policy of [adaptive, fixed, random]) {
    expect(policy).toBeGreaterThanOrEqual(optimal);
    expect(policy).toBeLessThanOrEqual(four.questions.length);
  }
  expect(adaptive).toBeLessThan(random);
});

test("a single question is asked in any order", () => {
  const one = partOf(pack, [four.questions[0]?.id ?? ""]);
  expect(expectedQuestions(one)).toEqual({ adaptive: 1, fixed: 1, random: 1, optimal: 1 });
});
