/** Somebody who presses, on a platform on which one app is connected. */
import type { EventEmitter } from "node:events";

/** Milliseconds from the press. */
export interface Press {
  readonly acknowledged: number;
  /** Until what follows was on their screen. */
  readonly shown: number;
}

export interface Seat {
  /** What comes next for them: a choice, or the button that opens the questions. */
  press(): Promise<Press>;
}

/** A platform of its own, for one app. */
export interface Hall {
  /** What the app's process needs. */
  readonly env: Readonly<Record<string, string>>;
  connected(): Promise<void>;
  /** Each begins a decision of their own. */
  decide(many: number): Promise<readonly Seat[]>;
  /** Each has a message with a button, and presses what the bare app shows. */
  idle(many: number): readonly Seat[];
  stop(): Promise<void>;
}

/**
 * Waits until something is so, looked at after each change: at all that is waited for in one go, for hundreds who each listened anew
 * would take longer than what is measured.
 */
export function waitingOn(events: EventEmitter): (holds: () => boolean) => Promise<void> {
  const waiting = new Map<() => boolean, () => void>();
  events.on("change", () => {
    for (const [holds, resolve] of waiting)
      if (holds()) {
        waiting.delete(holds);
        resolve();
      }
  });
  return (holds) =>
    holds() ? Promise.resolve() : new Promise((resolve) => void waiting.set(holds, resolve));
}

/** Begun at once: Slack takes a message a second in a channel, so each turn takes as long. */
const TOGETHER = 80;

/** In turns of so many, as people come. */
export async function inTurns<T>(many: number, make: (n: number) => Promise<T>): Promise<readonly T[]> {
  const made: T[] = [];
  for (let from = 0; from < many; from += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, many - from) }, (_, n) => make(from + n));
    made.push(...(await Promise.all(some)));
  }
  return made;
}
