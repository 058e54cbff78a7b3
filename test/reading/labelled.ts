/**
 * Discussions with what they say, labelled by reading them. `labelled/<pack>.txt` holds whole discussions, and
 * `labelled/<pack>.lines.txt` single lines that are easily misread; their README says how they are written.
 */
import { readdir, readFile } from "node:fs/promises";
import { isHeldBack } from "../../src/command/packs/stats.ts";
import { type Discussion, parseLabelled } from "../../src/reading/recall.ts";

export interface Labelled extends Discussion {
  /** Not to be looked at while the reader is tuned. */
  readonly heldBack: boolean;
}

/** Rejects with the file and the line where something is none of what its README says. */
export async function labelled(name: string): Promise<readonly Labelled[]> {
  const file = new URL(`labelled/${name}.txt`, import.meta.url);
  const read = parseLabelled(await readFile(file, "utf8"));
  if (!read.ok) throw new Error(`${file.pathname}:${read.line}: ${read.found}`);
  return read.discussions.map((one) => ({ ...one, heldBack: isHeldBack(one.id) }));
}

/** None where nobody has labelled any for this pack. */
export async function labelledIfAny(name: string): Promise<readonly Labelled[]> {
  const names = await readdir(new URL("labelled/", import.meta.url));
  return names.includes(`${name}.txt`) ? await labelled(name) : [];
}
