/** Web API clients that answer at once: no waiting and no retries inside, because the outbox does both. */

import { type Logger, LogLevel, webApi } from "@slack/bolt";
import type { Log } from "../../../src/port.ts";
import { withoutSecrets } from "../errors.ts";
import { TIMES } from "../limits.ts";

export type Client = InstanceType<typeof webApi.WebClient>;
export type ClientOptions = NonNullable<ConstructorParameters<typeof webApi.WebClient>[1]>;

/** `apiUrl` ends in `/api` or `/api/`; undefined is Slack's own. */
export function clientOptions(apiUrl: string | undefined, logger: Logger, log: Log): ClientOptions {
  return {
    fetch: traced(log),
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMES.request,
  };
}

/** Each call's method and status. What it says is nobody's business, and the address of an upload is a secret. */
function traced(log: Log): NonNullable<ClientOptions["fetch"]> {
  return async (url, init) => {
    const [, method = "upload"] = /\/api\/([\w.]+)$/.exec(String(url)) ?? [];
    const from = performance.now();
    const answer = await fetch(url, init);
    const ms = Math.round(performance.now() - from);
    log.trace({ method, status: answer.status, ms }, "called Slack");
    return answer;
  };
}

/** A copy of the options each time: the SDK writes into them. */
export function createClient(token: string | undefined, options: ClientOptions): Client {
  return new webApi.WebClient(token, { ...options });
}

/** Puts the SDK's log lines into ours, without the tokens that they may hold and without its chatter ("info"). */
export function createLogger(log: Log): Logger {
  const line = (parts: readonly unknown[]): string =>
    withoutSecrets(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" "));
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn({ from: "slack" }, line(parts)),
    error: (...parts) => log.error({ from: "slack" }, line(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
