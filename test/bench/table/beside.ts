/** Two that do the same, timed beside each other. */

/** Of some figures: the middle one, and where the middle half of them begins and ends. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

interface Timed {
  /** Microseconds of the main thread's processor time, each time. */
  readonly ours: Spread;
  readonly theirs: Spread;
  /** How many times as long theirs takes, round by round. */
  readonly ratio: Spread;
}

type Work = () => unknown;

const ROUNDS = 15;
/** Of processor time, at least, in each round: some systems count it in steps of 10 ms. */
const ROUND_US = 40_000;

/** `times`: how often one call of it does the work. In turn, so that whatever else the machine does meets both. */
export async function beside(ours: Work, theirs: Work, times: number): Promise<Timed> {
  const calls = [await callsOf(ours), await callsOf(theirs)] as const;
  const rounds: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({
      ours: (await spent(ours, calls[0])) / times,
      theirs: (await spent(theirs, calls[1])) / times,
    });
  return {
    ours: spreadOf(rounds.map((round) => round.ours)),
    theirs: spreadOf(rounds.map((round) => round.theirs)),
    ratio: spreadOf(rounds.map((round) => round.theirs / round.ours)),
  };
}

/** Microseconds of the main thread's processor time until one call has resolved. */
export function timeOfOne(work: Work): Promise<number> {
  return spent(work, 1);
}

/** Microseconds of processor time that one call takes, once warm. */
export async function timeOf(work: Work): Promise<number> {
  return (await warmed(work)).time;
}

/** So many that a round is long enough; what runs for the first time is warm afterwards. */
async function callsOf(work: Work): Promise<number> {
  return (await warmed(work)).calls;
}

async function warmed(work: Work): Promise<{ readonly calls: number; readonly time: number }> {
  // The first call meets code that has not run yet.
  await work();
  for (let calls = 1; ; calls *= 2) {
    const time = await spent(work, calls);
    if (time * calls >= ROUND_US) return { calls, time };
  }
}

/** Microseconds of a call. Time on the clock would count whatever else runs on the machine. */
async function spent(work: Work, calls: number): Promise<number> {
  const from = process.threadCpuUsage();
  for (let call = 0; call < calls; call++) await work();
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / calls;
}

export function spreadOf(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
