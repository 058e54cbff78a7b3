/** Repeats what has to succeed in the end and is not in the outbox. */
import { backoff, type Schedule } from "../../src/backoff.ts";
import type { Wait } from "./in-time.ts";
import type { Result } from "./result.ts";

export interface Patience {
  readonly wait: Wait;
  /** In [0, 1). */
  readonly random: () => number;
  /** Ends every wait. */
  readonly signal: AbortSignal;
}

const SCHEDULE: Schedule = { firstMs: 1_000, mostMs: 30_000 };

/**
 * Tries until it succeeds, at growing intervals, and never sooner than the platform asks. `goOn` hears of each failure,
 * of the wait before the next try and of the number of tries so far; if it returns false, or the signal fires, the last
 * result stands.
 */
export async function persist<T, F extends { readonly kind: string; readonly afterMs?: number }>(
  act: () => Promise<Result<T, F>>,
  { wait, random, signal }: Patience,
  goOn: (failure: F, againInMs: number, tries: number) => boolean,
): Promise<Result<T, F>> {
  for (let tries = 1; ; tries += 1) {
    const result = await act();
    if (result.ok || signal.aborted) return result;
    const againInMs = Math.max(result.failure.afterMs ?? 0, backoff(tries - 1, SCHEDULE, random()));
    if (!goOn(result.failure, againInMs, tries)) return result;
    await wait(againInMs, signal);
    if (signal.aborted) return result;
  }
}
