/** From SQLite to Postgres: every row, in one transaction, and read back before it ends. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import type { Log } from "../../port.ts";
import { openPostgres } from "../engine/postgres.ts";
import { isServed, openSqlite } from "../engine/sqlite.ts";
import type { Tables } from "../tables.ts";
import { backupSqlite } from "./backup.ts";

/** Each with what tells its rows apart; whatever another refers to comes before it. `seq` grows by itself. */
const TABLES: readonly { readonly name: keyof Tables; readonly key: readonly string[] }[] = [
  { name: "decisions", key: ["seq"] },
  { name: "packs", key: ["digest"] },
  { name: "events", key: ["id"] },
  { name: "journal", key: ["seq"] },
  { name: "installations", key: ["platform", "team"] },
  { name: "told", key: ["about"] },
  { name: "members", key: ["decision", "person"] },
  { name: "messages", key: ["decision", "slot"] },
  { name: "jobs", key: ["seq"] },
  { name: "links", key: ["hash"] },
];

const ROWS_AT_ONCE = 500;

type Row = Readonly<Record<string, string | number | null>>;

/** How many rows each table has. */
export type Moved = Readonly<Partial<Record<keyof Tables, number>>>;

/** The file is in use, the target has something in it, or a row did not come back as it was. */
export class NotMoved extends Error {}

/**
 * The file stays as it is; it is copied first, and the copy brought up to date. Nothing is in the target unless all is.
 * @throws NotMoved, or an error of an engine
 */
export async function moveToPostgres(file: string, url: string, log: Log): Promise<Moved> {
  if (isServed(file))
    throw new NotMoved(
      `${file} is in use by a bot, and what it saves meanwhile would stay behind: stop it first`,
    );
  const folder = mkdtempSync(join(tmpdir(), "plumbline-move-"));
  try {
    const copy = join(folder, "plumbline.db");
    backupSqlite(file, copy);
    const from = await openSqlite(copy);
    try {
      const to = await openPostgres(url, log);
      try {
        return await to.db.transaction().execute((tx) => moveAll(from.db, tx));
      } finally {
        await to.db.destroy();
      }
    } finally {
      await from.db.destroy();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function moveAll(from: Kysely<Tables>, to: Kysely<Tables>): Promise<Moved> {
  const moved: Record<string, number> = {};
  for (const { name } of TABLES) {
    // Nobody else writes it until this has ended.
    await sql`lock table ${sql.table(name)} in exclusive mode`.execute(to);
    const there = await countIn(to, name);
    if (there > 0)
      throw new NotMoved(
        `DATABASE_URL names a database that is not empty: the table ${name} has rows already`,
      );
  }
  for (const { name, key } of TABLES) {
    moved[name] = await moveTable(from, to, name, key);
    const there = await countIn(to, name);
    if (there !== moved[name])
      throw new NotMoved(`the table ${name} has ${there} rows there, and ${moved[name]} here`);
    if (key[0] === "seq")
      await sql`select setval(pg_get_serial_sequence(${name}, 'seq'), (select coalesce(max(seq), 0) + 1 from ${sql.table(name)}), false)`.execute(
        to,
      );
  }
  return moved;
}

async function moveTable(
  from: Kysely<Tables>,
  to: Kysely<Tables>,
  name: keyof Tables,
  key: readonly string[],
): Promise<number> {
  const table = sql.table(name);
  let count = 0;
  for (let after = 0; ; ) {
    const page = await sql<Row>`
      select rowid as at_row, * from ${table} where rowid > ${after} order by rowid limit ${ROWS_AT_ONCE}`.execute(
      from,
    );
    const rows = page.rows.map(({ at_row: _, ...row }) => row as Row);
    const [first] = rows;
    if (first === undefined) return count;
    const columns = Object.keys(first);
    const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
    await sql`insert into ${table} (${sql.join(columns.map((column) => sql.ref(column)))})
      overriding system value values ${sql.join(values)}`.execute(to);
    await compare(to, name, key, rows);
    count += rows.length;
    after = Number(page.rows.at(-1)?.at_row);
  }
}

/** @throws NotMoved where one of them is not there, or is another */
async function compare(
  to: Kysely<Tables>,
  name: keyof Tables,
  key: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const [first = ""] = key;
  const found = await sql<Row>`select * from ${sql.table(name)}
    where ${sql.ref(first)} in (${sql.join(rows.map((row) => row[first]))})`.execute(to);
  const keyOf = (row: Row) => JSON.stringify(key.map((column) => row[column]));
  const there = new Map(found.rows.map((row) => [keyOf(row), row]));
  for (const row of rows) {
    const copy = there.get(keyOf(row));
    const other = Object.keys(row).find((column) => copy?.[column] !== row[column]);
    if (other !== undefined)
      throw new NotMoved(`the row ${keyOf(row)} of the table ${name} came back with another ${other}`);
  }
}

async function countIn(db: Kysely<Tables>, name: keyof Tables): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(db);
  return Number(rows[0]?.n);
}
