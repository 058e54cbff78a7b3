/** Decisions and packs as they are kept, read outside of any transaction. */
import type { Kysely } from "kysely";
import { fromRow } from "./decisions.ts";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

export function archiveOf(db: Kysely<Tables>): Pick<Store, "decision" | "decisions" | "pack"> {
  return {
    async decision(id) {
      const row = await db.selectFrom("decisions").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async decisions({ of, after, limit }) {
      const all = db.selectFrom("decisions").selectAll();
      const asked = of === null ? all : all.where("platform", "=", of.platform).where("team", "=", of.team);
      const rows = await asked.where("seq", ">", after).orderBy("seq").limit(limit).execute();
      return { decisions: rows.map(fromRow), next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null) };
    },
    async pack(digest) {
      const row = await db.selectFrom("packs").select("json").where("digest", "=", digest).executeTakeFirst();
      return row?.json ?? null;
    },
  };
}
