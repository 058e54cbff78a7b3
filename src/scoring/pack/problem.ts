/** What is wrong with a document that somebody wrote: as data, and worded here alone. */

export interface Problem {
  /** Where, as in `criteria[2].ratings.fastapi.score`; a line and a column where there is no structure yet; "" is the whole. */
  readonly path: string;
  /** What stands there, shortened: one line without control characters. */
  readonly found: string;
  readonly expected: string;
}

/** A problem of a pack: with what finds it in the file, and a name that stays. */
export interface PackProblem extends Problem {
  readonly code: PackCode;
  readonly steps: readonly PropertyKey[];
  /** Whether the value there is wrong, or the key that it stands under. */
  readonly on: "key" | "value";
}

export type PackCode =
  | "unknown-field"
  | "missing-field"
  | "empty-value"
  | "wrong-value"
  | "wrong-number"
  | "wrong-length"
  | "wrong-count"
  | "wrong-id"
  | "wrong-date"
  | "wrong-url"
  | "unquoted-version"
  | "repeated-id"
  | "repeated-name"
  | "unknown-option"
  | "unknown-criterion"
  | "unknown-question"
  | "unknown-choice"
  | "unknown-source"
  | "unknown-name"
  | "wrong-phrase"
  | "missing-rating"
  | "nested-condition"
  | "contradiction"
  | "file-name"
  | "too-much";

/** `on` the value where it is left out. */
export function packProblem(
  code: PackCode,
  steps: readonly PropertyKey[],
  found: string,
  expected: string,
  on: "key" | "value" = "value",
): PackProblem {
  return { code, steps, on, path: pathOf(steps), found, expected };
}

/** One line. `file` is what the reader calls it. */
export function sentence(file: string, problem: Problem): string {
  return `${printable(file)}: ${problem.path === "" ? "top level" : problem.path}: found ${problem.found}, expected ${problem.expected}`;
}

export function pathOf(steps: readonly PropertyKey[]): string {
  let path = "";
  for (const step of steps) {
    if (typeof step === "number") path += `[${step}]`;
    else if (/^[A-Za-z0-9_$-]+$/.test(String(step))) path += path === "" ? String(step) : `.${String(step)}`;
    else path += `[${quoted(String(step))}]`;
  }
  return path;
}

/** A JSON value in a few words. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "an empty value";
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object") {
    const count = Object.keys(value).length;
    return count === 0 ? "an empty mapping" : `a mapping of ${count} ${count === 1 ? "key" : "keys"}`;
  }
  return String(value);
}

/** "one of a, b, c (did you mean b?)". */
export function oneOf(names: Iterable<string>, found: string): string {
  const all = [...names];
  if (all.length === 0) return "nothing here: there are none";
  const listed = all.slice(0, LISTED).map(printable).join(", ");
  const nearest = closest(found, all);
  const list = all.length > LISTED ? `${listed}, … (${all.length} in all)` : listed;
  return `${all.length === 1 ? "" : "one of "}${list}${nearest === null ? "" : ` (did you mean ${printable(nearest)}?)`}`;
}

const LISTED = 12;
const SHOWN = 60;

function quoted(text: string): string {
  if (text.length <= SHOWN) return visible(JSON.stringify(text));
  return `${visible(JSON.stringify(`${text.slice(0, SHOWN - 1)}…`))} (${text.length} characters)`;
}

/** Blanks that look like a space and are none, too. */
function visible(text: string): string {
  return printable(text).replace(/[^\P{Zs} ]/gu, escaped);
}

/** Keeps what somebody wrote from steering the terminal that it is printed on. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The name that a slip of at most a third of the letters, or of two that changed places, turns into `found`; null where none is that close. */
export function closest(found: string, names: readonly string[]): string | null {
  if (found.length > SHOWN) return null;
  let best: { name: string; distance: number } | null = null;
  for (const name of names) {
    const [one, other] = [found.toLowerCase(), name.toLowerCase()];
    const distance = isSwapped(one, other) ? 1 : edits(one, other);
    if (distance <= Math.max(1, Math.floor(name.length / 3)) && (best === null || distance < best.distance)) {
      best = { name, distance };
    }
  }
  return best?.name ?? null;
}

/** Two neighbouring letters have changed places: "lable". */
function isSwapped(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
}

/** Levenshtein distance. */
export function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const substituted = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
