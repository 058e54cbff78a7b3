/** Lines that are no entry, and lists that have lost their key. */
import { show } from "../../scoring/pack/problem.ts";
import type { Slip } from "./fault.ts";
import { indentOf } from "./indents.ts";

/** A list whose key was left out, or stands in the same line: an empty line above it has the room for the key. */
export function headSlips(lines: readonly string[], at: number): Slip[] {
  const line = lines[at] ?? "";
  if (lines[at - 1]?.trim() !== "") return [];
  const [, key = "", item = ""] = /^([a-z_]+:) +(- .*)$/.exec(line) ?? [];
  if (item !== "") {
    const place = { line: at, from: line.length - item.length, to: line.length };
    const fault = {
      ...place,
      code: "yaml-dash",
      found: "an item beside its key",
      expected: "a line of its own",
    };
    const moved: [number, string][] = [
      [at - 1, key],
      [at, `  ${item}`],
    ];
    return [{ fault, lines: new Map(moved) }];
  }
  if (!/^ +\S/.test(line)) return [];
  const from = indentOf(line);
  return SECTIONS.filter((name) => !lines.some((one) => one.startsWith(`${name}:`))).map((name) => ({
    fault: {
      ...{ code: "missing-field", line: at, from, to: line.length, found: `no ${name}: above this` },
      expected: `${name}: on a line of its own`,
    },
    lines: new Map([[at - 1, `${name}:`]]),
  }));
}

const SECTIONS = ["sources", "options", "criteria", "questions", "notes", "cases"];

/** A line that is no entry and belongs to no text: somebody's note, or a rule below a heading. */
export function straySlips(line: string, at: number): Slip[] {
  if (!/^\s*(?:[\p{L}\d]|[-=*_~]+\s*$)/u.test(line) || /:(?:\s|$)/.test(line)) return [];
  const [from, found] = [line.search(/\S/), show(line.trim())];
  const expected = "an entry with its key, or a # before a comment";
  return [
    {
      fault: { code: "yaml-syntax", line: at, from, to: line.length, found, expected },
      lines: new Map([[at, ""]]),
    },
  ];
}
