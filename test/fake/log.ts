import type { Log } from "../../src/port.ts";

const silent = () => {};

export const noLog: Log = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };

/** Keeps what was logged from "info" on, to be looked at. */
export function keptLog(): Log & {
  readonly lines: readonly { level: string; about: object; message: string }[];
} {
  const lines: { level: string; about: object; message: string }[] = [];
  const keep = (level: string) => (about: object, message: string) =>
    void lines.push({ level, about, message });
  return {
    lines,
    trace: silent,
    debug: silent,
    info: keep("info"),
    warn: keep("warn"),
    error: keep("error"),
  };
}
