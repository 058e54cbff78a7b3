/** Holding a verdict's confidence against the truth, within what the verdict leaves unresolved. */
import { expect } from "vitest";
import type { Pack, Question } from "../../src/scoring/pack/pack.ts";
import type { Standing } from "../../src/scoring/verdict.ts";
import { ratingOf, weightOn } from "./completions.ts";

export function bracketed(standing: Standing, id: string, truth: number, tolerance: number): void {
  const confidence = standing.options.find((option) => option.id === id)?.confidence ?? Number.NaN;
  expect(confidence, id).toBeLessThanOrEqual(truth + tolerance);
  expect(confidence + standing.unresolved, id).toBeGreaterThanOrEqual(truth - tolerance);
}

/** The chance that `one` is worth more than `other`, exact but for the last division: no conditions, no rule-outs. */
export function beats(pack: Pack, one: string, other: string): number {
  let sums = new Map<number, bigint>([[0, 1n]]);
  for (const question of pack.questions) {
    const next = new Map<number, bigint>();
    const differences = differencesOf(pack, question, one, other);
    for (const [sum, odds] of sums) {
      for (const [difference, usual] of differences) {
        next.set(sum + difference, (next.get(sum + difference) ?? 0n) + odds * BigInt(usual));
      }
    }
    sums = next;
  }
  const total = [...sums.values()].reduce((sum, odds) => sum + odds, 0n);
  const ahead = [...sums].reduce((sum, [difference, odds]) => (difference > 0 ? sum + odds : sum), 0n);
  return Number((ahead * 10n ** 18n) / total) / 1e18;
}

function differencesOf(pack: Pack, { choices }: Question, one: string, other: string): [number, number][] {
  return choices.map((choice) => [
    pack.criteria.reduce(
      (sum, { id }) => sum + weightOn(choice, id) * (ratingOf(pack, id, one) - ratingOf(pack, id, other)),
      0,
    ),
    choice.usual,
  ]);
}
