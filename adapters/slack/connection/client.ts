/** Web API clients that answer at once: no waiting and no retries inside, because the outbox does both. */
import { type Logger, webApi } from "@slack/bolt";

export type Client = InstanceType<typeof webApi.WebClient>;
export type ClientOptions = NonNullable<ConstructorParameters<typeof webApi.WebClient>[1]>;

export const TIMEOUT_MS = 10_000;

/** `apiUrl` ends in `/api` or `/api/`; undefined is Slack's own. */
export function clientOptions(apiUrl: string | undefined, logger: Logger): ClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
  };
}

/** A copy of the options each time: the SDK writes into them. */
export function makeClient(token: string | undefined, options: ClientOptions): Client {
  return new webApi.WebClient(token, { ...options });
}
