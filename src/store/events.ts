/**
 * Which events are known: what is kept of one is a hash, for platforms' own ids name people, and so may a team's. And the journal of those
 * that are acknowledged, and that nothing has come of yet, or have not been answered.
 */
import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Entry, EventTx, JournalTx, Left, Store } from "./store.ts";
import { after, type Db, type Engine, type Tables, wholeMs } from "./tables.ts";

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

/** One statement, which is on the disk when it resolves: where transactions run side by side it needs none around it. */
export async function writeEntries(
  { db, now, concurrent }: Engine,
  entries: readonly Entry[],
  forMs: number,
): Promise<readonly Left[]> {
  const rows = entries.map(({ event, person, decision, body, at }) => ({
    id: hashOf(event),
    platform: event.platform,
    team: event.team,
    person,
    decision,
    body,
    at: wholeMs(at),
    free_at: after(forMs, now),
  }));
  const insertIn = (on: Pick<Kysely<Tables>, "insertInto">) =>
    on
      .insertInto("journal")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing());
  if (!concurrent) {
    await db.transaction().execute((tx) => insertIn(tx).execute());
    return [];
  }
  const teams = [...new Set(entries.map(({ event }) => event.team))];
  const people = [...new Set(entries.map(({ person }) => person))];
  // Postgres reads what was there before this very statement.
  return await db
    .with("written", (on) => insertIn(on).returning("seq"))
    .selectFrom("journal")
    .select(["id", "body", "reply", "times"])
    .where("reply", "is", null)
    .where("team", "in", teams)
    .where("person", "in", people)
    .where(
      "id",
      "not in",
      rows.map(({ id }) => id),
    )
    .orderBy("seq")
    .limit(BEFORE_MAX)
    .execute();
}

/** However many have piled up: the rest is taken up in time. */
const BEFORE_MAX = 100;

export function journalTx(db: Db, { concurrent, now }: Engine): JournalTx {
  return {
    async takeEntry(id) {
      const entry = db.selectFrom("journal").select("seq").where("id", "=", id).where("reply", "is", null);
      return (await (concurrent ? entry.forUpdate() : entry).executeTakeFirst()) !== undefined;
    },
    async endEntry(id, reply, forMs) {
      await (reply === null
        ? db.deleteFrom("journal").where("id", "=", id)
        : db
            .updateTable("journal")
            .set({ reply, free_at: after(forMs, now), times: 0 })
            .where("id", "=", id)
      ).execute();
    },
    async clearEntries(of) {
      const all = db.selectFrom("journal").select("seq");
      const some =
        "decision" in of
          ? all.where("decision", "=", of.decision)
          : all.where("platform", "=", of.platform).where("team", "=", of.team);
      const theirs = "person" in of && of.person !== null ? some.where("person", "=", of.person) : some;
      // Whoever takes one just now may be waiting for us.
      const seqs = await (concurrent ? theirs.forUpdate().skipLocked() : theirs).execute();
      for (const { seq } of seqs) await db.deleteFrom("journal").where("seq", "=", seq).execute();
    },
    async pruneEntries(before) {
      await db.deleteFrom("journal").where("at", "<", wholeMs(before)).execute();
    },
  };
}

export function takeUpIn({ db, concurrent, now }: Engine): Store["takeUp"] {
  return ({ platforms, forMs, limit, except, atStart }) =>
    db.transaction().execute(async (tx) => {
      const left = tx
        .selectFrom("journal")
        .select("seq")
        .where("platform", "in", platforms)
        .orderBy("seq")
        .limit(limit);
      const others = except.length === 0 ? left : left.where("id", "not in", except);
      // Nobody else works on a file, so what is there when we begin was left. A clock that was ahead has been set right
      // where something is not free for longer than it can be.
      const free =
        atStart && !concurrent
          ? others
          : others.where(({ eb, or }) =>
              or([eb("free_at", "<=", now()), eb("free_at", ">", after(2 * forMs, now))]),
            );
      const rows = await tx
        .updateTable("journal")
        .set(({ eb }) => ({ free_at: after(forMs, now), times: eb("times", "+", 1) }))
        .where("seq", "in", concurrent ? free.forUpdate().skipLocked() : free)
        .returning(["seq", "id", "body", "reply", "times"])
        .execute();
      return rows
        .toSorted((one, other) => one.seq - other.seq)
        .map(({ id, body, reply, times }) => ({ id, body, reply, times }));
    });
}

/** What an outage keeps in the journal is answered once more. */
export async function clearAnswered({ unsynced }: Engine, ids: readonly string[]): Promise<void> {
  await unsynced((tx) =>
    tx.deleteFrom("journal").where("id", "in", ids).where("reply", "is not", null).execute(),
  );
}

/** 22 characters of base64url: 132 bits of SHA-256. */
export function hashOf({ platform, team, id }: Record<"platform" | "team" | "id", string>): string {
  const text = JSON.stringify([platform, team, id]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
