/** What went wrong with a call to Discord: the SDK's exceptions as values, and what they mean for a message. */
import {
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  HTTPError,
  type PermissionsString,
  RateLimitError,
} from "discord.js";
import type { Blocker, Outcome } from "../../src/port.ts";
import { attempting, type Result as ResultOf } from "../shared/result.ts";

export type Failure =
  /** Discord understood and refused. `code`: from its list of JSON error codes. */
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly code: number;
      /** The permissions that it takes; null: it is about something else. */
      readonly forbidden: Forbidden | null;
      readonly because: string;
    }
  | { readonly kind: "busy"; readonly afterMs: number; readonly because: string }
  /** No answer: what was asked for may have happened. */
  | { readonly kind: "unreachable"; readonly because: string }
  /** Discord answered that it is ill, or unreadably: again, it may have happened. */
  | { readonly kind: "ill"; readonly because: string }
  /** The token is not valid, or no longer. */
  | { readonly kind: "unauthorised"; readonly because: string };

export interface Forbidden {
  readonly channel: string;
  readonly needed: readonly PermissionsString[];
}

export type Result<T> = ResultOf<T, Failure>;

export const attempt = attempting(failureOf);

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const CODES = {
  unknownChannel: 10003,
  unknownMessage: 10008,
  tooManyEdits: 30046,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  missingPermissions: 50013,
  wrongChannelType: 50024,
  threadArchived: 50083,
  threadAlready: 160004,
  threadLocked: 160005,
  threadsFull: 160006,
} as const;

const BLOCKERS: ReadonlyMap<number, Blocker> = new Map([
  [CODES.missingAccess, "absent"],
  [CODES.missingPermissions, "permission"],
  [CODES.threadLocked, "closed"],
  [CODES.threadArchived, "closed"],
  [CODES.threadsFull, "full"],
]);

/** The REST client names its errors after HTTP and JSON codes; anything else failed on the way. */
function failureOf(error: unknown): Failure {
  if (error instanceof RateLimitError)
    return {
      kind: "busy",
      afterMs: Math.max(error.retryAfter, error.timeToReset, 1),
      because: `rate limit of ${error.route}`,
    };
  if (error instanceof HTTPError) return { kind: "ill", because: `Discord answered ${error.status}` };
  if (error instanceof SyntaxError) return { kind: "ill", because: "Discord's answer was not JSON" };
  if (error instanceof DiscordAPIError) {
    const { status } = error;
    const because = `Discord says "${error.message}" (${error.code}, HTTP ${status})`;
    if (status === 401) return { kind: "unauthorised", because };
    return { kind: "refused", status, code: Number(error.code) || 0, forbidden: null, because };
  }
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
    return { kind: "unauthorised", because: error.message };
  const because = error instanceof Error ? (causeOf(error) ?? error.message) : String(error);
  // After a 401 the REST client forgets the token and says so in these words.
  return { kind: because.startsWith("Expected token") ? "unauthorised" : "unreachable", because };
}

function causeOf({ cause }: Error): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}

/** Discord's own code; 0 if Discord did not refuse. */
export function codeOf(failure: Failure): number {
  return failure.kind === "refused" ? failure.code : 0;
}

/** For a message that should be on the screen. */
export function outcomeOf(failure: Failure): Outcome {
  const { because } = failure;
  if (failure.kind === "busy") return { kind: "later", afterMs: failure.afterMs, because };
  // Over a refused token, the process is asked to end.
  if (failure.kind !== "refused") return { kind: "later", afterMs: 0, because };
  const by = BLOCKERS.get(failure.code);
  if (by !== undefined) return { kind: "blocked", by, because };
  if (failure.status === 403) return { kind: "refused", why: "forbidden", because };
  return { kind: "refused", why: failure.status === 404 ? "gone" : "invalid", because };
}
