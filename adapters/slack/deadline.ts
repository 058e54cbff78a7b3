/** Waiting for something, but not longer than the platform waits for us. */

export type InTime<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "late" };

/** Never rejects. The work goes on when it is late. */
export function inTime<T>(
  work: Promise<T>,
  ms: number,
  sleep: (ms: number) => Promise<void>,
): Promise<InTime<T>> {
  return Promise.race([settled(work), sleep(ms).then((): InTime<T> => ({ kind: "late" }))]);
}

export function settled<T>(work: Promise<T>): Promise<Exclude<InTime<T>, { kind: "late" }>> {
  return work.then(
    (value) => ({ kind: "done", value }),
    (error: unknown) => ({ kind: "failed", error }),
  );
}
