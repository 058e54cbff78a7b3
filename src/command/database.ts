/** The configured database, for commands that read it. */
import { existsSync } from "node:fs";
import { type Config, loadConfig } from "../app/config.ts";
import { createLog } from "../app/log.ts";
import { openStore } from "../store/open.ts";
import type { Store } from "../store/store.ts";
import type { Exit, Output } from "./output.ts";

/** Opens it, and closes it whatever comes of the work. A file that is not there is not made. */
export async function withStore(
  work: (store: Store, config: Config) => Promise<Exit>,
  { err }: Output,
): Promise<Exit> {
  const configured = loadConfig();
  if (!configured.ok) {
    for (const problem of configured.problems) err(problem);
    return 2;
  }
  const { database, logLevel } = configured.config;
  const served = /^postgres(ql)?:/.test(database);
  if (!served && !existsSync(database)) {
    err(`${database}: no such file. DATA_DIR or DATABASE_URL says where the database is.`);
    return 2;
  }
  const opened = await openStore(database, createLog(logLevel));
  if (!opened.ok) {
    err(opened.because);
    return 1;
  }
  try {
    return await work(opened.store, configured.config);
  } finally {
    await opened.store.close();
  }
}
