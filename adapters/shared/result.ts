/** The result of a call as a value, so that an SDK's exceptions go no further than the call itself. */
export type Result<T, F> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: F };

/** `failureOf` turns whatever is thrown into a failure of the platform's. */
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

/** It took so long that another replica may show the message by now. */
export const NOT_OURS = {
  ok: false,
  failure: { kind: "busy", afterMs: 0, because: "another replica may have it by now" },
} as const;
