/** Lines that begin at the wrong column. */
import { show } from "../../scoring/pack/problem.ts";
import type { Slip } from "./fault.ts";

export function indentSlips(lines: readonly string[], at: number): Slip[] {
  const line = lines[at] ?? "";
  const now = indentOf(line);
  const word = show(/^\s*(\S+)/.exec(line)?.[1] ?? "");
  const moved = indentsAround(lines, at)
    .filter((indent) => indent !== now)
    .flatMap((indent) => {
      const fault = {
        code: "yaml-indent",
        line: at,
        from: now,
        to: now + word.length - 2,
        found: `${spaces(now)} before ${word}`,
        expected: `${spaces(indent)}, as what it belongs to has`,
      };
      const alone = new Map([[at, " ".repeat(indent) + line.slice(now)]]);
      const block = new Map(alone);
      for (let below = at + 1; below < lines.length; below++) {
        const text = lines[below] ?? "";
        if (text.trim() !== "" && indentOf(text) <= now) break;
        if (text.trim() !== "")
          block.set(below, " ".repeat(indentOf(text) - now + indent) + text.trimStart());
      }
      // A text that goes on at the same column.
      const text = new Map(alone);
      for (let below = at + 1; indentOf(lines[below] ?? "") === now && isText(lines[below] ?? ""); below++)
        text.set(below, " ".repeat(indent) + (lines[below] ?? "").trimStart());
      return [alone, block, text]
        .filter((moved, i) => i === 0 || moved.size > 1)
        .map((moved) => ({ fault, lines: moved }));
    });
  return [...moved, ...insideSlips(lines, at, now), ...dashSlips(line, at, now)];
}

/** Neither an entry nor an item. */
function isText(line: string): boolean {
  return line.trim() !== "" && !/^\s*(?:[\w-]+:(?:\s|$)|- |#)/.test(line);
}

/** Several entries at the column of the key that they belong in. */
function insideSlips(lines: readonly string[], at: number, now: number): Slip[] {
  const above = lines[at - 1] ?? "";
  if (indentOf(above) !== now || !/^ *[A-Za-z_][\w-]*:\s*$/.test(above)) return [];
  const fault = {
    ...{ code: "yaml-indent", line: at, from: now, to: (lines[at] ?? "").length },
    ...{ found: `${spaces(now)} before what belongs in the line above`, expected: spaces(now + 2) },
  };
  const all = lines.slice(at, at + MOST_INSIDE);
  const end = all.findIndex((line) => line.trim() === "" || indentOf(line) < now);
  return all
    .slice(0, end === -1 ? all.length : end)
    .map((_, last) => new Map(all.slice(0, last + 1).map((line, i) => [at + i, `  ${line}`])))
    .map((moved) => ({ fault, lines: moved }));
}

const MOST_INSIDE = 8;

/** The first item of a list, without its dash. */
function dashSlips(line: string, at: number, now: number): Slip[] {
  const dashed = /^( *)- +[A-Za-z_][\w-]*:/.exec(line);
  if (dashed !== null) {
    const fault = {
      ...{ code: "yaml-dash", line: at, from: now, to: now + 1 },
      ...{ found: "a dash", expected: "none: this is no list" },
    };
    return [`${dashed[1]}`, `${dashed[1]}  `].map((before) => ({
      fault,
      lines: new Map([[at, before + line.slice(now + 2)]]),
    }));
  }
  const key = /^ {2,}([A-Za-z_][\w-]*):/.exec(line);
  if (key === null) return [];
  const fault = {
    code: "yaml-dash",
    line: at,
    from: now,
    to: now + (key[1]?.length ?? 0),
    found: `${key[1]} without a dash`,
    expected: "a dash and a space before the first key of a list's item",
  };
  return [{ fault, lines: new Map([[at, `${" ".repeat(now - 2)}- ${line.slice(now)}`]]) }];
}

/** Columns at which lines near this one begin, and two to the right of them: the nearest first. */
export function indentsAround(lines: readonly string[], at: number): number[] {
  const found = new Set<number>();
  for (let away = 1; away < 12 && found.size < 8; away++) {
    for (const line of [lines[at - away], lines[at + away]]) {
      if (line === undefined || line.trim() === "" || /^\s*#/.test(line) || line.includes("\t")) continue;
      found.add(indentOf(line));
      if (/^\s*- /.test(line)) found.add(indentOf(line) + 2);
    }
  }
  const [above = ""] = lines
    .slice(0, at)
    .filter((line) => line.trim() !== "")
    .slice(-1);
  found.add(indentOf(above) + 2);
  for (const above of ancestorsOf(lines, at)) found.add(indentOf(lines[above] ?? ""));
  return [...found];
}

/** The lines above that begin further and further to the left: all that it may be in. */
export function ancestorsOf(lines: readonly string[], at: number): number[] {
  const found: number[] = [];
  let outer = Number.POSITIVE_INFINITY;
  for (let above = at - 1; above >= 0 && outer > 0; above--) {
    const line = lines[above] ?? "";
    if (line.trim() === "" || /^\s*#/.test(line) || line.includes("\t") || indentOf(line) >= outer) continue;
    outer = indentOf(line);
    found.push(above);
  }
  return found;
}

/** Whether it begins another number of columns to the right of what it is in than most lines do. */
export function isOdd(lines: readonly string[], at: number): boolean {
  const own = indentOf(lines[at] ?? "");
  const parent = ancestorsOf(lines, at).find((above) => indentOf(lines[above] ?? "") < own);
  return own !== 0 && own - (parent === undefined ? 0 : indentOf(lines[parent] ?? "")) !== usualStep(lines);
}

function usualStep(lines: readonly string[]): number {
  const steps = new Map<number, number>();
  let before = 0;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const step = indentOf(line) - before;
    if (step > 0) steps.set(step, (steps.get(step) ?? 0) + 1);
    before = indentOf(line);
  }
  const [[usual] = [2]] = [...steps].toSorted(([, a], [, b]) => b - a);
  return usual;
}

export function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

function spaces(count: number): string {
  return count === 0 ? "no spaces" : count === 1 ? "one space" : `${count} spaces`;
}
