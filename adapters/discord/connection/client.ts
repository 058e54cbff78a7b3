/** The REST client: one try a call, since its own retries do not pause. The outbox and `persist` repeat calls. */
import { REST, type RESTOptions } from "discord.js";
import type { Log } from "../../../src/port.ts";
import type { Failure } from "../errors.ts";
import { TIMES } from "../limits.ts";

/** `apiUrl`: up to and without `/v10`; undefined is Discord's own. */
export function clientOptions(apiUrl: string | undefined): Partial<RESTOptions> {
  return {
    ...(apiUrl === undefined ? {} : { api: apiUrl.replace(/\/+$/, "").replace(/\/v10$/, "") }),
    version: "10",
    retries: 0,
    timeout: TIMES.request,
    rejectOnRateLimit: ({ retryAfter, timeToReset }) => Math.max(retryAfter, timeToReset) > TIMES.patience,
  };
}

export function createClient(token: string, options: Partial<RESTOptions>, log: Log): REST {
  const rest = new REST(options).setToken(token);
  // A route has no ids and no tokens; a path does.
  rest.on("response", ({ method, route }, { status }) =>
    log.trace({ method, route, status }, "called Discord"),
  );
  return rest;
}

/** For `persist`: goes on while Discord is busy, ill or out of reach. `what` is being tried. */
export function mayPass(what: string, log: Log): (failure: Failure, againInMs: number) => boolean {
  return ({ kind, because }, againInMs) => {
    if (kind === "refused" || kind === "unauthorised") return false;
    log.warn({ because, againInMs }, `${what}: Discord cannot be reached`);
    return true;
  };
}
