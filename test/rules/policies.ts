/**
 * How many questions each way of asking takes until asking may stop: expected, over all ways to answer, and exact. One person is
 * asked; a choice is as likely as it is usual. The optimum is found by dynamic programming (Bellman, 1957) over all that may have been
 * answered, so a pack has to be small.
 */
import { progress } from "../../src/scoring/compute.ts";
import type { Pack, Question } from "../../src/scoring/pack/pack.ts";
import type { Answers } from "./teams.ts";

/** Expected numbers of questions. */
export interface Expected {
  /** The question that tells most, each time: what the bot does. */
  readonly adaptive: number;
  /** The pack's order. */
  readonly fixed: number;
  /** Any of those that are left, each as likely. */
  readonly random: number;
  readonly optimal: number;
}

const NONE: Expected = { adaptive: 0, fixed: 0, random: 0, optimal: 0 };

export function expectedQuestions(pack: Pack): Expected {
  const known = new Map<string, Expected>();
  const from = (answers: Answers): Expected => {
    const key = pack.questions.map(({ id }) => answers[id] ?? "").join();
    const expected = known.get(key) ?? computed(answers);
    known.set(key, expected);
    return expected;
  };
  const computed = (answers: Answers): Expected => {
    const { next, stop } = progress(pack, { ana: { today: answers, later: {} } });
    if (stop || next === null) return NONE;
    const left = pack.questions.filter((question) => isLeft(question, answers));
    const after = new Map(left.map((question) => [question.id, afterAsking(question, answers)]));
    const all = [...after.values()];
    const mean = all.reduce((sum, { random }) => sum + random, 0) / all.length;
    return {
      adaptive: 1 + (after.get(next)?.adaptive ?? 0),
      fixed: 1 + (all[0]?.fixed ?? 0),
      random: 1 + mean,
      optimal: 1 + Math.min(...all.map(({ optimal }) => optimal)),
    };
  };
  /** The mean over its choices. */
  const afterAsking = ({ id, choices }: Question, answers: Answers): Expected => {
    const usual = choices.reduce((sum, choice) => sum + choice.usual, 0);
    const each = choices.map((choice) => ({
      share: choice.usual / usual,
      after: from({ ...answers, [id]: choice.id }),
    }));
    const mean = (of: keyof Expected) => each.reduce((sum, { share, after }) => sum + share * after[of], 0);
    return {
      adaptive: mean("adaptive"),
      fixed: mean("fixed"),
      random: mean("random"),
      optimal: mean("optimal"),
    };
  };
  return from({});
}

function isLeft({ id, appliesWhen }: Question, answers: Answers): boolean {
  return (
    answers[id] === undefined &&
    appliesWhen.every(({ question, choices }) => choices.includes(answers[question] ?? ""))
  );
}

/** The pack with these of its questions only, and those that depend on no other. */
export function partOf(pack: Pack, questions: readonly string[]): Pack {
  const kept = pack.questions.filter(
    ({ id, appliesWhen }) =>
      questions.includes(id) && appliesWhen.every(({ question }) => questions.includes(question)),
  );
  return { ...pack, questions: kept, cases: [], notes: [] };
}
