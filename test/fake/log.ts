import type { Log } from "../../src/port.ts";

export const noLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Keeps what was logged, to be looked at. */
export function keptLog(): Log & {
  readonly lines: readonly { level: string; about: object; message: string }[];
} {
  const lines: { level: string; about: object; message: string }[] = [];
  const keep = (level: string) => (about: object, message: string) =>
    void lines.push({ level, about, message });
  return { lines, info: keep("info"), warn: keep("warn"), error: keep("error") };
}
