/** The charts of a team: every figure in them is somebody's own. */
import { expect, test } from "vitest";
import { shortName } from "../../src/conversation/view/names.ts";
import { peopleHtml, type Team } from "../../src/report/people.ts";
import { decisionReport } from "../../src/report/report.ts";
import { resultOf } from "../../src/report/result.ts";
import { NOTHING_TRIED } from "../../src/report/what-if.ts";
import { fits, verdict } from "../../src/scoring/compute.ts";
import { toNumber } from "../../src/scoring/fraction.ts";
import { raisedCriteria } from "../../src/scoring/model/contributions.ts";
import { crowd, undecided } from "../record/crowd.ts";
import { shipped } from "../rules/flagship.ts";
import { seeded } from "../rules/teams.ts";

async function teams(people: number): Promise<Team[]> {
  return (await shipped()).map((whole) => {
    const state = undecided(crowd(whole, { people, random: seeded(people), reason: null }));
    const { pack, ballots, names } = decisionReport(state, whole);
    const said = verdict(pack, ballots);
    const { criteria } = resultOf({ title: "", pack, ballots, names }, NOTHING_TRIED, verdict);
    return { pack, ballots, names: names ?? {}, verdict: said, criteria };
  });
}

function unescaped(html: string): string {
  return html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** The cells of a table's body, row by row, without their elements. */
function cellsOf(table: string): string[][] {
  const [, body = ""] = table.split("<tbody");
  return body
    .split("</tr>")
    .slice(0, -1)
    .map((row) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) =>
        unescaped(cell.replace(/<svg.*?<\/svg>/gs, "").replace(/<[^>]*>/g, "")),
      ),
    );
}

test.each([2, 5])(
  "of %i people everybody's fits stand beside the team's, and the own leader is marked",
  async (n) => {
    for (const team of await teams(n)) {
      const { pack, ballots, names, verdict: said } = team;
      const html = peopleHtml(team);
      const [together = [], ...rows] = cellsOf(html.slice(0, html.indexOf("</table>")));
      const order = [...html.matchAll(/role="columnheader" scope="col">([^<]+)</g)].map(([, name]) => name);
      expect(order).toHaveLength(pack.options.length);
      const percentsIn = (row: string[]) =>
        row
          .slice(1)
          .map((cell) => Number.parseInt(cell, 10))
          .toSorted();
      const percents = (options: readonly { readonly fit: number }[]) =>
        options.map(({ fit }) => Math.round(fit * 100)).toSorted();
      expect(percentsIn(together)).toEqual(percents(said.blend.options));
      expect(rows).toHaveLength(n);
      for (const [at, [id, ballot]] of Object.entries(ballots).entries()) {
        const row = rows[at] ?? [];
        expect(row[0]).toContain(`${names[id]}: `);
        expect(percentsIn(row)).toEqual(percents(fits(pack, { [id]: ballot }).blend.options));
        const leader = said.voters.find((voter) => voter.id === id)?.leader;
        const marked = html.split("</tr>")[at + 2]?.match(/class="leads"/g) ?? [];
        expect(marked).toHaveLength(leader === null ? 0 : 1);
      }
    }
  },
);

test("whoever gives a criterion most and least of their weight is named with their shares", async () => {
  for (const { pack, ballots, names, ...team } of await teams(3)) {
    const html = peopleHtml({ pack, ballots, names, ...team });
    const [, criterion, high, highest, low, lowest] =
      /furthest apart on “(.+?)”: it is (\d+) % of what counts for (.+?), and (\d+ %|nothing) of what counts for (.+?)\.</.exec(
        unescaped(html),
      ) ?? [];
    const shares = Object.entries(ballots).map(([id, ballot]) => {
      const raised = raisedCriteria(pack, { [id]: ballot });
      const whole = raised.reduce((sum, { weight }) => sum + toNumber(weight), 0);
      const of = (wanted: string) =>
        toNumber(raised.find((one) => one.criterion === wanted)?.weight ?? { num: 0n, den: 1n });
      return { name: names[id], of: (wanted: string) => of(wanted) / whole };
    });
    const apart = (id: string) => {
      const own = shares.map((share) => share.of(id));
      return Math.max(...own) - Math.min(...own);
    };
    const widest = pack.criteria.toSorted((a, b) => apart(b.id) - apart(a.id))[0];
    expect(criterion).toBe(widest?.name);
    const own = new Map(shares.map(({ name, of }) => [name, Math.round(of(widest?.id ?? "") * 100)]));
    expect(own.get(highest)).toBe(Number(high));
    expect(own.get(lowest)).toBe(Number.parseInt(low?.replace("nothing", "0") ?? "", 10));
    expect(Math.max(...own.values())).toBe(Number(high));
  }
});

test("the picture's table has every option's fit, and parts that sum to it", async () => {
  for (const team of await teams(3)) {
    const { figures } = resultOf({ title: "", ...team }, NOTHING_TRIED, verdict);
    const rows = cellsOf(figures);
    const fit = rows.find(([name]) => name === "Fit") ?? [];
    expect(
      fit
        .slice(1)
        .map((cell) => Number.parseInt(cell, 10))
        .toSorted(),
    ).toEqual(team.verdict.blend.options.map((option) => Math.round(option.fit * 100)).toSorted());
    expect(figures).toContain(shortName(team.pack, team.verdict.blend.options[0]?.id ?? ""));
    const parts = rows.filter(([name]) => team.pack.criteria.some((one) => one.name === name));
    const sums = fit
      .slice(1)
      .map((_, at) => parts.reduce((sum, row) => sum + Number(row[at + 1]?.replace("&lt; ", "")), 0));
    const rounding = 0.5 + parts.length * 0.05;
    for (const [at, sum] of sums.entries()) {
      const whole = Number.parseInt(fit[at + 1] ?? "", 10);
      expect(sum).toBeLessThan(whole + rounding);
      // What is open has no part.
      if (team.verdict.blend.open.length === 0) expect(sum).toBeGreaterThan(whole - rounding);
    }
  }
});

test("two whose names begin alike are told apart, and who has answered nothing is not drawn", async () => {
  const [team] = await teams(2);
  if (team === undefined) throw new Error("there is no pack");
  const [a = "", b = ""] = Object.keys(team.ballots);
  const names = { [a]: "Ana", [b]: "amy <b>" };
  expect(peopleHtml({ ...team, names })).toContain("<b>A1</b> Ana, <b>A2</b> amy &#60;b&#62;.");
  const alone = { ...team.ballots, [b]: { today: {}, later: {} } };
  const html = peopleHtml({ ...team, names, ballots: alone, verdict: verdict(team.pack, alone) });
  expect(html).not.toContain("What counts for whom");
});
