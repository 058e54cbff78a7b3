/** The outbox's half: what is due, who has it, and what became of it. */
import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import type { Outgoing, PlatformName } from "../port.ts";
import { placeOf } from "./decisions.ts";
import type { Demand, End, Hold, Job, Store } from "./store.ts";
import { after, type Db, type Engine, type Tables, wholeMs } from "./tables.ts";

type Jobs = Pick<Store, "lease" | "renew" | "holds" | "settle" | "dueIn">;

export function jobsOf(engine: Engine): Jobs {
  const { db, now } = engine;
  return {
    lease: (hold) => db.transaction().execute((tx) => lease(tx, engine, hold)),
    async renew({ owner, forMs }, keys) {
      const times = { lease_until: after(forMs, now), timed_at: now() };
      await db
        .transaction()
        .execute((tx) =>
          tx.updateTable("jobs").set(times).where("owner", "=", owner).where("seq", "in", keys).execute(),
        );
    },
    async holds({ key, owner }) {
      const held = db.selectFrom("jobs").select("seq").where("seq", "=", key).where("owner", "=", owner);
      return (await held.where("lease_until", ">", now()).executeTakeFirst()) !== undefined;
    },
    // What is not noted is tried again, and looked for before that.
    settle: (job, end) => engine.unsynced((tx) => settle(tx, now, job, end)),
    async dueIn(platforms) {
      const waits = await Promise.all(platforms.map((platform) => dueIn(engine, platform)));
      const some = waits.filter((wait) => wait !== null);
      return some.length === 0 ? null : Math.min(...some);
    },
  };
}

/**
 * What is due already is looked through, for others may have it; of what is not, the first is enough. Where a clock is to be set
 * right, that is due.
 */
async function dueIn({ db, now }: Engine, platform: PlatformName): Promise<number | null> {
  const jobs = db.selectFrom("jobs as job").where("job.platform", "=", platform).where(isFirst);
  const ahead = db.selectFrom("jobs").where("timed_at", ">", after(NEARLY_MS, now)).limit(1);
  const { at, wrong, sooner, later } = await db
    .selectNoFrom([
      now().as("at"),
      ahead.select("seq").as("wrong"),
      jobs
        .where("job.due", "<=", now())
        .select(
          sql<number | null>`min(case when lease_until > due then lease_until else due end)`.as("sooner"),
        )
        .as("sooner"),
      jobs.where("job.due", ">", now()).orderBy("job.due").limit(1).select("job.due").as("later"),
    ])
    .executeTakeFirstOrThrow();
  if (wrong !== null) return 0;
  const next = Math.min(sooner ?? Number.POSITIVE_INFINITY, later ?? Number.POSITIVE_INFINITY);
  return next === Number.POSITIVE_INFINITY ? null : next - at;
}

/** A clock may be so far from right without anything being done about it. */
const NEARLY_MS = 60_000;

/**
 * A clock that was ahead has been set right: what it put off, and what it leased, is due and free. Only a timer that was set
 * for a time of its own keeps it.
 */
async function setRight(tx: Db, now: Engine["now"]): Promise<void> {
  await tx
    .updateTable("jobs")
    .set(({ eb, ref, and, or }) => ({
      due: eb
        .case()
        .when(
          and([
            eb("due", ">", now()),
            or([eb("kind", "!=", "timer"), eb("delays", ">", 0), eb("throws", ">", 0)]),
          ]),
        )
        .then(now())
        .else(ref("due"))
        .end(),
      timed_at: now(),
      owner: null,
      lease_until: null,
    }))
    .where("timed_at", ">", after(NEARLY_MS, now))
    .execute();
}

async function lease(
  tx: Db,
  { concurrent, now }: Engine,
  { owner, forMs, platforms, limit, perTeam, bulkInAll }: Hold & Demand,
): Promise<readonly Job[]> {
  await setRight(tx, now);
  const isFree = ({ or, eb }: JobRow) =>
    or([eb("job.lease_until", "is", null), eb("job.lease_until", "<=", now())]);
  const isWaiting = sql<number>`case when job.lease_until > ${now()} then 0 else 1 end`;
  const rows = await tx
    // What the owner has in hand takes the first of its team's places, and of everybody's.
    .with("placed", (query) =>
      query
        .selectFrom("jobs as job")
        .innerJoin("decisions", "decisions.id", "job.decision")
        .select(({ fn }) => [
          "job.seq",
          "job.bulk",
          "job.due",
          isWaiting.as("waiting"),
          fn
            .agg<number>("row_number")
            .over((over) =>
              over
                .partitionBy(["job.platform", "decisions.team", "job.bulk"])
                .orderBy(isWaiting)
                .orderBy("job.due")
                .orderBy("job.seq"),
            )
            .as("place"),
        ])
        .where("job.due", "<=", now())
        .where("job.platform", "in", platforms)
        .where((row) => row.or([row.eb("job.owner", "=", owner), row.and([isFree(row), isFirst(row)])])),
    )
    .with("ranked", (query) =>
      query
        .selectFrom("placed")
        .select(({ fn }) => [
          "placed.seq",
          fn
            .agg<number>("row_number")
            .over((over) => over.partitionBy("bulk").orderBy("waiting").orderBy("due").orderBy("seq"))
            .as("rank"),
        ])
        .where(({ eb, or, and }) =>
          or([
            and([eb("bulk", "=", 0), eb("place", "<=", perTeam.live)]),
            and([eb("bulk", "=", 1), eb("place", "<=", perTeam.bulk)]),
          ]),
        ),
    )
    .with("takeable", (query) => {
      const takeable = query
        .selectFrom("jobs as job")
        .innerJoin("ranked", "ranked.seq", "job.seq")
        .select("job.seq")
        .where(isFree)
        .where(isFirst)
        .where(({ eb, or }) => or([eb("job.bulk", "=", 0), eb("ranked.rank", "<=", bulkInAll)]))
        .orderBy("job.bulk")
        .orderBy("job.due")
        .orderBy("job.seq")
        .limit(limit);
      return concurrent ? takeable.forUpdate("job").skipLocked() : takeable;
    })
    .updateTable("jobs")
    .set({ owner, lease_until: after(forMs, now), timed_at: now() })
    .where("seq", "in", (query) => query.selectFrom("takeable").select("takeable.seq"))
    .returningAll()
    .execute();
  const jobs: Job[] = [];
  for (const row of rows) jobs.push(await leased(tx, row, owner));
  return jobs;
}

type JobRow = ExpressionBuilder<Tables & { job: Tables["jobs"] }, "job">;

/**
 * The oldest show of its decision, or the first of its timers: the others wait, so that shows go out in the order asked for, and timers
 * go off in the order of their times; at the same time in the order in which they were set.
 */
function isFirst({ not, exists, selectFrom }: JobRow) {
  const first = selectFrom("jobs as before")
    .select("before.seq")
    .whereRef("before.decision", "=", "job.decision")
    .whereRef("before.kind", "=", "job.kind")
    .where(({ eb, ref, or, and }) => {
      const isOlder = eb("before.seq", "<", ref("job.seq"));
      const isSooner = eb("before.due", "<", ref("job.due"));
      const isAsSoon = eb("before.due", "=", ref("job.due"));
      return or([
        and([eb("before.kind", "=", "show"), isOlder]),
        and([eb("before.kind", "=", "timer"), or([isSooner, and([isAsSoon, isOlder])])]),
      ]);
    });
  return not(exists(first));
}

/** A show's, as `effects.ts` writes it. */
type Body = Pick<Outgoing, "audience" | "card"> & {
  readonly erases?: true;
  readonly removes?: true;
  readonly event?: string;
};

async function leased(tx: Db, row: Selectable<Tables["jobs"]>, owner: string): Promise<Job> {
  const { seq: key, version, delays, throws, blocked_since: blockedSince, decision } = row;
  const common = { key, owner, version, delays, throws, blockedSince, decision };
  if (row.kind === "timer") return { ...common, kind: "timer", timer: row.name };
  if (row.kind === "propose") return { ...common, kind: "propose" };
  const body = bodyIn(row.body);
  if (body === null) return { ...common, kind: "damaged", slot: row.name };
  const about = await tx
    .selectFrom("decisions")
    .select(["platform", "team", "channel", "thread", "room", "origin"])
    .where("id", "=", decision)
    .executeTakeFirstOrThrow();
  const { ref, tries } = await tx
    .insertInto("messages")
    .values({ decision, slot: row.name, ref: null, tries: 1 })
    .onConflict((conflict) =>
      conflict.columns(["decision", "slot"]).doUpdateSet((old) => ({ tries: old("messages.tries", "+", 1) })),
    )
    .returning(["ref", "tries"])
    .executeTakeFirstOrThrow();
  const { audience, card, event = null, erases = false, removes = false } = body;
  return {
    ...common,
    kind: "show",
    event,
    erases,
    removes,
    message: {
      decision,
      slot: row.name,
      place: placeOf(about),
      origin: about.origin,
      audience,
      card,
      revision: row.revision,
      ref,
      attempt: tries,
      ...(row.bulk === 1 ? { bulk: true } : {}),
    },
  };
}

/** Null: it is damaged. */
function bodyIn(json: string | null): Body | null {
  try {
    return JSON.parse(json ?? "null") as Body | null;
  } catch {
    return null;
  }
}

/** Takes its locks in the inbox's order: the decision before its jobs. Messages come last, as in `lease`. */
async function settle(tx: Db, now: Engine["now"], job: Job, end: End): Promise<boolean> {
  if (end.kind === "shown" && end.thread !== null)
    await tx
      .updateTable("decisions")
      .set({ thread: end.thread })
      .where("id", "=", job.decision)
      .where("thread", "is", null)
      .execute();
  // What is to be emptied and is not there any more needs no new message.
  const isToEmpty = job.kind === "show" && job.erases;
  const isDone =
    end.kind === "shown" ||
    end.kind === "dropped" ||
    (end.kind === "again" && end.after === "lost" && isToEmpty);
  const held = isDone ? await finish(tx, job) : await putOff(tx, now, job, end);
  if (job.kind === "show") await noteMessage(tx, job.decision, job.message.slot, end, held);
  return held;
}

type Put = Extract<End, { readonly kind: "again" | "blocked" }>;

async function putOff(tx: Db, now: Engine["now"], job: Job, end: Put): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("jobs")
    .set({ owner: null, lease_until: null, due: after(end.inMs, now), timed_at: now() })
    .set((row) => {
      if (end.kind === "blocked")
        return {
          blocked_since: wholeMs(end.since),
          delays: job.blockedSince === null ? 1 : row("delays", "+", 1),
        };
      return {
        delays: row("delays", "+", end.after === "delay" ? 1 : 0),
        throws: row("throws", "+", end.after === "throw" ? 1 : 0),
      };
    })
    .where("seq", "=", job.key)
    .where("owner", "=", job.owner)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function finish(tx: Db, job: Job): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("jobs")
    .where("seq", "=", job.key)
    .where("owner", "=", job.owner)
    .where("version", "=", job.version)
    .executeTakeFirst();
  if (numDeletedRows === 1n) return true;
  // A newer effect has taken its place in the meantime: that one is due at once.
  const { numUpdatedRows } = await tx
    .updateTable("jobs")
    .set({ owner: null, lease_until: null, delays: 0, throws: 0, blocked_since: null })
    .where("seq", "=", job.key)
    .where("owner", "=", job.owner)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function noteMessage(tx: Db, decision: string, slot: string, end: End, held: boolean): Promise<void> {
  const message = tx.updateTable("messages").where("decision", "=", decision).where("slot", "=", slot);
  if (end.kind === "shown") {
    const found = message.set({ ref: end.ref, tries: 0 });
    // Whoever has the lease now may have posted and noted another one.
    await (held ? found : found.where("ref", "is", null)).execute();
  } else if (end.kind === "again" && end.after === "lost" && held) {
    await message.set({ ref: null, tries: 0 }).execute();
  }
}
