/** Waiting for something, but not longer than the platform waits for us. */

/** Resolves after so many milliseconds, or when the signal says so. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const LATE: unique symbol = Symbol("late");

/** Rejects as `work` does. When it is late, the work goes on. */
export async function inTime<T>(work: Promise<T>, ms: number, wait: Wait): Promise<T | typeof LATE> {
  const over = new AbortController();
  try {
    return await Promise.race([work, wait(ms, over.signal).then((): typeof LATE => LATE)]);
  } finally {
    over.abort();
  }
}
