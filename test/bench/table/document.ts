/** What `npm run bench` prints, and keeps in docs/benchmarks.md. */
import type { Spread } from "./beside.ts";

/** One line of the table: as it is printed. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly beside: string;
  readonly ratio: string;
  readonly goal: string;
}

/** A part of the table, with where and when it was measured. */
export interface Part {
  readonly title: string;
  readonly rows: readonly Row[];
  /** ISO date and minute, UTC. */
  readonly at: string;
  readonly machine: string;
  readonly versions: string;
  /** Processes that wanted to run, before and after: of the last minute. */
  readonly load: readonly [number, number];
}

/** By the part's name, in the order of the table. */
export type Run = Readonly<Record<string, Part>>;

const COLUMNS = ["", "Plumbline", "Beside it", "Ratio", "Goal"];

export function tableOf(run: Run): string {
  const lines = [COLUMNS, COLUMNS.map(() => "---")];
  for (const { title, rows } of Object.values(run)) {
    lines.push([`**${title}**`, "", "", "", ""]);
    for (const { what, ours, beside, ratio, goal } of rows) lines.push([what, ours, beside, ratio, goal]);
  }
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

export function documentOf(run: Run): string {
  const measured = Object.entries(run).map(
    ([name, { at, machine, versions, load }]) =>
      `* \`${name}\`: ${at}, ${machine}; ${versions}; load ${load.map((one) => one.toFixed(1)).join(" before and ")} after.`,
  );
  return `${INTRODUCTION}
${tableOf(run)}

## Where and when

${measured.join("\n")}

The load is how many processes wanted to run, on average of a minute, the benchmark's own included.

<!-- ${JSON.stringify(run).replaceAll("-->", "--\\u003e")} -->
`;
}

/** The run that a document was made of. Throws where it has none. */
export function runIn(document: string): Run {
  const [, json] = /^<!-- (\{.*\}) -->$/m.exec(document) ?? [];
  if (json === undefined) throw new Error("docs/benchmarks.md does not say what it was made of");
  return JSON.parse(json);
}

const INTRODUCTION = `# Benchmarks

Written by \`npm run bench -- --write\`; no figure is typed by hand, and a test holds the file to what the command wrote.
\`npm run bench -- core\` measures one part; \`press\` and \`crowd\` take long, and are
measured only where they are named.

## How to read it

* **Ratio** is how many times as long the other one takes for the same, or how many times as much it needs: above 1,
  Plumbline is faster or smaller. It is the median of rounds in which both take turns; in brackets is where the middle half
  of the rounds lies. Compare ratios, not times: a ratio hardly depends on the machine.
* **Times of the core** are the processor time of one thread. A round takes the same teams, drawn at random from a seed; before
  anything is timed, all results are compared, and a difference ends the run.
* **json-rules-engine** has one rule for each choice. The engine is built once, its facts are constants, its events carry one
  number, and it runs once for a team, on counted answers; what it finds is then summed up. It is asked for a ranking, and
  nothing else. **The loop** is what one would write by hand: the same sum in floating point.
* **A whole verdict** is everything on a card and behind it: confidence, strength, reasons, costs, what would change the result,
  how far each weight and each rating could move, each person's own result, who dissents and why.
* **Confidence** is timed with the next question, then what would change the result (flips), then a whole verdict, nothing answered; three packs of a size are drawn. A bracket is
  what its counted budget leaves undecided, at most. What would take the event loop too long is made in a worker.
* **Questions** are expected numbers, exact: over all ways to answer, until a result is sure enough. The optimum is found by dynamic
  programming; its ratio is how close asking comes to it.
* **A start** is timed on the clock, from the start of the process until the platform has its connection, in turns. The bare apps
  acknowledge presses, and nothing else. Memory is what Linux counts as the process's own, with its part of what is shared, three
  seconds later.
* **Presses**: everybody presses, and presses again as soon as they see what follows; the bot and the bare app take turns, each with a
  stand-in of the platform on the same machine, which takes its own part of it. The bare app acknowledges and shows one button; the
  bot saves the answer with all that follows from it (in Discord before it acknowledges, in Slack once it stands in the journal), and
  shows the next question.
* **Goal** is what we want the ratio to be. A goal that is missed stays in the table.
`;

/** Three digits that say something. */
export function figure(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function ratioText({ median, low, high }: Spread): string {
  return `${figure(median)} (${figure(low)}–${figure(high)})`;
}

/** `least`: of the ratio. */
export function goalText({ median }: Spread, least: number): string {
  return `at least ${figure(least)}: ${median >= least ? "met" : "missed"}`;
}
