import type { Clock } from "../../src/app/clock.ts";

/** For an adapter whose deadlines never come. */
export function never(_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Time that passes only when told to, and never back. */
export class SimulatedClock implements Clock {
  #now: number;
  #waiting: { at: number; run: () => void }[] = [];
  #begun: (() => void)[] = [];

  constructor(now = 1_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const one = { at: this.#now + ms, run };
    this.#waiting.push(one);
    for (const begun of this.#begun.splice(0)) begun();
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== one);
    };
  }

  /** As adapters wait: until the time has passed, or the signal says so. */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const callOff = this.after(ms, resolve);
      const end = (): void => {
        callOff();
        resolve();
      };
      if (signal.aborted) end();
      else signal.addEventListener("abort", end, { once: true });
    });
  }

  /** Resolves once something waits for time to pass: what went off before has come to its end. */
  async waitedFor(): Promise<void> {
    while (this.#waiting.length === 0) await new Promise<void>((resolve) => this.#begun.push(resolve));
  }

  /** Runs, in their order, what falls due within so many milliseconds. */
  pass(ms: number): void {
    if (!(ms >= 0)) throw new RangeError("time does not go back");
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#waiting.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }
}
