import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import type { Pack, Question } from "../../../src/scoring/pack/pack.ts";

/** Question id to the definite choices taken on it, one for each voter who took one. */
export type Answers = ReadonlyMap<string, readonly string[]>;

/** Everyone's definite answers at one horizon, or one voter's when `voter` is given. */
export function answersOf(ballots: Ballots, horizon: "today" | "later", voter?: string): Answers {
  const answers = new Map<string, string[]>();
  for (const [id, ballot] of Object.entries(ballots)) {
    if (voter !== undefined && id !== voter) continue;
    const own = new Map(Object.entries(ballot.today));
    if (horizon === "later")
      for (const [question, choice] of Object.entries(ballot.later)) own.set(question, choice);
    for (const [question, choice] of own) {
      if (choice !== "not_sure") answers.set(question, [...(answers.get(question) ?? []), choice]);
    }
  }
  return answers;
}

export function taken(answers: Answers, question: string): readonly string[] {
  return answers.get(question) ?? [];
}

/** Whether it applies, for certain. What an open question decides is certain only if any answer to it will do. */
export function applies(pack: Pack, question: Question, answers: Answers): boolean {
  return question.appliesWhen.every((condition) => {
    const choices = taken(answers, condition.question);
    if (choices.length > 0) return mostAreIn(choices, condition.choices);
    return choicesOf(pack, condition.question).every((choice) => condition.choices.includes(choice));
  });
}

/** Whether some way of answering what is open makes it apply. */
export function mayApply(pack: Pack, question: Question, answers: Answers): boolean {
  return question.appliesWhen.every((condition) => {
    const choices = taken(answers, condition.question);
    if (choices.length > 0) return mostAreIn(choices, condition.choices);
    return choicesOf(pack, condition.question).some((choice) => condition.choices.includes(choice));
  });
}

export function openQuestions(pack: Pack, answers: Answers): readonly Question[] {
  return pack.questions.filter(
    (question) => taken(answers, question.id).length === 0 && mayApply(pack, question, answers),
  );
}

/** One way of answering everything; its probability is `odds` over the sum of all completions' odds. */
export interface Completion {
  readonly odds: bigint;
  readonly answers: Answers;
}

export function completions(pack: Pack, answers: Answers): readonly Completion[] {
  let all: Completion[] = [{ odds: 1n, answers }];
  for (const question of openQuestions(pack, answers)) {
    all = all.flatMap((completion) =>
      question.choices.map((choice) => ({
        odds: completion.odds * BigInt(choice.usual),
        answers: new Map(completion.answers).set(question.id, [choice.id]),
      })),
    );
  }
  return all;
}

function mostAreIn(choices: readonly string[], wanted: readonly string[]): boolean {
  return 2 * choices.filter((choice) => wanted.includes(choice)).length > choices.length;
}

function choicesOf(pack: Pack, id: string): readonly string[] {
  return (pack.questions.find((question) => question.id === id)?.choices ?? []).map((choice) => choice.id);
}
