/** What to make of GitHub's refusals and of its silence. */
import type { Proposed } from "../../src/port.ts";
import * as words from "./words.ts";

/** As much of octokit's `RequestError` as is looked at. Without a response: GitHub was not reached. */
interface Failure {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string | number | undefined>> | null;
}

/** The HTTP status of what `Client` rejected with; 0 where there is none. */
export function statusOf(error: unknown): number {
  return failureOf(error)?.status ?? 0;
}

/** Null: not GitHub's doing, but a fault of ours. `now`: milliseconds since 1970. */
export function outcomeOf(error: unknown, now: number): Exclude<Proposed, { kind: "proposed" }> | null {
  const failure = failureOf(error);
  if (failure === null) return null;
  const { status, message, headers } = failure;
  if (headers === null) return { kind: "later", afterMs: 0, because: words.unreached(clip(message)) };
  const wait = limitOf(failure, now);
  if (wait !== null) return { kind: "later", afterMs: wait, because: words.limited };
  // A conflict: somebody else has moved the branch just now.
  if (status >= 500 || status === 408 || status === 409)
    return { kind: "later", afterMs: 0, because: words.failed(status, clip(message)) };
  return { kind: "refused", because: words.refused(status, clip(message)) };
}

function failureOf(error: unknown): Failure | null {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  const response = "response" in error ? (error.response as { headers?: Failure["headers"] }) : undefined;
  return { status: error.status, message: error.message, headers: response?.headers ?? null };
}

/** How long a rate limit holds, 0 where GitHub does not say; null: it is none. */
function limitOf({ status, message, headers }: Failure, now: number): number | null {
  if (status !== 403 && status !== 429) return null;
  const [after, left, reset] = ["retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"].map((name) =>
    headers?.[name] === undefined ? null : Number(headers[name]),
  );
  if (after != null) return delayOf(after * 1000);
  if (left === 0 && reset != null) return delayOf(reset * 1000 - now);
  return status === 429 || /rate limit/i.test(message) ? 0 : null;
}

function delayOf(ms: number): number {
  return Number.isFinite(ms) ? Math.max(ms, 0) : 0;
}

/** In one line, as long as a sentence. */
function clip(message: string): string {
  return message.replace(/\s+/g, " ").trim().slice(0, 200);
}
