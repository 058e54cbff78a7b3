/** The REST client: one try a call, since its own retries do not pause. The outbox and `persist` repeat calls. */
import { type InternalRequest, REST, type RESTOptions } from "discord.js";
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
  const rest = new Client(options).setToken(token);
  // A route has no ids and no tokens; a path does.
  rest.on("response", ({ method, route }, { status }) =>
    log.trace({ method, route, status }, "called Discord"),
  );
  return rest;
}

/** More than clocks are put right by from second to second. */
const SET_BACK_MS = 1_000;

/**
 * The library notes by the wall clock until when a limit holds. Of a clock that was an hour ahead and is set right, every limit
 * would hold for an hour: what was noted before is forgotten, and Discord says it again where it still holds.
 */
class Client extends REST {
  #ahead = Number.NEGATIVE_INFINITY;

  override async request(options: InternalRequest): Promise<unknown> {
    const ahead = Date.now() - performance.now();
    if (ahead < this.#ahead - SET_BACK_MS) {
      this.handlers.clear();
      this.globalReset = -1;
      this.globalDelay = null;
    }
    this.#ahead = ahead;
    return super.request(options);
  }
}

/** For `persist`: goes on while Discord is busy, ill or out of reach. `what` is being tried. */
export function mayPass(what: string, log: Log): (failure: Failure, againInMs: number) => boolean {
  return ({ kind, because }, againInMs) => {
    if (kind === "refused" || kind === "unauthorised") return false;
    log.warn({ because, againInMs }, `${what}: Discord cannot be reached`);
    return true;
  };
}
