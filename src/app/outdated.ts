/** Decisions that were made with a pack which has changed since: each is told, so that its card can say what has. */

import type { Log } from "../port.ts";
import type { Store } from "../store/store.ts";
import type { Clockwork } from "./inbox.ts";

/** Once, in the background. `digests`: of the packs of today. Resolves when all are told; never rejects. */
export async function tellOfPacks(given: {
  readonly store: Pick<Store, "madeWithout">;
  readonly inbox: Pick<Clockwork, "tell">;
  readonly digests: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}): Promise<void> {
  const { store, inbox, digests, now, log } = given;
  try {
    for (const id of await store.madeWithout(digests)) await inbox.tell(id, { kind: "packs", at: now() });
  } catch (error) {
    log.error({ stack: error instanceof Error ? error.stack : String(error) }, "changed packs not told");
  }
}
