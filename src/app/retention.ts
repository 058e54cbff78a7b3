/** What goes for good, once an hour: decisions that were deleted, and those that nobody has touched for long. */

import type { Log } from "../port.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "./outbox.ts";

const EVERY_MS = 60 * 60 * 1000;

/**
 * The messages that were posted stay as they are: the platform keeps them by its own rules. A reminder that was set for
 * later than `keepMs` from now goes with its decision. Returns what stops it.
 */
export function startRetention(given: {
  readonly store: Pick<Store, "sweep">;
  readonly clock: Clock;
  /** How long a decision is kept after its last change, in milliseconds; null: for ever. */
  readonly keepMs: number | null;
  readonly log: Log;
}): () => Promise<void> {
  const { store, clock, keepMs, log } = given;
  let cancel = (): void => {};
  let running: Promise<void> = Promise.resolve();

  async function sweep(): Promise<void> {
    try {
      const decisions = await store.sweep(keepMs === null ? null : clock.now() - keepMs);
      if (decisions > 0) log.info({ decisions }, "decisions removed for good");
    } catch (error) {
      log.error(
        { stack: error instanceof Error ? error.stack : String(error) },
        "could not remove decisions",
      );
    }
  }

  function run(): void {
    running = sweep();
    cancel = clock.after(EVERY_MS, run);
  }

  cancel = clock.after(0, run);
  return async () => {
    cancel();
    await running;
  };
}
