/** What people get wrong in a line of YAML, and the line as it will have been meant. */
import { show } from "../../scoring/pack/problem.ts";
import { bracketSlips } from "./brackets.ts";
import type { AddSlip, Slip } from "./fault.ts";
import { headSlips } from "./heads.ts";
import { ancestorsOf, indentOf, indentSlips, isOdd } from "./indents.ts";
import { keySlips } from "./keys.ts";
import { isTabbed, tabSlips } from "./tabs.ts";
import { textsIn } from "./texts.ts";
import { textSlips } from "./values.ts";

/** Likely ones first. `line`: where a parser was lost, from 0; the mistake is there, or a line before or after. */
export function slipsNear(lines: readonly string[], line: number): Slip[] {
  const near = [line, nearest(lines, line, -1), nearest(lines, line, 1)].filter(
    (one, i, all) => one >= 0 && one < lines.length && all.indexOf(one) === i,
  );
  return [
    ...headSlips(lines, line),
    ...[...near, openedAbove(lines, line)].flatMap((one) => bracketSlips(lines, one)),
    ...near.flatMap((one) => lineSlips(lines, one)),
    // Of lines that do not fit each other, the one whose column is unusual is more likely the wrong one.
    ...[...new Set([...near, ...around(lines, line)])]
      .toSorted((a, b) => Number(isOdd(lines, b)) - Number(isOdd(lines, a)) || (isOdd(lines, a) ? a - b : 0))
      .flatMap((one) => (isTabbed(lines[one] ?? "") ? tabSlips(lines, one) : indentSlips(lines, one))),
    ...near.slice(1).flatMap((one) => headSlips(lines, one)),
    ...near.flatMap((one) => straySlips(lines[one] ?? "", one)),
  ];
}

/** Lines that this one may belong in, and the first that stands where it does. */
function around(lines: readonly string[], line: number): number[] {
  const start = nearest(lines, line + 1, -1);
  const above = ancestorsOf(lines, start);
  const parent = [start, ...above].find(
    (one) => one !== start && indentOf(lines[one] ?? "") < indentOf(lines[start] ?? ""),
  );
  return [...above, ...(parent === undefined ? [] : [nearest(lines, parent, 1)])];
}

/** Where brackets that span lines may have been opened. */
function openedAbove(lines: readonly string[], from: number): number {
  for (let line = from - 2; line >= Math.max(0, from - FARTHEST); line--)
    if (/[[{][^\]}]*$/.test(lines[line] ?? "")) return line;
  return -1;
}

const FARTHEST = 30;

/** The next line that is not blank. */
function nearest(lines: readonly string[], from: number, step: 1 | -1): number {
  let line = from + step;
  while (lines[line]?.trim() === "") line += step;
  return line;
}

function lineSlips(lines: readonly string[], at: number): Slip[] {
  const line = lines[at] ?? "";
  const slips: Slip[] = [];
  const slip: AddSlip = (code, column, from, to, found, expected) =>
    void slips.push({
      fault: { code, line: at, from: column, to: column + Math.max(1, from.length), found, expected },
      lines: new Map([[at, line.slice(0, column) + to + line.slice(column + from.length)]]),
    });
  if (/^(---|\.\.\.)(\s|$)/.test(line)) {
    slip("yaml-documents", 0, line, "", "a second document", "one document a file");
    const [fault] = slips.map((one) => one.fault);
    if (fault !== undefined)
      slips.push({
        fault,
        lines: new Map(lines.slice(at).map((_, below) => [at + below, ""])),
      });
  }
  const dash = /^(\s*)-([A-Za-z_][\w-]*:)/.exec(line);
  if (dash !== null)
    slip("yaml-dash", dash[1]?.length ?? 0, "-", "- ", `${show(`-${dash[2]}`)}`, "a space after the dash");
  const tab = /^(\s*(?:- +)*)-(\t+)/.exec(line);
  if (tab !== null)
    slip("yaml-tab", (tab[1]?.length ?? 0) + 1, tab[2] ?? "", " ", "a tab after the dash", "a space");
  const bullet = /^(\s*)([*+•–—]|\d+[.)]|- -) +/.exec(line);
  if (bullet !== null)
    slip(
      "yaml-dash",
      bullet[1]?.length ?? 0,
      bullet[2] ?? "",
      "-",
      `${bullet[2]} before an item`,
      "one dash",
    );
  const question = /^(\s*(?:- +)*)\? +[A-Za-z_][\w-]*:/.exec(line);
  if (question !== null)
    slip("yaml-start", question[1]?.length ?? 0, "? ", "", "a ? before a key", "the key alone");
  keySlips(line, slip);
  const item = /[[,]\s*(["'])(?!.*\1)(.*?)\]\s*\}*\s*$/.exec(
    line.replace(/(["'])(?:(?!\1).)*\1/g, (done) => "x".repeat(done.length)),
  );
  if (item !== null) {
    const [, quote = "", text = ""] = item;
    const column = item.index + item[0].indexOf(quote);
    slip(
      "yaml-quote",
      column,
      quote + text,
      quote + text + quote,
      `a ${quote} that is not closed`,
      "the same at the end of the text",
    );
  }
  for (const text of textsIn(line)) textSlips(text, slip);
  return slips;
}

/** A line that is no entry and belongs to no text: somebody's note, or a rule below a heading. */
function straySlips(line: string, at: number): Slip[] {
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
