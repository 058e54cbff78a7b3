/** The picture's figures, and those that it has no room for, as a table. */
import { criterionName, shortName } from "../conversation/view/names.ts";
import { rowsOf } from "../conversation/view/verdict/chart.ts";
import { toNumber } from "../scoring/fraction.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";
import { escaped } from "./html.ts";
import { page as words } from "./words.ts";

interface Row {
  readonly name: string;
  readonly values: readonly string[];
}

/** A column for each option: its fit, how likely it is to lead, and what each criterion adds to its fit. */
export function figuresHtml(pack: Pack, verdict: Verdict): string {
  const options = rowsOf(pack, verdict);
  const { open, unresolved } = verdict.blend;
  const standings = options.map(({ id }) => verdict.blend.options.find((one) => one.id === id));
  const chances: Row = {
    name: words.chance,
    values: standings.map((one) =>
      one === undefined || one.ruledOut.length > 0
        ? words.ruledOut
        : words.likely(one.confidence, unresolved > 0),
    ),
  };
  const rows: readonly Row[] = [
    { name: words.fit, values: options.map(({ fit }) => words.percent(fit)) },
    ...(open.length === 0 ? [] : [chances]),
    ...criteriaRows(pack, verdict, standings),
  ];
  return tableHtml(
    words.figures,
    options.map(({ id }) => shortName(pack, id)),
    rows,
  );
}

/** In points of fit, the largest first; together with what is open they are the fit, up to rounding. */
function criteriaRows(
  pack: Pack,
  { contributions }: Verdict,
  standings: readonly (Verdict["blend"]["options"][number] | undefined)[],
): readonly Row[] {
  const criteria = [...new Set(contributions.map(({ criterion }) => criterion))];
  const points = (criterion: string): number[] =>
    standings.map((one) => {
      if (one === undefined || one.value.num === 0n) return 0;
      const own = contributions.filter((each) => each.criterion === criterion && each.option === one.id);
      const sum = own.reduce((total, { value }) => total + toNumber(value), 0);
      return (sum * one.fit * 100) / toNumber(one.value);
    });
  return criteria
    .map((criterion) => ({ name: criterionName(pack, criterion), points: points(criterion) }))
    .sort((a, b) => Math.max(...b.points) - Math.max(...a.points))
    .map(({ name, points }) => ({ name, values: points.map(words.points) }));
}

/** Folded; as wide as it has to be. */
export function tableHtml(label: string, columns: readonly string[], rows: readonly Row[]): string {
  const heads = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join("");
  const body = rows.map(
    ({ name, values }) =>
      `<tr><th scope="row">${escaped(name)}</th>${values.map((value) => `<td>${value}</td>`).join("")}</tr>`,
  );
  return [
    `<details class="more" data-of="${escaped(label)}"><summary>${escaped(label)}</summary>`,
    `<div class="wide" role="region" tabindex="0" aria-label="${escaped(label)}">`,
    `<table><thead><tr><td></td>${heads}</tr></thead><tbody>${body.join("")}</tbody></table></div></details>`,
  ].join("");
}
