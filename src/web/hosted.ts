/** Hosted reports for whoever has a link, and nothing else: what the public server answers. */
import { isIP } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import { type Context, Hono } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Log } from "../port.ts";

/** What a link leads to, by its token; null: nothing, or nothing any more. `policy`: a Content-Security-Policy. */
export type Find = (token: string) => Promise<{ readonly html: string; readonly policy: string } | null>;

export interface Hosting {
  /** As people reach it, without a slash at its end. */
  readonly url: string;
  /** How many proxies stand before it, of which each adds to X-Forwarded-For whom it was asked by. */
  readonly proxies: number;
}

/** Requests in a minute: an office behind one address, and everybody. */
export const ASKED_MAX = { network: 300, all: 3_000 };
const MINUTE_S = 60;

const HEADERS: Readonly<Record<string, string>> = {
  "Cache-Control": "private, no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "X-Robots-Tag": "noindex, nofollow, noarchive",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
};
const YEAR_S = 365 * 24 * 60 * 60;
const NO_SCRIPTS = "default-src 'none'; base-uri 'none'; form-action 'none'";

/** The same for a link that was never given out, has expired, or was revoked. */
export const NOTHING = notice(
  "No report here",
  "This link leads to no report, or not any more. Whoever takes part in the decision can ask for a new one.",
);
const TOO_MANY = notice("Too many requests", "Please try again in a minute.");
const NOT_NOW = notice("Not now", "The report cannot be shown at the moment. Please try again in a minute.");
const READ_ONLY = notice("For reading only", "Reports can be read here, and nothing else.");

export function createHosted({ url, proxies }: Hosting, find: Find, log: Log): Hono {
  const networks = new RateLimiterMemory({ points: ASKED_MAX.network, duration: MINUTE_S });
  const everybody = new RateLimiterMemory({ points: ASKED_MAX.all, duration: MINUTE_S });
  const { pathname, protocol } = new URL(url);
  const path = pathname.replace(/\/$/, "");
  const hosted = new Hono();
  hosted.use(async (context, next) => {
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    if (protocol === "https:") context.header("Strict-Transport-Security", `max-age=${YEAR_S}`);
    const { method } = context.req;
    if (method !== "GET" && method !== "HEAD") {
      // What else it sends is not read.
      context.header("Connection", "close");
      context.header("Allow", "GET, HEAD");
      return answer(context, 405, READ_ONLY);
    }
    // Whom one network keeps from being heard is nobody else.
    const isTooMuch =
      (await isOver(networks, networkOf(addressOf(context, proxies)))) || (await isOver(everybody, ""));
    if (isTooMuch) {
      context.header("Retry-After", String(MINUTE_S));
      return answer(context, 429, TOO_MANY);
    }
    return next();
  });
  hosted.get(`${path}/r/:token{[A-Za-z0-9_-]{32}}`, async (context) => {
    const page = await find(context.req.param("token"));
    return page === null ? answer(context, 404, NOTHING) : answer(context, 200, page.html, page.policy);
  });
  hosted.notFound((context) => answer(context, 404, NOTHING));
  hosted.onError((error, context) => {
    // Without the path: a link is nobody's business.
    log.error({ stack: error.stack ?? error.message }, "a hosted report could not be shown");
    context.header("Retry-After", String(MINUTE_S));
    return answer(context, 503, NOT_NOW);
  });
  return hosted;
}

function answer(
  context: Context,
  status: 200 | 404 | 405 | 429 | 503,
  html: string,
  policy: string = NO_SCRIPTS,
): Response {
  context.header("Content-Security-Policy", `${policy}; frame-ancestors 'none'`);
  return context.html(html, status);
}

async function isOver(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return false;
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
    return true;
  }
}

/** Whoever asks the outermost proxy. What they write into the header themselves stands further left. */
function addressOf(context: Context, proxies: number): string {
  const forwarded = (context.req.header("X-Forwarded-For") ?? "").split(",").map((one) => one.trim());
  const through = proxies === 0 ? "" : (forwarded.at(-proxies) ?? "");
  return isIP(through) === 0 ? (getConnInfo(context).remote.address ?? "") : through;
}

/** What one household or office has: of IPv6 the first 64 bits. */
function networkOf(address: string): string {
  const [plain = ""] = address.split("%");
  const [, v4] = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(plain) ?? [];
  if (v4 !== undefined) return v4;
  const [head = [], tail] = plain.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = tail === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array.from({ length: Math.max(0, zeros) }, () => "0"), ...(tail ?? [])];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(":");
}

function notice(title: string, text: string): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="color-scheme" content="light dark"><title>${title}</title></head>`,
    `<body><main><h1>${title}</h1><p>${text}</p></main></body></html>\n`,
  ].join("\n");
}
