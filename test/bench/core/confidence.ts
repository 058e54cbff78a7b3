/** How long confidence and the next question take, where exactness ends, and how wide the bracket is then. */
import { createWorkers } from "../../../src/app/heavy/workers.ts";
import { progress, verdict } from "../../../src/scoring/compute.ts";
import { flipsOf } from "../../../src/scoring/flips.ts";
import { toNumber } from "../../../src/scoring/fraction.ts";
import { isHeavy, sideEffort } from "../../../src/scoring/heavy.ts";
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import { basesOf } from "../../../src/scoring/model/basis.ts";
import { effectsOf } from "../../../src/scoring/model/effects.ts";
import { compile } from "../../../src/scoring/model/model.ts";
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import { outlookOf } from "../../../src/scoring/standing.ts";
import { flagship } from "../../rules/flagship.ts";
import { type Size, syntheticBallots, syntheticPack } from "../synthetic.ts";
import { spreadOf, timeOf, timeOfOne } from "../table/beside.ts";
import { figure, type Row } from "../table/document.ts";

const NOBODY: Ballots = { ana: { today: {}, later: {} } };
const SEEDS = [1, 2, 3];
const CRITERIA = 14;

const LARGEST = [20, 6, 8] as const;

/** Questions, choices and options: each is stretched while the others stay. */
const SIZES: readonly (readonly [questions: number, choices: number, options: number])[] = [
  ...[2, 6, 10, 14, 18, 20].map((questions) => [questions, 4, 3] as const),
  ...[2, 4, 5, 6, 8].map((options) => [12, 4, options] as const),
  ...[2, 3, 5, 6].map((choices) => [12, choices, 4] as const),
  [20, 5, 3],
  [16, 5, 6],
  LARGEST,
];
const WORKER_ROUNDS = 10;

export async function confidenceRows(): Promise<Row[]> {
  const pack = await flagship();
  const rows = [
    () => row(`${pack.id}, 5 people, everything answered`, [pack], () => syntheticBallots(pack, 7, 1)),
    () => row(`${pack.id}, 5 people, half answered`, [pack], () => syntheticBallots(pack, 7, 2)),
    () => row(`${pack.id}, nothing answered`, [pack], () => NOBODY),
    ...SIZES.map(([questions, choices, options]) => () => {
      const size: Size = { questions, choices, options, criteria: CRITERIA };
      const packs = SEEDS.map((seed) => syntheticPack(size, seed));
      return row(
        `${questions} open questions of ${choices} choices, ${options} options`,
        packs,
        () => NOBODY,
      );
    }),
  ];
  const found: Row[] = [];
  for (const measure of rows) found.push(await measure());
  return [...found, await elsewhere()];
}

/** What the event loop's thread does meanwhile, all told: no block is longer. */
async function elsewhere(): Promise<Row> {
  const [questions, choices, options] = LARGEST;
  const pack = syntheticPack({ questions, choices, options, criteria: CRITERIA }, 1);
  const workers = createWorkers();
  const here: number[] = [];
  for (let round = 0; round < WORKER_ROUNDS; round++)
    here.push(await timeOfOne(() => workers.verdict(pack, NOBODY)));
  await workers.stop();
  return {
    what: `${questions} open questions of ${choices} choices, ${options} options: the event loop, while a worker makes the verdict`,
    ours: `${figure(spreadOf(here).median / 1_000)} ms, at most ${figure(Math.max(...here) / 1_000)} ms`,
    beside: "",
    ratio: "",
    goal: "",
  };
}

/** The worst of the packs counts where exactness ends, the median for time. */
async function row(what: string, packs: readonly Pack[], ballotsOf: (pack: Pack) => Ballots): Promise<Row> {
  const each: Awaited<ReturnType<typeof measured>>[] = [];
  for (const pack of packs) each.push(await measured(pack, ballotsOf(pack)));
  const widest = Math.max(...each.map(({ unresolved }) => unresolved));
  const median = (of: (one: (typeof each)[number]) => number) =>
    `${figure(spreadOf(each.map(of)).median / 1_000)} ms`;
  return {
    what,
    ours: `${median(({ next }) => next)}; flips ${median(({ flips }) => flips)}; a whole verdict ${median(({ whole }) => whole)}`,
    beside: widest === 0 ? "exact" : `a bracket, at most ${figure(widest)} wide`,
    ratio: "",
    goal: each.some(({ heavy }) => heavy) ? "in a worker" : "",
  };
}

async function measured(pack: Pack, ballots: Ballots) {
  const everyone = Object.values(ballots);
  const blend = outlookOf(basesOf(compile(pack), everyone, pack.horizon.weight).blend, 1);
  const effort = sideEffort(blend.basis, everyone.length);
  return {
    next: await timeOf(() => progress(pack, ballots)),
    flips: await timeOf(() => flipsOf(blend, effectsOf(blend.basis), effort)),
    whole: await timeOf(() => verdict(pack, ballots)),
    unresolved: toNumber(blend.acceptability.unresolved),
    heavy: isHeavy(pack, ballots),
  };
}
