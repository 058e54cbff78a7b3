/** Which events are known. What is kept of one is a hash, for platforms' own ids name people, and so may a team's. */
import { createHash } from "node:crypto";
import type { EventTx } from "./store.ts";
import { type Db, wholeMs } from "./tables.ts";

/** Somebody waits for what else the transaction does. */
const PRUNED_AT_ONCE = 500;

export function eventTx(db: Db): EventTx {
  return {
    async noteEvent(event, at) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("events")
        .values({ id: hashOf(event), at: wholeMs(at) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    async pruneEvents(before) {
      const old = db.selectFrom("events").select("id").where("at", "<", wholeMs(before));
      const some = old.orderBy("at").limit(PRUNED_AT_ONCE);
      const { numDeletedRows } = await db.deleteFrom("events").where("id", "in", some).executeTakeFirst();
      return numDeletedRows < PRUNED_AT_ONCE;
    },
  };
}

/** 22 characters of base64url: 132 bits of SHA-256. */
export function hashOf({ platform, team, id }: Record<"platform" | "team" | "id", string>): string {
  const text = JSON.stringify([platform, team, id]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
