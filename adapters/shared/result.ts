/** What came of a call. What an SDK throws goes no further than the call itself. */
export type Result<T, F> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: F };

/** `failureOf`: makes a platform's failure of whatever is thrown. */
export function attempting<F>(
  failureOf: (error: unknown) => F,
): <T>(call: () => Promise<T>) => Promise<Result<T, F>> {
  return async (call) => {
    try {
      return { ok: true, value: await call() };
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  };
}
