/** Lines that begin with a tab, or with a blank that looks like a space. */
import type { PlacedFault, Slip } from "./fault.ts";
import { indentsAround } from "./indents.ts";

/** Blanks that YAML does not count as spaces: a tab, and those of word processors. */
const WHITE = /[\t\u00a0\u3000]/;
const TABBED = /^ *[\t\u00a0\u3000]/;

export function isTabbed(line: string): boolean {
  return TABBED.test(line);
}

export function tabSlips(lines: readonly string[], at: number): Slip[] {
  const all = tabbedRuns(lines);
  const own = all.filter(({ line, through }) => line <= at && at <= through);
  const [run = { line: at, through: at }] = own;
  const alone = indentsAround(lines, at).map(
    (indent) => new Map([[at, " ".repeat(indent) + (lines[at] ?? "").trimStart()]]),
  );
  const mended = (runs: readonly Run[], ways: readonly ReadonlyMap<number, string>[]): Slip[] =>
    ways.map((way) => ({ fault: tabFault(lines, runs), lines: way }));
  return [
    // Whoever's editor writes tabs has them everywhere.
    ...(all.length > 1 ? mended(all, widthsOf(lines, all, [2, 4, 8])) : []),
    ...(run.line === run.through ? mended(own, alone) : []),
    ...mended(own, widthsOf(lines, own, [2, 4, 8, 1, 6])),
  ];
}

/** Lines in a row. */
type Run = NonNullable<PlacedFault["runs"]>[number];

function tabbedRuns(lines: readonly string[]): Run[] {
  const runs: { line: number; through: number }[] = [];
  for (const [line, text] of lines.entries()) {
    if (!isTabbed(text)) continue;
    const last = runs.at(-1);
    if (last?.through === line - 1) last.through = line;
    else runs.push({ line, through: line });
  }
  return runs;
}

/** With so many spaces for each tab. */
function widthsOf(
  lines: readonly string[],
  runs: readonly Run[],
  widths: readonly number[],
): ReadonlyMap<number, string>[] {
  const numbers = runs.flatMap(({ line, through }) =>
    Array.from({ length: through - line + 1 }, (_, i) => line + i),
  );
  return widths.map(
    (width) =>
      new Map(
        numbers.map((number) => {
          const text = lines[number] ?? "";
          const [before = ""] = /^[ \t\u00a0\u3000]*/.exec(text) ?? [];
          const spaces = before.replaceAll("\t", " ".repeat(width)).replace(/[^ ]/g, " ");
          return [number, spaces + text.slice(before.length)];
        }),
      ),
  );
}

/** Tabs are one mistake, in however many lines. */
function tabFault(lines: readonly string[], runs: readonly Run[]): PlacedFault {
  const [{ line, through } = { line: 0, through: 0 }] = runs;
  const from = Math.max(0, (lines[line] ?? "").search(WHITE));
  const [one, several] =
    (lines[line] ?? "")[from] === "\t"
      ? ["a tab", "tabs"]
      : ["a blank that is no space", "blanks that are no spaces"];
  const shown = runs.slice(0, RUNS_SHOWN).map((run) => {
    return run.line === run.through ? `${run.line + 1}` : `${run.line + 1}–${run.through + 1}`;
  });
  const more = runs.length > RUNS_SHOWN ? ", …" : "";
  const isOne = runs.length === 1 && line === through;
  return {
    ...{ code: "yaml-tab", line, from, to: from + 1, runs },
    found: isOne
      ? `${one} before the text`
      : `${several} before the text, in lines ${shown.join(", ")}${more}`,
    expected: "spaces: YAML counts columns",
  };
}

const RUNS_SHOWN = 8;

/** `faults`, by place, with those of tabs in one. */
export function tabsAsOne(faults: readonly PlacedFault[], lines: readonly string[]): PlacedFault[] {
  const runs = faults.flatMap((fault) => fault.runs ?? []);
  const first = faults.find((fault) => fault.runs !== undefined);
  return faults
    .filter((fault) => fault.runs === undefined || fault === first)
    .map((fault) => (fault === first ? tabFault(lines, runs) : fault));
}
