/** `plumbline backup` and `plumbline move`: copies of the database. */
import { existsSync } from "node:fs";
import { createLog } from "../app/log.ts";
import { loadConfig } from "../app/settings/config.ts";
import { backupSqlite } from "../store/copy/backup.ts";
import { moveToPostgres, NotMoved } from "../store/copy/move.ts";
import { troubleOf } from "../store/trouble.ts";
import type { Exit, Shell } from "./shell.ts";

/** Where the configured database is; null: said already what is wrong. */
function configured(shell: Shell) {
  const read = loadConfig(shell.env);
  if (read.ok) return read.config;
  for (const problem of read.problems) shell.err(problem);
  return null;
}

function isPostgres(database: string): boolean {
  return /^postgres(ql)?:/.test(database);
}

/** What went wrong, in a sentence; of a file system's own errors, its words. */
function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Of a database that may be in use. */
export async function backup(file: string, shell: Shell): Promise<Exit> {
  const config = configured(shell);
  if (config === null) return 2;
  const { database } = config;
  if (isPostgres(database)) {
    shell.err(
      'The database is Postgres, which has its own tool for this: pg_dump --format=custom --file=FILE "$DATABASE_URL"',
    );
    return 2;
  }
  if (!existsSync(database)) {
    shell.err(`${database}: no such file. DATA_DIR or DATABASE_URL says where the database is.`);
    return 2;
  }
  try {
    const { decisions, bytes } = backupSqlite(database, file);
    shell.out(`${file}: ${decisions} decisions, ${bytes} bytes, opened and found whole.`);
    return 0;
  } catch (error) {
    shell.err(`No copy was made: ${said(error)}.`);
    return 1;
  }
}

/** From a SQLite file to the Postgres that is configured. */
export async function move(file: string, shell: Shell): Promise<Exit> {
  const config = configured(shell);
  if (config === null) return 2;
  const { database, logLevel } = config;
  if (!isPostgres(database)) {
    shell.err("DATABASE_URL names no Postgres database, expected the one to move to.");
    return 2;
  }
  if (!existsSync(file)) {
    shell.err(`${file}: no such file, expected the SQLite database to move.`);
    return 2;
  }
  const log = createLog(logLevel, { write: (line) => shell.err(line.trimEnd()) });
  try {
    const moved = await moveToPostgres(file, database, log);
    const counted = Object.entries(moved).map(([table, rows]) => `${table} ${rows}`);
    shell.out(`Moved, and every row was read back and compared: ${counted.join(", ")}.`);
    shell.out(
      `${file} is as it was. Start the bot with this DATABASE_URL, and keep the file until you are sure.`,
    );
    return 0;
  } catch (error) {
    const because = error instanceof NotMoved ? `${said(error)}.` : troubleOf(error, null).because;
    shell.err(`Nothing was moved: ${because}`);
    return 1;
  }
}
