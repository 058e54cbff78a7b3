/** What a failure means for a message that should be on the screen. */
import type { Outcome } from "../../../src/port.ts";
import type { Failure } from "../errors.ts";

/** Nobody has invited the bot yet. Somebody was told, so it may be done in a moment. */
const UNINVITED = new Set(["not_in_channel", "channel_not_found"]);
const INVITED_WITHIN_MS = [10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000];

const ARCHIVED = "is_archived";
/** Bots are invited again, and channels taken out again: what should be said there waits for that, for half a year. */
const DAILY = { everyMs: 24 * 60 * 60_000, times: 180 };

const GONE = new Set([
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "thread_not_found",
  "cannot_reply_to_message",
  "is_inactive",
]);

/** What was sent is at fault. */
export const INVALID =
  /^invalid_(blocks|arg|arguments|metadata|form|json|charset|post)|^msg_(too_long|blocks_too_long)|^no_text|^metadata_/;

/** `attempt` as in `Outgoing`. */
export function outcomeOf(failure: Failure, attempt: number): Outcome {
  switch (failure.kind) {
    case "busy":
      return { kind: "later", afterMs: failure.afterMs, because: "Slack asked to slow down" };
    case "unreachable":
      return {
        kind: "later",
        afterMs: Math.min(60_000, 500 * 2 ** Math.min(attempt, 10)),
        because: failure.because,
      };
    case "refused": {
      const because = failure.needed === null ? failure.code : `${failure.code}: ${failure.needed}`;
      const soon = UNINVITED.has(failure.code) ? INVITED_WITHIN_MS : [];
      if ((UNINVITED.has(failure.code) || failure.code === ARCHIVED) && attempt <= DAILY.times)
        return { kind: "later", afterMs: soon[attempt - 1] ?? DAILY.everyMs, because };
      if (GONE.has(failure.code)) return { kind: "refused", why: "gone", because };
      return { kind: "refused", why: INVALID.test(failure.code) ? "invalid" : "forbidden", because };
    }
  }
}
