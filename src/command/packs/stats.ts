/** `plumbline packs stats`: how a pack behaves over many questionnaires. */
import { join } from "node:path";
import { readText } from "../../io/text-file.ts";
import { movedBetween, type Stats, statsOf } from "../../packs/stats.ts";
import { read } from "../../reading/read.ts";
import { measure, parseLabelled } from "../../reading/recall.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { sentence } from "../../scoring/pack/problem.ts";
import type { Exit, Shell } from "../shell.ts";
import { packAt } from "./pack-at.ts";
import { percent, table } from "./table.ts";

export interface StatsOptions {
  /** Another pack's file: what share of verdicts lies between the two. */
  readonly against?: string;
  /** A folder with labelled discussions, in a file of the pack's id: how well they are read. */
  readonly labelled?: string;
  readonly json?: boolean;
}

export async function packsStats(file: string, options: StatsOptions, shell: Shell): Promise<Exit> {
  const { out, err } = shell;
  const pack = await packAt(file, shell);
  const old = options.against === undefined ? undefined : await packAt(options.against, shell);
  if (pack === null || old === null) return 2;
  const measured = options.labelled === undefined ? null : await readingOf(pack.value, options.labelled);
  if (measured !== null && "wrong" in measured) {
    err(measured.wrong);
    return 2;
  }
  const stats = statsOf(pack.value);
  const moved = old === undefined ? null : movedBetween(old.value, pack.value);
  if (options.json === true) {
    out(
      JSON.stringify(
        {
          ...stats,
          ...(moved === null ? {} : { moved }),
          ...(measured === null ? {} : { reading: measured }),
        },
        null,
        2,
      ),
    );
    return 0;
  }
  for (const line of linesOf(stats)) out(line);
  if (moved !== null)
    out(`\n${percent(moved)} of random questionnaires come to another option than with ${options.against}.`);
  if (measured !== null)
    out(
      `\nOf labelled discussions, what is stated: ${measured.proposed} of ${measured.stated} proposed;` +
        ` proposals: ${measured.proposed} of ${measured.proposals} right.`,
    );
  return 0;
}

interface Reading {
  readonly stated: number;
  /** Of these. */
  readonly proposed: number;
  /** Right or wrong. */
  readonly proposals: number;
}

async function readingOf(pack: Pack, folder: string): Promise<Reading | { readonly wrong: string }> {
  const file = join(folder, `${pack.id}.txt`);
  const text = await readText(file, MOST_BYTES);
  if (!text.ok) return { wrong: text.problems.map((problem) => sentence(file, problem)).join("\n") };
  const labelled = parseLabelled(text.value);
  if (!labelled.ok)
    return {
      wrong: `${file}:${labelled.line}: found ${labelled.found}, expected ## and an id, who and what, or a label`,
    };
  const { right, wrong, stated } = measure(labelled.discussions, (messages) =>
    read(
      pack,
      messages.map(({ author, text }) => ({ person: { id: author, name: author }, text })),
    ),
  );
  return { stated, proposed: right, proposals: right + wrong.length };
}

const MOST_BYTES = 4 * 1024 * 1024;

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
