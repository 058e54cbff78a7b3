/** Links to hosted reports: how one is made, and by what it is known again. */
import { createHash, randomBytes } from "node:crypto";
import type { Link } from "../../conversation/event.ts";
import type { HostingConfig } from "../settings/config.ts";

/** 192 bits: nobody guesses one. */
const TOKEN_BYTES = 24;

/** New each time. `now`: milliseconds since 1970. */
export function newLink({ url, keptMs }: Pick<HostingConfig, "url" | "keptMs">, now: number): Link {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { url: `${url}/r/${token}`, hash: hashOf(token), until: now + keptMs };
}

/** Of whatever stands in a link where a token should: 43 characters of base64url. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
