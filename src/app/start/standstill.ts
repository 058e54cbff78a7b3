/** Whether this process has just stood still, as where a machine is paused: what has waited for it meanwhile comes all at once. */

const BEAT_MS = 500;
/** As long as platforms wait for an answer. Somebody has been told by then that it failed, and has done it again. */
const LONG_MS = 3_000;
/** So long what has waited may come in after that. */
const AFTER_MS = 1_000;

interface Time {
  /** Milliseconds, also while the process stands still, and whatever the clock is set to. */
  readonly ticks: () => number;
  /** Runs something again and again, unless nothing else is left to do. */
  readonly every: (ms: number, run: () => void) => void;
}

export function createStandstill({ ticks, every }: Time): () => boolean {
  let beat = ticks();
  let over = Number.NEGATIVE_INFINITY;

  function look(): void {
    const now = ticks();
    if (now - beat > LONG_MS) over = now + AFTER_MS;
    beat = now;
  }

  every(BEAT_MS, look);
  return () => ticks() - beat > LONG_MS || ticks() < over;
}
