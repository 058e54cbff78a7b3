/** Decisions and packs as they are kept, read outside of any transaction; and what goes for good. */
import type { Kysely } from "kysely";
import { fromRow, placeOf } from "./decisions.ts";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

type Archive = Pick<Store, "open" | "decision" | "decisions" | "madeWithout" | "sweep" | "pack">;

export function archiveOf(db: Kysely<Tables>): Archive {
  const all = () => db.selectFrom("decisions").selectAll().where("status", "!=", "deleted");
  return {
    async open(platform) {
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
      return rows.map((row) => ({
        place: placeOf(row),
        since: Math.max(row.started_at, row.known_since ?? 0),
      }));
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
    async sweep(before) {
      const old = before ?? Number.MIN_SAFE_INTEGER;
      // Its messages, jobs and members go with it.
      const { numDeletedRows } = await db
        .deleteFrom("decisions")
        .where(({ or, and, not, exists, eb, selectFrom }) =>
          or([
            eb("updated_at", "<", old),
            and([
              eb("status", "=", "deleted"),
              not(exists(selectFrom("jobs").select("seq").whereRef("jobs.decision", "=", "decisions.id"))),
            ]),
          ]),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    async pack(digest) {
      const row = await db.selectFrom("packs").select("json").where("digest", "=", digest).executeTakeFirst();
      return row?.json ?? null;
    },
  };
}
