/** A copy of a SQLite database that is in use: consistent, on the disk, and opened before it is called a copy. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** How long to wait for others. */
const BUSY_MS = 10_000;

export interface Copy {
  readonly decisions: number;
  readonly bytes: number;
}

/**
 * Copies `from` to `to`, as it is at one moment, while others read and write it. What was deleted is not in the copy.
 * @throws Error where `to` is there, or the copy is not whole; an error of node:fs or node:sqlite
 */
export function backupSqlite(from: string, to: string): Copy {
  if (existsSync(to)) throw new Error(`${to} is there already, and is left as it is`);
  if (!existsSync(dirname(to))) throw new Error(`${dirname(to)} is no folder, expected one for the copy`);
  const part = `${to}.part`;
  rmSync(part, { force: true });
  // For this user alone, like the database.
  closeSync(openSync(part, "w", 0o600));
  try {
    const source = new DatabaseSync(from, { timeout: BUSY_MS });
    // In a log ahead of writes, a reader is in nobody's way.
    source.prepare("vacuum into ?").run(part);
    source.close();
    const decisions = checked(part);
    sync(part);
    renameSync(part, to);
    sync(dirname(to));
    return { decisions, bytes: statSync(to).size };
  } finally {
    rmSync(part, { force: true });
  }
}

/** How many decisions it has. @throws Error where it is not whole */
function checked(file: string): number {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    const [found] = copy.prepare("pragma integrity_check").all();
    if (found?.integrity_check !== "ok") throw new Error(`the copy is damaged: ${found?.integrity_check}`);
    if (copy.prepare("pragma foreign_key_check").all().length > 0)
      throw new Error("the copy is damaged: a row's decision is missing");
    return Number(copy.prepare("select count(*) as n from decisions").get()?.n);
  } finally {
    copy.close();
  }
}

/** A file, or a folder with its names. */
function sync(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}
