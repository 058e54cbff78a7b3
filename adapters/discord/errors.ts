/** What went wrong with a request, by what can be done about it. */
import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";

export type Failure =
  /** Discord asks to wait. */
  | { readonly kind: "busy"; readonly afterMs: number; readonly because: string }
  /** No answer: it may have had its effect all the same. */
  | { readonly kind: "unreachable"; readonly because: string }
  /** An answer that says that Discord itself is ill, or that nobody can read: the same. */
  | { readonly kind: "ill"; readonly because: string }
  /** The token is not, or no longer, good. */
  | { readonly kind: "unauthorised"; readonly because: string }
  /** Discord said no. `code`: from its list of JSON error codes. */
  | { readonly kind: "refused"; readonly status: number; readonly code: number; readonly because: string };

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const CODES = {
  unknownChannel: 10003,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  tooManyEdits: 30046,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  missingPermissions: 50013,
  wrongChannelType: 50024,
  invalidWebhookToken: 50027,
  threadArchived: 50083,
  threadAlready: 160004,
  threadLocked: 160005,
  threadsFull: 160006,
} as const;

/** The REST client names its errors after HTTP and JSON codes; anything else failed on the way. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RateLimitError)
    return {
      kind: "busy",
      afterMs: Math.max(error.retryAfter, error.timeToReset, 1),
      because: `rate limit of ${error.route}`,
    };
  if (error instanceof HTTPError) return { kind: "ill", because: `Discord answered ${error.status}` };
  if (error instanceof SyntaxError) return { kind: "ill", because: "Discord's answer was not JSON" };
  if (error instanceof DiscordAPIError) {
    const because = `Discord says "${error.message}" (${error.code}, HTTP ${error.status})`;
    if (error.status === 401) return { kind: "unauthorised", because };
    return { kind: "refused", status: error.status, code: Number(error.code) || 0, because };
  }
  const because = error instanceof Error ? (causeOf(error) ?? error.message) : String(error);
  // After a 401 the REST client forgets the token and says so in these words.
  return { kind: because.startsWith("Expected token") ? "unauthorised" : "unreachable", because };
}

function causeOf(error: Error): string | undefined {
  const { cause } = error;
  return cause instanceof Error ? cause.message : undefined;
}

/** Discord's own code, 0 where the error is not its no. */
export function codeOf(error: unknown): number {
  const failure = failureOf(error);
  return failure.kind === "refused" ? failure.code : 0;
}
