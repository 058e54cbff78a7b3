/** `plumbline backup` and `plumbline move`: copies of the database. */
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { backupSqlite } from "../store/copy/backup.ts";
import { moveToPostgres, NotMoved } from "../store/copy/move.ts";
import { isPostgres } from "../store/open.ts";
import { isDiskFull, isOfSqlite, troubleOf } from "../store/trouble.ts";
import { configFor, logTo, noDatabase } from "./database.ts";
import { counted, type Exit, type Shell, said } from "./shell.ts";

/** Of a database that may be in use. */
export async function backup(file: string, shell: Shell): Promise<Exit> {
  const config = configFor(shell);
  if (config === null) return 2;
  const { database } = config;
  if (isPostgres(database)) {
    shell.err(
      'The database is Postgres, which has its own tool for this: pg_dump --format=custom --file=FILE "$DATABASE_URL"',
    );
    return 2;
  }
  if (!existsSync(database)) {
    shell.err(noDatabase(database));
    return 2;
  }
  try {
    const { decisions, bytes } = backupSqlite(database, file);
    shell.out(`${file}: ${counted(decisions, "decision")}, ${bytes} bytes, opened and found whole.`);
    return 0;
  } catch (error) {
    shell.err(`No copy was made: ${copyTrouble(error, database, dirname(file))}`);
    return 1;
  }
}

/** `from`: what is copied. `to`: the folder that the copy is made in. */
function copyTrouble(error: unknown, from: string, to: string): string {
  if (isDiskFull(error)) return `the disk is full: make room in ${to}.`;
  return isOfSqlite(error) ? troubleOf(error, from).because : `${said(error)}.`;
}

/** From a SQLite file to the Postgres that is configured. */
export async function move(file: string, shell: Shell): Promise<Exit> {
  const config = configFor(shell);
  if (config === null) return 2;
  const { database } = config;
  if (!isPostgres(database)) {
    shell.err("DATABASE_URL names no Postgres database, expected the one to move to.");
    return 2;
  }
  if (!existsSync(file)) {
    shell.err(`${file}: no such file, expected the SQLite database to move.`);
    return 2;
  }
  try {
    const moved = await moveToPostgres(file, database, logTo(shell, config));
    const counted = Object.entries(moved).map(([table, rows]) => `${table} ${rows}`);
    shell.out(`Moved, and every row was read back and compared: ${counted.join(", ")}.`);
    shell.out(
      `${file} is as it was. Start the bot with this DATABASE_URL, and keep the file until you are sure.`,
    );
    return 0;
  } catch (error) {
    const isHere = error instanceof NotMoved || isOfSqlite(error);
    const because = isHere ? copyTrouble(error, file, tmpdir()) : troubleOf(error, null).because;
    shell.err(`Nothing was moved: ${because}`);
    return 1;
  }
}
