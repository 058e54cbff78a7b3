/** `plumbline packs stats`: how a pack behaves over many questionnaires. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { readText } from "../../io/text-file.ts";
import { movedBetween, type Stats, statsOf } from "../../packs/stats.ts";
import { read } from "../../reading/read.ts";
import { type Discussion, measure, parseLabelled } from "../../reading/recall.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { printable, sentence } from "../../scoring/pack/problem.ts";
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
  if (measured !== null && "refused" in measured) {
    err(measured.refused);
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
  for (const line of measured === null ? [] : readingLines(measured)) out(line);
  return 0;
}

function readingLines({ stated, proposed, proposals, wrong, missed }: Reading): string[] {
  return [
    `\nOf labelled discussions, what is stated: ${proposed} of ${stated} proposed;` +
      ` proposals: ${proposed} of ${proposals} right.`,
    ...wrong.map((one) => `read wrongly: ${printable(one)}`),
    ...missed.map((one) => `not read: ${printable(one)}`),
  ];
}

interface Reading {
  readonly stated: number;
  /** Of these. */
  readonly proposed: number;
  /** Right or wrong. */
  readonly proposals: number;
  /** Proposals, and statements that were not proposed: of discussions that are not held back. */
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

async function readingOf(pack: Pack, folder: string): Promise<Reading | { readonly refused: string }> {
  const file = join(folder, `${pack.id}.txt`);
  const text = await readText(file, MOST_BYTES);
  if (!text.ok) return { refused: text.problems.map((problem) => sentence(file, problem)).join("\n") };
  const labelled = parseLabelled(text.value);
  if (!labelled.ok)
    return {
      refused: `${file}:${labelled.line}: found ${labelled.found}, expected ## and an id, who and what, or a label`,
    };
  const measured = (discussions: readonly Discussion[]) =>
    measure(discussions, (messages) =>
      read(
        pack,
        messages.map(({ author, text }) => ({ person: { id: author, name: author }, text })),
      ),
    );
  const { right, wrong, stated } = measured(labelled.discussions);
  const shown = measured(labelled.discussions.filter(({ id }) => !isHeldBack(id)));
  return {
    ...{ stated, proposed: right, proposals: right + wrong.length },
    ...{ wrong: shown.wrong, missed: shown.missed },
  };
}

/** A third of the discussions, by their ids alone: not to be looked at while phrases are chosen. */
export function isHeldBack(id: string): boolean {
  return createHash("sha256").update(id).digest().readUInt32BE() % 3 === 0;
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
