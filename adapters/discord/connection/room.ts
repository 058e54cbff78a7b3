/**
 * Discord takes 50 requests a second of a bot, wherever they go, and its library makes whoever comes next wait for the second's end.
 * So what nobody waits for, and what is read back after a gap, leaves most of them to people who ask.
 */
import type { REST } from "discord.js";
import type { Patience } from "../../shared/retry.ts";

/** Of the 50. */
const FOR_PEOPLE = 30;
const APART_MS = 25;
const SECOND_MS = 1_000;
/** Where people ask without a pause, it goes all the same. */
const SECONDS_MAX = 5;

/** Resolves when it is the turn of so many requests that can wait. */
export type Room = (requests: number) => Promise<void>;

interface Given extends Pick<Patience, "wait" | "signal"> {
  readonly rest: Pick<REST, "globalRemaining" | "globalReset">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createRoom({ rest, now, wait, signal }: Given): Room {
  let before: Promise<void> = Promise.resolve();
  let free = 0;

  async function turn(requests: number): Promise<void> {
    for (let seconds = 0; seconds < SECONDS_MAX && !signal.aborted; seconds++) {
      const left = Math.min(SECOND_MS, rest.globalReset - now());
      if (left <= 0 || rest.globalRemaining >= FOR_PEOPLE) break;
      await wait(left, signal);
    }
    const apart = Math.min(SECOND_MS, free - now());
    if (apart > 0) await wait(apart, signal);
    free = now() + requests * APART_MS;
  }

  return (requests) => {
    before = before.then(() => turn(requests));
    return before;
  };
}
