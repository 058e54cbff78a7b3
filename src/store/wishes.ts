/** Wishes as they are written, in the transaction of the event that caused them. */
import type { Db } from "./engine.ts";
import type { Tx } from "./store.ts";

export function wishTx(db: Db): Pick<Tx, "show" | "wake" | "hush" | "takeTimer"> {
  return {
    async show({ decision, slot, audience, card, revision }, at) {
      const body = JSON.stringify({ audience, card });
      await db
        .insertInto("jobs")
        .values({ decision, kind: "show", name: slot, body, revision, due: at })
        .onConflict((conflict) =>
          conflict.columns(["decision", "kind", "name"]).doUpdateSet((row) => ({
            body,
            revision,
            version: row("jobs.version", "+", 1),
            // Another card may well be drawn without the failure of the one before. The time stays: a platform
            // that asked for patience still wants it.
            throws: 0,
          })),
        )
        .execute();
    },
    async wake(decision, timer, at) {
      await db
        .insertInto("jobs")
        .values({ decision, kind: "wake", name: timer, body: null, revision: 0, due: at })
        .onConflict((conflict) =>
          conflict.columns(["decision", "kind", "name"]).doUpdateSet((row) => ({
            due: at,
            version: row("jobs.version", "+", 1),
            throws: 0,
            owner: null,
            lease_until: null,
          })),
        )
        .execute();
    },
    async hush(decision, timer) {
      await db
        .deleteFrom("jobs")
        .where("decision", "=", decision)
        .where("kind", "=", "wake")
        .where("name", "=", timer)
        .execute();
    },
    async takeTimer(decision, timer, now) {
      const taken = await db
        .deleteFrom("jobs")
        .where("decision", "=", decision)
        .where("kind", "=", "wake")
        .where("name", "=", timer)
        .where("due", "<=", now)
        .returning("due")
        .executeTakeFirst();
      return taken?.due ?? null;
    },
  };
}
