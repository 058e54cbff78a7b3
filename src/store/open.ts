import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Log } from "../port.ts";
import { archiveOf } from "./archive.ts";
import { decisionTx } from "./decisions.ts";
import { effectTx } from "./effects.ts";
import { eventTx } from "./events.ts";
import { installationsOf } from "./installations.ts";
import { jobsOf } from "./jobs.ts";
import { NewerSchema } from "./migrations.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";
import type { Store, Tx } from "./store.ts";
import type { Db, Engine } from "./tables.ts";
import { noteTraces, scrubOf } from "./traces.ts";

export type Opened =
  | { readonly ok: true; readonly store: Store }
  /** `because` is a sentence for the operator, without the URL, for that may hold a password. */
  | { readonly ok: false; readonly why: Trouble; readonly because: string };

/**
 * unwritable: the folder or the file cannot be made or written. not-a-database: the file is something else.
 * newer: a newer version of this program has changed the schema. unreachable: the server does not answer or does
 * not let us in. failed: anything else.
 */
type Trouble = "unwritable" | "not-a-database" | "newer" | "unreachable" | "failed";

/** Opens and, where needed, makes or updates. `where`: a postgres:// URL, a file: URL, or a file's path. */
export async function openStore(where: string, log: Log): Promise<Opened> {
  const shared = /^postgres(ql)?:\/\//.test(where);
  try {
    const engine = shared ? await openPostgres(where, log) : await openSqlite(pathOf(where));
    return { ok: true, store: storeOf(engine) };
  } catch (error) {
    if (error instanceof NewerSchema) return { ok: false, ...NEWER };
    return { ok: false, ...(shared ? serverTrouble(error) : fileTrouble(error, pathOf(where))) };
  }
}

const NEWER = {
  why: "newer",
  because: "The database was written by a newer version of Plumbline: run that one, or a copy made before.",
} as const;

function storeOf(engine: Engine): Store {
  return {
    write: (work) => untangled(() => engine.db.transaction().execute((tx) => work(txOf(tx, engine)))),
    ...jobsOf(engine),
    ...archiveOf(engine.db),
    scrub: scrubOf(engine),
    installations: (platform) => installationsOf(engine.db, platform),
    close: () => engine.db.destroy(),
  };
}

function txOf(tx: Db, { concurrent }: Engine): Tx {
  let noted: Promise<void> | null = null;
  // One for the whole transaction, however many decisions it erases.
  const note = (): Promise<void> => {
    noted ??= noteTraces(tx);
    return noted;
  };
  return { ...eventTx(tx), ...decisionTx(tx, concurrent, note), ...effectTx(tx, note) };
}

/** Many who delete and forget at once meet each other more than once. */
const TRIES = 10;

/** Postgres ends one of two transactions that wait for each other; nothing of it was saved, so it is done again. */
async function untangled<T>(run: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await run();
    } catch (error) {
      if (left <= 1 || parts(error).code !== DEADLOCK) throw error;
    }
  }
}

const DEADLOCK = "40P01";

function pathOf(where: string): string {
  return resolve(where.startsWith("file:") ? fileURLToPath(where) : where);
}

/** ENOENT, EACCES, ECONNREFUSED, … but not Node's own ERR_… codes. */
const SYSTEM_ERROR = /^E[A-Z0-9]+$/;
const SQLITE_READONLY = 8;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;

function fileTrouble(error: unknown, file: string): { why: Trouble; because: string } {
  const { code, errcode, message } = parts(error);
  if (errcode === SQLITE_NOTADB)
    return { why: "not-a-database", because: `${file} exists and is not a SQLite database.` };
  if (errcode === SQLITE_READONLY || errcode === SQLITE_CANTOPEN || SYSTEM_ERROR.test(code))
    return { why: "unwritable", because: `${file} cannot be opened for writing (${message}).` };
  return { why: "failed", because: `${file} cannot be used as the database (${message}).` };
}

/** Postgres's own codes: class 28 is a refused log-in, 3D000 a database that is not there, 57P0x a server starting or stopping. */
function serverTrouble(error: unknown): { why: Trouble; because: string } {
  const { code, message } = parts(error);
  const unreachable =
    SYSTEM_ERROR.test(code) || /^(28|3D|57P|08)/.test(code) || /timeout|terminated/i.test(message);
  return unreachable
    ? { why: "unreachable", because: `Postgres cannot be reached (${message || code}).` }
    : { why: "failed", because: `Postgres refused to set up the tables (${message}).` };
}

function parts(error: unknown): { code: string; errcode: number; message: string } {
  if (!(error instanceof Error)) return { code: "", errcode: 0, message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // The low byte is the primary result code; the rest says more.
  const errcode = "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : 0;
  return { code, errcode, message: error.message };
}
