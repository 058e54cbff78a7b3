/** How long the core takes: `npm run bench`. Medians and worst of several packs, after a warm-up. */
import type { Ballots } from "../../src/scoring/ballot.ts";
import { progress, verdict } from "../../src/scoring/compute.ts";
import type { Pack } from "../../src/scoring/pack.ts";
import { type Size, syntheticBallots, syntheticPack } from "./synthetic.ts";

const USUAL: Size = { questions: 12, choices: 4, options: 3, criteria: 14 };
const WORST: Size = { questions: 16, choices: 5, options: 6, criteria: 14 };
const nobody: Ballots = { ana: { today: {}, later: {} } };

measure("12 questions, 3 options, 5 voters, all answered", USUAL, 20, (pack) => syntheticBallots(pack, 7, 1));
measure("12 questions, 3 options, 5 voters, half answered", USUAL, 20, (pack) =>
  syntheticBallots(pack, 7, 2),
);
measure("12 questions, 3 options, all open", USUAL, 10, () => nobody);
measure("16 questions of 5 choices, 6 options, all open", WORST, 3, () => nobody);

function measure(what: string, size: Size, rounds: number, ballotsOf: (pack: Pack) => Ballots): void {
  const packs = [1, 2, 3, 4, 5].map((seed) => syntheticPack(size, seed));
  const [first] = packs;
  if (first === undefined) return;
  for (let round = 0; round < rounds; round += 1) verdict(first, ballotsOf(first));
  const times: number[] = [];
  const steps: number[] = [];
  const unresolved: number[] = [];
  for (const pack of packs) {
    const ballots = ballotsOf(pack);
    for (let round = 0; round < Math.max(1, rounds / 4); round += 1) {
      times.push(timed(() => unresolved.push(verdict(pack, ballots).today.unresolved)));
      steps.push(timed(() => progress(pack, ballots)));
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
