/** Decisions and packs as they are kept, read outside of any transaction; and what goes for good. */
import type { Kysely } from "kysely";
import { fromRow, placeOf, STANDING } from "./decisions.ts";
import type { Store, Swept } from "./store.ts";
import { type Db, type Tables, wholeMs } from "./tables.ts";
import { noteTraces } from "./traces.ts";

const PLACES_MAX = 200;

type Archive = Pick<Store, "open" | "standing" | "decision" | "decisions" | "madeWithout" | "sweep" | "pack">;

export function archiveOf(db: Kysely<Tables>): Archive {
  const all = () => db.selectFrom("decisions").selectAll().where("status", "!=", "deleted");
  return {
    async open(platform) {
      const rows = await db
        .selectFrom("decisions")
        .select(["platform", "team", "channel", "thread", "room", "started_at"])
        .select(({ selectFrom }) =>
          selectFrom("events")
            .select(({ fn }) => fn.min("events.at").as("at"))
            .as("known_since"),
        )
        .where("platform", "=", platform)
        .where("status", "=", "open")
        .orderBy("seq", "desc")
        .execute();
      return rows.map((row) => ({
        place: placeOf(row),
        since: Math.max(row.started_at, row.known_since ?? 0),
      }));
    },
    async standing(platform) {
      const rows = await db
        .selectFrom("decisions")
        .select(["platform", "team", "channel", "thread", "room"])
        .where("platform", "=", platform)
        .where("status", "in", STANDING)
        .groupBy(["platform", "team", "channel", "thread", "room"])
        .orderBy(({ fn }) => fn.max("seq"), "desc")
        .limit(PLACES_MAX)
        .execute();
      return rows.map(placeOf);
    },
    async decision(id) {
      const row = await all().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async decisions({ of, after, limit }) {
      const asked =
        of === null ? all() : all().where("platform", "=", of.platform).where("team", "=", of.team);
      const rows = await asked.where("seq", ">", after).orderBy("seq").limit(limit).execute();
      return { decisions: rows.map(fromRow), next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null) };
    },
    async madeWithout(digests) {
      const made = db
        .selectFrom("decisions")
        .select("id")
        .where("status", "in", ["recommended", "accepted", "otherwise"])
        .where("pack", "is not", null);
      const rows = await (digests.length === 0 ? made : made.where("pack", "not in", digests))
        .orderBy("seq")
        .execute();
      return rows.map(({ id }) => id);
    },
    sweep: (before) => db.transaction().execute((tx) => sweep(tx, before)),
    async pack(digest) {
      const row = await db.selectFrom("packs").select("json").where("digest", "=", digest).executeTakeFirst();
      return row?.json ?? null;
    },
  };
}

/** Their messages, jobs and members go with them. */
async function sweep(tx: Db, before: number | null): Promise<Swept> {
  const done = await tx
    .deleteFrom("decisions")
    .where("status", "=", "deleted")
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("jobs").select("seq").whereRef("jobs.decision", "=", "decisions.id"))),
    )
    .executeTakeFirst();
  const old = await tx
    .deleteFrom("decisions")
    .where("updated_at", "<", wholeMs(before ?? Number.MIN_SAFE_INTEGER))
    .executeTakeFirst();
  const swept = { deleted: Number(done.numDeletedRows), untouched: Number(old.numDeletedRows) };
  if (swept.deleted + swept.untouched > 0) await noteTraces(tx);
  return swept;
}
