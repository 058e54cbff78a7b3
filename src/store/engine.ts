/** One database, opened and up to date. */
import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

export interface Engine {
  readonly db: Kysely<Tables>;
  /**
   * Whether transactions run side by side, so that rows must be locked. In SQLite a transaction that may write has
   * the whole file to itself.
   */
  readonly concurrent: boolean;
}

export type Db = Transaction<Tables>;
