/** Questionnaires that are answered in full, at random: the same at every run. */

import { progress } from "../scoring/compute.ts";
import { applying } from "../scoring/model/applies.ts";
import type { Ballot } from "../scoring/model/ballot.ts";
import type { Pack, Question } from "../scoring/pack/pack.ts";

export function drawn(pack: Pack, count: number, seed = 1): Ballot[] {
  const random = sequence(seed);
  return Array.from({ length: count }, () => ballot(pack, random));
}

/** How many of these questionnaires each option leads. */
export function winsIn(pack: Pack, ballots: readonly Ballot[]): ReadonlyMap<string, number> {
  const wins = new Map(pack.options.map(({ id }) => [id, 0]));
  for (const one of ballots) {
    const leader = leaderOf(pack, one);
    if (leader !== null) wins.set(leader, (wins.get(leader) ?? 0) + 1);
  }
  return wins;
}

/** Of each of these questionnaires and each other answer to a question: whether another option leads then. */
export function* turns(pack: Pack, id: string, ballots: readonly Ballot[]): Generator<boolean> {
  const choices = pack.questions.find((question) => question.id === id)?.choices ?? [];
  for (const { today, later } of ballots) {
    if (today[id] === undefined) continue;
    const leader = leaderOf(pack, { today, later });
    for (const choice of choices)
      if (choice.id !== today[id])
        yield leaderOf(pack, applicable(pack, { later, today: { ...today, [id]: choice.id } })) !== leader;
  }
}

export function leaderOf(pack: Pack, ballot: Ballot): string | null {
  return progress(pack, { one: ballot }).leader;
}

/** Without answers to questions that do not apply by the others. */
export function applicable(pack: Pack, ballot: Ballot): Ballot {
  const applies = applying(pack, { one: ballot }, "today");
  const today = Object.entries(ballot.today).filter(([id]) => applies.get(id) !== "not");
  return { today: Object.fromEntries(today), later: {} };
}

function ballot(pack: Pack, random: () => number): Ballot {
  const today: Record<string, string> = {};
  const answer = (questions: readonly Question[]) => {
    for (const { id, choices } of questions)
      today[id] = choices[Math.floor(random() * choices.length)]?.id ?? "";
  };
  answer(pack.questions.filter((question) => question.appliesWhen.length === 0));
  const applies = applying(pack, { one: { today, later: {} } }, "today");
  answer(
    pack.questions.filter(
      (question) => question.appliesWhen.length > 0 && applies.get(question.id) === "certain",
    ),
  );
  return { today, later: {} };
}

/** Numbers in [0, 1) that look random: Lehmer's generator with the multiplier of Park and Miller (1988). */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
