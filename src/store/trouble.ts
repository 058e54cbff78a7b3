/** What is wrong with a database, as a sentence for the operator: without the URL, for that may hold a password. */
import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { existingAbove } from "../io/folder.ts";
import { NewerSchema } from "./migrations.ts";

export interface Trouble {
  /**
   * away: nobody answers, or not yet; trying again may help. unwritable: the folder or the file cannot be made or
   * written. not-a-database: the file is something else. damaged: it is one, and cannot be read. newer: a newer version of
   * this program has changed the schema. refused: the server does not let us in. failed: anything else.
   */
  readonly why: "away" | "unwritable" | "not-a-database" | "damaged" | "newer" | "refused" | "failed";
  readonly because: string;
}

/** A SQLite file that cannot be read, at the start or later: whatever is asked of it, this sentence is the answer. */
export class Damaged extends Error {
  /** `found`: in SQLite's words. */
  constructor(file: string, found: string) {
    super(
      `${file} is damaged (${found.replace(/\s+/g, " ").trim()}): stop the bot and put a copy in its place (docs/running.md, Restore).`,
    );
    // No fault of ours, wherever it is met.
    this.stack = this.message;
  }
}

/** The same error, or the sentence that it comes down to. */
export function damageOr(error: unknown, file: string): unknown {
  const { errcode, message } = parts(error);
  return errcode === SQLITE_CORRUPT || errcode === SQLITE_NOTADB ? new Damaged(file, message) : error;
}

/** `file`: the database's path; null: it is a Postgres server. */
export function troubleOf(error: unknown, file: string | null): Trouble {
  if (error instanceof NewerSchema)
    return {
      why: "newer",
      because:
        "The database was written by a newer version of Plumbline: run that one, or a copy made before.",
    };
  return file === null ? serverTrouble(error) : fileTrouble(error, file);
}

/** ENOENT, EACCES, ECONNREFUSED, … but not Node's own ERR_… codes. */
const SYSTEM_ERROR = /^E[A-Z0-9]+$/;
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_CORRUPT = 11;
const SQLITE_CANTOPEN = 14;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

function fileTrouble(error: unknown, file: string): Trouble {
  const { code, errcode, message } = parts(error);
  if (errcode === SQLITE_NOTADB)
    return {
      why: "not-a-database",
      because: `${file} exists and is not a SQLite database: put a copy of one in its place (docs/running.md, Restore), or set DATA_DIR to another folder.`,
    };
  if (error instanceof Damaged) return { why: "damaged", because: error.message };
  if (errcode === SQLITE_CORRUPT) return { why: "damaged", because: new Damaged(file, message).message };
  // SQLite says it so where it could not even begin.
  const hasNoRoom = errcode === SQLITE_IOERR && freeAt(file) < ROOM_LEAST;
  if (isDiskFull(error) || hasNoRoom)
    return { why: "away", because: `${file} cannot grow: the disk is full.` };
  if (isBusy(error)) return { why: "away", because: `${file} is locked: another program is writing it.` };
  if (errcode === SQLITE_READONLY || errcode === SQLITE_CANTOPEN || SYSTEM_ERROR.test(code))
    return {
      why: "unwritable",
      because: `${file} cannot be opened for writing (${message}): give ${dirname(file)}, and what is in it, to the bot's user, or set DATA_DIR to another folder.`,
    };
  return { why: "failed", because: `${file} cannot be used as the database (${message}).` };
}

/** Two bots on one file would take what the other has in hand for left behind. */
export function inUse(file: string): string {
  return `${file} is in use by another Plumbline: end that one, or set DATA_DIR to another folder.`;
}

const ROOM_LEAST = 1024 * 1024;

/** Bytes. */
function freeAt(file: string): number {
  const { bavail, bsize } = statfsSync(existingAbove(file));
  return bavail * bsize;
}

/** What Node calls a certificate that nobody it knows has signed. */
const UNKNOWN_SIGNER = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

const INSUFFICIENT_PRIVILEGE = "42501";

/** Postgres's own codes: class 28 is a refused log-in, 3D000 a database that is not there. */
function serverTrouble(error: unknown): Trouble {
  const { code, syscall, message } = parts(error);
  const found = message || code;
  if (UNKNOWN_SIGNER.has(code))
    return {
      why: "refused",
      because: `Postgres's certificate is signed by nobody that this machine knows (${found}): add sslrootcert=FILE to DATABASE_URL, with the signer's certificate; a self-signed one is its own signer.`,
    };
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return {
      why: "refused",
      because: `Postgres's certificate is for another name (${found}): use a name that it has in DATABASE_URL, or sslmode=verify-ca.`,
    };
  if (code.startsWith("CERT_"))
    return { why: "refused", because: `Postgres's certificate does not hold (${found}).` };
  if (/does not support SSL/i.test(message))
    return { why: "refused", because: "Postgres offers no TLS: set sslmode=disable in DATABASE_URL." };
  if (code === "28000" && /no encryption/i.test(message))
    return {
      why: "refused",
      because: `Postgres lets nobody in without TLS (${found}): add sslmode=require to DATABASE_URL.`,
    };
  if (syscall === "open")
    return { why: "refused", because: `A file that DATABASE_URL names cannot be read (${found}).` };
  if (/^(?:28|3D)/.test(code) || /password must be a string/.test(message))
    return { why: "refused", because: `Postgres does not let us in (${found}): see to DATABASE_URL.` };
  if (code === INSUFFICIENT_PRIVILEGE)
    return {
      why: "refused",
      because: `Postgres lets us make no tables (${found}): make the user in DATABASE_URL the owner of the database.`,
    };
  if (isDiskFull(error)) return { why: "away", because: "Postgres's disk is full." };
  return isAway(error)
    ? { why: "away", because: `Postgres cannot be reached (${found}).` }
    : { why: "failed", because: `Postgres refused to set up the tables (${found}).` };
}

/** Gone, or silent: what was asked of it may be done. */
export function isAway(error: unknown): boolean {
  return isLost(error) || /timeout/i.test(parts(error).message);
}

/**
 * Whether a Postgres server, or the connection to it, has gone, is starting or stopping (57P0x), or takes no more
 * connections: at once, not after a wait. What was not committed yet may be done again.
 */
export function isLost(error: unknown): boolean {
  const { code, message } = parts(error);
  if (/timeout/i.test(message)) return false;
  return (
    SYSTEM_ERROR.test(code) || /^(?:57P|08|53300)/.test(code) || /terminated|not queryable/i.test(message)
  );
}

/** Of SQLite, of Postgres (disk_full), and of the file system's own. */
export function isDiskFull(error: unknown): boolean {
  const { code, errcode } = parts(error);
  return errcode === SQLITE_FULL || code === "53100" || code === "ENOSPC";
}

/** Another process holds the file just now, or sees to what one that was killed has left in it. */
export function isBusy(error: unknown): boolean {
  return parts(error).errcode === SQLITE_BUSY;
}

/** Of a file, that is, and not of a server. */
export function isOfSqlite(error: unknown): boolean {
  return error instanceof Damaged || parts(error).errcode !== 0;
}

const DEADLOCK = "40P01";

/** Postgres ends one of two transactions that wait for each other; nothing of it was saved. */
export function isDeadlock(error: unknown): boolean {
  return parts(error).code === DEADLOCK;
}

interface Parts {
  readonly code: string;
  readonly errcode: number;
  readonly syscall: string;
  readonly message: string;
}

function parts(error: unknown): Parts {
  if (!(error instanceof Error)) return { code: "", errcode: 0, syscall: "", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // The low byte is the primary result code; the rest says more.
  const errcode = "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : 0;
  const syscall = "syscall" in error && typeof error.syscall === "string" ? error.syscall : "";
  return { code, errcode, syscall, message: error.message };
}
