/** The options' fit and what made it, as bars. */
import type { Chart } from "../../../card/card.ts";
import { shorten } from "../../../card/fit.ts";
import { toNumber } from "../../../scoring/fraction.ts";
import type { Pack } from "../../../scoring/pack/pack.ts";
import type { Fits, Verdict } from "../../../scoring/verdict.ts";
import * as words from "../../words/card.ts";
import { criterionName, optionName } from "../names.ts";

/** Three criteria and the rest: more parts would be slivers, and could not be told apart on a phone. */
const CRITERIA_MAX = 3;
const RULED_OUT_MAX = 36;

/** An option's place on the card: its fit in what is recommended. */
export interface Row {
  readonly id: string;
  readonly name: string;
  /** 0..1. */
  readonly fit: number;
  readonly ruledOut: readonly string[];
}

/** What is still in the ranking first, best first. */
export function rowsOf(pack: Pack, { blend }: Fits): readonly Row[] {
  const rows = blend.options.map(({ id, fit, ruledOut }) => ({
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

/** Each option's fit, and what made it: the criteria that made most of the leader's, and the rest. */
export function chartOf(pack: Pack, verdict: Verdict): Chart {
  return chartWith(pack, verdict, largestCriteria(verdict));
}

/** `criteria`: those that have parts of their own, in their order. */
export function chartWith(pack: Pack, fits: Fits, criteria: readonly string[]): Chart {
  const all = barsOf(pack, fits, criteria);
  // What is nothing in every bar would only be a label.
  const bars = all.map((bar) => ({
    ...bar,
    parts: bar.parts.filter((_, at) => all.some(({ parts }) => (parts[at]?.value ?? 0) > 0)),
  }));
  return {
    kind: "chart",
    title: words.chart.title,
    alt: words.chart.alt(bars),
    bars,
  };
}

/** In the order of the rows, each with a part for each criterion and one for the rest; none where its fit is 0. */
export function barsOf(pack: Pack, fits: Fits, criteria: readonly string[]): Chart["bars"] {
  return rowsOf(pack, fits).map((row) => ({
    label: labelOf(row),
    value: row.fit * 100,
    ...(row.ruledOut.length === 0 ? {} : { out: true as const }),
    parts: partsOf(pack, fits, row, criteria),
  }));
}

/** A long name leaves room for what has to be seen. */
function labelOf({ name, ruledOut }: Row): string {
  return ruledOut.length === 0 ? name : words.chart.out(shorten(name, RULED_OUT_MAX));
}

/** Of the leader's value, or the best one's where none is known; then by id. */
export function largestCriteria({ contributions, blend }: Verdict | Fits): readonly string[] {
  const best = ("leader" in blend ? blend.leader : null) ?? blend.options[0]?.id;
  const sums = new Map<string, number>();
  for (const { criterion, option, value } of contributions)
    if (option === best) sums.set(criterion, (sums.get(criterion) ?? 0) + toNumber(value));
  return [...sums]
    .filter(([, sum]) => sum > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, CRITERIA_MAX)
    .map(([criterion]) => criterion);
}

/** Its contributions and what is open sum to its value, and the parts to its fit. */
function partsOf(
  pack: Pack,
  fits: Fits,
  row: Row,
  labels: readonly string[],
): Chart["bars"][number]["parts"] {
  const standing = fits.blend.options.find(({ id }) => id === row.id);
  const whole = standing === undefined ? 0 : toNumber(standing.value);
  if (whole === 0) return [];
  const own = fits.contributions.filter(({ option }) => option === row.id);
  const sum = (criterion: string): number =>
    own.filter((one) => one.criterion === criterion).reduce((total, { value }) => total + toNumber(value), 0);
  const scale = (row.fit * 100) / whole;
  const named = labels.map((label) => ({ label: criterionName(pack, label), value: sum(label) * scale }));
  const rest = row.fit * 100 - named.reduce((total, { value }) => total + value, 0);
  return [...named, { label: words.chart.other, value: Math.max(0, rest) }];
}
