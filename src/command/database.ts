/** The configured database, for a command. */
import { existsSync } from "node:fs";
import { createLog } from "../app/log.ts";
import { type Config, loadConfig } from "../app/settings/config.ts";
import type { Log } from "../port.ts";
import { isPostgres, openStore } from "../store/open.ts";
import type { Store } from "../store/store.ts";
import type { Exit, Shell } from "./shell.ts";

export interface OpenDatabase {
  readonly store: Store;
  readonly config: Config;
  readonly log: Log;
}

/** Null: the shell was told what is wrong. */
export function configFor({ env, err }: Shell): Config | null {
  const configured = loadConfig(env);
  if (configured.ok) return configured.config;
  for (const problem of configured.problems) err(problem);
  return null;
}

/** Of a server, nobody knows before it is asked. */
export function mayExist(database: string): boolean {
  return isPostgres(database) || existsSync(database);
}

/** Where there is no database. */
export function noDatabase(database: string): string {
  return `${database}: no such file. DATA_DIR or DATABASE_URL says where the database is.`;
}

export function logTo(shell: Shell, { logLevel }: Config): Log {
  return createLog(logLevel, { write: (line) => shell.err(line.trimEnd()) });
}

/** Opens the database, and closes it whatever comes of the work. A file that is not there is not made. */
export async function withStore(work: (opened: OpenDatabase) => Promise<Exit>, shell: Shell): Promise<Exit> {
  const config = configFor(shell);
  if (config === null) return 2;
  const { database } = config;
  if (!mayExist(database)) {
    shell.err(noDatabase(database));
    return 2;
  }
  const log = logTo(shell, config);
  const opened = await openStore(database, log);
  if (!opened.ok) {
    shell.err(opened.because);
    return 1;
  }
  try {
    return await work({ store: opened.store, config, log });
  } finally {
    await opened.store.close();
  }
}
