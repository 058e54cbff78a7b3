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

/** What of the SDK's is said so that whoever reads it knows what to do; null: what comes of it is said by us. */
const OURS: readonly (readonly [RegExp, string | null])[] = [
  [
    /x-slack-request-timestamp must differ/,
    "A request was refused: by this machine's clock it is not of the last five minutes. If all are, set the clock (timedatectl set-ntp true).",
  ],
  [
    /signature mismatch/,
    "A request was refused: SLACK_SIGNING_SECRET did not sign it. If all are, copy the secret anew from https://api.slack.com/apps → your app → Basic Information → App Credentials.",
  ],
  [/^Failed to retrieve a new WSS URL/, null],
  [/^http request failed/, null],
];

/** Puts the SDK's log lines into ours, without the tokens that they may hold and without its chatter ("info"). */
export function createLogger(log: Log): Logger {
  const told = (level: "warn" | "error", parts: readonly unknown[]): void => {
    const line = parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" ");
    const [, sentence] = OURS.find(([form]) => form.test(line)) ?? [null, withoutSecrets(line)];
    if (sentence !== null) log[level]({ from: "slack" }, sentence);
  };
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => told("warn", parts),
    error: (...parts) => told("error", parts),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
