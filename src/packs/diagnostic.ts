/** What is to be said of a pack's file, with its place. */
import { type Problem, printable } from "../scoring/pack/problem.ts";

export interface Diagnostic {
  /** Stays: rules/README.md says of each what is wrong, what is right, and why. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** From 1, in UTF-16 code units, the end exclusive. 0: the file as a whole. */
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** Without place and code. */
  readonly message: string;
  /** The line itself. */
  readonly text: string;
  /** Where it stands in another file than the one that was read: in what that extends. */
  readonly file?: string;
}

/** What keeps a file from being a pack. */
export interface Fatal extends Diagnostic, Problem {}

/** Of a file that cannot be read at all. */
export function unreadable(problem: Problem): Fatal {
  const nowhere = { line: 0, column: 0, endColumn: 0, text: "" };
  return { ...problem, ...nowhere, code: "unreadable", severity: "error", message: messageOf(problem) };
}

export function messageOf({ found, expected }: Pick<Problem, "found" | "expected">): string {
  return `found ${found}, expected ${expected}`;
}

/** A file's name, a place, what is wrong, and the code for it, in one line. */
export function headline(
  read: string,
  { file = read, line, column, severity, message, code }: Diagnostic,
): string {
  const place = line === 0 ? "" : `:${line}:${column}`;
  return `${printable(file)}${place}: ${severity}: ${message} [${code}]`;
}

/** What is said of a part of a pack that could be read. */
export interface Finding extends Pick<Diagnostic, "code" | "severity" | "message"> {
  readonly steps: readonly PropertyKey[];
  readonly on?: "key" | "value";
}

export function warning(code: string, steps: readonly PropertyKey[], message: string): Finding {
  return { code, severity: "warning", steps, message };
}
