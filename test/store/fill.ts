/** A database with any number of decisions, as half a year of use leaves them: written by the engine itself, for it is fast. */
import { DatabaseSync } from "node:sqlite";
import pg from "pg";

export interface Filling {
  readonly count: number;
  /** The digest of the pack that they were made with. */
  readonly pack: string;
  /** Milliseconds since 1970: the newest is a second older. */
  readonly now: number;
}

const SIX_DAYS_MS = 6 * 24 * 60 * 60 * 1000;
const HALF_A_YEAR_MS = 182 * 24 * 60 * 60 * 1000;

/** Half of them in the room C1 of the team T1; a tenth with U1, who is in no other's list more often. */
const TEAM = "case when i % 2 = 0 then 'T1' else 'T' || (i % 50) end";
const CHANNEL = "case when i % 2 = 0 then 'C1' else 'C' || (i % 200) end";
/** Of the newest thousand a tenth is open and a tenth recommended; the others are accepted, one in twenty cancelled. */
const isNew = (count: number) => `i > ${count - 1_000}`;
const STATUS = (count: number) =>
  `case when ${isNew(count)} and i % 10 = 5 then 'open' when ${isNew(count)} and i % 10 = 6 then 'recommended'
     when i % 20 = 0 then 'cancelled' else 'accepted' end`;
const ENDED = (count: number) => `case when ${isNew(count)} and i % 10 in (5, 6) then 0 else 1 end`;

function statements(series: string, { count, pack, now }: Filling): readonly string[] {
  const at = `${now} - (${count} - i) * ${Math.floor(HALF_A_YEAR_MS / count)} - 1000`;
  const state = `{"filler":"${"x".repeat(500)}"}`;
  return [
    `insert into decisions (id, platform, team, channel, thread, room, origin, status, ended, title, sought, summary,
       pack, revision, state, started_at, updated_at)
     select 'f' || i, 'slack', ${TEAM}, ${CHANNEL}, 't' || i, ${CHANNEL}, null, ${STATUS(count)}, ${ENDED(count)},
       'Ledger ' || i, 'ledger ' || i, '["Ledger"]', '${pack}', 3, '${state}', ${at}, ${at} from ${series}`,
    ...[
      "'U' || (10 + seq % 1000)",
      "'U' || (2000 + seq % 7)",
      "case when seq % 10 = 0 then 'U1' else 'U2' end",
    ].map(
      (person) =>
        `insert into members (decision, person, team, ended, seq) select id, ${person}, team, ended, seq from decisions`,
    ),
    ...["root", "live/1", "card"].map(
      (slot) =>
        `insert into messages (decision, slot, ref, tries) select id, '${slot}', 'C1:' || seq, 0 from decisions`,
    ),
    `insert into jobs (decision, platform, kind, name, body, revision, due, bulk)
     select id, 'slack', 'timer', 'review', null, 0, ${now} + ${HALF_A_YEAR_MS} + seq, 1 from decisions where ended = 1`,
    // Platforms repeat nothing that is older, so it is forgotten.
    `insert into events (id, at) select 'e' || i, ${now} - (${count} - i) * ${Math.floor(SIX_DAYS_MS / count)} from ${series}`,
  ];
}

/** The schema is there, and nothing in it. */
export function fillSqlite(file: string, filling: Filling): void {
  const database = new DatabaseSync(file);
  database.exec("pragma synchronous = off; pragma cache_size = -200000; begin");
  const series = `(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${filling.count}) select i from n)`;
  for (const statement of statements(series, filling)) database.exec(statement);
  database.exec("commit; pragma wal_checkpoint(truncate)");
  database.close();
}

/** The same. With statistics, as a server makes them by itself within minutes. */
export async function fillPostgres(url: string, filling: Filling): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const series = `generate_series(1::bigint, ${filling.count}::bigint) as n(i)`;
  for (const statement of statements(series, filling)) await client.query(statement);
  await client.query("vacuum analyze decisions, members, messages, jobs, events");
  await client.end();
}
