/** Answers to REST requests. */
export interface Response {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function ok(body: unknown): Response {
  return { status: 200, body };
}

/** A no, with its code from Discord's list of JSON error codes. */
export function refusal(status: number, code: number, message: string): Response {
  return { status, body: { code, message } };
}

/** "Not now", as a bucket of the person's own says it. */
export function rateLimited(seconds: number): Response {
  return {
    status: 429,
    headers: {
      "retry-after": String(seconds),
      "x-ratelimit-scope": "user",
      "x-ratelimit-bucket": "a-bucket",
    },
    body: { message: "You are being rate limited.", retry_after: seconds, global: false },
  };
}
