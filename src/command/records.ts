/** A folder of decision records: which there are, and writing our own among them. */
import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../io/folder.ts";
import { readText } from "../io/text-file.ts";
import { numberOf, recordedId } from "../record/file.ts";

/** A record that a person could write is far below. */
const MOST_BYTES = 1024 * 1024;

export interface Records {
  /** The decisions that have a record here: id to file name. */
  readonly own: ReadonlyMap<string, string>;
  /** The number for the first new one. */
  readonly next: number;
}

/** Makes the folder where it is missing. @throws an error of node:fs */
export async function readRecords(folder: string): Promise<Records> {
  makeFolder(folder);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md")).toSorted();
  const own = new Map<string, string>();
  for (const name of names) {
    const read = await readText(join(folder, name), MOST_BYTES);
    const id = read.ok ? recordedId(read.value) : null;
    if (id !== null && !own.has(id)) own.set(id, name);
  }
  return { own, next: Math.max(0, ...names.map((name) => numberOf(name) ?? 0)) + 1 };
}

/**
 * Writes the record of a decision: a new file where no file of that name is there, else over the decision's own.
 * @throws Error where the file is somebody else's, or an error of node:fs
 */
export async function writeRecord(
  folder: string,
  name: string,
  id: string,
  text: string,
): Promise<"new" | "updated" | "the same"> {
  const path = join(folder, name);
  const read = await readText(path, MOST_BYTES);
  if (read.ok && read.value === text) return "the same";
  if (!read.ok || recordedId(read.value) !== id) {
    await writeFile(path, text, { flag: "wx" });
    return "new";
  }
  // In one step: a record that is cut short would not be known again.
  const draft = join(folder, `.${name}.${id}`);
  try {
    await writeFile(draft, text, { flag: "wx" });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  return "updated";
}
