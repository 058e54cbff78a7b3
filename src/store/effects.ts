/** Effects as they are written, in the transaction of the event that caused them. */
import type { ExpressionBuilder, RawBuilder } from "kysely";
import type { EffectTx } from "./store.ts";
import { after, type Db, type Engine, type Tables, type WholeMs, wholeMs } from "./tables.ts";

/** Of a decision there is one record. */
const RECORD = "record";
/** Of one decision: who asks again and again fills no table. */
const LINKS_MAX = 100;

type How = NonNullable<Parameters<EffectTx["show"]>[1]>;

/** `event`: what it all comes of. */
export function effectTx(
  db: Db,
  now: Engine["now"],
  noteTraces: () => Promise<void>,
  event?: string,
): EffectTx {
  async function show(
    { decision, slot, audience, card, revision }: Parameters<EffectTx["show"]>[0],
    { paceMs = 0, bulk = false, ...special }: How & { readonly erases?: true; readonly removes?: true } = {},
  ): Promise<void> {
    const body = JSON.stringify({ audience, card, event, ...special });
    const isPaced = paceMs > 0 && (await isOnScreen(decision, slot));
    const due = isPaced ? after(paceMs, now) : now();
    await db
      .insertInto("jobs")
      .values((row) => ({
        decision,
        platform: platformOf(row, decision),
        kind: "show",
        name: slot,
        body,
        revision,
        due,
        timed_at: now(),
        bulk: bulk ? 1 : 0,
      }))
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
    if (!isPaced) await hurry(decision, bulk);
    // Something has happened there, and the others of the decision wait behind it.
    await db
      .updateTable("jobs")
      .set({ due: now(), timed_at: now(), delays: 0, blocked_since: null })
      .where("decision", "=", decision)
      .where("blocked_since", "is not", null)
      .execute();
  }

  /** What waits only for company goes before what does not wait, and what nobody waited for before what somebody does. */
  async function hurry(decision: string, bulk: boolean): Promise<void> {
    await db
      .updateTable("jobs")
      .set(({ eb, ref, and }) => ({
        bulk: bulk ? ref("bulk") : 0,
        due: eb
          .case()
          .when(and([eb("delays", "=", 0), eb("throws", "=", 0), eb("due", ">", now())]))
          .then(now())
          .else(ref("due"))
          .end(),
      }))
      .where("decision", "=", decision)
      .where("kind", "=", "show")
      .where(({ or, eb }) => or([eb("due", ">", now()), eb("bulk", "=", 1)]))
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
  async function set(
    decision: string,
    kind: "timer" | "propose",
    name: string,
    due: WholeMs | RawBuilder<WholeMs>,
  ): Promise<void> {
    await db
      .insertInto("jobs")
      .values((row) => ({
        decision,
        platform: platformOf(row, decision),
        kind,
        name,
        body: null,
        revision: 0,
        due,
        bulk: 1,
      }))
      .onConflict((conflict) =>
        conflict.columns(["decision", "kind", "name"]).doUpdateSet((row) => ({
          due,
          timed_at: null,
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
    async erase(decision, card, revision) {
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
        await show({ decision, slot, audience: "thread", card, revision }, { erases: true });
    },
    show: (effect, how) => show(effect, how),
    remove: (of) => show({ ...of, audience: "thread", card: { title: "", blocks: [] } }, { removes: true }),
    setTimer: (decision, timer, at) => set(decision, "timer", timer, wholeMs(at)),
    async clearTimer(decision, timer) {
      await remove(decision, "timer", timer).execute();
    },
    async takeTimer(decision, timer) {
      const taken = await remove(decision, "timer", timer)
        .where("due", "<=", now())
        .returning("due")
        .executeTakeFirst();
      return taken?.due ?? null;
    },
    propose: (decision) => set(decision, "propose", RECORD, now()),
    async takeProposal(decision) {
      return (await remove(decision, "propose", RECORD).executeTakeFirst()).numDeletedRows === 1n;
    },
    async keepLink({ decision, hash, until }) {
      await db.deleteFrom("links").where("until", "<=", now()).execute();
      await db
        .insertInto("links")
        .values({ hash, decision, until: wholeMs(until) })
        .execute();
      const newest = db
        .selectFrom("links")
        .select("hash")
        .where("decision", "=", decision)
        .orderBy("until", "desc")
        .limit(LINKS_MAX);
      await db.deleteFrom("links").where("decision", "=", decision).where("hash", "not in", newest).execute();
    },
    async revokeLinks(decision) {
      await db.deleteFrom("links").where("decision", "=", decision).execute();
    },
  };
}

function platformOf({ selectFrom }: ExpressionBuilder<Tables, "jobs">, decision: string) {
  return selectFrom("decisions").select("platform").where("id", "=", decision).$asScalar().$notNull();
}
