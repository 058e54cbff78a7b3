/**
 * Heavy verdicts are made in a worker, and long discussions read there, before the transaction that needs them: a
 * transaction that comes upon one that is not there is given up, nothing saved, and run again once the worker has made it. So nothing awaits a worker while it
 * holds the store, and no verdict holds the event loop for long.
 */
import { Lru } from "../../../adapters/shared/lru.ts";
import type { Scoring } from "../../conversation/event.ts";
import { type Findings, type Remark, read as readHere } from "../../reading/read.ts";
import { type Progress, progress, verdict } from "../../scoring/compute.ts";
import { isHeavy } from "../../scoring/heavy.ts";
import type { Ballots } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Verdict } from "../../scoring/verdict.ts";

/** Made elsewhere than on this event loop. */
export type MakeVerdict = (pack: Pack, ballots: Ballots) => Promise<Verdict>;

/**
 * Of an event there are two, before and after; more while others change the same decision, or where somebody is to be
 * forgotten in many.
 */
const ATTEMPTS_MAX = 1_000;
/** What an event needs, the next one of the same decision often needs, too. */
const REMEMBERED = 32;
/** Of a pack. Everybody begins with the same questions, and what may follow an answer was worked out before it was given. */
const PROGRESS_REMEMBERED = 2_000;

export interface Heavy {
  /** Runs `attempt` until it needs nothing that is not there. It must leave nothing behind when it rejects. */
  run<T>(attempt: (scoring: Scoring) => Promise<T>): Promise<T>;
}

/** Reads discussions elsewhere than on this event loop. */
export interface Elsewhere {
  readonly findings: MakeFindings;
  /** Whether this one is to be read there. */
  readonly reads: (pack: Pack, discussion: readonly Remark[]) => boolean;
}

export type MakeFindings = (pack: Pack, discussion: readonly Remark[]) => Promise<Findings>;

/** Not a failure: the attempt is to be made again once `make` has resolved. */
export class NotThere extends Error {
  readonly make: () => Promise<void>;
  constructor(make: () => Promise<void>) {
    super("something heavy is needed that nobody has made yet");
    this.make = make;
  }
}

/** `elsewhere` null: discussions are read on the spot. */
export function createHeavy(make: MakeVerdict, elsewhere: Elsewhere | null = null): Heavy {
  /** The newest last. */
  const made = new Map<string, Verdict>();
  /** People's words are kept for no longer than an event needs them. */
  const read = new Map<string, Findings>();
  /** Of one person's answers. */
  const progresses = new WeakMap<Pack, Lru<string, Progress>>();
  let running = 0;

  /** Not while an attempt may still need it. */
  function forgetOldest(): void {
    if (running > 0) return;
    read.clear();
    for (const oldest of made.keys()) {
      if (made.size <= REMEMBERED) break;
      made.delete(oldest);
    }
  }

  function known(pack: Pack, ballots: Ballots): Verdict {
    const key = JSON.stringify([pack, ballots]);
    return found(made, key, () => make(pack, ballots));
  }

  function progressOf(pack: Pack, ballots: Ballots): Progress {
    const [ballot, ...others] = Object.values(ballots);
    const make = () => (isHeavy(pack, ballots) ? progressIn(known(pack, ballots)) : progress(pack, ballots));
    // Whose it is does not matter to it, and is not kept.
    if (ballot === undefined || others.length > 0) return make();
    const ofPack = progresses.get(pack) ?? new Lru<string, Progress>(PROGRESS_REMEMBERED);
    progresses.set(pack, ofPack);
    const key = JSON.stringify(ballot);
    const made = ofPack.get(key) ?? make();
    ofPack.set(key, made);
    return made;
  }

  const scoring: Scoring = {
    verdict: (pack, ballots) => (isHeavy(pack, ballots) ? known(pack, ballots) : verdict(pack, ballots)),
    progress: progressOf,
    findings(pack, discussion) {
      if (elsewhere?.reads(pack, discussion) !== true) return readHere(pack, discussion);
      const key = JSON.stringify([pack.id, pack.version, discussion]);
      return found(read, key, () => elsewhere.findings(pack, discussion));
    },
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
            await error.make();
          }
        }
      } finally {
        running -= 1;
        forgetOldest();
      }
    },
  };
}

function found<T>(known: Map<string, T>, key: string, make: () => Promise<T>): T {
  const there = known.get(key);
  if (there !== undefined) return there;
  throw new NotThere(async () => void known.set(key, await make()));
}

function progressIn({ blend, next, stop }: Verdict): Progress {
  const { leader, tied, settled, strength, open } = blend;
  const confidence = blend.options.find(({ id }) => id === leader)?.confidence ?? 0;
  return { leader, tied, confidence, settled, strength, next, stop, open };
}
