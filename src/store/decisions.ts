/** The inbox's half: events, decisions and packs, inside one transaction. */
import { type Kysely, type Selectable, sql } from "kysely";
import type { Place, PlatformName, Summary } from "../port.ts";
import type { Db } from "./engine.ts";
import type { Decision, Store, Tx } from "./store.ts";
import type { Tables } from "./tables.ts";

type DecisionTx = Omit<Tx, "show" | "wake" | "hush" | "takeTimer">;

export function decisionTx(db: Db, concurrent: boolean): DecisionTx {
  /** Unlike FOR UPDATE it does not make those wait who only refer to the row: the leasing of jobs. */
  const held = () => {
    const rows = db.selectFrom("decisions").selectAll();
    return concurrent ? rows.forNoKeyUpdate() : rows;
  };
  const newestRow = ({ platform, team, channel }: Omit<Place, "thread">) =>
    held()
      .where("platform", "=", platform)
      .where("team", "=", team)
      .where("channel", "=", channel)
      .orderBy("seq", "desc")
      .limit(1);
  return {
    async noteEvent({ platform, team, id }, at) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("events")
        .values({ platform, team, id, at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    async pruneEvents(before) {
      await db.deleteFrom("events").where("at", "<", before).execute();
    },
    async holdPlace(place) {
      if (!concurrent) return;
      const name = JSON.stringify([place.platform, place.team, place.channel, place.thread]);
      await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
    },
    async newestIn({ thread, ...around }) {
      const row = await newestRow(around)
        .where("thread", thread === null ? "is" : "=", thread)
        .executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async newestAround(place) {
      const row = await newestRow(place).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async decision(id) {
      const row = await held().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async recent(platform, team, limit) {
      const rows = await db
        .selectFrom("decisions")
        .selectAll()
        .where("platform", "=", platform)
        .where("team", "=", team)
        .orderBy("seq", "desc")
        .limit(limit)
        .execute();
      return rows.map(fromRow).map(({ id, title, status, place, startedAt, text }) => ({
        id,
        title,
        status,
        place,
        at: startedAt,
        text,
      }));
    },
    async start(decision) {
      const { place } = decision;
      await db
        .insertInto("decisions")
        .values({
          id: decision.id,
          platform: place.platform,
          team: place.team,
          channel: place.channel,
          thread: place.thread,
          origin: decision.origin,
          started_at: decision.startedAt,
          ...changing(decision),
        })
        .execute();
    },
    async update(decision) {
      await db.updateTable("decisions").set(changing(decision)).where("id", "=", decision.id).execute();
    },
    async pack(digest) {
      const row = await db.selectFrom("packs").select("json").where("digest", "=", digest).executeTakeFirst();
      return row?.json ?? null;
    },
    async keepPack(digest, json, at) {
      await db
        .insertInto("packs")
        .values({ digest, json, kept_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}

export async function openDecisions(db: Kysely<Tables>, platform: PlatformName): ReturnType<Store["open"]> {
  const rows = await db
    .selectFrom("decisions")
    .select(["platform", "team", "channel", "thread", "started_at"])
    .select(({ selectFrom }) =>
      selectFrom("events")
        .select(({ fn }) => fn.min("events.at").as("at"))
        .as("known_since"),
    )
    .where("platform", "=", platform)
    .where("status", "=", "open")
    .orderBy("seq", "desc")
    .execute();
  return rows.map((row) => ({ place: placeOf(row), since: Math.max(row.started_at, row.known_since ?? 0) }));
}

function changing(decision: Decision) {
  return {
    status: decision.status,
    title: decision.title,
    summary: JSON.stringify(decision.text),
    revision: decision.revision,
    state: decision.state,
    updated_at: decision.updatedAt,
  };
}

/** What is read back was written by `start` and `update` alone, so it is trusted to be of its type. */
export function fromRow(row: Selectable<Tables["decisions"]>): Decision {
  return {
    id: row.id,
    place: placeOf(row),
    origin: row.origin,
    status: row.status as Summary["status"],
    title: row.title,
    text: JSON.parse(row.summary) as Summary["text"],
    revision: row.revision,
    state: row.state,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
  };
}

export function placeOf(
  row: Pick<Selectable<Tables["decisions"]>, "platform" | "team" | "channel" | "thread">,
): Place {
  return {
    platform: row.platform as PlatformName,
    team: row.team,
    channel: row.channel,
    thread: row.thread,
  };
}
