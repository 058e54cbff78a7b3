/** `plumbline packs`: which there are, whether they are right, and their schema. */

import { caseProblems } from "../packs/cases.ts";
import { loadPacks, packFiles, readPacks } from "../packs/load.ts";
import { warningsOf } from "../packs/warnings.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import { sentence } from "../scoring/pack/problem.ts";
import { packJsonSchema } from "../scoring/pack/schema.ts";
import type { Exit, Shell } from "./shell.ts";

export async function packsList(directory: string, { out, err }: Shell): Promise<Exit> {
  const { records, problems } = await loadPacks(directory);
  for (const { file, problem } of problems) err(sentence(file, problem));
  if (records.length === 0 && problems.length === 0) err(none(directory));
  for (const { pack } of records) {
    const options = pack.options.map((option) => option.name).join(", ");
    out(`${pack.id} ${pack.version}: ${pack.title} (${pack.questions.length} questions; ${options})`);
  }
  return problems.length > 0 ? 2 : 0;
}

export function packsSchema({ out }: Shell): Exit {
  out(JSON.stringify(packJsonSchema(), null, 2));
  return 0;
}

/** `files`: the packs to check; none: all of `directory`. `today`: an ISO date. */
export async function packsCheck(
  files: readonly string[],
  directory: string,
  today: string,
  { out, err }: Shell,
): Promise<Exit> {
  const paths = files.length > 0 ? { ok: true as const, value: files } : await packFiles(directory);
  if (!paths.ok) {
    for (const problem of paths.problems) err(sentence(directory, problem));
    return 2;
  }
  if (paths.value.length === 0) err(none(directory));
  let exit: Exit = 0;
  for (const { file, read } of await readPacks(paths.value)) {
    if (!read.ok) {
      for (const problem of read.problems) err(sentence(file, problem));
      exit = 2;
    } else if (!check(file, read.value, today, { out, err }) && exit === 0) {
      exit = 1;
    }
  }
  return exit;
}

/** True where every case holds. Warnings are said and count for nothing. */
function check(file: string, pack: Pack, today: string, { out, err }: Shell): boolean {
  const failed = caseProblems(pack);
  for (const problem of failed) err(sentence(file, problem));
  for (const { path, says } of warningsOf(pack, today)) err(`${file}: warning: ${path}: ${says}`);
  if (failed.length > 0) return false;
  out(
    `${file}: right (${counted(pack.questions.length, "question")}, ${counted(pack.cases.length, "worked case")})`,
  );
  return true;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function none(directory: string): string {
  return `${directory}: no packs (files that end in .yaml)`;
}
