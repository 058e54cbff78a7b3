/** `plumbline packs stats`: how a pack behaves over many questionnaires. */
import { headline } from "../../packs/diagnostic.ts";
import { readPack } from "../../packs/load.ts";
import { movedBetween, type Stats, statsOf } from "../../packs/stats.ts";
import type { Exit, Shell } from "../shell.ts";
import { percent, table } from "./table.ts";

export interface StatsOptions {
  /** Another pack's file: what share of verdicts lies between the two. */
  readonly against?: string;
  readonly json?: boolean;
}

export async function packsStats(file: string, options: StatsOptions, { out, err }: Shell): Promise<Exit> {
  const pack = await readPack(file);
  const old = options.against === undefined ? null : await readPack(options.against);
  if (!pack.ok) for (const problem of pack.problems) err(headline(file, problem));
  if (old?.ok === false) for (const problem of old.problems) err(headline(options.against ?? "", problem));
  if (!pack.ok || old?.ok === false) return 2;
  const stats = statsOf(pack.value);
  const moved = old === null ? null : movedBetween(old.value, pack.value);
  if (options.json === true) {
    out(JSON.stringify({ ...stats, ...(moved === null ? {} : { moved }) }, null, 2));
    return 0;
  }
  for (const line of linesOf(stats)) out(line);
  if (moved !== null)
    out(`\n${percent(moved)} of random questionnaires come to another option than with ${options.against}.`);
  return 0;
}

function linesOf({ options, questions, asked, fragile }: Stats): string[] {
  return [
    ...table(
      [
        ["option", "leads before any answer", "at random", "near the cases"],
        ...options.map((one) => [one.id, percent(one.before), percent(one.random), percent(one.nearCases)]),
      ],
      [1, 2, 3],
    ),
    "",
    ...table(
      [
        ["question", "another answer decides", "asked"],
        ...questions
          .toSorted((a, b) => b.decides - a.decides)
          .map((one) => [one.id, percent(one.decides), percent(one.asked)]),
      ],
      [1, 2],
    ),
    `asked on average: ${asked.toFixed(1)} of ${questions.length}`,
    "",
    ...table(
      [
        ["rating", "one point decides"],
        ...fragile.map((one) => [`${one.criterion}: ${one.option}`, percent(one.moves)]),
      ],
      [1],
    ),
  ];
}
