/** The database when the bot starts: one that is away is waited for, as Slack and Discord are. */
import { backoff, type Schedule } from "../../backoff.ts";
import type { Opened } from "../../store/open.ts";

const AGAIN: Schedule = { firstMs: 500, mostMs: 15_000 };
/** How often the operator is told again. */
const TELL_EVERY_MS = 5 * 60_000;

/** Opens it, however long it is away; null: asked to end meanwhile. */
export async function awaitStore(
  open: () => Promise<Opened>,
  given: {
    /** Tells the operator. */
    readonly err: (sentence: string) => void;
    /** Ends early, without an error, when the signal says so. */
    readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
    /** In [0, 1). */
    readonly random: () => number;
    readonly signal: AbortSignal;
  },
): Promise<Opened | null> {
  const { err, wait, random, signal } = given;
  let sinceTold = Number.POSITIVE_INFINITY;
  for (let times = 0; !signal.aborted; times++) {
    const opened = await open();
    if (opened.ok) {
      if (times > 0) err("The database answers.");
      return opened;
    }
    if (opened.why !== "away") return opened;
    if (sinceTold >= TELL_EVERY_MS) {
      err(`${opened.because} Plumbline starts as soon as it can be used.`);
      sinceTold = 0;
    }
    const ms = backoff(times, AGAIN, random());
    sinceTold += ms;
    await wait(ms, signal);
  }
  return null;
}
