/** The SDK's log lines as ours, without the tokens that they may hold. */
import { type Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../../../src/port.ts";

const SECRET = /\bx(?:ox[a-z]|app)-[\w-]+|\bxoxe\.[\w.-]+/g;

export function withoutSecrets(text: string): string {
  return text.replace(SECRET, "[token]");
}

/** The SDK's "info" is chatter of its connection: left out. */
export function sdkLogger(log: Log): Logger {
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
