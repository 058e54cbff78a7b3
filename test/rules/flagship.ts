import { fileURLToPath } from "node:url";
import { loadPacks, readPack } from "../../src/packs/load.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";

/** The pack that comes with the project. Throws with every problem where the file has some. */
export async function flagship(): Promise<Pack> {
  const file = fileURLToPath(new URL("../../rules/fastapi-vs-django.yaml", import.meta.url));
  const read = await readPack(file, { checkName: true });
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 1));
  return read.value;
}

/** Every pack that comes with the project. */
export async function shipped(): Promise<Pack[]> {
  const { records, problems } = await loadPacks(fileURLToPath(new URL("../../rules", import.meta.url)));
  if (problems.length > 0 || records.length === 0) throw new Error(JSON.stringify(problems, null, 1));
  return records.map(({ pack }) => pack);
}
