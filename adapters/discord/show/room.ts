/**
 * Discord takes 50 requests a second of a bot, wherever they go, and its library makes whoever comes next wait for the second's end.
 * So what nobody waits for leaves the others most of them.
 */
import type { REST } from "discord.js";
import type { Patience } from "../../shared/retry.ts";

/** Of the 50. A command takes eight until its first question is shown. */
const FOR_PEOPLE = 40;
/** A message takes three or four. */
const APART_MS = 100;
const SECOND_MS = 1_000;
/** Where people ask without a pause, it goes all the same. */
const SECONDS_MAX = 5;

/** Resolves when it is the turn of one more that nobody waits for. */
export function createRoom({
  rest,
  now,
  wait,
  signal,
}: Pick<Patience, "wait" | "signal"> & {
  readonly rest: Pick<REST, "globalRemaining" | "globalReset">;
  readonly now: () => number;
}): () => Promise<void> {
  let before: Promise<void> = Promise.resolve();
  let free = 0;

  async function turn(): Promise<void> {
    for (let seconds = 0; seconds < SECONDS_MAX && !signal.aborted; seconds++) {
      const left = Math.min(SECOND_MS, rest.globalReset - now());
      if (left <= 0 || rest.globalRemaining >= FOR_PEOPLE) break;
      await wait(left, signal);
    }
    const apart = Math.min(APART_MS, free - now());
    if (apart > 0) await wait(apart, signal);
    free = now() + APART_MS;
  }

  return () => {
    before = before.then(turn);
    return before;
  };
}
