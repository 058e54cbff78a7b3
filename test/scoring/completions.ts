/** A plain reading of answers on small packs: what applies, what is open, every way to answer it, and who leads in each. */
import { add, compare, type Fraction, fraction } from "../../src/scoring/fraction.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Choice, Pack, Question } from "../../src/scoring/pack/pack.ts";

/** Question id to the definite choices taken on it, one for each voter who took one. */
export type Answers = ReadonlyMap<string, readonly string[]>;

/** Everyone's definite answers at one horizon. */
export function answersOf(ballots: Ballots, horizon: "today" | "later"): Answers {
  const answers = new Map<string, string[]>();
  for (const ballot of Object.values(ballots)) {
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

function openQuestions(pack: Pack, answers: Answers): readonly Question[] {
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

/** The strict leader's place in the pack, with nothing open; null where there is none. */
export function leaderOf(pack: Pack, answers: Answers): number | null {
  const parts = pack.questions
    .filter((question) => applies(pack, question, answers))
    .map((question) => choicesTaken(question, taken(answers, question.id)));
  const values = pack.options.map(({ id }) =>
    parts.reduce<Fraction>((sum, voices) => {
      const own = voices.flatMap(({ raises }) => raises);
      const total = own.reduce(
        (all, { criterion, weight }) => all + weight * ratingOf(pack, criterion, id),
        0,
      );
      return add(sum, fraction(BigInt(total), BigInt(voices.length || 1)));
    }, fraction(0n)),
  );
  const ranked = pack.options.map(({ id }) =>
    parts.every((voices) => {
      const against = voices.filter(({ rulesOut }) => rulesOut.some(({ option }) => option === id));
      return 2 * against.length <= voices.length;
    }),
  );
  return leaderAmong(values, ranked);
}

/** The place of the strictly highest of what is ranked; null where there is none. */
export function leaderAmong(values: readonly Fraction[], ranked: readonly boolean[]): number | null {
  const places = [...values.keys()].filter((place) => ranked[place]);
  const isAbove = (a: number, b: number) => compare(values[a] ?? fraction(0n), values[b] ?? fraction(0n)) > 0;
  return places.find((place) => places.every((other) => other === place || isAbove(place, other))) ?? null;
}

/** By option, in the pack's order: the share of completions that it leads strictly. */
export function confidences(pack: Pack, answers: Answers): readonly Fraction[] {
  const wins = pack.options.map(() => 0n);
  let all = 0n;
  for (const { odds, answers: complete } of completions(pack, answers)) {
    const leader = leaderOf(pack, complete);
    if (leader !== null) wins[leader] = (wins[leader] ?? 0n) + odds;
    all += odds;
  }
  return wins.map((odds) => fraction(odds, all));
}

export function weightOn(choice: Choice, criterion: string): number {
  return choice.raises.find((raise) => raise.criterion === criterion)?.weight ?? 0;
}

export function choicesTaken(question: Question, choices: readonly string[]): readonly Choice[] {
  return choices.map((id) => {
    const found = question.choices.find((choice) => choice.id === id);
    if (found === undefined) throw new Error(`${question.id} has no choice ${id}`);
    return found;
  });
}

export function ratingOf(pack: Pack, criterion: string, option: string): number {
  const ratings = pack.criteria.find(({ id }) => id === criterion)?.ratings;
  const found = ratings?.find((rating) => rating.option === option);
  if (found === undefined) throw new Error(`${criterion} does not rate ${option}`);
  return found.score;
}
