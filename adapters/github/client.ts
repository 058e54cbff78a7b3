/** GitHub's REST API for one token: https://docs.github.com/en/rest */
import { request } from "@octokit/request";
import type { Log } from "../../src/port.ts";
import type { GitHubConfig } from "../shared/config.ts";

/** GitHub itself ends a request after 10 seconds. */
const TIMEOUT_MS = 12_000;
const VERSION = "2022-11-28";

export type Client = typeof request;

/**
 * Rejects with octokit's `RequestError`, which holds the status and what GitHub said. Every request ends: one that is
 * not answered in time counts as not reached.
 */
export function createClient({ token, apiUrl }: GitHubConfig, log: Log): Client {
  const warn = (message: string): void => log.warn({ service: "github" }, message);
  return request.defaults({
    baseUrl: apiUrl,
    headers: {
      authorization: `Bearer ${token}`,
      "user-agent": "plumbline",
      "x-github-api-version": VERSION,
    },
    request: {
      fetch: (url: string, options: RequestInit) =>
        fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) }),
      hook: async (send: (options: object) => Promise<Answer>, options: object) => whole(await send(options)),
      log: { debug: () => {}, info: () => {}, warn, error: warn },
    },
  });
}

interface Answer {
  readonly headers: { readonly "content-type"?: string };
  readonly data: unknown;
}

/** Octokit takes JSON that broke off for a text. */
function whole(answer: Answer): Answer {
  const isJson = answer.headers["content-type"]?.includes("json") === true;
  if (isJson && typeof answer.data === "string")
    throw Object.assign(new Error("its answer broke off"), { status: 500 });
  return answer;
}
