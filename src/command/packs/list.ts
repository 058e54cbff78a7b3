/** `plumbline packs list`, and `plumbline packs schema`. */

import { headline } from "../../packs/diagnostic.ts";
import { loadPacks, replacedText } from "../../packs/load.ts";
import { packJsonSchema } from "../../scoring/pack/schema.ts";
import type { Exit, Shell } from "../shell.ts";

export async function packsList(
  directories: readonly string[],
  { out, err }: Shell,
  json = false,
): Promise<Exit> {
  const { records, problems, replaced } = await loadPacks(...directories);
  for (const { file, problem } of problems) err(headline(file, problem));
  for (const one of replaced) err(replacedText(one));
  if (records.length === 0 && problems.length === 0) err(noPacks(directories.join(", ")));
  if (json)
    out(
      JSON.stringify(
        records.map(({ pack: { id, version, title, options, questions }, digest }) => ({
          ...{ id, version, title, digest, questions: questions.length },
          options: options.map(({ id, name }) => ({ id, name })),
        })),
        null,
        2,
      ),
    );
  for (const { pack } of json ? [] : records) {
    const options = pack.options.map((option) => option.name).join(", ");
    out(`${pack.id} ${pack.version}: ${pack.title} (${pack.questions.length} questions; ${options})`);
  }
  return problems.length > 0 ? 2 : 0;
}

export function noPacks(directory: string): string {
  return `${directory}: no packs (files that end in .yaml)`;
}

export function packsSchema({ out }: Shell): Exit {
  out(JSON.stringify(packJsonSchema(), null, 2));
  return 0;
}
