/** What went wrong with a call to Slack: the SDK's exceptions as values, and what they mean for a message. */
import { webApi } from "@slack/bolt";
import type { Blocker, Outcome } from "../../src/port.ts";
import { attempting, type Result as ResultOf } from "../shared/result.ts";

export type Failure =
  /** Slack understood and refused: its error code, the scope that it asks for, its remarks. */
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly needed: string | null;
      readonly remarks: readonly string[];
      readonly because: string;
    }
  | { readonly kind: "busy"; readonly afterMs: number; readonly because: string }
  /** No answer, or not one of Slack's: what was asked for may have happened. */
  | { readonly kind: "unreachable"; readonly because: string };

export type Result<T> = ResultOf<T, Failure>;

export const attempt = attempting(failureOf);

/** Trouble of Slack's own in the guise of a refusal: worth another try. */
const PASSING =
  /^(ratelimited|rate_limited|message_limit_exceeded|internal_error|fatal_error|service_unavailable|request_timeout|team_added_to_org|accesslimited)$/;

const BLOCKERS: Readonly<Record<string, Blocker>> = {
  not_in_channel: "absent",
  channel_not_found: "absent",
  is_archived: "archived",
  // Only some people may post there.
  restricted_action: "permission",
  restricted_action_read_only_channel: "permission",
  restricted_action_thread_only_channel: "permission",
  restricted_action_non_threadable_channel: "permission",
};

/** Of the token: nothing is wrong with the message, so it waits for whoever replaces it. */
const UNAUTHORISED =
  /^(invalid_auth|not_authed|token_expired|token_revoked|account_inactive|app_uninstalled)$/;
const TOKEN_AGAIN_MS = 60_000;

const GONE =
  /^(message_not_found|cant_update_message|edit_window_closed|thread_not_found|cannot_reply_to_message|is_inactive)$/;

const INVALID =
  /^invalid_(blocks|arg|arguments|metadata|form|json|charset|post)|^msg_(too_long|blocks_too_long)|^no_text|^metadata_/;

const SECRET = /\bx(?:ox[a-z]|app)-[\w-]+|\bxoxe\.[\w.-]+/g;

export function withoutSecrets(text: string): string {
  return text.replace(SECRET, "[token]");
}

function failureOf(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError) return busy(Math.max(1, error.retryAfter) * 1000);
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    if (!/^[a-z0-9_]{1,80}$/.test(code))
      return { kind: "unreachable", because: "Slack's answer could not be read" };
    if (PASSING.test(code)) return busy(0);
    const { needed } = error.data as { needed?: unknown };
    const scope = typeof needed === "string" ? needed : null;
    return {
      kind: "refused",
      code,
      needed: scope,
      remarks: error.data.response_metadata?.messages ?? [],
      because: scope === null ? code : `${code}: ${scope}`,
    };
  }
  return {
    kind: "unreachable",
    because: withoutSecrets(rootOf(error)),
  };
}

/** The SDK wraps what fetch wraps: the innermost says what happened. */
function rootOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof webApi.WebAPIRequestError ? error.original : error.cause;
  return inner instanceof Error ? rootOf(inner) : error.message;
}

function busy(afterMs: number): Failure {
  return { kind: "busy", afterMs, because: "Slack asked to slow down" };
}

/** What was sent is at fault. */
export function isInvalid(failure: Failure): boolean {
  return failure.kind === "refused" && INVALID.test(failure.code);
}

/** Somebody has deleted the message. */
export function isLost(failure: Failure): boolean {
  return failure.kind === "refused" && failure.code === "message_not_found";
}

/** Slack wants another token. */
export function isUnauthorised(failure: Failure): boolean {
  return failure.kind === "refused" && UNAUTHORISED.test(failure.code);
}

/** For a message that should be on the screen. */
export function outcomeOf(failure: Failure): Outcome {
  const { because } = failure;
  if (failure.kind === "busy") return { kind: "later", afterMs: failure.afterMs, because };
  if (failure.kind === "unreachable") return { kind: "later", afterMs: 0, because };
  if (isUnauthorised(failure))
    return {
      kind: "later",
      afterMs: TOKEN_AGAIN_MS,
      because: `Slack does not accept the bot's token any more (${because}): what is to be shown waits for another`,
    };
  const by = BLOCKERS[failure.code];
  if (by !== undefined) return { kind: "blocked", by, because };
  if (GONE.test(failure.code)) return { kind: "refused", why: "gone", because };
  return { kind: "refused", why: isInvalid(failure) ? "invalid" : "forbidden", because };
}
