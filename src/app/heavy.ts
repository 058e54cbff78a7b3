/**
 * Heavy verdicts are made in a worker, before the transaction that needs them: a transaction that comes upon one that is
 * not there is given up, nothing saved, and run again once the worker has made it. So nothing awaits a worker while it
 * holds the store, and no verdict holds the event loop for long.
 */
import type { Scoring } from "../conversation/event.ts";
import { type Progress, progress, verdict } from "../scoring/compute.ts";
import { isHeavy } from "../scoring/heavy.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";

/** Made elsewhere than on this event loop. */
export type MakeVerdict = (pack: Pack, ballots: Ballots) => Promise<Verdict>;

/**
 * Of an event there are two, before and after; more while others change the same decision, or where somebody is to be
 * forgotten in many.
 */
const ATTEMPTS_MAX = 1_000;
/** What an event needs, the next one of the same decision often needs, too. */
const REMEMBERED = 32;

export interface Heavy {
  /** Runs `attempt` until it needs nothing that is not there. It must leave nothing behind when it rejects. */
  run<T>(attempt: (scoring: Scoring) => Promise<T>): Promise<T>;
}

/** Not a failure: the attempt is to be made again. */
export class NotThere extends Error {
  readonly pack: Pack;
  readonly ballots: Ballots;
  constructor(pack: Pack, ballots: Ballots) {
    super("a heavy verdict is needed that nobody has made yet");
    this.pack = pack;
    this.ballots = ballots;
  }
}

export function createHeavy(make: MakeVerdict): Heavy {
  /** The newest last. */
  const made = new Map<string, Verdict>();
  let running = 0;

  /** Not while an attempt may still need it. */
  function forgetOldest(): void {
    if (running > 0) return;
    for (const oldest of made.keys()) {
      if (made.size <= REMEMBERED) break;
      made.delete(oldest);
    }
  }

  function known(pack: Pack, ballots: Ballots): Verdict {
    const result = made.get(keyOf(pack, ballots));
    if (result === undefined) throw new NotThere(pack, ballots);
    return result;
  }

  const scoring: Scoring = {
    verdict: (pack, ballots) => (isHeavy(pack, ballots) ? known(pack, ballots) : verdict(pack, ballots)),
    progress: (pack, ballots) =>
      isHeavy(pack, ballots) ? progressIn(known(pack, ballots)) : progress(pack, ballots),
  };

  return {
    async run(attempt) {
      running += 1;
      try {
        for (let left = ATTEMPTS_MAX; ; left--) {
          try {
            return await attempt(scoring);
          } catch (error) {
            if (!(error instanceof NotThere) || left === 0) throw error;
            const { pack, ballots } = error;
            made.set(keyOf(pack, ballots), await make(pack, ballots));
          }
        }
      } finally {
        running -= 1;
        forgetOldest();
      }
    },
  };
}

function keyOf(pack: Pack, ballots: Ballots): string {
  return JSON.stringify([pack, ballots]);
}

function progressIn({ blend, next, stop }: Verdict): Progress {
  const { leader, tied, settled, strength, open } = blend;
  const confidence = blend.options.find(({ id }) => id === leader)?.confidence ?? 0;
  return { leader, tied, confidence, settled, strength, next, stop, open };
}
