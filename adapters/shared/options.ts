/** What every platform that is served over the network is given. */
import type { Counters, Log, Pending, Picture, Place } from "../../src/port.ts";
import type { Wait } from "./in-time.ts";

export interface ServedOptions {
  readonly log: Log;
  readonly counters: Pick<Counters, "reconnected">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: Wait;
  /** In [0, 1). */
  readonly random: () => number;
  readonly picture: Picture;
  /** Where something is being decided. */
  readonly open: () => Promise<readonly Pending[]>;
  /** Where something was decided, or is being decided: asked after a gap whether it is still there. */
  readonly standing: () => Promise<readonly Place[]>;
}
