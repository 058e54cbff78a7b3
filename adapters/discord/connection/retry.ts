/** For what must come about in the end and is not in the outbox: tried again, ever later. */
import type { Log } from "../../../src/port.ts";
import { failureOf } from "../errors.ts";

const FIRST_MS = 1000;
const LAST_MS = 60_000;

export interface Patience {
  readonly log: Log;
  readonly wait: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Goes on while Discord is busy, ill or cannot be reached, until `signal`, or until it was ill `illMax` times: a server
 * may never get well. Throws what else is wrong.
 */
export async function persist<T>(
  what: string,
  act: () => Promise<T>,
  patience: Patience,
  illMax = Number.POSITIVE_INFINITY,
): Promise<T> {
  let illnesses = 0;
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 2, LAST_MS)) {
    try {
      return await act();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === "ill") illnesses += 1;
      if (failure.kind === "refused" || failure.kind === "unauthorised" || illnesses >= illMax) throw error;
      if (patience.signal.aborted) throw error;
      const again = failure.kind === "busy" ? failure.afterMs : pause;
      patience.log.warn({ because: failure.because, againInMs: again }, `${what}: Discord cannot be reached`);
      await patience.wait(again);
      if (patience.signal.aborted) throw error;
    }
  }
}
