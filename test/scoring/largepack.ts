import type { Pack } from "../../src/scoring/pack/pack.ts";

export interface Large {
  readonly options: number;
  readonly criteria: number;
  readonly questions: number;
  readonly choices: number;
  /** So many of the last questions depend on one each of the first. */
  readonly dependent: number;
  /** One choice in so many rules an option out; 0: none does. */
  readonly ruling: number;
}

export const LARGEST: Large = {
  options: 6,
  criteria: 8,
  questions: 16,
  choices: 5,
  dependent: 0,
  ruling: 0,
};

/** A pack of exactly these sizes, from numbers in 0..1. What one criterion gives an option, the next takes: nobody runs away. */
export function largePack(size: Large, random: () => number): Pack {
  const die = (sides: number) => Math.floor(random() * sides);
  const named = (letter: string, count: number) =>
    Array.from({ length: count }, (_, place) => `${letter}${place}`);
  const options = named("o", size.options);
  const criteria = named("c", size.criteria);
  const choices = named("x", size.choices);
  const scores: number[][] = [];
  for (let row = 0; row < criteria.length; row++) {
    const before = row % 2 === 1 ? scores[row - 1] : undefined;
    scores.push(
      options.map((_, column) =>
        before === undefined ? die(11) : Math.max(0, Math.min(10, 9 + die(3) - (before[column] ?? 0))),
      ),
    );
  }
  return {
    id: "large-pack",
    version: "1.0.0",
    title: "Large",
    asks: "Which one?",
    aliases: ["large"],
    horizon: { name: "in six months", months: 6, weight: [1, 2] },
    stopAt: [95, 100],
    sources: [{ id: "src", title: "Source", publisher: null, date: null, checked: null, url: null }],
    options: options.map((id) => ({ id, name: id, summary: null, means: [] })),
    criteria: criteria.map((id, row) => ({
      id,
      name: id,
      ratings: options.map((option, column) => ({
        option,
        score: scores[row]?.[column] ?? 0,
        because: `${option} on ${id}`,
        source: "src",
      })),
    })),
    questions: named("q", size.questions).map((id, place) => {
      const parent = place - (size.questions - size.dependent);
      return {
        id,
        ask: `What about ${id}?`,
        why: null,
        choices: choices.map((choice) => ({
          id: choice,
          label: choice,
          hint: null,
          says: [],
          raises: criteria
            .map((criterion) => ({ criterion, weight: die(2) * die(6) }))
            .filter(({ weight }) => weight > 0),
          rulesOut:
            size.ruling > 0 && die(size.ruling) === 0
              ? [{ option: options[die(options.length)] ?? "", because: `${id} ${choice}` }]
              : [],
          usual: 1 + die(3),
        })),
        appliesWhen: parent < 0 ? [] : [{ question: `q${parent}`, choices: choices.slice(0, 1 + die(2)) }],
      };
    }),
    notes: [],
    cases: [],
  };
}

/** Numbers in 0..1, the same for the same seed: the linear congruential generator of Numerical Recipes (2nd ed., 7.1). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
