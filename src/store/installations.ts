/** Where an app was installed to: one opaque text a team, sealed by whoever keeps it here. */
import type { Kysely } from "kysely";
import type { Installations, PlatformName } from "../port.ts";
import { eventTx } from "./events.ts";
import type { Tables } from "./tables.ts";

export function installationsOf(db: Kysely<Tables>, platform: PlatformName): Installations {
  return {
    async find(team) {
      const row = await db
        .selectFrom("installations")
        .select("sealed")
        .where("platform", "=", platform)
        .where("team", "=", team)
        .executeTakeFirst();
      return row?.sealed ?? null;
    },
    async save(team, sealed) {
      await db
        .insertInto("installations")
        .values({ platform, team, sealed })
        .onConflict((conflict) => conflict.columns(["platform", "team"]).doUpdateSet({ sealed }))
        .execute();
    },
    async teams() {
      const rows = await db
        .selectFrom("installations")
        .select("team")
        .where("platform", "=", platform)
        .orderBy("team")
        .execute();
      return rows.map(({ team }) => team);
    },
    useState: (state, at) =>
      db
        .transaction()
        .execute((tx) => eventTx(tx).noteEvent({ platform, team: "", id: `state/${state}` }, at)),
    async remove(team) {
      await db
        .deleteFrom("installations")
        .where("platform", "=", platform)
        .where("team", "=", team)
        .execute();
    },
  };
}
