/** Everybody beside the others: how well each option fits their own answers, and what counts for whom. */
import { drawParts } from "../card/svg.ts";
import { shortName } from "../conversation/view/names.ts";
import { barsOf, rowsOf } from "../conversation/view/verdict/chart.ts";
import { breakdown } from "../conversation/words/card.ts";
import { fits } from "../scoring/compute.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Fits, Verdict } from "../scoring/verdict.ts";
import { countsHtml } from "./counts.ts";
import { escaped, textHtml } from "./html.ts";
import { page as words } from "./words.ts";

export interface Team {
  readonly pack: Pack;
  readonly ballots: Ballots;
  /** By voter. */
  readonly names: Readonly<Record<string, string>>;
  readonly verdict: Verdict;
  /** Those that have parts of their own in the picture. */
  readonly criteria: readonly string[];
}

export function peopleHtml(team: Team): string {
  const { pack, ballots, names, verdict } = team;
  const options = rowsOf(pack, verdict).map(({ id }) => id);
  const heads = options.map(
    (id) => `<th role="columnheader" scope="col">${escaped(shortName(pack, id))}</th>`,
  );
  const people = verdict.voters.map(({ id, leader, strength }) => {
    const said = textHtml(
      breakdown.voter(names[id] ?? id, leader === null ? null : shortName(pack, leader), strength),
    );
    return rowHtml(
      team,
      options,
      said,
      fits(pack, { [id]: ballots[id] ?? { today: {}, later: {} } }),
      leader,
    );
  });
  return [
    `<p class="note">${words.sidesNote}</p><table class="sides" role="table"><thead role="rowgroup">`,
    `<tr role="row">${heads.join("")}</tr></thead><tbody role="rowgroup">`,
    rowHtml(team, options, `<strong>${words.together}</strong>`, verdict, verdict.blend.leader),
    ...people,
    "</tbody></table>",
    countsHtml(pack, ballots, names),
  ].join("");
}

/** Its name in a line of its own, so that the bars have all of a phone's width. */
function rowHtml(
  { pack, criteria }: Team,
  options: readonly string[],
  name: string,
  own: Fits,
  leader: string | null,
) {
  const rows = rowsOf(pack, own);
  const bars = barsOf(pack, own, criteria);
  const cells = options.map((option) => {
    const bar = bars[rows.findIndex(({ id }) => id === option)];
    if (bar === undefined) return "<td></td>";
    return [
      `<td role="cell"${option === leader ? ' class="leads"' : ""}>`,
      `<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">`,
      // As in the picture, nothing is shown of what is ruled out.
      drawParts(bar.out === true ? { ...bar, value: 0, parts: [] } : bar, {
        x: 0,
        y: 0,
        width: 100,
        height: 10,
      }),
      `</svg>${words.percent(bar.value / 100)}${bar.out === true ? ` <small>${words.ruledOut}</small>` : ""}</td>`,
    ].join("");
  });
  return `<tr role="row"><th role="rowheader" scope="row">${name}</th>${cells.join("")}</tr>`;
}
