/** kysely over node:sqlite: the engine of one machine. */
import { accessSync, closeSync, constants, existsSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from "kysely";
import { existingAbove, makeFolder } from "../../io/folder.ts";
import { migrate, SQLITE, stepsBehind } from "../migrations.ts";
import { type Db, type Engine, nowBy, type Tables } from "../tables.ts";
import { Damaged, damageOr, isBusy } from "../trouble.ts";

/** How long to wait for another process's transaction. */
const BUSY_MS = 5_000;
/** Some two seconds' work. */
const OVERWRITTEN_MAX = 128 * 1024 * 1024;
const CACHE_KIB = 64 * 1024;
/** More than the store has; a list in one makes others of it. */
const COMPILED_MAX = 500;

/**
 * Opens the file, and makes it and its folder for this user alone where they are missing.
 * @throws an error of node:fs or node:sqlite, or what `migrate` throws
 */
export async function openSqlite(file: string, clock: () => number = Date.now): Promise<Engine> {
  makeFolder(dirname(file), 0o700);
  closeSync(openSync(file, "a", 0o600));
  // It is `patiently` that waits, for SQLite's own waiting would stop this whole process meanwhile.
  const database = new DatabaseSync(file, { timeout: 0 });
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(asKyselyWants(database, file)) });
  try {
    await patiently(() => database.exec("pragma journal_mode = wal"));
    // FULL: a commit is on the disk, not only on its way there, before the event is acknowledged. `unsynced` makes exceptions.
    database.exec("pragma synchronous = full; pragma foreign_keys = on");
    // In memory at most; what lists and searches read is then not read from the file each time.
    database.exec(`pragma cache_size = -${CACHE_KIB}`);
    // What is deleted is overwritten, for SQLite else only forgets where in the file it is.
    database.exec("pragma secure_delete = on");
    const made = await patiently(() => migrate(db, SQLITE));
    return {
      db,
      file,
      made,
      concurrent: false,
      now: nowBy(clock),
      unsynced: (work) => db.connection().execute((only) => unsynced(database, only, work)),
      overwrite: () => overwrite(file),
    };
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

/** `only`: the connection, which nobody else uses meanwhile. */
async function unsynced<T>(
  database: DatabaseSync,
  only: Kysely<Tables>,
  work: (tx: Db) => Promise<T>,
): Promise<T> {
  database.exec("pragma synchronous = normal");
  try {
    return await only.transaction().execute(work);
  } finally {
    database.exec("pragma synchronous = full");
  }
}

/** As `stepsBehind` says; what is damaged is an error. A file that is not there is not made. */
export async function examineSqlite(file: string): Promise<number | null> {
  const folder = existingAbove(file);
  accessSync(existsSync(file) ? file : folder, constants.W_OK);
  if (!existsSync(file)) return null;
  const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(asKyselyWants(database, file)) });
  try {
    const [found] = Object.values(database.prepare("pragma quick_check(1)").get() ?? {});
    if (found !== "ok") throw new Damaged(file, String(found));
    return await stepsBehind(db, SQLITE);
  } finally {
    await db.destroy();
    if (database.isOpen) database.close();
  }
}

/**
 * Beside this thread, which others may be waiting for. Whoever saves waits until it is done, so not where that takes long.
 * @throws where something is in the way
 */
async function overwrite(file: string): Promise<void> {
  const { size } = statSync(file);
  if (size > OVERWRITTEN_MAX)
    throw new Error(
      `the database has ${size} bytes, and to write more than ${OVERWRITTEN_MAX} anew would keep people waiting: docs/running.md says what to do`,
    );
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  new Worker(new URL("overwrite.ts", import.meta.url), { workerData: file })
    .once("error", reject)
    .once("exit", () => resolve());
  return promise;
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database });
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** Takes the lock for writing first: one that reads and then wants to write can fail, as another has written. */
class ImmediateDriver extends SqliteDriver {
  override beginTransaction(connection: DatabaseConnection): Promise<void> {
    return patiently(async () => {
      await connection.executeQuery(CompiledQuery.raw("begin immediate"));
    });
  }

  /** SQLite has rolled back by itself where the disk is full; then the first error is the one that counts. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes("no transaction is active"))) throw error;
    }
  }
}

/** Again and again while another holds the file, and leaves this process to others in between. @throws what `act` does */
async function patiently<T>(act: () => T | Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += 5) {
    const from = performance.now();
    try {
      return await act();
    } catch (error) {
      // What it does may have waited as well.
      waited += performance.now() - from;
      if (!isBusy(error) || waited >= BUSY_MS) throw error;
      await setTimeout(5);
    }
  }
}

/** SQLite can change its schema in a transaction, which is what keeps two migrating processes apart. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Compiling a statement takes longer than most take to run: those that were used last stay compiled. */
function asKyselyWants(database: DatabaseSync, file: string): SqliteDatabase {
  const compiled = new Map<string, ReturnType<SqliteDatabase["prepare"]>>();
  return {
    close: () => database.close(),
    prepare(text) {
      const statement = compiled.get(text) ?? legible(file, () => compile(database, text, file));
      compiled.delete(text);
      compiled.set(text, statement);
      for (const oldest of compiled.keys()) {
        if (compiled.size <= COMPILED_MAX) break;
        compiled.delete(oldest);
      }
      return statement;
    },
  };
}

function compile(database: DatabaseSync, text: string, file: string): ReturnType<SqliteDatabase["prepare"]> {
  const statement = database.prepare(text);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => legible(file, () => statement.all(...(parameters as SQLInputValue[]))),
    run: (parameters) => legible(file, () => statement.run(...(parameters as SQLInputValue[]))),
    // What is read bit by bit must not be begun again meanwhile.
    iterate: (parameters) => database.prepare(text).iterate(...(parameters as SQLInputValue[])),
  };
}

/** Whoever is on call reads what came of it in the log. @throws Damaged */
function legible<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw damageOr(error, file);
  }
}

/** What the process that serves with a database holds. */
export function servingLock(file: string): string {
  return `${file}.serving`;
}

/** Whether one does just now. */
export function isServed(file: string): boolean {
  if (!existsSync(servingLock(file))) return false;
  const unlock = lockFile(servingLock(file));
  unlock?.();
  return unlock === null;
}

/**
 * One process at a time: held by an open transaction, which the system ends with the process, however it ends.
 * Returns what lets go again; null where another process holds it. @throws where the file cannot be made
 */
export function lockFile(file: string): (() => void) | null {
  makeFolder(dirname(file), 0o700);
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return () => lock.close();
  } catch (error) {
    lock.close();
    if (isBusy(error)) return null;
    throw error;
  }
}
