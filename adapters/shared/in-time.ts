/** Waits for something, but no longer than the platform waits for us. */

/** Resolves after this many milliseconds, or as soon as the signal fires. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const LATE: unique symbol = Symbol("late");

const OVER = new Error("it came in time");

/** Rejects if `work` does. Late work goes on. */
export async function inTime<T>(work: Promise<T>, ms: number, wait: Wait): Promise<T | typeof LATE> {
  const over = new AbortController();
  try {
    return await Promise.race([work, wait(ms, over.signal).then((): typeof LATE => LATE)]);
  } finally {
    // Made once: by itself `abort` makes an exception, with its stack, each time.
    over.abort(OVER);
  }
}
