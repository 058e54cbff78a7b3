/**
 * The schema's history, oldest first. A migration that has been released is never edited: the next one changes what
 * it did. Names sort in the order in which they run.
 */
import { type ColumnDefinitionBuilder, type Kysely, type RawBuilder, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { hashOf } from "./events.ts";
import { soughtIn } from "./search.ts";
import type { Tables } from "./tables.ts";
import { noteTraces } from "./traces.ts";

/** Where the engines' column types differ. */
export interface Types {
  /** An integer below 2^53. */
  readonly integer: "integer" | "bigint";
  /** A primary key that grows by itself. */
  readonly serial: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  /** What a table's definition ends with. */
  readonly end: RawBuilder<unknown>;
}

export const SQLITE: Types = {
  integer: "integer",
  serial: (column) => column.primaryKey().autoIncrement(),
  end: sql`strict`,
};

export const POSTGRES: Types = {
  integer: "bigint",
  serial: (column) => column.primaryKey().generatedAlwaysAsIdentity(),
  end: sql``,
};

export function migrations(types: Types): Record<string, Migration> {
  return {
    "0001-first": { up: (db) => first(db, types) },
    "0002-installations": { up: (db) => installations(db, types) },
    "0003-members": { up: (db) => members(db, types) },
    "0004-jobs": { up: (db) => jobs(db, types) },
    "0005-traces": { up: (db) => traces(db, types) },
    "0006-rooms": { up: rooms },
    "0007-bulk": { up: (db) => bulk(db, types) },
    "0008-clock": { up: (db) => clock(db, types) },
    "0009-lists": { up: (db) => lists(db, types) },
    "0010-links": { up: (db) => links(db, types) },
    "0011-journal": { up: (db) => journal(db, types) },
    "0012-replies": { up: replies },
  };
}

/** A newer version of this program has changed the schema. */
export class NewerSchema extends Error {}

/**
 * Brings the schema up to date; any number of processes may do so at the same time. Returns whether there was none before.
 * @throws NewerSchema, or the engine's error
 */
export async function migrate(db: Kysely<Tables>, types: Types): Promise<boolean> {
  const known = migrations(types);
  const schema = await schemaOf(db, types);
  const { error, results = [] } = await new Migrator({
    db,
    provider: { getMigrations: async () => known },
    ...(schema === null ? {} : { migrationTableSchema: schema }),
  }).migrateToLatest();
  if (error === undefined) return results.length === Object.keys(known).length;
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db).catch(() => null);
  refuseNewer(done?.rows ?? [], known);
  throw error;
}

/** Where a server's tables are, for others of its schemas may have tables of the same names. Null: there are no schemas, or none is named. */
async function schemaOf(db: Kysely<Tables>, types: Types): Promise<string | null> {
  if (types !== POSTGRES) return null;
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db);
  return rows[0]?.name ?? null;
}

function refuseNewer(done: readonly { readonly name: string }[], known: Record<string, Migration>): void {
  const unknown = done.find(({ name }) => !(name in known));
  if (unknown !== undefined) throw new NewerSchema(`unknown migration ${unknown.name}`);
}

/** By how many steps the schema is behind; null: there is none yet. Changes nothing. @throws NewerSchema, or the engine's error */
export async function stepsBehind(db: Kysely<Tables>, types: Types): Promise<number | null> {
  const known = migrations(types);
  const ours = await schemaOf(db, types);
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const isOurs = ({ name, schema }: (typeof tables)[number]) =>
    name === "kysely_migration" && (ours === null || schema === ours);
  if (!tables.some(isOurs)) return null;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  refuseNewer(rows, known);
  return Object.keys(known).length - rows.length;
}

async function first(db: Kysely<unknown>, { integer, serial, end }: Types): Promise<void> {
  await db.schema
    .createTable("events")
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("team", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("at", integer, (column) => column.notNull())
    .addPrimaryKeyConstraint("events_key", ["platform", "team", "id"])
    .modifyEnd(end)
    .execute();
  await db.schema.createIndex("events_at").on("events").column("at").execute();

  await db.schema
    .createTable("decisions")
    .addColumn("seq", integer, serial)
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("team", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("thread", "text")
    .addColumn("origin", "text")
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("summary", "text", (column) => column.notNull())
    .addColumn("revision", integer, (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("started_at", integer, (column) => column.notNull())
    .addColumn("updated_at", integer, (column) => column.notNull())
    .modifyEnd(end)
    .execute();
  await db.schema
    .createIndex("decisions_place")
    .on("decisions")
    .columns(["platform", "team", "channel", "thread", "seq"])
    .execute();
  await db.schema
    .createIndex("decisions_team")
    .on("decisions")
    .columns(["platform", "team", "seq"])
    .execute();

  await db.schema
    .createTable("packs")
    .addColumn("digest", "text", (column) => column.primaryKey().notNull())
    .addColumn("json", "text", (column) => column.notNull())
    .addColumn("kept_at", integer, (column) => column.notNull())
    .modifyEnd(end)
    .execute();

  await db.schema
    .createTable("jobs")
    .addColumn("seq", integer, serial)
    .addColumn("decision", "text", (column) =>
      column.notNull().references("decisions.id").onDelete("cascade"),
    )
    .addColumn("kind", "text", (column) => column.notNull().check(sql`kind in ('show', 'wake')`))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("body", "text")
    .addColumn("revision", integer, (column) => column.notNull())
    .addColumn("version", integer, (column) => column.notNull().defaultTo(1))
    .addColumn("due", integer, (column) => column.notNull())
    .addColumn("delays", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("throws", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("owner", "text")
    .addColumn("lease_until", integer)
    .addUniqueConstraint("jobs_name", ["decision", "kind", "name"])
    .modifyEnd(end)
    .execute();
  await db.schema.createIndex("jobs_due").on("jobs").column("due").execute();

  await db.schema
    .createTable("messages")
    .addColumn("decision", "text", (column) =>
      column.notNull().references("decisions.id").onDelete("cascade"),
    )
    .addColumn("slot", "text", (column) => column.notNull())
    .addColumn("ref", "text")
    .addColumn("tries", integer, (column) => column.notNull())
    .addPrimaryKeyConstraint("messages_key", ["decision", "slot"])
    .modifyEnd(end)
    .execute();
}

async function installations(db: Kysely<unknown>, { end }: Types): Promise<void> {
  await db.schema
    .createTable("installations")
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("team", "text", (column) => column.notNull())
    .addColumn("sealed", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("installations_key", ["platform", "team"])
    .modifyEnd(end)
    .execute();
}

/** Who is in a decision, which pack it was made with, and its title for a search. */
async function members(db: Kysely<unknown>, { end }: Types): Promise<void> {
  await db.schema
    .createTable("members")
    .addColumn("decision", "text", (column) =>
      column.notNull().references("decisions.id").onDelete("cascade"),
    )
    .addColumn("person", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("members_key", ["decision", "person"])
    .modifyEnd(end)
    .execute();
  await db.schema.createIndex("members_person").on("members").column("person").execute();
  await db.schema.alterTable("decisions").addColumn("pack", "text").execute();
  await db.schema
    .alterTable("decisions")
    .addColumn("sought", "text", (column) => column.notNull().defaultTo(""))
    .execute();
  await fill(db as Kysely<Tables>);
}

/** Of a decision as the first version saved it, from its first day on: who is in it, and its pack. */
interface FirstState {
  readonly pack: { readonly digest: string } | null;
  readonly people: readonly { readonly id: string }[];
  readonly discussion?: readonly { readonly person: { readonly id: string } }[];
  readonly proposals?: readonly { readonly person: { readonly id: string } }[];
  readonly starter: string;
  readonly outcome: { readonly by: string } | null;
  readonly previous?: { readonly outcome: { readonly by: string } } | null;
}

/** What the new columns and the new table hold of the decisions that are there already. */
async function fill(db: Kysely<Tables>): Promise<void> {
  const rows = await db.selectFrom("decisions").select(["id", "title", "state"]).execute();
  for (const { id, title, state } of rows) {
    const { pack, members } = foundIn(state);
    await db
      .updateTable("decisions")
      .set({ pack, sought: soughtIn(title) })
      .where("id", "=", id)
      .execute();
    for (const person of members)
      await sql`insert into members (decision, person) values (${id}, ${person})`.execute(db);
  }
}

/** Of a damaged state, nothing: it must not keep the others from being opened. */
function foundIn(state: string): { readonly pack: string | null; readonly members: ReadonlySet<string> } {
  try {
    const first = JSON.parse(state) as FirstState;
    const { pack, people, discussion = [], proposals = [], starter, outcome, previous } = first;
    const quoted = [...discussion, ...proposals].map(({ person }) => person);
    const decided = [outcome, previous?.outcome].flatMap((one) => (one == null ? [] : [one.by]));
    const members = [...[...people, ...quoted].map(({ id }) => id), starter, ...decided];
    return { pack: pack?.digest ?? null, members: new Set(members) };
  } catch {
    return { pack: null, members: new Set() };
  }
}

/**
 * What is in the way of a message, since when; and a record that is to be proposed, which was a timer that went off at
 * once. SQLite cannot change which kinds there may be, so the table is made anew.
 */
async function jobs(db: Kysely<unknown>, { integer, serial, end }: Types): Promise<void> {
  await db.schema
    .createTable("new_jobs")
    .addColumn("seq", integer, serial)
    .addColumn("decision", "text", (column) =>
      column.notNull().references("decisions.id").onDelete("cascade"),
    )
    .addColumn("kind", "text", (column) => column.notNull().check(sql`kind in ('show', 'timer', 'propose')`))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("body", "text")
    .addColumn("revision", integer, (column) => column.notNull())
    .addColumn("version", integer, (column) => column.notNull().defaultTo(1))
    .addColumn("due", integer, (column) => column.notNull())
    .addColumn("delays", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("throws", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("blocked_since", integer)
    .addColumn("owner", "text")
    .addColumn("lease_until", integer)
    .addUniqueConstraint("jobs_of_decision", ["decision", "kind", "name"])
    .modifyEnd(end)
    .execute();
  await sql`
    insert into new_jobs (decision, kind, name, body, revision, version, due, delays, throws, owner, lease_until)
    select
      decision,
      case when kind = 'show' then 'show' when name = 'publish' then 'propose' else 'timer' end,
      case when kind = 'wake' and name = 'publish' then 'record' else name end,
      body, revision, version, due, delays, throws, owner, lease_until
    from jobs
    order by seq`.execute(db);
  await db.schema.dropTable("jobs").execute();
  await db.schema.alterTable("new_jobs").renameTo("jobs").execute();
  await db.schema.createIndex("jobs_due").on("jobs").column("due").execute();
}

type OldEvent = Record<"platform" | "team" | "id", string> & { readonly at: number };

/** Of this many at once: an engine has a limit on what one statement may be given. */
const EVENTS_AT_ONCE = 1_000;

/** Events are known by a hash. What was deleted before, and the ids of old, may be in the file still. */
async function traces(db: Kysely<unknown>, { integer, serial, end }: Types): Promise<void> {
  await db.schema.createTable("traces").addColumn("seq", integer, serial).modifyEnd(end).execute();
  await db.schema
    .createTable("new_events")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("at", integer, (column) => column.notNull())
    .modifyEnd(end)
    .execute();
  const { rows } = await sql<OldEvent>`select * from events`.execute(db);
  const events = rows.map(({ at, ...event }) => ({ id: hashOf(event), at }));
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
    const some = events.slice(from, from + EVENTS_AT_ONCE).map(({ id, at }) => sql`(${id}, ${at})`);
    await sql`insert into new_events (id, at) values ${sql.join(some)}`.execute(db);
  }
  await db.schema.dropTable("events").execute();
  await db.schema.alterTable("new_events").renameTo("events").execute();
  await db.schema.createIndex("events_at").on("events").column("at").execute();
  await noteTraces(db as Kysely<Tables>);
}

/** Who can see a decision. What there was before is as visible as its channel. */
async function rooms(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("decisions")
    .addColumn("room", "text", (column) => column.notNull().defaultTo(""))
    .execute();
  await sql`update decisions set room = channel`.execute(db);
  await db.schema
    .createIndex("decisions_room")
    .on("decisions")
    .columns(["platform", "team", "room", "seq"])
    .execute();
}

/** What nobody waits for: timers, proposals, and what they cause. */
async function bulk(db: Kysely<unknown>, { integer }: Types): Promise<void> {
  await db.schema
    .alterTable("jobs")
    .addColumn("bulk", integer, (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update jobs set bulk = 1 where kind != 'show'`.execute(db);
}

/** When what is in a job was reckoned, so that a clock that was wrong is found out; and its platform, to find it by. */
async function clock(db: Kysely<unknown>, { integer }: Types): Promise<void> {
  await db.schema.alterTable("jobs").addColumn("timed_at", integer).execute();
  await db.schema
    .alterTable("jobs")
    .addColumn("platform", "text", (column) => column.notNull().defaultTo(""))
    .execute();
  await sql`
    update jobs set platform = (select platform from decisions where decisions.id = jobs.decision)`.execute(
    db,
  );
  await db.schema.dropIndex("jobs_due").execute();
  await db.schema.createIndex("jobs_due").on("jobs").columns(["platform", "due", "kind"]).execute();
  await db.schema.createIndex("jobs_timed").on("jobs").column("timed_at").execute();
}

/** An index for each way in which decisions are looked for, so that none reads those that it does not want. */
async function lists(db: Kysely<unknown>, { integer, end }: Types): Promise<void> {
  const ended = sql`case when status in ('open', 'recommended') then 0 when status = 'deleted' then 2 else 1 end`;
  await db.schema
    .alterTable("decisions")
    .addColumn("ended", integer, (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update decisions set ended = ${ended}`.execute(db);
  for (const [name, type] of [
    ["team", "text"],
    ["ended", integer],
    ["seq", integer],
  ] as const)
    await db.schema
      .alterTable("members")
      .addColumn(name, type, (column) => column.notNull().defaultTo(type === "text" ? "" : 0))
      .execute();
  for (const name of ["team", "ended", "seq"])
    await sql`
      update members set ${sql.ref(name)} =
        (select ${sql.ref(name)} from decisions where decisions.id = members.decision)`.execute(db);
  await db.schema.dropIndex("members_person").execute();
  await sql`create index members_listed on members (person, team, ended, seq desc)`.execute(db);
  await sql`create index decisions_listed on decisions (platform, team, room, ended, seq desc)`.execute(db);
  await sql`create index decisions_decided on decisions (platform, team, room, seq)
    where status in ('accepted', 'otherwise')`.execute(db);
  await sql`create index decisions_open on decisions (platform, seq) where status = 'open'`.execute(db);
  await sql`create index decisions_deleted on decisions (seq) where status = 'deleted'`.execute(db);
  await db.schema
    .createIndex("decisions_channel")
    .on("decisions")
    .columns(["platform", "team", "channel", "room", "seq"])
    .execute();
  await sql`create index decisions_standing on decisions (platform, seq)
    where status in ('open', 'recommended', 'accepted', 'otherwise')`.execute(db);
  await db.schema.createIndex("decisions_updated").on("decisions").column("updated_at").execute();
  await db.schema.dropIndex("decisions_room").execute();
  await db.schema
    .createTable("told")
    .addColumn("about", "text", (column) => column.primaryKey().notNull())
    .addColumn("what", "text", (column) => column.notNull())
    .addColumn("at", integer, (column) => column.notNull())
    .modifyEnd(end)
    .execute();
}

/** Links to reports: they go with their decision. */
async function links(db: Kysely<unknown>, { integer, end }: Types): Promise<void> {
  await db.schema
    .createTable("links")
    .addColumn("hash", "text", (column) => column.primaryKey().notNull())
    .addColumn("decision", "text", (column) =>
      column.notNull().references("decisions.id").onDelete("cascade"),
    )
    .addColumn("until", integer, (column) => column.notNull())
    .modifyEnd(end)
    .execute();
  await db.schema.createIndex("links_decision").on("links").column("decision").execute();
  await db.schema.createIndex("links_until").on("links").column("until").execute();
}

/** What was heard and acknowledged, until something has come of it. */
async function journal(db: Kysely<unknown>, { integer, serial, end }: Types): Promise<void> {
  await db.schema
    .createTable("journal")
    .addColumn("seq", integer, serial)
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("team", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("decision", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("at", integer, (column) => column.notNull())
    .addColumn("free_at", integer, (column) => column.notNull())
    .addColumn("times", integer, (column) => column.notNull().defaultTo(0))
    .modifyEnd(end)
    .execute();
}

/** What is owed to whoever was heard stands where their event stood. */
async function replies(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("journal").addColumn("reply", "text").execute();
}
