/** kysely over Postgres: the engine of several replicas. */
import { Kysely, PostgresDialect, type RawBuilder, sql } from "kysely";
import pg from "pg";
import type { Log } from "../../port.ts";
import { migrate, POSTGRES, stepsBehind } from "../migrations.ts";
import { type Engine, nowBy, type Tables, type WholeMs } from "../tables.ts";

/** The oid of bigint, which pg gives as text by default, for it may exceed what a number holds. Ours never do. */
const BIGINT = 20;

/** `clock`: another than the server's. @throws TypeError on a URL that cannot be read, an error of pg, or what `migrate` throws */
export async function openPostgres(url: string, log: Log, clock?: () => number): Promise<Engine> {
  const db = connect(url, log);
  try {
    const made = await migrate(db, POSTGRES);
    const now = clock === undefined ? serverNow : nowBy(clock);
    return {
      db,
      file: null,
      made,
      concurrent: true,
      now,
      unsynced: (work) => db.transaction().execute(work),
      overwrite: () => vacuum(db),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** As `stepsBehind` says. */
export async function examinePostgres(url: string, log: Log): Promise<number | null> {
  const db = connect(url, log);
  try {
    return await stepsBehind(db, POSTGRES);
  } finally {
    await db.destroy();
  }
}

function connect(url: string, log: Log): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: withLibpqsModes(url),
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid, format),
    },
    // A server that has gone silent must make an event fail while its platform still waits, not hang.
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
    // Whoever stands still in the middle of a transaction holds up all who answer the same decision.
    idle_in_transaction_session_timeout: 5_000,
    keepAlive: true,
  });
  // Without a listener, losing an idle connection would end the process. The pool makes a new one.
  pool.on("error", (error) => log.warn({ error: error.message }, "lost an idle connection to Postgres"));
  // The same of one that is in use: whoever uses it hears of it by the statement that fails.
  pool.on("connect", (client) => client.on("error", () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Of the statement, for an index is of no use for what changes while it runs. */
function serverNow(): RawBuilder<WholeMs> {
  return sql<WholeMs>`(extract(epoch from statement_timestamp()) * 1000)::bigint`;
}

/**
 * `sslmode` as Postgres's own documentation has it: `require` encrypts, and asks nobody who the server is. pg would else
 * take it for `verify-full`.
 */
function withLibpqsModes(url: string): string {
  if (!/[?&]sslmode=(?:prefer|require|verify-ca)(?:&|$)/.test(url) || url.includes("uselibpqcompat="))
    return url;
  return `${url}&uselibpqcompat=true`;
}

/** Of all that a person's words or id may be in. Files of the server are the server's own affair. */
async function vacuum(db: Kysely<Tables>): Promise<void> {
  await sql`vacuum decisions, members, jobs, messages, events, journal`.execute(db);
}
