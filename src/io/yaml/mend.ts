/**
 * Every mistake in a YAML text, each once. A parser that has met one guesses from there on; so the line is put right as its
 * author will have meant it, for our eyes only, and the whole is read again. A line that was left out is put in, and the others
 * are told by the numbers that they had.
 */
import type { YAMLError } from "yaml";
import { complaint } from "./complaint.ts";
import { readYaml, type YamlText } from "./document.ts";
import type { Extent, Fault, PlacedFault, Slip } from "./fault.ts";
import { slipsNear } from "./slips.ts";
import { tabsAsOne } from "./tabs.ts";

export interface Mended {
  /** With the mistakes put right. `value` is undefined where one of them could not be. */
  readonly read: YamlText;
  /** What was put right, by place; in the text as it was. */
  readonly mended: readonly PlacedFault[];
  /** The same, and what the grammar allows and is refused. */
  readonly faults: readonly PlacedFault[];
  readonly text: string;
  readonly added: Added;
}

/** Lines of a mended text that its author left out, from 0. */
export type Added = readonly number[];

/** As `slip` has it, with the lines that were added. */
export function mendedBy(slip: Slip, lines: readonly string[], added: Added): { text: string; added: Added } {
  const text = lines.map((line, i) => slip.lines.get(i) ?? line).join("\n");
  const { line } = slip.fault;
  if (slip.lines.get(line)?.includes("\n") !== true) return { text, added };
  return { text, added: [...added.map((one) => (one < line ? one : one + 1)), line] };
}

/** The number that a line had before any was added. */
export function lineBefore(line: number, added: Added): number {
  return line - added.filter((one) => one < line).length;
}

/** The same of a fault. */
export function asBefore(fault: PlacedFault, added: Added): PlacedFault {
  const before = (line: number) => lineBefore(line, added);
  const runs = fault.runs?.map(({ line, through }) => ({ line: before(line), through: before(through) }));
  return { ...fault, line: before(fault.line), ...(runs && { runs }) };
}

/** `wrong`: how much is wrong with a value, beside the syntax: of two ways to put a line right the better one is taken. */
export function mendYaml(text: string, wrong: (value: unknown) => number): Mended {
  const { left, faults } = withoutStrangers(text.replace(/\r\n?/g, "\n"));
  let current = left;
  let read = readYaml(current);
  let added: Added = [];
  let budget = MOST_READ;
  while (read.syntax.length > 0) {
    const best = budget > 0 ? bestOf(current, read, wrong) : null;
    budget -= best?.cost ?? 0;
    if (best === null || best.slip === null) {
      const [first] = read.syntax;
      if (first !== undefined) faults.push(asBefore(placed(complaint(first, current), current), added));
      break;
    }
    faults.push(asBefore(best.slip.fault, added));
    ({ added } = mendedBy(best.slip, current.split("\n"), added));
    [current, read] = [best.text, best.read];
  }
  const mended = tabsAsOne(faults.toSorted(byPlace), text.split(/\r\n?|\n/));
  const all = [...mended, ...faultsIn(read, current, added)].toSorted(byPlace);
  return { read, mended, faults: all, text: current, added };
}

function byPlace(a: PlacedFault, b: PlacedFault): number {
  return a.line - b.line || a.from - b.from;
}

/**
 * Lines of other tools, which YAML may read as parts of a text: marks of a merge, with one of its sides, comments as in other
 * languages, fences, and what is said to YAML itself.
 */
function withoutStrangers(text: string): { left: string; faults: PlacedFault[] } {
  const faults: PlacedFault[] = [];
  let merging = false;
  let theirs = false;
  let fenced = false;
  const lines = text.split("\n").map((line, at) => {
    const found = (code: string, what: string, expected: string) =>
      void faults.push({ code, line: at, from: line.search(/\S/), to: line.length, found: what, expected });
    if (/^<{7}( |$)/.test(line)) {
      merging = true;
      found("yaml-syntax", "a merge that is not finished", "one of its two sides, without the marks");
      return "";
    }
    if (/^%[A-Z]/.test(line)) {
      found("yaml-syntax", `${line.split(" ")[0]} at a line's start`, "nothing: a pack is YAML 1.2 as it is");
      return "";
    }
    const comment = /^\s*(\/\/|\/\*|<!--|(?:--|;)(?= ))/.exec(line)?.[1];
    if (comment !== undefined) {
      found("yaml-hash", `a comment that begins with ${comment}`, "a # before a comment");
      return "";
    }
    if (/^`{3}/.test(line)) {
      if (!fenced) found("yaml-syntax", "a code fence", "the pack without what stands around it");
      fenced = true;
      return "";
    }
    if (merging && /^(?:={7}|\|{7}( .*)?)$/.test(line)) theirs = true;
    const isGone = theirs;
    if (merging && /^>{7}( |$)/.test(line)) [merging, theirs] = [false, false];
    return isGone ? "" : line;
  });
  return { left: lines.join("\n"), faults };
}

/** Characters parsed in the search, all in all: a second or two. */
const MOST_READ = 8_000_000;

function bestOf(text: string, read: YamlText, wrong: (value: unknown) => number) {
  const lines = text.split("\n");
  const left = leftOf(text, read);
  const [first] = read.syntax;
  // What stands behind it is all the same to the parser: there is nothing to search for.
  if (first?.code === "RESOURCE_EXHAUSTION") return null;
  const at = lineAt(text, text.length - left);
  const around = windowAround(lines, at);
  const before = leftAround(around, lines, NONE);
  let best: { slip: Slip; text: string; read: YamlText; left: number; wrong: number; around: number } | null =
    null;
  let cost = before.cost;
  for (const slip of [
    ...(first?.code === "TAG_RESOLVE_FAILED" ? [withoutTag(first, text)] : []),
    ...slipsNear(lines, at),
  ]) {
    if (cost > MOST_READ) break;
    const here = leftAround(around, lines, slip.lines);
    cost += here.cost;
    if (here.left > 0 && here.left >= Math.min(before.left, (best?.around ?? before.left) + 1)) continue;
    const { text: mended } = mendedBy(slip, lines, []);
    const again = readYaml(mended);
    cost += mended.length;
    const score = {
      left: leftOf(mended, again),
      wrong: again.syntax.length === 0 ? wrong(again.value) + again.faults.length : 0,
    };
    if (score.left >= left) continue;
    const better =
      best === null || score.left < best.left || (score.left === best.left && score.wrong < best.wrong);
    if (better) best = { slip, text: mended, read: again, ...score, around: here.left };
    if (score.left === 0 && score.wrong === 0) break;
  }
  return best === null ? { slip: null, cost } : { ...best, cost };
}

/** Lines that are read on their own first, since a large text takes long: from one, up to another. */
interface Window {
  readonly from: number;
  readonly to: number;
}

const NONE: ReadonlyMap<number, string> = new Map();
/** More lines than a slip looks away from where the parser was lost. */
const AROUND = 40;

/** From a line that begins at the first column, as a text of its own may. */
function windowAround(lines: readonly string[], at: number): Window {
  let from = Math.max(0, at - AROUND);
  while (from > 0 && !/^[A-Za-z_]/.test(lines[from] ?? "")) from -= 1;
  return { from, to: at + AROUND };
}

/** What is left in the window from the first mistake on, and the characters read: nothing where a line outside is changed. */
function leftAround(
  { from, to }: Window,
  lines: readonly string[],
  changed: ReadonlyMap<number, string>,
): { left: number; cost: number } {
  for (const line of changed.keys()) if (line <= from || line >= to) return { left: 0, cost: 0 };
  const text = lines
    .slice(from, to)
    .map((line, i) => changed.get(from + i) ?? line)
    .join("\n");
  return { left: leftOf(text, readYaml(text)), cost: text.length };
}

function withoutTag(error: YAMLError, text: string): Slip {
  const fault = placed(complaint(error, text), text);
  const line = text.split("\n")[fault.line] ?? "";
  const [tag = ""] = /^\S+ ?/.exec(line.slice(fault.from)) ?? [];
  const mended = line.slice(0, fault.from) + line.slice(fault.from + tag.length);
  return { fault, lines: new Map([[fault.line, mended]]) };
}

/** How many characters are left from the first mistake to the end: mending a line before it does not change that. */
function leftOf(text: string, { syntax, long }: YamlText): number {
  const [first] = syntax;
  if (first === undefined) return 0;
  const [at] = first.pos;
  // A quote that was left open ends at the next one, however far, and only there is it noticed.
  const line = text.lastIndexOf("\n", at - 1) + 1;
  const swallowed = long.find(({ start, end }) => start < at && end >= Math.min(line, at));
  return Math.max(1, text.length - (swallowed?.start ?? at));
}

/** From 0. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

export function faultsIn({ faults }: YamlText, text: string, added: Added): PlacedFault[] {
  return faults.map((fault) => asBefore(placed(fault, text), added));
}

function placed({ span, ...fault }: Fault, text: string): PlacedFault {
  return { ...fault, ...placeOf(span, text) };
}

/** From 0; at least one character wide. */
export function placeOf({ start, end }: Extent, text: string): Pick<PlacedFault, "line" | "from" | "to"> {
  const from = start - (text.slice(0, start).lastIndexOf("\n") + 1);
  return { line: lineAt(text, start), from, to: Math.max(from + 1, from + end - start) };
}
