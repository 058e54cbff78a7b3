/** The SDK's log lines as ours, without the tokens that they may hold. */
import { type Logger, LogLevel } from "@slack/bolt";

/** What the adapter needs of a logger; pino fits. */
export interface Log {
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

const SECRET = /\bx(?:ox[a-z]|app)-[\w-]+|\bxoxe\.[\w.-]+/g;

export function withoutSecrets(text: string): string {
  return text.replace(SECRET, "[token]");
}

/** The SDK's own "info" is chatter of its connection, so it goes to debug. */
export function sdkLogger(log: Log): Logger {
  const line = (parts: readonly unknown[]): string =>
    withoutSecrets(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" "));
  return {
    debug: () => {},
    info: (...parts) => log.debug({ from: "slack" }, line(parts)),
    warn: (...parts) => log.warn({ from: "slack" }, line(parts)),
    error: (...parts) => log.error({ from: "slack" }, line(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
