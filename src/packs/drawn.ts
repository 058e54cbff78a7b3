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
    const { leader } = progress(pack, { one });
    if (leader !== null) wins.set(leader, (wins.get(leader) ?? 0) + 1);
  }
  return wins;
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
