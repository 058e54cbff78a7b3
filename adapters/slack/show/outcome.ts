/** What a failure means for a message that should be on the screen. */
import type { Obstacle, Outcome } from "../../../src/port.ts";
import type { Failure } from "../errors.ts";

const OBSTACLES: Readonly<Record<string, Obstacle>> = {
  not_in_channel: "absent",
  channel_not_found: "absent",
  is_archived: "archived",
};

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

export function outcomeOf(failure: Failure): Outcome {
  switch (failure.kind) {
    case "busy":
      return { kind: "later", afterMs: failure.afterMs, because: "Slack asked to slow down" };
    case "unreachable":
      return { kind: "later", afterMs: 0, because: failure.because };
    case "refused": {
      const because = failure.needed === null ? failure.code : `${failure.code}: ${failure.needed}`;
      const by = OBSTACLES[failure.code];
      if (by !== undefined) return { kind: "blocked", by, because };
      if (GONE.has(failure.code)) return { kind: "refused", why: "gone", because };
      return { kind: "refused", why: INVALID.test(failure.code) ? "invalid" : "forbidden", because };
    }
  }
}
