/** Waits for something, but no longer than the platform waits for us. */

/** Resolves after this many milliseconds, or as soon as the signal fires. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const LATE: unique symbol = Symbol("late");

/** Rejects if `work` does. Late work goes on. */
export async function inTime<T>(work: Promise<T>, ms: number, wait: Wait): Promise<T | typeof LATE> {
  const over = new AbortController();
  try {
    return await Promise.race([work, wait(ms, over.signal).then((): typeof LATE => LATE)]);
  } finally {
    over.abort();
  }
}
