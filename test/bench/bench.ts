/** How long the core takes: `npm run bench`. Medians and worst of several packs, after a warm-up. */

import { progress, verdict } from "../../src/scoring/compute.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { flagship } from "../rules/flagship.ts";
import { type Size, syntheticBallots, syntheticPack } from "./synthetic.ts";

const USUAL: Size = { questions: 12, choices: 4, options: 3, criteria: 14 };
const FIVE: Omit<Size, "options" | "questions"> = { choices: 5, criteria: 14 };
const nobody: Ballots = { ana: { today: {}, later: {} } };
const usual = packsOf(USUAL);

const pack = await flagship();
console.log(
  `${pack.id}, the first question after a start: ${timed(() => progress(pack, nobody)).toFixed(1)} ms`,
);
measure(`${pack.id}, nothing answered`, [pack], 20, () => nobody);
measure(`${pack.id}, 5 voters, all answered`, [pack], 40, () => syntheticBallots(pack, 7, 1));
measure(`${pack.id}, 5 voters, half answered`, [pack], 40, () => syntheticBallots(pack, 7, 2));
measure("12 questions, 3 options, 5 voters, all answered", usual, 20, (one) => syntheticBallots(one, 7, 1));
measure("12 questions, 3 options, 5 voters, half answered", usual, 20, (one) => syntheticBallots(one, 7, 2));
measure("12 questions, 3 options, all open", usual, 10, () => nobody);
for (const [questions, options] of [
  [20, 3],
  [12, 4],
  [16, 4],
  [12, 6],
  [16, 6],
] as const) {
  const packs = packsOf({ ...FIVE, questions, options });
  measure(`${questions} questions of 5 choices, ${options} options, all open`, packs, 1, () => nobody);
}

function packsOf(size: Size): Pack[] {
  return [1, 2, 3, 4, 5].map((seed) => syntheticPack(size, seed));
}

function measure(
  what: string,
  packs: readonly Pack[],
  rounds: number,
  ballotsOf: (pack: Pack) => Ballots,
): void {
  const [first] = packs;
  if (first === undefined) return;
  for (let round = 0; round < rounds; round += 1) verdict(first, ballotsOf(first));
  const times: number[] = [];
  const steps: number[] = [];
  const unresolved: number[] = [];
  for (const one of packs) {
    const ballots = ballotsOf(one);
    for (let round = 0; round < Math.max(1, rounds / 4); round += 1) {
      times.push(timed(() => unresolved.push(verdict(one, ballots).today.unresolved)));
      steps.push(timed(() => progress(one, ballots)));
    }
  }
  console.log(
    `${what}: verdict ${spread(times)}, progress ${spread(steps)}, unresolved at most ${Math.max(...unresolved).toFixed(4)}`,
  );
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return `${(sorted[sorted.length >> 1] ?? 0).toFixed(1)} ms (at most ${(sorted.at(-1) ?? 0).toFixed(1)} ms)`;
}
