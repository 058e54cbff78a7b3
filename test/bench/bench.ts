/**
 * How fast it is, beside others that do the same: `npm run bench -- [--write] [part …]`. Prints one table; with `--write`
 * docs/benchmarks.md keeps it, and the parts that were not measured as they were.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { confidenceRows } from "./core/confidence.ts";
import { coreRows } from "./core/core.ts";
import { pictureRows } from "./core/pictures.ts";
import { questionRows } from "./core/questions.ts";
import { pressRows } from "./press/press.ts";
import { startRows } from "./sdks/started.ts";
import { documentOf, type Part, type Row, type Run, runIn, tableOf } from "./table/document.ts";

interface Measured {
  readonly title: string;
  readonly rows: () => Promise<readonly Row[]>;
  /** Packages whose versions matter. */
  readonly beside: readonly string[];
  /** Measured only where it is named: it takes long. */
  readonly named?: true;
}

const PARTS: Readonly<Record<string, Measured>> = {
  core: { title: "The core: the same decision", rows: coreRows, beside: ["json-rules-engine"] },
  confidence: { title: "Confidence and the next question", rows: confidenceRows, beside: [] },
  questions: { title: "Questions asked until asking may stop", rows: questionRows, beside: [] },
  pictures: { title: "The bars of a card", rows: pictureRows, beside: ["@resvg/resvg-js"] },
  press: {
    title: "From a press to the screen",
    rows: () => pressRows({ conversations: [1, 20], rounds: 5, presses: 2 }),
    beside: ["@slack/bolt", "discord.js"],
    named: true,
  },
  crowd: {
    title: "From a press to the screen, in crowds",
    rows: () => pressRows({ conversations: [50, 200, 500], rounds: 3, presses: 1 }),
    beside: ["@slack/bolt", "discord.js"],
    named: true,
  },
  start: { title: "Start and size", rows: startRows, beside: ["@slack/bolt", "discord.js"] },
};

const FILE = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));

async function measured({ title, rows, beside }: Measured): Promise<Part> {
  const before = loadavg()[0] ?? 0;
  const at = new Date().toISOString().slice(0, 16).replace("T", " ");
  const found = await rows();
  return {
    title,
    rows: found,
    at,
    machine: machine(),
    versions: versions(beside),
    load: [before, loadavg()[0] ?? 0],
  };
}

function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() || process.arch}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}`;
}

function versions(packages: readonly string[]): string {
  const { dependencies, devDependencies } = createRequire(import.meta.url)("../../package.json");
  const all: Record<string, string> = { ...dependencies, ...devDependencies };
  return [`Node ${process.versions.node}`, ...packages.map((name) => `${name} ${all[name]}`)].join(", ");
}

const { values, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`no part "${unknown.join('", "')}"; there are ${Object.keys(PARTS).join(", ")}`);
  process.exit(2);
}
const run: Record<string, Part> = {};
for (const [name, part] of Object.entries(PARTS)) {
  if (positionals.length === 0 ? part.named : !positionals.includes(name)) continue;
  console.error(`measuring: ${name}`);
  run[name] = await measured(part);
}
console.log(tableOf(run));
if (values.write) {
  const before = await readFile(FILE, "utf8").then(runIn, (): Run => ({}));
  const all = { ...before, ...run };
  const kept = Object.keys(PARTS).flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]]));
  await writeFile(FILE, documentOf(Object.fromEntries(kept)));
}
