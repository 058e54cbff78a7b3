/** What the bot does without being asked: decisions go for good, and are told of packs that have changed since. */
import type { Log } from "../port.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "./clock.ts";
import type { BotInbox } from "./inbox.ts";
import { stackOf } from "./log.ts";

const SWEEP_EVERY_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const TOLD_AT_ONCE = 20;
/** Replicas' clocks are not further apart. */
const CLOCKS_APART_MS = 60 * 60 * 1000;
const NOT_TOLD = "changed packs not told";

/**
 * Tells once, and sweeps now and every hour: decisions that were deleted, once their messages are emptied, and those that
 * nobody has touched for `keepMs`. The messages of these stay as they are: the platform keeps them by its own rules. A
 * reminder that was set for later than `keepMs` from now goes with its decision. Then what was erased since, there and in
 * decisions that stay, is overwritten. Nothing that fails stops anything.
 *
 * Returns what stops it, and resolves when nothing is in hand any more.
 */
export function startChores(given: {
  readonly store: Pick<Store, "sweep" | "scrub" | "madeWithout" | "told" | "keepTold">;
  readonly inbox: Pick<BotInbox, "tell">;
  readonly clock: Clock;
  /** How long a decision is kept after its last change, in milliseconds; null: for ever. */
  readonly keepMs: number | null;
  /** Of the packs of today. */
  readonly digests: readonly string[];
  readonly log: Log;
}): () => Promise<void> {
  const { store, inbox, clock, keepMs, digests, log } = given;
  let stopped = false;
  let cancel = (): void => {};
  let sweeping: Promise<void> = Promise.resolve();

  async function attempt(chore: () => Promise<unknown>, otherwise: string): Promise<void> {
    try {
      await chore();
    } catch (error) {
      log.error({ stack: stackOf(error) }, otherwise);
    }
  }

  async function sweep(): Promise<void> {
    const { deleted, untouched } = await store.sweep(keepMs === null ? null : clock.now() - keepMs);
    if (deleted > 0) log.info({ decisions: deleted }, "deleted decisions have gone for good");
    if (untouched > 0)
      log.info(
        { decisions: untouched, days: (keepMs ?? 0) / DAY_MS },
        "decisions that nobody had touched for so many days have gone for good",
      );
  }

  /** All decisions where the packs are others than the last time, else only those that have changed since. */
  async function tellOfPacks(): Promise<void> {
    const what = digests.toSorted().join(" ");
    const at = clock.now();
    const told = await store.told("packs");
    const since = told?.what === what ? told.at - CLOCKS_APART_MS : null;
    let after: number | null = 0;
    do {
      const page: Awaited<ReturnType<Store["madeWithout"]>> = await store.madeWithout(digests, {
        since,
        after,
        limit: TOLD_AT_ONCE,
      });
      for (const id of page.ids)
        await attempt(() => inbox.tell(id, { kind: "packs", at: clock.now() }), NOT_TOLD);
      after = page.next;
    } while (after !== null && !stopped);
    if (after === null) await store.keepTold("packs", what, at);
  }

  /** An hour after the one before has come to its end. */
  function sweepHourly(): void {
    sweeping = attempt(sweep, "could not remove decisions")
      .then(() => attempt(store.scrub, "what was erased may still be found in the database's files"))
      .then(() => {
        if (!stopped) cancel = clock.after(SWEEP_EVERY_MS, sweepHourly);
      });
  }

  const told = attempt(tellOfPacks, NOT_TOLD);
  cancel = clock.after(0, sweepHourly);
  return async () => {
    stopped = true;
    cancel();
    await Promise.all([sweeping, told]);
  };
}
