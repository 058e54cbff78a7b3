/** The clock that the bot goes by, and pauses by it. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs something later. Returns what calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** They end when the time has passed, or all at once because there is to be an end. */
export interface Pauses {
  pause(ms: number): Promise<void>;
  /** Those that are, and all that come. */
  end(): void;
}

export function createPauses(clock: Clock): Pauses {
  const ends = new Set<() => void>();
  let ended = false;
  return {
    pause: (ms) =>
      new Promise((resolve) => {
        if (ended) return resolve();
        const end = (): void => {
          callOff();
          ends.delete(end);
          resolve();
        };
        const callOff = clock.after(ms, end);
        ends.add(end);
      }),
    end() {
      ended = true;
      for (const end of ends) end();
    },
  };
}
