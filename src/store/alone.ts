/** One process at a time: held by an open SQLite transaction, which the system ends with the process, however it ends. */
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeFolder } from "../io/folder.ts";

/** What lets go again; null where another process holds it. @throws where the file cannot be made. */
export function holdAlone(file: string): (() => void) | null {
  makeFolder(dirname(file), 0o700);
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return () => lock.close();
  } catch (error) {
    lock.close();
    const busy = error instanceof Error && "errcode" in error && error.errcode === 5;
    if (busy) return null;
    throw error;
  }
}
