/** Teams that answer at random, the same ones every time. */
import { compile } from "../../src/scoring/model/model.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";

/** Question id to choice id, for every question that applies. */
export type Answers = Readonly<Record<string, string>>;

/** Mulberry32: numbers in 0..1 (1 excluded), from an integer seed. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every question that applies answered, every choice as likely as its question's others. */
export function randomTeam(pack: Pack, random: () => number): Answers {
  const picked: Record<string, string> = {};
  for (const question of pack.questions) {
    const choice = question.choices[Math.floor(random() * question.choices.length)];
    if (choice !== undefined) picked[question.id] = choice.id;
  }
  return onlyApplicable(pack, picked);
}

export function randomTeams(pack: Pack, count: number, seed: number): Answers[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => randomTeam(pack, random));
}

/** Without the answers to questions whose conditions do not hold. */
export function onlyApplicable(pack: Pack, answers: Answers): Answers {
  return Object.fromEntries(applicable(pack, answers).flatMap((id) => entry(id, answers[id])));
}

/** The ids of the questions that apply for certain, in the file's order. */
export function applicable(pack: Pack, answers: Answers): string[] {
  return pack.questions
    .filter(({ appliesWhen }) =>
      appliesWhen.every(({ question, choices }) => choices.includes(answers[question] ?? "")),
    )
    .map(({ id }) => id);
}

/** Who leads for one voter with these answers and nothing open, straight from the sums; null where nobody does. */
export function leaderFor(pack: Pack): (answers: Answers) => string | null {
  const { options, questions } = compile(pack);
  return (answers) => {
    const taken = questions.flatMap(({ id, choices }) =>
      choices.filter((choice) => choice.id === answers[id]),
    );
    const values = options.map((_, o) => taken.reduce((sum, { term }) => sum + (term[o] ?? 0), 0));
    const out = taken.reduce((mask, choice) => mask | choice.out, 0);
    const ranked = [...options.keys()].filter((o) => ((out >> o) & 1) === 0);
    const most = Math.max(...ranked.map((o) => values[o] ?? 0));
    const [first, ...others] = ranked.filter((o) => values[o] === most);
    return first === undefined || others.length > 0 ? null : (options[first] ?? null);
  };
}

function entry(id: string, choice: string | undefined): [string, string][] {
  return choice === undefined ? [] : [[id, choice]];
}
