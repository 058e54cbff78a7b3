/**
 * Run in a thread of its own, for it takes as long as writing the whole file: a SQLite file is written anew without
 * what was deleted, and its log is emptied. `secure_delete` alone overwrites rows where they are, and not the copies of
 * them that SQLite leaves in the unused part of a page when it moves rows to another.
 */
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";

/** How long to wait for others, of this process or another. */
const BUSY_MS = 5_000;

const database = new DatabaseSync(workerData, { timeout: BUSY_MS });
database.exec("pragma secure_delete = on");
database.exec("vacuum");
const log = database.prepare("pragma wal_checkpoint(truncate)").get();
database.close();
if (log?.busy !== 0) throw new Error("somebody is reading the database: its log could not be emptied");
