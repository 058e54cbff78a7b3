/** What a failure means for a message that should be on the screen. */
import type { Outcome } from "../../../src/port.ts";
import { CODES, type Failure } from "../errors.ts";

/** Somebody was told which permissions are missing, so they may be there in a moment. */
const GRANTED_WITHIN_MS = [10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000];
/**
 * Bots are invited again: what should be said in a channel that they cannot even see waits for that, for half a year.
 * Where it is only the thread that is closed, the channel's message would wait behind it, so it is given up.
 */
const DAILY = { everyMs: 24 * 60 * 60_000, times: 180 };

const THREADS_FULL_MS = 10 * 60_000;
/** Of a day: by then somebody would have put threads away. */
const THREADS_FULL_TRIES = 144;
const MISSING: ReadonlySet<number> = new Set([
  CODES.missingAccess,
  CODES.missingPermissions,
  CODES.threadLocked,
  CODES.threadArchived,
]);

/**
 * The REST client waits before no retry of its own, so it makes none: the outbox comes again, ever later. `attempt`
 * as in `Outgoing`.
 */
export function outcomeOf(failure: Failure, attempt: number): Outcome {
  const { because } = failure;
  switch (failure.kind) {
    case "busy":
      return { kind: "later", afterMs: failure.afterMs, because };
    case "unreachable":
    case "ill":
      return { kind: "later", afterMs: Math.min(1000 * 2 ** Math.min(attempt - 1, 6), 60_000), because };
    case "unauthorised":
      return { kind: "later", afterMs: 60_000, because };
    case "refused":
      return refusalOf(failure, attempt);
  }
}

function refusalOf(
  { status, code, because }: Extract<Failure, { kind: "refused" }>,
  attempt: number,
): Outcome {
  if (code === CODES.threadsFull && attempt <= THREADS_FULL_TRIES)
    return { kind: "later", afterMs: THREADS_FULL_MS, because };
  const soon = MISSING.has(code) ? GRANTED_WITHIN_MS[attempt - 1] : undefined;
  if (soon !== undefined) return { kind: "later", afterMs: soon, because };
  if (code === CODES.missingAccess && attempt <= DAILY.times)
    return { kind: "later", afterMs: DAILY.everyMs, because };
  if (MISSING.has(code) || status === 403) return { kind: "refused", why: "forbidden", because };
  return { kind: "refused", why: status === 404 ? "gone" : "invalid", because };
}
