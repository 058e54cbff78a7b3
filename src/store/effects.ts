/** Effects as they are written, in the transaction of the event that caused them. */
import type { EffectTx } from "./store.ts";
import type { Db } from "./tables.ts";

/** Of a decision there is one record. */
const RECORD = "record";

type How = NonNullable<Parameters<EffectTx["show"]>[2]>;

export function effectTx(db: Db, noteTraces: () => Promise<void>): EffectTx {
  async function show(
    { decision, slot, audience, card, revision }: Parameters<EffectTx["show"]>[0],
    at: number,
    { paceMs = 0, bulk = false, ...special }: How & { readonly erases?: true; readonly removes?: true } = {},
  ): Promise<void> {
    const body = JSON.stringify({ audience, card, ...special });
    const due = at + (paceMs > 0 && (await isOnScreen(decision, slot)) ? paceMs : 0);
    await db
      .insertInto("jobs")
      .values({ decision, kind: "show", name: slot, body, revision, due, bulk: bulk ? 1 : 0 })
      .onConflict((conflict) =>
        conflict.columns(["decision", "kind", "name"]).doUpdateSet((row) => ({
          body,
          revision,
          version: row("jobs.version", "+", 1),
          // Another card may well be drawn without the failure of the one before. The time stays: a platform
          // that asked for patience still wants it.
          throws: 0,
          bulk: bulk ? row.ref("jobs.bulk") : 0,
        })),
      )
      .execute();
    if (due === at) await hurry(decision, at, bulk);
    // Something has happened there, and the others of the decision wait behind it.
    await db
      .updateTable("jobs")
      .set({ due: at, delays: 0, blocked_since: null })
      .where("decision", "=", decision)
      .where("blocked_since", "is not", null)
      .execute();
  }

  /** What waits only for company goes before what does not wait, and what nobody waited for before what somebody does. */
  async function hurry(decision: string, at: number, bulk: boolean): Promise<void> {
    await db
      .updateTable("jobs")
      .set(({ eb, ref, and }) => ({
        bulk: bulk ? ref("bulk") : 0,
        due: eb
          .case()
          .when(and([eb("delays", "=", 0), eb("throws", "=", 0), eb("due", ">", at)]))
          .then(at)
          .else(ref("due"))
          .end(),
      }))
      .where("decision", "=", decision)
      .where("kind", "=", "show")
      .where(({ or, eb }) => or([eb("due", ">", at), eb("bulk", "=", 1)]))
      .execute();
  }

  async function isOnScreen(decision: string, slot: string): Promise<boolean> {
    const row = await db
      .selectFrom("messages")
      .select("ref")
      .where("decision", "=", decision)
      .where("slot", "=", slot)
      .executeTakeFirst();
    return row?.ref != null;
  }

  /** Anew where it is there already: whoever has it in hand may finish, and is not waited for. */
  async function set(decision: string, kind: "timer" | "propose", name: string, due: number): Promise<void> {
    await db
      .insertInto("jobs")
      .values({ decision, kind, name, body: null, revision: 0, due, bulk: 1 })
      .onConflict((conflict) =>
        conflict.columns(["decision", "kind", "name"]).doUpdateSet((row) => ({
          due,
          version: row("jobs.version", "+", 1),
          delays: 0,
          throws: 0,
          owner: null,
          lease_until: null,
        })),
      )
      .execute();
  }

  function remove(decision: string, kind: "timer" | "propose", name: string) {
    return db
      .deleteFrom("jobs")
      .where("decision", "=", decision)
      .where("kind", "=", kind)
      .where("name", "=", name);
  }

  return {
    async erase(decision, card, revision, at) {
      await noteTraces();
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
        : unseen.where(({ or, eb }) => or([eb("kind", "!=", "show"), eb("name", "not in", slots)]))
      ).execute();
      for (const slot of slots)
        await show({ decision, slot, audience: "thread", card, revision }, at, {
          erases: true,
        });
    },
    show: (effect, at, how) => show(effect, at, how),
    remove: (of, at) =>
      show({ ...of, audience: "thread", card: { title: "", blocks: [] } }, at, { removes: true }),
    setTimer: (decision, timer, at) => set(decision, "timer", timer, at),
    async clearTimer(decision, timer) {
      await remove(decision, "timer", timer).execute();
    },
    async takeTimer(decision, timer, now) {
      const taken = await remove(decision, "timer", timer)
        .where("due", "<=", now)
        .returning("due")
        .executeTakeFirst();
      return taken?.due ?? null;
    },
    propose: (decision, at) => set(decision, "propose", RECORD, at),
    async takeProposal(decision) {
      return (await remove(decision, "propose", RECORD).executeTakeFirst()).numDeletedRows === 1n;
    },
  };
}
