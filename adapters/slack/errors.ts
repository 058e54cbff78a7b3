/** What Slack, or the way to it, said no with: the SDK's exceptions as values. */
import { webApi } from "@slack/bolt";
import { withoutSecrets } from "./connection/log.ts";

export type Failure =
  /** Slack understood and refused: its error code, the scope that it wants, its remarks. */
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly needed: string | null;
      readonly remarks: readonly string[];
    }
  | { readonly kind: "busy"; readonly afterMs: number }
  /** No answer, or not one of Slack's: what was asked for may have happened. */
  | { readonly kind: "unreachable"; readonly because: string };

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export async function attempt<T>(call: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Slack's own trouble, said as a refusal: worth another try. */
const PASSING = new Set([
  "ratelimited",
  "rate_limited",
  "message_limit_exceeded",
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
  "accesslimited",
]);

export function failureOf(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: "busy", afterMs: Math.max(1, error.retryAfter) * 1000 };
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    if (!/^[a-z0-9_]{1,80}$/.test(code))
      return { kind: "unreachable", because: "Slack's answer could not be read" };
    if (PASSING.has(code)) return { kind: "busy", afterMs: 30_000 };
    const needed = (error.data as { needed?: unknown }).needed;
    return {
      kind: "refused",
      code,
      needed: typeof needed === "string" ? needed : null,
      remarks: error.data.response_metadata?.messages ?? [],
    };
  }
  return {
    kind: "unreachable",
    because: withoutSecrets(error instanceof Error ? error.message : String(error)),
  };
}
