/** A pack that a command is told to use. */
import { headline } from "../../packs/diagnostic.ts";
import { type PackFileRead, readPack } from "../../packs/load.ts";
import type { Shell } from "../shell.ts";

/** Null: the shell was told what is wrong with it. */
export async function packAt(
  file: string,
  { err }: Shell,
): Promise<Extract<PackFileRead, { readonly ok: true }> | null> {
  const read = await readPack(file);
  if (read.ok) return read;
  for (const problem of read.problems) err(headline(file, problem));
  return null;
}
