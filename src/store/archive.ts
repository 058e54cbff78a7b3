/** What is kept and how much there is, read outside of any transaction; and what goes for good. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { PlatformName } from "../port.ts";
import { fromRow, placeOf, STANDING } from "./decisions.ts";
import type { Gauges, Store, Swept } from "./store.ts";
import { type Db, type Engine, type Tables, wholeMs } from "./tables.ts";
import { noteTraces } from "./traces.ts";

const PLACES_MAX = 200;
/** The newest, for it is their places that people are in. */
const STANDING_READ = 1_000;

type Archive = Pick<
  Store,
  | "open"
  | "standing"
  | "decision"
  | "linked"
  | "decisions"
  | "madeWithout"
  | "told"
  | "keepTold"
  | "sweep"
  | "pack"
  | "ping"
  | "gauges"
>;

export function archiveOf({ db, now }: Pick<Engine, "db" | "now">): Archive {
  const all = () => db.selectFrom("decisions").selectAll().where("status", "!=", "deleted");
  return {
    async open(platform) {
      const rows = await db
        .selectFrom("decisions")
        .select(["platform", "team", "channel", "thread", "room", "started_at", "origin"])
        .select(({ selectFrom }) =>
          selectFrom("events")
            .select(({ fn }) => fn.min("events.at").as("at"))
            .as("known_since"),
        )
        .where("platform", "=", platform)
        .where("status", "=", sql.lit("open"))
        .orderBy("seq", "desc")
        .execute();
      return rows.map((row) => ({
        place: placeOf(row),
        since: Math.max(row.started_at, row.known_since ?? 0),
        origin: row.origin,
      }));
    },
    async standing(platform) {
      const rows = await db
        .selectFrom("decisions")
        .select(["platform", "team", "channel", "thread", "room"])
        .where("platform", "=", platform)
        .where(
          "status",
          "in",
          STANDING.map((status) => sql.lit(status)),
        )
        .orderBy("seq", "desc")
        .limit(STANDING_READ)
        .execute();
      const places = new Map(rows.map((row) => [JSON.stringify(row), placeOf(row)]));
      return [...places.values()].slice(0, PLACES_MAX);
    },
    async decision(id) {
      const row = await all().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    /** One look at an index, whatever becomes of it: how long it takes tells nothing. */
    async linked(hash) {
      const row = await db
        .selectFrom("links")
        .innerJoin("decisions", "decisions.id", "links.decision")
        .selectAll("decisions")
        .where("links.hash", "=", hash)
        .where("links.until", ">", now())
        .where("decisions.status", "!=", "deleted")
        .executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async decisions({ of, after, limit }) {
      const asked =
        of === null ? all() : all().where("platform", "=", of.platform).where("team", "=", of.team);
      const rows = await asked.where("seq", ">", after).orderBy("seq").limit(limit).execute();
      return { decisions: rows.map(fromRow), next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null) };
    },
    async madeWithout(digests, { since, after, limit }) {
      const made = db
        .selectFrom("decisions")
        .select(["id", "seq"])
        .where("status", "in", ["recommended", "accepted", "otherwise"])
        .where("pack", "is not", null)
        .limit(limit);
      // "+ 0": what has changed is few, and is found by when it did; else the engine would go by the number.
      const changed =
        since === null
          ? made.where("seq", ">", after).orderBy("seq")
          : made
              .where("updated_at", ">=", wholeMs(since))
              .where(sql<number>`seq + 0`, ">", after)
              .orderBy(sql`seq + 0`);
      const rows = await (digests.length === 0
        ? changed
        : changed.where("pack", "not in", digests)
      ).execute();
      return {
        ids: rows.map(({ id }) => id),
        next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null),
      };
    },
    async told(about) {
      const row = await db
        .selectFrom("told")
        .select(["what", "at"])
        .where("about", "=", about)
        .executeTakeFirst();
      return row ?? null;
    },
    async keepTold(about, what, at) {
      const told = { what, at: wholeMs(at) };
      await db
        .insertInto("told")
        .values({ about, ...told })
        .onConflict((conflict) => conflict.column("about").doUpdateSet(told))
        .execute();
    },
    sweep: (before) => db.transaction().execute((tx) => sweep(tx, before)),
    async pack(digest) {
      const row = await db.selectFrom("packs").select("json").where("digest", "=", digest).executeTakeFirst();
      return row?.json ?? null;
    },
    async ping() {
      await sql`select 1 from kysely_migration limit 1`.execute(db);
    },
    gauges: (at, platforms) => gaugesIn(db, at, platforms),
  };
}

/** Whoever watches wants to know that it is many, and nobody should wait until all are counted. */
const COUNTED_MOST = 10_000;

async function countIn(db: Kysely<Tables>, rows: RawBuilder<unknown>): Promise<number> {
  const found = await sql<{ counted: number }>`
    select count(*) as counted from (select 1 from ${rows} limit ${sql.lit(COUNTED_MOST)}) as found`.execute(
    db,
  );
  return Number(found.rows[0]?.counted);
}

/** The bot may have been taken out of a channel half a year ago: what waits behind the message that cannot be shown there is not late. */
const isFree = sql`not exists (select 1 from jobs as other
  where other.decision = jobs.decision and other.blocked_since is not null)`;

async function gaugesIn(db: Kysely<Tables>, at: number, platforms: readonly PlatformName[]): Promise<Gauges> {
  const now = wholeMs(at);
  const sums = { waiting: 0, reminders: 0, open: 0, accepted: 0 };
  const workspaces: Partial<Record<PlatformName, number>> = {};
  const dues: number[] = [];
  const accepted: number[] = [];
  for (const platform of platforms) {
    const due = sql`jobs where platform = ${platform} and due <= ${now} and ${isFree}`;
    const set = sql`jobs where platform = ${platform} and due > ${now} and kind = 'timer'`;
    const open = sql`decisions where platform = ${platform} and status = 'open'`;
    sums.waiting += await countIn(db, due);
    sums.reminders += await countIn(db, set);
    sums.open += await countIn(db, open);
    const oldest = await sql<{ due: number }>`select due from ${due} order by due limit 1`.execute(db);
    dues.push(...oldest.rows.map((row) => row.due));
    sums.accepted += await countIn(db, sql`journal where platform = ${platform} and reply is null`);
    const entries = db.selectFrom("journal").select("at").where("platform", "=", platform);
    const first = await entries.where("reply", "is", null).orderBy("seq").limit(1).executeTakeFirst();
    if (first !== undefined) accepted.push(first.at);
    const teams = await teamsIn(db, platform);
    if (teams > 0) workspaces[platform] = teams;
  }
  const oldestOf = (moments: readonly number[]) => (moments.length === 0 ? null : Math.min(...moments));
  return { ...sums, oldestDue: oldestOf(dues), oldestAccepted: oldestOf(accepted), workspaces };
}

/** From team to team along the index, for `count(distinct …)` would read every decision. */
async function teamsIn(db: Kysely<Tables>, platform: PlatformName): Promise<number> {
  const { rows } = await sql<{ teams: number }>`
    with recursive found(team) as (
      select min(team) from decisions where platform = ${platform}
      union all
      select (select min(team) from decisions where platform = ${platform} and team > found.team)
      from found
      where found.team is not null
    )
    select count(team) as teams from found`.execute(db);
  return Number(rows[0]?.teams);
}

/** Their messages, jobs and members go with them. */
async function sweep(tx: Db, before: number | null): Promise<Swept> {
  const done = await tx
    .deleteFrom("decisions")
    .where("status", "=", sql.lit("deleted"))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("jobs").select("seq").whereRef("jobs.decision", "=", "decisions.id"))),
    )
    .executeTakeFirst();
  const old =
    before === null
      ? null
      : await tx.deleteFrom("decisions").where("updated_at", "<", wholeMs(before)).executeTakeFirst();
  const swept = { deleted: Number(done.numDeletedRows), untouched: Number(old?.numDeletedRows ?? 0) };
  if (swept.deleted + swept.untouched > 0) await noteTraces(tx);
  return swept;
}
