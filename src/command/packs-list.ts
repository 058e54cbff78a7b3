/** `plumbline packs list`. */
import { loadPacks } from "../packs/load.ts";
import { sentence } from "../scoring/pack/problem.ts";
import type { Exit, Output } from "./output.ts";

export async function packsList(directory: string, { out, err }: Output): Promise<Exit> {
  const { records, problems } = await loadPacks(directory);
  for (const { file, problem } of problems) err(sentence(file, problem));
  if (records.length === 0 && problems.length === 0) err(`${directory}: no packs (files that end in .yaml)`);
  for (const { pack } of records) {
    const options = pack.options.map((option) => option.name).join(", ");
    out(`${pack.id} ${pack.version}: ${pack.title} (${pack.questions.length} questions; ${options})`);
  }
  return problems.length > 0 ? 2 : 0;
}
