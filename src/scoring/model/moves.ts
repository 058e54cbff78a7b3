/** What changing answers would do: questions set, for everyone, to one choice. */
import { statusesOf, type Tally } from "./applies.ts";
import type { Situation } from "./group.ts";

/** A question of the model, set to one of its choices. */
export interface Move {
  readonly question: number;
  readonly choice: number;
}

/**
 * The situation after the moves, which set different questions. Where a move makes another question apply,
 * that one is open unless it is moved itself: ballots on a question that did not apply are not counted. On
 * one that might have applied they count, as they did before.
 */
export function moved(situation: Situation, moves: readonly Move[]): Situation {
  const { model } = situation;
  const tallies: Tally[] = [...situation.tallies];
  for (const { question, choice } of moves) {
    const counts = model.questions[question]?.choices.map((_, c) => (c === choice ? 1 : 0)) ?? [];
    tallies[question] = { counts, definite: 1 };
  }
  const statuses = statusesOf(model, tallies);
  model.questions.forEach(({ choices }, q) => {
    if (moves.some((move) => move.question === q)) return;
    if (situation.statuses[q] === "not" && statuses[q] !== "not") {
      tallies[q] = { counts: choices.map(() => 0), definite: 0 };
    }
  });
  return { model, tallies, statuses };
}

/** The choice that all definite voters took on a question that applies or may; null where there is none. */
export function unanimousChoice(situation: Situation, question: number): number | null {
  const tally = situation.tallies[question];
  if (tally === undefined || tally.definite === 0 || situation.statuses[question] === "not") return null;
  const choice = tally.counts.indexOf(tally.definite);
  return choice < 0 ? null : choice;
}
