/** The inbox's half: decisions and packs, inside one transaction. */
import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import type { Place, PlatformName, Summary } from "../port.ts";
import { containing, patternsOf, soughtIn } from "./search.ts";
import type { Decision, EffectTx, EventTx, JournalTx, Recent, Tx } from "./store.ts";
import { type Db, type Tables, wholeMs } from "./tables.ts";

type DecisionTx = Omit<Tx, keyof EffectTx | keyof EventTx | keyof JournalTx>;

const DECIDED_MAX = 200;
/** A search reads so many titles of a list, the first ones: what it takes must not grow with what there is. */
const SEARCHED_MAX = 1_000;
/** Neither cancelled nor deleted: something may still happen to it. */
export const STANDING: readonly Summary["status"][] = ["open", "recommended", "accepted", "otherwise"];

export function decisionTx(db: Db, concurrent: boolean, noteTraces: () => Promise<void>): DecisionTx {
  /** Unlike FOR UPDATE it does not make those wait who only refer to the row: the leasing of jobs. */
  const any = () => {
    const rows = db.selectFrom("decisions").selectAll();
    return concurrent ? rows.forNoKeyUpdate() : rows;
  };
  const held = () => any().where("status", "!=", "deleted");
  const newestRow = ({ platform, team, channel }: Omit<Place, "thread">) =>
    held()
      .where("platform", "=", platform)
      .where("team", "=", team)
      .where("channel", "=", channel)
      .orderBy("seq", "desc")
      .limit(1);
  return {
    async holdPlace(place) {
      if (!concurrent) return;
      const name = JSON.stringify([place.platform, place.team, place.channel, place.thread]);
      await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
    },
    async newestIn({ thread, ...around }) {
      const inThread = newestRow(around).where("thread", thread === null ? "is" : "=", thread);
      const opening = newestRow(around).where("thread", "is", null).where("origin", "=", thread);
      const found = await inThread.executeTakeFirst();
      const row = found ?? (thread === null ? undefined : await opening.executeTakeFirst());
      return row === undefined ? null : fromRow(row);
    },
    async newestAround(place) {
      const row = await newestRow(place).where("room", "=", roomOf(place)).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async isOpening({ platform, team, channel }) {
      const opening = db
        .selectFrom("decisions")
        .innerJoin("messages", "messages.decision", "decisions.id")
        .innerJoin("jobs", (join) =>
          join
            .onRef("jobs.decision", "=", "messages.decision")
            .onRef("jobs.name", "=", "messages.slot")
            .on("jobs.kind", "=", "show"),
        )
        .select("decisions.seq")
        .where("decisions.platform", "=", platform)
        .where("decisions.team", "=", team)
        .where("decisions.channel", "=", channel)
        .where("decisions.thread", "is", null)
        .where("decisions.status", "=", sql.lit("open"))
        .where("messages.ref", "is", null)
        .where("messages.tries", ">", 0)
        .where("jobs.blocked_since", "is", null);
      return (await opening.limit(1).executeTakeFirst()) !== undefined;
    },
    async decision(id) {
      const row = await any().where("id", "=", id).where(isThere).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async recent({ words, offset, limit, ...of }) {
      const patterns = patternsOf(words ?? "");
      const most = patterns.length === 0 ? offset + limit : SEARCHED_MAX;
      const found = new Map<string, ListedRow>();
      let searched: number | null = null;
      for (const list of listsFor(db, of)) {
        let rows = list(most, 0)
          .innerJoin("decisions", "decisions.seq", "first.seq")
          .select(SUMMARY.map((name) => `decisions.${name}` as const))
          .select(["decisions.ended", "decisions.seq"])
          .where("decisions.platform", "=", of.platform);
        for (const pattern of patterns)
          rows = rows.where(sql<boolean>`decisions.sought like ${pattern} escape '\\'`);
        const ordered = rows.orderBy("decisions.ended").orderBy("decisions.seq", "desc");
        for (const row of await ordered.limit(offset + limit).execute()) found.set(row.id, row);
        const next =
          patterns.length === 0 ? undefined : await list(1, most).select("first.seq").executeTakeFirst();
        if (next !== undefined) searched = SEARCHED_MAX;
      }
      const page = [...found.values()].toSorted(
        (one, other) => one.ended - other.ended || other.seq - one.seq,
      );
      return { summaries: page.slice(offset, offset + limit).map(toSummary), searched };
    },
    async decided({ platform, team, ...place }) {
      const rows = await summaries(db)
        .where("platform", "=", platform)
        .where("team", "=", team)
        .where("room", "=", roomOf(place))
        .where("status", "in", [sql.lit("accepted"), sql.lit("otherwise")])
        .orderBy("seq", "desc")
        .limit(DECIDED_MAX)
        .execute();
      return rows.map(toSummary);
    },
    async standingIn({ platform, team, channel, thread }) {
      const all = db
        .selectFrom("decisions")
        .select("id")
        .where("platform", "=", platform)
        .where("team", "=", team)
        .where("channel", "=", channel)
        .where("status", "in", STANDING);
      const rows = await (thread === null ? all : all.where("thread", "=", thread)).orderBy("seq").execute();
      return rows.map(({ id }) => id);
    },
    async idsOf({ platform, team, person }) {
      const all = db
        .selectFrom("decisions")
        .select("id")
        .where("platform", "=", platform)
        .where("team", "=", team)
        .where(isThere);
      const mine = db
        .selectFrom("members")
        .select("decision")
        .where("person", "=", person ?? "");
      // What is damaged may say it in its state only.
      const named = containing(JSON.stringify(person));
      const theirs = all.where(({ or, eb }) =>
        or([eb("id", "in", mine), sql<boolean>`state like ${named} escape '\\'`]),
      );
      const rows = await (person === null ? all : theirs).orderBy("seq").execute();
      return rows.map(({ id }) => id);
    },
    async start(decision, members) {
      const { place } = decision;
      await db
        .insertInto("decisions")
        .values({
          id: decision.id,
          platform: place.platform,
          team: place.team,
          channel: place.channel,
          thread: place.thread,
          room: roomOf(place),
          origin: decision.origin,
          started_at: wholeMs(decision.startedAt),
          ...changing(decision),
        })
        .execute();
      await addMembers(db, decision, members);
    },
    async update(decision, members) {
      if (decision.status === "deleted") {
        await noteTraces();
        await db.deleteFrom("links").where("decision", "=", decision.id).execute();
      }
      await db.updateTable("decisions").set(changing(decision)).where("id", "=", decision.id).execute();
      const ended = endedIn(decision);
      const there = await db
        .selectFrom("members")
        .select(["person", "ended"])
        .where("decision", "=", decision.id)
        .execute();
      const wanted = new Set(members);
      // Most events change nothing about them.
      if (there.length === wanted.size && there.every((one) => wanted.has(one.person) && one.ended === ended))
        return;
      const gone = db.deleteFrom("members").where("decision", "=", decision.id);
      await (members.length === 0 ? gone : gone.where("person", "not in", members)).execute();
      await addMembers(db, decision, members);
      await db
        .updateTable("members")
        .set({ ended })
        .where("decision", "=", decision.id)
        .where("ended", "!=", ended)
        .execute();
    },
    async pack(digest) {
      const row = await db.selectFrom("packs").select("json").where("digest", "=", digest).executeTakeFirst();
      return row?.json ?? null;
    },
    async keepPack(digest, json, at) {
      await db
        .insertInto("packs")
        .values({ digest, json, kept_at: wholeMs(at) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}

/** Not deleted, or able to be brought back: of what is deleted for good, it is not even known who was in it. */
function isThere({ or, eb, exists, selectFrom }: ExpressionBuilder<Tables, "decisions">) {
  const known = selectFrom("members").select("person").whereRef("members.decision", "=", "decisions.id");
  return or([eb("status", "!=", "deleted"), exists(known)]);
}

/** All that a summary needs: not the state, which may be large. */
const SUMMARY = [
  "id",
  "title",
  "status",
  "platform",
  "team",
  "channel",
  "thread",
  "room",
  "started_at",
  "pack",
  "summary",
] as const;

function summaries(db: Db) {
  return db.selectFrom("decisions").select(SUMMARY);
}

type ListedRow = Pick<Selectable<Tables["decisions"]>, (typeof SUMMARY)[number] | "ended" | "seq">;

const DELETED = 2;

/** The numbers of the room's list, and of the person's own: each in the order of an index. */
function listsFor(db: Db, { platform, team, person, ...place }: Omit<Recent, "words" | "offset" | "limit">) {
  const ofRoom = db
    .selectFrom("decisions")
    .select("seq")
    .where("platform", "=", platform)
    .where("team", "=", team)
    .where("room", "=", roomOf(place))
    .where("ended", "<", DELETED)
    .orderBy("ended")
    .orderBy("seq", "desc");
  const inRoom = (limit: number, offset: number) =>
    db.selectFrom(ofRoom.limit(limit).offset(offset).as("first"));
  if (person === null) return [inRoom];
  const ofPerson = db
    .selectFrom("members")
    .select("seq")
    .where("person", "=", person)
    .where("team", "=", team)
    .where("ended", "<", DELETED)
    .orderBy("ended")
    .orderBy("seq", "desc");
  const own = (limit: number, offset: number) =>
    db.selectFrom(ofPerson.limit(limit).offset(offset).as("first"));
  return [inRoom, own];
}

function toSummary(
  row: Pick<
    Selectable<Tables["decisions"]>,
    | "id"
    | "title"
    | "status"
    | "platform"
    | "team"
    | "channel"
    | "thread"
    | "room"
    | "started_at"
    | "pack"
    | "summary"
  >,
): Summary {
  return {
    id: row.id,
    title: row.title,
    status: row.status as Summary["status"],
    place: placeOf(row),
    at: row.started_at,
    pack: row.pack,
    text: textIn(row.summary),
  };
}

/** A line that is damaged is none: lists have the title, and nothing is in the way of a deletion. */
function textIn(summary: string): Summary["text"] {
  try {
    return JSON.parse(summary) as Summary["text"];
  } catch {
    return [];
  }
}

async function addMembers(db: Db, decision: Decision, members: readonly string[]): Promise<void> {
  if (members.length === 0) return;
  const { id, place } = decision;
  const { seq } = await db
    .selectFrom("decisions")
    .select("seq")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const own = { decision: id, team: place.team, ended: endedIn(decision), seq };
  await db
    .insertInto("members")
    .values(members.map((person) => ({ ...own, person })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function endedIn({ status }: Decision): number {
  if (status === "deleted") return DELETED;
  return status === "open" || status === "recommended" ? 0 : 1;
}

function changing(decision: Decision) {
  return {
    status: decision.status,
    ended: endedIn(decision),
    title: decision.title,
    sought: soughtIn(decision.title),
    pack: decision.pack,
    summary: JSON.stringify(decision.text),
    revision: decision.revision,
    state: decision.state,
    updated_at: wholeMs(decision.updatedAt),
  };
}

/** What is read back was written by `start` and `update` alone, so it is trusted to be of its type. */
export function fromRow(row: Selectable<Tables["decisions"]>): Decision {
  return {
    id: row.id,
    place: placeOf(row),
    origin: row.origin,
    status: row.status as Summary["status"],
    title: row.title,
    text: textIn(row.summary),
    revision: row.revision,
    pack: row.pack,
    state: row.state,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
  };
}

export function placeOf(
  row: Pick<Selectable<Tables["decisions"]>, "platform" | "team" | "channel" | "thread" | "room">,
): Place {
  return {
    platform: row.platform as PlatformName,
    team: row.team,
    channel: row.channel,
    thread: row.thread,
    ...(row.room === row.channel ? {} : { room: row.room }),
  };
}

/** The set of people who can see a place. */
function roomOf({ channel, room }: Pick<Place, "channel" | "room">): string {
  return room ?? channel;
}
