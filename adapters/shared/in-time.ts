/** Waiting for something, but not longer than the platform waits for us. */

/** Resolves after so many milliseconds, or when the signal says so. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export type InTime<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "late" };

/** Never rejects. The work goes on when it is late. */
export async function inTime<T>(work: Promise<T>, ms: number, wait: Wait): Promise<InTime<T>> {
  const done = new AbortController();
  const late = wait(ms, done.signal).then((): InTime<T> => ({ kind: "late" }));
  const first = await Promise.race([settled(work), late]);
  done.abort();
  return first;
}

export function settled<T>(work: Promise<T>): Promise<Exclude<InTime<T>, { kind: "late" }>> {
  return work.then(
    (value) => ({ kind: "done", value }),
    (error: unknown) => ({ kind: "failed", error }),
  );
}
