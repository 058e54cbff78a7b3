/** The options' fit and what made it, as bars. */
import type { Chart } from "../../card/card.ts";
import { toNumber } from "../../scoring/fraction.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Verdict } from "../../scoring/verdict.ts";
import * as words from "../words.ts";
import { criterionName, optionName } from "./names.ts";

/** More would be slivers, and platforms draw few colours apart. */
const PARTS_MAX = 4;

/** An option's place on the card: its fit in what is recommended. */
export interface Row {
  readonly id: string;
  readonly name: string;
  /** 0..1. */
  readonly fit: number;
  readonly ruledOut: readonly string[];
}

/** What is still in the ranking first, best first. */
export function rowsOf(pack: Pack, verdict: Verdict): readonly Row[] {
  const rows = verdict.blend.options.map(({ id, fit, ruledOut }) => ({
    id,
    name: optionName(pack, id),
    fit,
    ruledOut,
  }));
  return [
    ...rows.filter(({ ruledOut }) => ruledOut.length === 0),
    ...rows.filter(({ ruledOut }) => ruledOut.length > 0),
  ];
}

/** `oneHorizon`: later is as today, so that today's contributions are the whole story. */
export function chartOf(pack: Pack, verdict: Verdict, rows: readonly Row[], oneHorizon: boolean): Chart {
  const labels = oneHorizon ? largestCriteria(verdict) : [];
  const parts = rows.map((row) => (oneHorizon ? partsOf(pack, verdict, row, labels) : []));
  const bars = rows.map((row, index) => ({
    label: labelOf(row),
    value: row.fit * 100,
    // What is nothing in every bar would only be a label.
    parts: (parts[index] ?? []).filter((_, at) => parts.some((one) => (one[at]?.value ?? 0) > 0)),
  }));
  return {
    kind: "chart",
    title: words.verdict.chartTitle,
    alt: words.verdict.chartAlt(
      rows.map((row, index) => ({ name: labelOf(row), fit: row.fit, parts: bars[index]?.parts ?? [] })),
    ),
    bars,
  };
}

function labelOf({ name, ruledOut }: Row): string {
  return ruledOut.length === 0 ? name : words.verdict.out(name);
}

/** The criteria that made most of all options' values together; then by id. */
function largestCriteria(verdict: Verdict): readonly string[] {
  const sums = new Map<string, number>();
  for (const { criterion, value } of verdict.contributions)
    sums.set(criterion, (sums.get(criterion) ?? 0) + toNumber(value));
  return [...sums]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, PARTS_MAX)
    .map(([criterion]) => criterion);
}

function partsOf(
  pack: Pack,
  verdict: Verdict,
  row: Row,
  labels: readonly string[],
): Chart["bars"][number]["parts"] {
  const standing = verdict.blend.options.find(({ id }) => id === row.id);
  const whole = standing === undefined ? 0 : toNumber(standing.value);
  if (whole === 0) return [];
  const own = verdict.contributions.filter(({ option }) => option === row.id);
  const sum = (wanted: (criterion: string) => boolean): number =>
    own.filter(({ criterion }) => wanted(criterion)).reduce((total, { value }) => total + toNumber(value), 0);
  const scale = (row.fit * 100) / whole;
  const open = whole - sum(() => true);
  return [
    ...labels.map((label) => ({
      label: criterionName(pack, label),
      value: sum((one) => one === label) * scale,
    })),
    { label: words.verdict.other, value: sum((one) => !labels.includes(one)) * scale },
    { label: words.verdict.stillOpen, value: Math.max(0, open) * scale },
  ];
}
