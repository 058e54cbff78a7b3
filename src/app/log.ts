/** JSON lines: ids and causes, never people's words or tokens. */
import { pino } from "pino";
import type { Log } from "../port.ts";
import type { Config } from "./settings/config.ts";

/** `to`: standard error where it is left out. */
export function createLog(level: Config["logLevel"], to?: { write(line: string): void }): Log {
  // Written at once: a line about a crash must not be lost in it.
  const stream = to ?? pino.destination({ dest: 2, sync: true });
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
}

/** Of whatever was thrown: where it came from, if it says so, and what that came from. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by ${stackOf(error.cause)}`;
}
