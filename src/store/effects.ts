/** Effects as they are written, in the transaction of the event that caused them. */
import type { Db } from "./engine.ts";
import type { Tx } from "./store.ts";

export function effectTx(db: Db): Pick<Tx, "erase" | "show" | "setTimer" | "clearTimer" | "takeTimer"> {
  async function show(
    { decision, slot, audience, card, revision }: Parameters<Tx["show"]>[0],
    at: number,
    erases?: true,
  ): Promise<void> {
    const body = JSON.stringify({ audience, card, erases });
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
    // Something has happened there, and the others of the decision wait behind it.
    await db
      .updateTable("jobs")
      .set({ due: at, delays: 0, blocked_since: null })
      .where("decision", "=", decision)
      .where("blocked_since", "is not", null)
      .execute();
  }

  return {
    async erase(decision, card, revision, at) {
      const tried = await db
        .selectFrom("messages")
        .select("slot")
        .where("decision", "=", decision)
        .where(({ or, eb }) => or([eb("ref", "is not", null), eb("tries", ">", 0)]))
        .execute();
      const slots = tried.map(({ slot }) => slot);
      const unseen = db.deleteFrom("jobs").where("decision", "=", decision);
      await (slots.length === 0
        ? unseen
        : unseen.where(({ or, eb }) => or([eb("kind", "=", "wake"), eb("name", "not in", slots)]))
      ).execute();
      for (const slot of slots) await show({ decision, slot, audience: "thread", card, revision }, at, true);
    },
    show: (effect, at) => show(effect, at),
    async setTimer(decision, timer, at) {
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
    async clearTimer(decision, timer) {
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
