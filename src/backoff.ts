/** When to try again what did not work: the one schedule for everything that is tried again. */

export interface Schedule {
  /** After the first try, in whole milliseconds. */
  readonly firstMs: number;
  /** However often it was tried. */
  readonly mostMs: number;
}

/**
 * How long to wait, in whole milliseconds: twice as long each time, and between half of that and all of it by chance,
 * so that what failed together is not tried again together.
 *
 * `times`: how many waits there were before, from 0. `random`: in [0, 1]. Between half of `firstMs` and `mostMs`.
 */
export function backoff(times: number, { firstMs, mostMs }: Schedule, random: number): number {
  return Math.ceil(Math.min(firstMs * 2 ** times, mostMs) * (0.5 + random / 2));
}
