import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import { answersOf, applies, taken } from "./answers.ts";
import { type Fraction, fraction, toNumber } from "./fraction.ts";
import type { World } from "./score.ts";

/** By option, in the pack's order: the share of completions that it leads strictly. */
export function confidences(pack: Pack, worlds: readonly World[]): readonly Fraction[] {
  const all = oddsOf(worlds);
  return pack.options.map((_, place) =>
    fraction(oddsOf(worlds.filter(({ leader }) => leader === place)), all),
  );
}

/** The least expected entropy of who leads; equal within 1e-12, the smallest id. */
export function nextQuestion(pack: Pack, ballots: Ballots, worlds: readonly World[]): string | null {
  const answers = answersOf(ballots, "today");
  const asked = new Set(Object.values(ballots).flatMap((ballot) => Object.keys(ballot.today)));
  const left = pack.questions
    .filter((question) => !asked.has(question.id) && applies(pack, question, answers))
    .map(({ id, choices }) => {
      const branches = choices.map((choice) =>
        worlds.filter((world) => taken(world.answers, id)[0] === choice.id),
      );
      return {
        id,
        entropy: branches.reduce((sum, branch) => sum + share(branch, worlds) * entropy(branch), 0),
      };
    });
  const least = Math.min(...left.map(({ entropy }) => entropy));
  const ids = left.filter(({ entropy }) => entropy - least <= 1e-12).map(({ id }) => id);
  return ids.sort()[0] ?? null;
}

/** Of who leads, no leader being an outcome of its own; in bits. */
function entropy(worlds: readonly World[]): number {
  const leaders = new Set(worlds.map(({ leader }) => leader));
  return [...leaders].reduce<number>((sum, leader) => {
    const probability = share(
      worlds.filter((world) => world.leader === leader),
      worlds,
    );
    return sum - probability * Math.log2(probability);
  }, 0);
}

function share(some: readonly World[], all: readonly World[]): number {
  return toNumber(fraction(oddsOf(some), oddsOf(all)));
}

export function oddsOf(worlds: readonly World[]): bigint {
  return worlds.reduce((sum, { odds }) => sum + odds, 0n);
}
