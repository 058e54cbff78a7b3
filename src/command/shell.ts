/** What a command has of where it runs, and how it ends. */
import type { Environment } from "../app/settings/environment.ts";

/** 0: as it should be. 1: a check failed. 2: bad input. */
export type Exit = 0 | 1 | 2;

export interface Shell {
  /** Writes one line, or several joined by line feeds, for people or programs that wanted it. */
  readonly out: (text: string) => void;
  /** The same, for what went wrong. */
  readonly err: (text: string) => void;
  /** The process's own where it is left out. */
  readonly env?: Environment;
}

/** The same without what would steer the terminal that it is shown on: people's words are in it. */
export function harmless(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, "\u{FFFD}");
}

/** What went wrong, in the words of whoever noticed it. */
export function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** As in "1 message", "2 messages". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
