/** `plumbline packs test`: the worked cases, what came of them, and what of the pack they touch. */
import { type CaseResult, caseResults } from "../../packs/cases.ts";
import { coverageOf, type Touchable } from "../../packs/coverage.ts";
import { packFiles } from "../../packs/load.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { printable } from "../../scoring/pack/problem.ts";
import { counted, type Exit, type Shell } from "../shell.ts";
import { packAt } from "./pack-at.ts";
import { percent, table } from "./table.ts";

export interface TestOptions {
  /** Where the packs are, if none is named. */
  readonly directories: readonly string[];
  /** In percent: less is a failure. Undefined: coverage is not looked at. */
  readonly coverage?: number;
  readonly json?: boolean;
}

interface Untouched extends Omit<Touchable, "steps" | "covered"> {
  readonly line: number;
}

interface Tested {
  readonly file: string;
  readonly cases: readonly CaseResult[];
  /** 0..1, and what is not covered. */
  readonly coverage?: { readonly share: number; readonly untouched: readonly Untouched[] };
}

export async function packsTest(
  files: readonly string[],
  { directories, coverage, json = false }: TestOptions,
  shell: Shell,
): Promise<Exit> {
  const found =
    files.length > 0 ? [] : await Promise.all(directories.map((directory) => packFiles(directory)));
  const all = files.length > 0 ? files : found.flatMap((one) => (one.ok ? one.value : []));
  const tested: Tested[] = [];
  let exit: Exit = 0;
  for (const file of all) {
    const read = await packAt(file, shell);
    if (read === null) {
      exit = 2;
      continue;
    }
    const cases = caseResults(read.value);
    const covered = coverage === undefined ? null : coveredBy(read.value, (steps) => read.at(steps).line);
    if (cases.some(isFailure) || (covered !== null && covered.share < (coverage ?? 0) / 100))
      exit = exit === 2 ? 2 : 1;
    tested.push({ file, cases, ...(covered === null ? {} : { coverage: covered }) });
  }
  if (json) shell.out(JSON.stringify(tested, null, 2));
  else for (const one of tested) shell.out(textOf(one, coverage));
  return found.every(({ ok }) => ok) ? exit : 2;
}

function isFailure({ outcome }: CaseResult): boolean {
  return outcome === "fails" || outcome === "invalid";
}

function coveredBy(pack: Pack, lineOf: (steps: readonly PropertyKey[]) => number) {
  const parts = coverageOf(pack);
  const untouched = parts
    .filter(({ covered }) => !covered)
    .map(({ kind, name, steps }) => ({ kind, name, line: lineOf(steps) }));
  return { share: parts.length === 0 ? 1 : 1 - untouched.length / parts.length, untouched };
}

function textOf({ file, cases, coverage }: Tested, least = 0): string {
  const rows = cases.map(({ name, outcome, expected, got, margin, confidence }) => [
    MARKS[outcome],
    name,
    ...[expected, got],
    ...(outcome === "invalid" ? ["", ""] : [margin === null ? "alone" : points(margin), percent(confidence)]),
  ]);
  const lines = table([["", "case", "expected", "got", "margin", "confidence"], ...rows], [4, 5]);
  const failed = cases.filter(isFailure).length;
  const known = cases.filter(({ outcome }) => outcome === "todo").length;
  return [
    printable(file),
    ...lines.flatMap((line, i) => [line, ...whyOf(cases[i - 1])]),
    `${counted(cases.length, "case")}: ${cases.length - failed - known} hold, ${failed} fail${known === 0 ? "" : `, ${known} known not to work yet`}`,
    ...(coverage === undefined ? [] : coverageText(file, coverage, least)),
  ].join("\n");
}

const MARKS: Readonly<Record<CaseResult["outcome"], string>> = {
  holds: "✓",
  fails: "✗",
  invalid: "✗",
  todo: "–",
};

/** Of one that does not come out: the ranking, and the answers that did it. */
function whyOf(result: CaseResult | undefined): string[] {
  if (result === undefined || result.outcome === "holds" || result.ranking.length === 0) return [];
  const ranking = result.ranking.map(({ id, fit, ruledOut }) =>
    ruledOut.length === 0 ? `${id} ${percent(fit)}` : `${id} ruled out (${ruledOut.join("; ")})`,
  );
  return [
    `     ranking: ${ranking.join(", ")}`,
    ...result.because.map(
      ({ question, choice, points: own }) => `     ${question}: ${choice} put it ahead by ${own.toFixed(1)}`,
    ),
  ];
}

/** Of the fit, in percent points. */
function points(margin: number): string {
  return `${margin < 0 ? "−" : "+"}${Math.abs(100 * margin).toFixed(1)}`;
}

function coverageText(
  file: string,
  { share, untouched }: NonNullable<Tested["coverage"]>,
  least: number,
): string[] {
  return [
    `coverage: ${Math.floor(100 * share)} % of choices, rule-outs, conditions, criteria and notes${100 * share < least ? `, and ${least} % are wanted` : ""}`,
    ...untouched.map(({ kind, name, line }) => `${printable(file)}:${line}: no case touches ${kind} ${name}`),
  ];
}
