import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Log } from "../port.ts";
import { archiveOf } from "./archive.ts";
import { decisionTx } from "./decisions.ts";

import { effectTx } from "./effects.ts";
import { examinePostgres, openPostgres } from "./engine/postgres.ts";
import { examineSqlite, lockFile, openSqlite, servingLock } from "./engine/sqlite.ts";
import { clearAnswered, eventTx, journalTx, takeUpIn, writeEntries } from "./events.ts";
import { installationsOf } from "./installations.ts";
import { jobsOf } from "./jobs.ts";
import { tellingOfOutages, Unsure } from "./outage.ts";
import type { Entry, Store, Tx } from "./store.ts";
import type { Db, Engine } from "./tables.ts";
import { noteTraces, scrubOf } from "./traces.ts";
import { inUse, isAway, isDeadlock, isLost, type Trouble, troubleOf } from "./trouble.ts";

export type Opened =
  /** `made`: there was nothing in it before. */
  { readonly ok: true; readonly store: Store; readonly made: boolean } | ({ readonly ok: false } & Trouble);

/**
 * Opens and, where needed, makes or updates. `where`: a postgres:// URL, a file: URL, or a file's path. `clock`: the one
 * that counts, in milliseconds since 1970; left out, it is the server's, or this machine's where the database is a file.
 */
export async function openStore(where: string, log: Log, clock?: () => number): Promise<Opened> {
  const file = isPostgres(where) ? null : pathOf(where);
  try {
    const engine = await (file === null ? openPostgres(where, log, clock) : openSqlite(file, clock));
    return { ok: true, store: storeOf(engine, log), made: engine.made };
  } catch (error) {
    return { ok: false, ...troubleOf(error, file) };
  }
}

/** The same for one that serves until it is closed. Of a file only one process does: another is waited for, like a server that is away. */
export async function openToServe(where: string, log: Log): Promise<Opened> {
  if (isPostgres(where)) return openStore(where, log);
  const file = pathOf(where);
  let unlock: ReturnType<typeof lockFile>;
  try {
    unlock = lockFile(servingLock(file));
  } catch (error) {
    return { ok: false, ...troubleOf(error, file) };
  }
  if (unlock === null) return { ok: false, why: "away", because: inUse(file) };
  const opened = await openStore(where, log);
  if (!opened.ok) {
    unlock();
    return opened;
  }
  const { store, made } = opened;
  const close = () => store.close().finally(unlock);
  return { ok: true, store: { ...store, close }, made };
}

/** The same without making or updating anything. `behind`: by how many steps; null: nothing is there yet. */
export async function examineStore(
  where: string,
  log: Log,
): Promise<{ readonly ok: true; readonly behind: number | null } | ({ readonly ok: false } & Trouble)> {
  const file = isPostgres(where) ? null : pathOf(where);
  try {
    const behind = await (file === null ? examinePostgres(where, log) : examineSqlite(file));
    return { ok: true, behind };
  } catch (error) {
    return { ok: false, ...troubleOf(error, file) };
  }
}

/** Whether it is a Postgres URL; everything else is a file. */
export function isPostgres(where: string): boolean {
  return /^postgres(ql)?:\/\//.test(where);
}

/** On an engine that is opened. */
export function storeOf(engine: Engine, log: Log): Store {
  const jobs = jobsOf(engine);
  const writing = {
    ...jobs,
    takeUp: takeUpIn(engine),
    clearAnswered: (ids: readonly string[]) => undisturbed(() => clearAnswered(engine, ids)),
    write: ((work, { event, isRedone = false } = {}) =>
      undisturbed((done) => {
        const all = async (tx: Db) => {
          const result = await work(txOf(tx, engine, event));
          done();
          return result;
        };
        return isRedone ? engine.unsynced(all) : engine.db.transaction().execute(all);
      })) satisfies Store["write"],
    writeEntries: (entries: readonly Entry[], forMs: number) =>
      undisturbed(() => writeEntries(engine, entries, forMs)),
  };
  return {
    ...jobs,
    ...tellingOfOutages(writing, engine.file, log),
    ...archiveOf(engine),
    scrub: scrubOf(engine),
    installations: (platform) => installationsOf(engine.db, platform),
    close: () => engine.db.destroy(),
  };
}

function txOf(tx: Db, engine: Engine, event?: string): Tx {
  const { concurrent, now } = engine;
  let noted: Promise<void> | null = null;
  // One for the whole transaction, however many decisions it erases.
  const note = (): Promise<void> => {
    noted ??= noteTraces(tx);
    return noted;
  };
  return {
    ...eventTx(tx),
    ...journalTx(tx, engine),
    ...decisionTx(tx, concurrent, note),
    ...effectTx(tx, now, note, event),
  };
}

/** Many who delete and forget at once meet each other more than once. */
const TRIES = 10;
/** After a connection was lost. In all less than the 3 s that a platform waits for. */
const WAITS_MS = [0, 100, 200, 400, 800];

/**
 * Runs a transaction again where another stood in its way, or its connection went: unless it was `done`, for then the
 * server may have committed it before it went, or before this process stood still.
 */
async function undisturbed<T>(run: (done: () => void) => Promise<T>): Promise<T> {
  const waits = [...WAITS_MS];
  for (let left = TRIES; ; left--) {
    let isDone = false;
    try {
      return await run(() => {
        isDone = true;
      });
    } catch (error) {
      if (left > 1 && isDeadlock(error)) continue;
      if (isDone && isAway(error)) throw new Unsure(error);
      const wait = isLost(error) ? waits.shift() : undefined;
      if (wait === undefined) throw error;
      await setTimeout(wait);
    }
  }
}

function pathOf(where: string): string {
  return resolve(where.startsWith("file:") ? fileURLToPath(where) : where);
}
