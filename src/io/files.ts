/** Documents that are written for a person at this machine, into a folder of their own. */
import { readdir, rm, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { makeFolder } from "./folder.ts";

/** The key stands at the end of the file's name, before its ending: "billing-3f9a2c01.md". */
export function filesIn(folder: string) {
  return {
    /** Writes, or writes again, the document of this key ([A-Za-z0-9_-]+). Resolves to its path. @throws an error of node:fs */
    async save(key: string, name: string, text: string): Promise<string> {
      makeFolder(folder, 0o700);
      const { name: stem, ext } = parse(name);
      const path = join(folder, `${stem}-${key}${ext}`);
      await writeFile(path, text, { mode: 0o600 });
      return path;
    },
    /** Removes the document of this key, if there is one. @throws an error of node:fs */
    async remove(key: string): Promise<void> {
      const names = await readdir(folder).catch(() => []);
      for (const name of names)
        if (parse(name).name.endsWith(`-${key}`)) await rm(join(folder, name), { force: true });
    },
  };
}
