/** Lists and mappings whose key was left out, or stands beside their first item. */
import type { Slip } from "./fault.ts";
import { ancestorsOf, indentOf } from "./indents.ts";

/** A line that lacks its key above: the key is put in there. */
export function headSlips(lines: readonly string[], at: number): Slip[] {
  const line = lines[at] ?? "";
  const [, key = "", item = ""] = /^([a-z_]+:) +(- .*)$/.exec(line) ?? [];
  if (item !== "") {
    const place = { line: at, from: line.length - item.length, to: line.length };
    const fault = {
      ...{ ...place, code: "yaml-dash" },
      ...{ found: "an item beside its key", expected: "a line of its own" },
    };
    return [{ fault, lines: new Map([[at, `${key}\n  ${item}`]]) }];
  }
  const isList = /^ *- /.test(line);
  if (!isList && !/^ +[\w-]+:(?: |$)/.test(line)) return [];
  const from = indentOf(line);
  return headsOf(lines, at, isList).map(({ name, column }) => ({
    fault: {
      ...{ code: "missing-field", line: at, from, to: line.length, found: `no ${name}: above this` },
      expected: `${name}: on a line of its own`,
    },
    lines: new Map([[at, `${" ".repeat(column)}${name}:\n${line}`]]),
  }));
}

/** The keys that may be missing, and where each would begin. */
function headsOf(
  lines: readonly string[],
  at: number,
  isList: boolean,
): readonly { name: string; column: number }[] {
  const from = indentOf(lines[at] ?? "");
  const above = ancestorsOf(lines, at).map((line) => columnOf(lines[line] ?? ""));
  const column = above.find((one) => one > 0 && (one < from || (isList && one === from)));
  const inner = (isList ? LISTS : MAPPINGS).map((name) => ({ name, column: column ?? 0 }));
  const outer = sectionsWithout(lines).map((name) => ({ name, column: 0 }));
  return [...(column === undefined ? [] : inner), ...(from <= OUTER ? outer : [])];
}

/** The column at which a line's key begins; 0 where it has none. */
function columnOf(line: string): number {
  return /^( *(?:- +)*)[\w-]+:(?: |$)/.exec(line)?.[1]?.length ?? 0;
}

/** No section's entries begin farther to the right. */
const OUTER = 4;
const LISTS = ["choices", "means", "says", "aliases"];
const MAPPINGS = ["ratings", "raises", "answers", "rules_out", "applies_when", "when", "later"];

/** What an entry of a section has, and no entry of another. */
const SECTIONS: Readonly<Record<string, RegExp>> = {
  sources: /^ +url:/,
  options: /^ +(?:- +)?(?:summary|means):/,
  criteria: /^ +(?:- +)?ratings:/,
  questions: /^ +(?:- +)?ask:/,
  notes: /^ +(?:- +)?text:/,
  cases: /^ +(?:- +)?recommends:/,
};

function sectionsWithout(lines: readonly string[]): string[] {
  return Object.keys(SECTIONS).filter((name) => !lines.some((one) => one.startsWith(`${name}:`)));
}

/** The first lines of what belongs in sections that are not there: of each its first entry. */
export function lostSections(lines: readonly string[]): number[] {
  return sectionsWithout(lines).flatMap((name) => {
    const at = lines.findIndex((line) => SECTIONS[name]?.test(line));
    if (at === -1) return [];
    return [at, ...ancestorsOf(lines, at)].filter((one) => !/^\w/.test(lines[one] ?? "")).slice(-1);
  });
}
