import { expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import { compare, toNumber } from "../../src/scoring/fraction.ts";
import type { Standing } from "../../src/scoring/verdict.ts";
import { beats, bracketed } from "./bracketed.ts";
import { answersOf, confidences } from "./completions.ts";
import { confidencesByWeights } from "./convolve.ts";
import { LARGEST, type Large, largePack, numbers } from "./largepack.ts";

test("adding up weights is enumerating completions, where both can be done", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const pack = largePack(
      { options: 3, criteria: 2, questions: 5, choices: 3, dependent: 2, ruling: 4 },
      numbers(seed),
    );
    const answers = answersOf({ ana: { today: { q1: "x1" }, later: {} } }, "today");
    const enumerated = confidences(pack, answers);
    for (const [place, exact] of confidencesByWeights(pack, answers).entries()) {
      expect(compare(exact, enumerated[place] ?? exact)).toBe(0);
    }
  }
});

for (const [name, size] of Object.entries<Partial<Large>>({
  "16 open questions of 5 choices on two criteria": { criteria: 2 },
  "with conditions": { criteria: 2, questions: 14, dependent: 4 },
  "with rule-outs": { criteria: 2, questions: 8, ruling: 12 },
  "three options on three criteria": { criteria: 3, options: 3, questions: 8, choices: 4 },
})) {
  test(`confidence is exact, or bracketed by what it says is unresolved: ${name}`, () => {
    for (const seed of [1, 2]) {
      const pack = largePack({ ...LARGEST, ...size }, numbers(seed));
      const { today } = verdict(pack, {});
      const exact = confidencesByWeights(pack, new Map());
      for (const [place, { id }] of pack.options.entries()) {
        const truth = exact[place];
        bracketed(today, id, truth === undefined ? Number.NaN : toNumber(truth), 1e-12);
      }
      expect(sure(today)).toBeLessThanOrEqual(1 + 1e-12);
    }
  });
}

test("two options, however many questions: the chance that one beats the other", () => {
  for (const seed of [21, 22, 23]) {
    const pack = largePack({ ...LARGEST, options: 2, questions: 20 }, numbers(seed));
    const { today } = verdict(pack, {});
    expect(today.unresolved).toBe(0);
    bracketed(today, "o0", beats(pack, "o0", "o1"), 1e-12);
    bracketed(today, "o1", beats(pack, "o1", "o0"), 1e-12);
  }
});

test("a question is answered at a time: what was settled stays so, and nothing is unresolved at the end", () => {
  for (const seed of [41, 42, 43, 44, 45, 46]) {
    const random = numbers(seed);
    const pack = largePack(
      { options: 4, criteria: 8, questions: 10, choices: 4, dependent: 3, ruling: 0 },
      random,
    );
    const today: Record<string, string> = {};
    let settledFor: string | null = null;
    for (const [place, { id }] of pack.questions.entries()) {
      const result = verdict(pack, { ana: { today, later: {} } });
      if (settledFor !== null) expect(result.today.leader).toBe(settledFor);
      if (result.today.settled) settledFor = result.today.leader;
      today[id] = place % 5 === 4 ? "not_sure" : `x${Math.floor(random() * 4)}`;
    }
    for (const { id } of pack.questions) if (today[id] === "not_sure") today[id] = "x0";
    const end = verdict(pack, { ana: { today, later: {} } });
    expect(end.today.unresolved).toBe(0);
    expect(end.today.open).toEqual([]);
    expect(end.stop).toBe(true);
  }
});

function sure({ options, unresolved }: Standing): number {
  return options.reduce((sum, { confidence }) => sum + confidence, unresolved);
}
