/** What a failure means for a message that should be on the screen. */
import type { Obstacle, Outcome } from "../../../src/port.ts";
import { CODES, type Failure } from "../errors.ts";

const OBSTACLES: ReadonlyMap<number, Obstacle> = new Map([
  [CODES.missingAccess, "absent"],
  [CODES.missingPermissions, "permission"],
  [CODES.threadLocked, "closed"],
  [CODES.threadArchived, "closed"],
  [CODES.threadsFull, "full"],
]);

/** The REST client waits before no retry of its own, so it makes none: the outbox comes again. */
export function outcomeOf(failure: Failure): Outcome {
  const { because } = failure;
  switch (failure.kind) {
    case "busy":
      return { kind: "later", afterMs: failure.afterMs, because };
    case "unreachable":
    case "ill":
      return { kind: "later", afterMs: 0, because };
    case "unauthorised":
      return { kind: "later", afterMs: 60_000, because };
    case "refused": {
      const by = OBSTACLES.get(failure.code);
      if (by !== undefined) return { kind: "blocked", by, because };
      if (failure.status === 403) return { kind: "refused", why: "forbidden", because };
      return { kind: "refused", why: failure.status === 404 ? "gone" : "invalid", because };
    }
  }
}
