/** A pack from its text: or every mistake in it, once, where it stands. */

import { readYaml, type YamlText } from "../io/yaml/document.ts";
import type { PlacedFault } from "../io/yaml/fault.ts";
import { headSlips, lostSections } from "../io/yaml/heads.ts";
import { ancestorsOf, indentSlips } from "../io/yaml/indents.ts";
import {
  type Added,
  asBefore,
  faultsIn,
  lineAt,
  lineBefore,
  mendedBy,
  mendYaml,
  placeOf,
} from "../io/yaml/mend.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import { type Parsed, parsePack } from "../scoring/pack/parse.ts";
import type { PackCode, PackProblem } from "../scoring/pack/problem.ts";
import { type Fatal, messageOf } from "./diagnostic.ts";
import { laidOver, ownSteps, straysIn } from "./extend.ts";
import { once } from "./once.ts";

export type ReadPack =
  | {
      readonly ok: true;
      readonly pack: Pack;
      /** What it was made of, with what it extends. */
      readonly document: unknown;
      readonly at: Places;
    }
  | { readonly ok: false; readonly problems: readonly Fatal[] };

/** Where something of a pack stands in its file. */
export type Places = (
  steps: readonly PropertyKey[],
  on?: "key" | "value",
) => Pick<Fatal, "line" | "column" | "endColumn" | "text" | "file">;

/** A pack that another extends. */
export interface Base {
  readonly document: unknown;
  readonly at: Places;
}

/** What a file says that it extends, whatever else is wrong with it; null: nothing. */
export function extendedBy(text: string): string | null {
  const said = /^extends[ \t]*:[ \t]*(.*)$/m
    .exec(text)?.[1]
    ?.replace(/(^|\s)#.*/, "")
    .trim();
  return said?.replace(/^(["'])(.*)\1$/, "$2") ?? null;
}

/** `name`, where given, is what the pack's id must be. `base`: what it extends. */
export function readPackText(
  text: string,
  options: { readonly name?: string | undefined; readonly base?: Base },
): ReadPack {
  const { base, ...rest } = options;
  const whole = (value: unknown) => (base === undefined ? value : laidOver(base.document, value));
  const parse = (value: unknown): Parsed => {
    const parsed = parsePack(whole(value), rest);
    return parsed.ok ? parsed : { ...parsed, problems: once(parsed.problems) };
  };
  const mended = mendYaml(text, (value) => countOf(parse(value)));
  const lines = text.split(/\r\n?|\n/);
  if (mended.read.value === undefined) return refused(mended.faults, [], lines);
  const shaped = indented({ ...mended, parsed: parse(mended.read.value), faults: [] }, parse);
  const { read, parsed } = shaped;
  const faults = [...mended.mended, ...shaped.faults, ...faultsIn(read, shaped.text, shaped.added)];
  const document = whole(read.value);
  const own = placesOf(shaped, lines);
  const at: Places = (steps, on) => {
    if (base === undefined) return own(steps, on);
    const mine = ownSteps(read.value, document, steps);
    return mine === null ? base.at(steps, on) : own(mine, on);
  };
  const strays = base === undefined ? [] : straysIn(base.document, read.value);
  if (parsed.ok && faults.length + strays.length === 0) return { ok: true, pack: parsed.pack, document, at };
  // What is no pack at all is told as that.
  const none = parsed.ok ? undefined : parsed.problems.find(({ steps }) => steps.length === 0);
  if (none?.code === "wrong-value") return refused([], [fatal(none, at(none.steps, none.on))], lines);
  // Of a line that could not even be read nothing more is known.
  const known = new Set(faults.map(({ line }) => line + 1));
  // A rating that stands twice is one that another lacks.
  const twice = new Set(
    faults
      .filter(({ code }) => code === "duplicate-key")
      .flatMap(({ line }) => ancestorsOf(lines, line).map((above) => above + 1)),
  );
  const located = [
    ...(parsed.ok ? [] : parsed.problems).map((problem) => fatal(problem, at(problem.steps, problem.on))),
    ...strays.map((problem) => fatal(problem, own(problem.steps, problem.on))),
  ]
    .filter(({ line, file }) => file !== undefined || !known.has(line))
    .filter(({ code, line }) => code !== "missing-rating" || !twice.has(line));
  return refused(faults, located, lines);
}

function refused(
  faults: readonly PlacedFault[],
  located: readonly Fatal[],
  lines: readonly string[],
): ReadPack {
  const told = faults.map(({ code, line, from, to, found, expected }): Fatal => {
    const place = { line: line + 1, column: from + 1, endColumn: to + 1, text: lines[line] ?? "" };
    return {
      ...{ code, severity: "error", ...place, message: messageOf({ found, expected }) },
      ...{ path: `line ${place.line}, column ${place.column}`, found, expected },
    };
  });
  const all = [...told, ...located].toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { ok: false, problems: all.slice(0, MOST_TOLD) };
}

/** More than anybody mends before looking again. */
const MOST_TOLD = 100;

function fatal(problem: PackProblem, place: ReturnType<Places>): Fatal {
  const { found, expected } = asWritten(problem, place);
  return {
    ...problem,
    found,
    expected,
    severity: "error",
    ...place,
    message: messageOf({ found, expected }),
  };
}

/** A number as its line has it: of 1.10 and 007 only 1.1 and 7 are left once they are read. */
function asWritten(
  { found, expected }: PackProblem,
  { text, column, endColumn }: ReturnType<Places>,
): Pick<PackProblem, "found" | "expected"> {
  const written = text.slice(column - 1, endColumn - 1);
  if (written.trim() === "" || found !== String(Number(written))) return { found, expected };
  return { found: written, expected: expected.replace(`("${found}")`, `("${written}")`) };
}

function placesOf({ text, read, added }: Shaped, lines: readonly string[]): Places {
  return (steps, on = "value") => {
    const { line: now, from, to } = placeOf(read.place(steps, on), text);
    const line = lineBefore(now, added);
    return { line: line + 1, column: from + 1, endColumn: to + 1, text: lines[line] ?? "" };
  };
}

function countOf(parsed: Parsed): number {
  return parsed.ok ? 0 : parsed.problems.length;
}

interface Shaped {
  readonly text: string;
  readonly read: YamlText;
  readonly parsed: Parsed;
  readonly faults: readonly PlacedFault[];
  readonly added: Added;
}

/** Lines that YAML reads, and that belong to something else than they stand under: seen by what is strange there. */
function indented(first: Shaped, parse: (value: unknown) => Parsed): Shaped {
  let current = first;
  for (let round = 0; round < MOST_MOVED; round++) {
    const better = moved(current, parse);
    if (better === null) return current;
    current = better;
  }
  return current;
}

const MOST_MOVED = 4;
/** What is said of something that stands where it does not belong. */
const STRANGE: ReadonlySet<PackCode> = new Set(["unknown-field", "wrong-value", "empty-value"]);

function moved(current: Shaped, parse: (value: unknown) => Parsed): Shaped | null {
  const strange = (current.parsed.ok ? [] : current.parsed.problems).filter(({ code }) => STRANGE.has(code));
  const lines = strange.flatMap(({ steps, code }) => {
    const line = lineAt(current.text, current.read.place(steps, "key").start);
    // A mapping for a list: its first line may lack the dash.
    return code === "wrong-value" ? [line, line + 1] : [line];
  });
  let best: Shaped | null = null;
  const lost = lostSections(current.text.split("\n"));
  for (const line of [...new Set([...lost, ...lines])].slice(0, 2 * MOST_MOVED)) {
    const better = movedTo(current, line, parse);
    if (better === null || (best !== null && wrongIn(better) >= wrongIn(best))) continue;
    best = better;
    if (wrongIn(best) === 0) break;
  }
  return best;
}

function wrongIn({ parsed, read }: Shaped): number {
  return countOf(parsed) + read.faults.length;
}

/** A line that is moved to where it belongs makes nothing wrong that was right. */
function isNothingNew(now: Parsed, before: Parsed): boolean {
  const kinds = (parsed: Parsed) =>
    parsed.ok ? [] : parsed.problems.map(({ code, steps }) => `${code} ${String(steps.at(-1))}`);
  const known = new Set(kinds(before));
  return kinds(now).every((kind) => known.has(kind));
}

function movedTo(current: Shaped, line: number, parse: (value: unknown) => Parsed): Shaped | null {
  const lines = current.text.split("\n");
  let best: Shaped | null = null;
  let least = wrongIn(current);
  for (const slip of [...indentSlips(lines, line), ...headSlips(lines, line)]) {
    const { text, added } = mendedBy(slip, lines, current.added);
    const read = readYaml(text);
    if (read.syntax.length > 0) continue;
    const faults = [...current.faults, asBefore(slip.fault, current.added)];
    const shaped = { text, read, parsed: parse(read.value), faults, added };
    const count = wrongIn(shaped);
    if (count >= least || !isNothingNew(shaped.parsed, current.parsed)) continue;
    [best, least] = [shaped, count];
  }
  return best;
}
