/** A folder of decision records: which there are, and writing our own among them. */
import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../io/folder.ts";
import { readText } from "../../io/text-file.ts";
import { isEdited, recordedId } from "../../record/mark.ts";

/** A record that a person could write is far below. */
const MOST_BYTES = 1024 * 1024;

export interface Records {
  /** The names of all Markdown files. */
  readonly files: readonly string[];
  /** The decisions that have a record here: id to file name. */
  readonly own: ReadonlyMap<string, string>;
}

/** Makes the folder where it is missing. @throws an error of node:fs */
export async function readRecords(folder: string): Promise<Records> {
  makeFolder(folder);
  const files = (await readdir(folder)).filter((name) => name.endsWith(".md")).toSorted();
  const own = new Map<string, string>();
  for (const name of files) {
    const read = await readText(join(folder, name), MOST_BYTES);
    const id = read.ok ? recordedId(read.value) : null;
    if (id !== null && !own.has(id)) own.set(id, name);
  }
  return { files, own };
}

interface RecordText {
  /** The decision's id. */
  readonly id: string;
  readonly text: string;
  /** Overwrites what people have edited. */
  readonly force: boolean;
}

/**
 * Writes the record of a decision: a new file where no file of that name is there, else over the decision's own, unless
 * somebody has edited it.
 * @throws Error where the file is somebody else's, or an error of node:fs
 */
export async function writeRecord(
  folder: string,
  name: string,
  { id, text, force }: RecordText,
): Promise<"new" | "updated" | "the same" | "edited"> {
  const path = join(folder, name);
  const read = await readText(path, MOST_BYTES);
  if (read.ok && read.value === text) return "the same";
  if (!read.ok || recordedId(read.value) !== id) {
    await writeFile(path, text, { flag: "wx" });
    return "new";
  }
  if (isEdited(read.value) && !force) return "edited";
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
