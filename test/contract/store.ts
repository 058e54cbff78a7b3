/** What every store must do: run on both engines, with two stores open on one database as two replicas have. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Place } from "../../src/port.ts";
import type { Decision, Job, Page, Recent, ShowJob, Store } from "../../src/store/store.ts";

/** A database of a test's own. */
export interface Bench {
  /** Opens it once more. `clock`: the one that counts; left out, the database's own. */
  open(clock?: () => number): Promise<Store>;
  /** Closes every store and removes the database. */
  remove(): Promise<void>;
}

const PLACE: Place = { platform: "slack", team: "T1", channel: "C1", thread: null };
const CARD = (title: string) => ({ title, blocks: [] });

function decisionOf(id: string, over: Partial<Decision> = {}): Decision {
  return {
    id,
    place: PLACE,
    origin: null,
    status: "open",
    title: "Billing",
    text: ["so far"],
    revision: 1,
    pack: null,
    state: '{"v":1}',
    startedAt: 1_000,
    updatedAt: 1_000,
    ...over,
  };
}

/** Of a team, as many jobs at once as there are. */
export const EVERY_PLACE = { live: 1_000, bulk: 1_000 };

export function storeContract(makeBench: () => Promise<Bench>): void {
  let bench: Bench;
  let store: Store;
  let other: Store;
  /** By the database's clock. */
  let now: number;
  beforeEach(async () => {
    bench = await makeBench();
    now = 0;
    store = await bench.open(() => now);
    other = await bench.open(() => now);
  });
  afterEach(() => bench.remove());

  const start = (...decisions: Decision[]) =>
    store.write(async (tx) => {
      for (const decision of decisions) await tx.start(decision, []);
    });
  const show = (decision: string, slot: string, title: string, at = 0, by = store) => {
    now = at;
    return by.write((tx) => tx.show({ decision, slot, audience: "thread", card: CARD(title), revision: 1 }));
  };
  const nextDue = async (platforms: readonly ("slack" | "discord")[] = ["slack"]) => {
    const wait = await store.dueIn(platforms);
    return wait === null ? null : now + wait;
  };
  const lease = (at: number, by = store, owner = "me", limit = 10) => {
    now = at;
    return by.lease({
      owner,
      forMs: 100,
      platforms: ["slack", "terminal"],
      limit,
      perTeam: EVERY_PLACE,
      bulkInAll: 1_000,
    });
  };
  const slots = (jobs: readonly Job[]) =>
    jobs.map((job) => (job.kind === "show" ? job.message.slot : job.kind === "timer" ? job.timer : job.kind));
  const QUERY = {
    platform: "slack",
    team: "T1",
    channel: "C1",
    person: "U1",
    words: null,
    offset: 0,
    limit: 50,
  } as const;
  const listed = async (query: Partial<Recent>): Promise<readonly string[]> =>
    (await store.write((tx) => tx.recent({ ...QUERY, ...query }))).summaries.map(({ id }) => id);
  const only = (jobs: readonly Job[]): Job => {
    const [job, ...rest] = jobs;
    if (job === undefined || rest.length > 0) throw new Error(`one job expected, not ${jobs.length}`);
    return job;
  };
  const onlyShow = (jobs: readonly Job[]): ShowJob => {
    const job = only(jobs);
    if (job.kind !== "show") throw new Error("a show expected");
    return job;
  };

  describe("events", () => {
    const event = { platform: "slack", team: "T1", id: "E1" } as const;

    test("are new once, in each team", async () => {
      expect(await store.write((tx) => tx.noteEvent(event, 1))).toBe(true);
      expect(await other.write((tx) => tx.noteEvent(event, 2))).toBe(false);
      expect(await store.write((tx) => tx.noteEvent({ ...event, team: "T2" }, 3))).toBe(true);
      expect(await store.write((tx) => tx.noteEvent({ ...event, platform: "discord" }, 3))).toBe(true);
    });

    test("two at once: one is new", async () => {
      const both = await Promise.all([store, other].map((by) => by.write((tx) => tx.noteEvent(event, 1))));
      expect(both.toSorted()).toEqual([false, true]);
    });

    test("are not noted when the transaction fails", async () => {
      const failing = store.write(async (tx) => {
        await tx.noteEvent(event, 1);
        throw new Error("after the note");
      });
      await expect(failing).rejects.toThrow("after the note");
      expect(await store.write((tx) => tx.noteEvent(event, 1))).toBe(true);
    });

    test("are forgotten a few at a time, however many have grown old", async () => {
      await store.write(async (tx) => {
        for (let n = 0; n < 700; n++) await tx.noteEvent({ ...event, id: `E${n}` }, n);
      });
      const prune = () => store.write((tx) => tx.pruneEvents(700));
      expect([await prune(), await prune(), await prune()]).toEqual([false, true, true]);
      expect(await store.write((tx) => tx.noteEvent({ ...event, id: "E699" }, 0))).toBe(true);
    });

    test("are forgotten when old", async () => {
      await store.write((tx) => tx.noteEvent(event, 10));
      await store.write((tx) => tx.noteEvent({ ...event, id: "E2" }, 20));
      expect(await store.write((tx) => tx.pruneEvents(20))).toBe(true);
      expect(await store.write((tx) => tx.noteEvent(event, 30))).toBe(true);
      expect(await store.write((tx) => tx.noteEvent({ ...event, id: "E2" }, 30))).toBe(false);
    });
  });

  describe("decisions", () => {
    const read = (id: string) => other.write((tx) => tx.decision(id));

    test("come back as they were saved", async () => {
      const decision = decisionOf("d1", {
        place: { ...PLACE, thread: "t 'quoted' \u{1F600}" },
        origin: "m1",
        text: ["FastAPI ", { kind: "strong", text: "81 %" }],
        state: JSON.stringify({ words: "naïve \u2028 ' \" \\ end" }),
        startedAt: 1_795_000_000_000,
        updatedAt: 1_795_000_000_001,
      });
      await start(decision);
      expect(await read("d1")).toEqual(decision);
      expect(await read("d2")).toBeNull();
    });

    test("are updated but for place, origin and start", async () => {
      await start(decisionOf("d1"));
      const changed = decisionOf("d1", {
        title: "Other",
        status: "cancelled",
        revision: 2,
        state: "{}",
        updatedAt: 5,
      });
      await store.write((tx) =>
        tx.update({ ...changed, place: { ...PLACE, thread: "never" }, origin: "never", startedAt: 0 }, []),
      );
      expect(await read("d1")).toEqual(changed);
    });

    test("the newest of a place is the last started there, also within one millisecond", async () => {
      const thread = { ...PLACE, thread: "t1" };
      await start(decisionOf("z"), decisionOf("a"), decisionOf("m", { place: thread }));
      const newest = (place: Place) => store.write(async (tx) => (await tx.newestIn(place))?.id ?? null);
      expect(await newest(PLACE)).toBe("a");
      expect(await newest(thread)).toBe("m");
      expect(await newest({ ...thread, thread: "t2" })).toBeNull();
      expect(await newest({ ...PLACE, team: "T2" })).toBeNull();
      expect(await newest({ ...PLACE, platform: "discord" })).toBeNull();
      const around = (place: Place) => store.write(async (tx) => (await tx.newestAround(place))?.id ?? null);
      expect(await around(PLACE)).toBe("m");
      expect(await around({ ...PLACE, channel: "elsewhere" })).toBeNull();
      expect(await around({ ...PLACE, team: "T2" })).toBeNull();
    });

    test("a thread that is not known yet is the one on the message that began the decision", async () => {
      await start(decisionOf("d1", { origin: "m1" }), decisionOf("d2", { origin: "m2" }));
      const newest = (thread: string) =>
        store.write(async (tx) => (await tx.newestIn({ ...PLACE, thread }))?.id ?? null);
      expect([await newest("m1"), await newest("m2"), await newest("m3")]).toEqual(["d1", "d2", null]);
      await start(decisionOf("d3", { place: { ...PLACE, thread: "m1" } }));
      expect(await newest("m1")).toBe("d3");
    });

    test("a list: the channel's decisions and one's own elsewhere, open ones first, then the newest", async () => {
      const elsewhere = { ...PLACE, channel: "C2" };
      await store.write(async (tx) => {
        await tx.start(decisionOf("d1", { status: "accepted" }), ["U1"]);
        await tx.start(decisionOf("d2"), ["U2"]);
        await tx.start(decisionOf("d3", { status: "recommended", title: "Third", startedAt: 7 }), []);
        await tx.start(decisionOf("p1", { place: elsewhere, title: "Private" }), ["U1", "U3"]);
        await tx.start(decisionOf("p2", { place: elsewhere, title: "Secret" }), ["U3"]);
        await tx.start(decisionOf("x1", { place: { ...PLACE, team: "T2" } }), ["U1"]);
        await tx.start(decisionOf("x2", { place: { ...PLACE, platform: "discord" } }), ["U1"]);
        await tx.start(decisionOf("gone", { status: "deleted" }), ["U1"]);
      });
      expect(await listed({ person: "U1" })).toEqual(["p1", "d3", "d2", "d1"]);
      expect(await listed({ person: "U9" })).toEqual(["d3", "d2", "d1"]);
      expect(await listed({ person: "U9", channel: "DM" })).toEqual([]);
      expect(await listed({ person: "U1", limit: 2 })).toEqual(["p1", "d3"]);
      expect(await listed({ person: "U1", limit: 2, offset: 2 })).toEqual(["d2", "d1"]);
      const { summaries } = await store.write((tx) => tx.recent({ ...QUERY, words: "third" }));
      const [first] = summaries;
      expect(first).toEqual({
        id: "d3",
        title: "Third",
        pack: null,
        status: "recommended",
        place: PLACE,
        at: 7,
        text: ["so far"],
      });
    });

    test("a list of what is searched for: every word, whatever the case, as it was typed", async () => {
      const titles = ["Billing API", "billing für Ökosysteme", "100 % of it", "a_b", "Invoices"];
      await start(...titles.map((title, index) => decisionOf(`d${index}`, { title })));
      const found = async (words: string) => (await listed({ words })).toSorted();
      expect(await found("billing")).toEqual(["d0", "d1"]);
      expect(await found("API bill")).toEqual(["d0"]);
      expect(await found("ÖKO")).toEqual(["d1"]);
      expect(await found("%")).toEqual(["d2"]);
      expect(await found("_")).toEqual(["d3"]);
      expect(await found("\\")).toEqual([]);
      expect(await found("nothing")).toEqual([]);
    });

    test("who is in one is kept up to date", async () => {
      const ofPerson = (person: string | null) =>
        store.write((tx) => tx.idsOf({ platform: "slack", team: "T1", person }));
      await store.write(async (tx) => {
        await tx.start(decisionOf("b"), ["U1", "U2"]);
        await tx.start(decisionOf("a"), ["U1"]);
        await tx.start(decisionOf("x", { place: { ...PLACE, team: "T2" } }), ["U1"]);
      });
      expect(await ofPerson("U1")).toEqual(["b", "a"]);
      await store.write((tx) => tx.update(decisionOf("b"), ["U3", "U2"]));
      expect(await ofPerson("U1")).toEqual(["a"]);
      expect(await ofPerson("U3")).toEqual(["b"]);
      await store.write((tx) => tx.update(decisionOf("b"), []));
      expect(await ofPerson("U2")).toEqual([]);
      expect(await ofPerson(null)).toEqual(["b", "a"]);
    });

    test("those of a channel that are decided, newest first", async () => {
      await start(
        decisionOf("d1", { status: "accepted", place: { ...PLACE, thread: "t" } }),
        decisionOf("d2"),
        decisionOf("d3", { status: "otherwise" }),
        decisionOf("d4", { status: "accepted", place: { ...PLACE, channel: "C2" } }),
        decisionOf("d5", { status: "cancelled" }),
      );
      const decided = await store.write((tx) => tx.decided(PLACE));
      expect(decided.map(({ id }) => id)).toEqual(["d3", "d1"]);
    });

    test("a deleted one is found by nothing any more", async () => {
      await start(decisionOf("d1"), decisionOf("d2", { status: "deleted" }));
      expect(await read("d2")).toBeNull();
      expect(await store.decision("d2")).toBeNull();
      expect((await store.decisions({ of: null, after: 0, limit: 9 })).decisions.map(({ id }) => id)).toEqual(
        ["d1"],
      );
      const newest = await store.write(async (tx) => [
        await tx.newestIn(PLACE),
        await tx.newestAround(PLACE),
      ]);
      expect(newest.map((one) => one?.id)).toEqual(["d1", "d1"]);
    });

    test("a deleted one that can be brought back is found by its id, and for what is to be erased", async () => {
      await start(decisionOf("d1"));
      const end = (members: readonly string[]) =>
        store.write((tx) => tx.update(decisionOf("d1", { status: "deleted", title: "" }), members));
      const ids = (person: string | null) =>
        store.write((tx) => tx.idsOf({ platform: "slack", team: "T1", person }));
      await end(["U1"]);
      expect(await read("d1")).toMatchObject({ id: "d1", status: "deleted" });
      expect([await ids("U1"), await ids("U2"), await ids(null)]).toEqual([["d1"], [], ["d1"]]);
      expect(await store.decision("d1")).toBeNull();
      expect(await store.write((tx) => tx.newestIn(PLACE))).toBeNull();
      await end([]);
      expect([await read("d1"), await ids("U1"), await ids(null)]).toEqual([null, [], []]);
    });

    test("those made with other packs than these, once there is a recommendation", async () => {
      await start(
        decisionOf("open", { pack: "old" }),
        decisionOf("new", { pack: "new", status: "accepted" }),
        decisionOf("old", { pack: "old", status: "accepted" }),
        decisionOf("older", { pack: "older", status: "recommended" }),
        decisionOf("none", { status: "cancelled" }),
      );
      const made = async (digests: readonly string[], since: number | null = null) => {
        const found: string[] = [];
        for (let after: number | null = 0; after !== null; ) {
          const page = await store.madeWithout(digests, { since, after, limit: 1 });
          found.push(...page.ids);
          after = page.next;
        }
        return found;
      };
      expect(await made(["new"])).toEqual(["old", "older"]);
      expect(await made([])).toEqual(["new", "old", "older"]);
      await store.write((tx) =>
        tx.update(decisionOf("older", { pack: "older", status: "accepted", updatedAt: 2_000 }), []),
      );
      expect(await made(["new"], 1_001)).toEqual(["older"]);
    });

    test("what all have been told, and when", async () => {
      expect(await store.told("packs")).toBeNull();
      await store.keepTold("packs", "one", 10.5);
      await other.keepTold("packs", "two", 20);
      expect(await store.told("packs")).toEqual({ what: "two", at: 20 });
    });

    test("a search reads the first thousand titles of a list, and says so where there are more", async () => {
      await store.write(async (tx) => {
        await tx.start(decisionOf("oldest", { title: "Ledger", status: "accepted" }), ["U1"]);
        for (let n = 0; n < 999; n++) await tx.start(decisionOf(`d${n}`, { status: "accepted" }), []);
      });
      const search = (words: string) => store.write((tx) => tx.recent({ ...QUERY, person: null, words }));
      expect(await search("ledger")).toMatchObject({ summaries: [{ id: "oldest" }], searched: null });
      await start(decisionOf("more", { status: "cancelled" }));
      expect(await search("ledger")).toEqual({ summaries: [], searched: 1_000 });
      expect((await search("billing")).summaries.map(({ id }) => id)[0]).toBe("more");
      // In the list of whoever took part it is among the first.
      const own = await store.write((tx) => tx.recent({ ...QUERY, words: "ledger" }));
      expect(own.summaries.map(({ id }) => id)).toEqual(["oldest"]);
    });

    test("a person's list follows what becomes of their decisions", async () => {
      const there = { ...PLACE, channel: "C2" };
      await store.write(async (tx) => {
        await tx.start(decisionOf("a", { place: there }), ["U1"]);
        await tx.start(decisionOf("b", { place: there }), ["U1"]);
        await tx.update(decisionOf("b", { place: there, status: "accepted" }), ["U1"]);
      });
      expect(await listed({ person: "U1" })).toEqual(["a", "b"]);
      await store.write((tx) => tx.update(decisionOf("a", { place: there, status: "deleted" }), ["U1"]));
      expect(await listed({ person: "U1" })).toEqual(["b"]);
    });

    test("open ones: where, what asked for them, and since when repeats of what was said there are recognised", async () => {
      const thread = { ...PLACE, thread: "t1" };
      await start(
        decisionOf("d1", { startedAt: 10 }),
        decisionOf("d2", { place: thread, startedAt: 30, origin: "m1" }),
        decisionOf("d3", { status: "cancelled" }),
        decisionOf("x1", { place: { ...PLACE, platform: "discord" } }),
      );
      expect(await other.open("slack")).toEqual([
        { place: thread, since: 30, origin: "m1" },
        { place: PLACE, since: 10, origin: null },
      ]);
      await store.write((tx) => tx.noteEvent({ platform: "slack", team: "T1", id: "E1" }, 20));
      expect((await store.open("slack")).map(({ since }) => since)).toEqual([30, 20]);
    });

    test("those that stand: each place once, the newest first; and by a thread, or by a channel with its threads", async () => {
      const thread = { ...PLACE, thread: "t1" };
      await start(
        decisionOf("d1", { status: "accepted" }),
        decisionOf("d2", { place: thread, status: "otherwise" }),
        decisionOf("d3", { place: { ...PLACE, channel: "C9" }, status: "cancelled" }),
        decisionOf("d4", { place: { ...PLACE, channel: "C8" }, status: "deleted" }),
        decisionOf("d5", { status: "recommended" }),
        decisionOf("x1", { place: { ...PLACE, platform: "discord" } }),
      );
      expect(await other.standing("slack")).toEqual([PLACE, thread]);
      expect(await store.write((tx) => tx.standingIn(PLACE))).toEqual(["d1", "d2", "d5"]);
      expect(await store.write((tx) => tx.standingIn(thread))).toEqual(["d2"]);
    });

    test("are read outside of a transaction, also while one is under way", async () => {
      await start(decisionOf("d1"));
      expect(await other.decision("d1")).toEqual(decisionOf("d1"));
      expect(await other.decision("d2")).toBeNull();
      await store.write(async (tx) => {
        await tx.decision("d1");
        await tx.update(decisionOf("d1", { title: "Not yet" }), []);
        expect((await other.decision("d1"))?.title).toBe("Billing");
      });
      expect((await other.decision("d1"))?.title).toBe("Not yet");
    });

    test("are read in pages, oldest start first, of all teams or of one", async () => {
      const there = { ...PLACE, team: "T2" };
      await start(decisionOf("z"), decisionOf("a", { place: there }), decisionOf("m"), decisionOf("b"));
      await start(decisionOf("x", { place: { ...PLACE, platform: "discord" } }));
      const pages = async (of: Page["of"], limit: number) => {
        const read: string[][] = [];
        for (let after: number | null = 0; after !== null; ) {
          const page = await other.decisions({ of, after, limit });
          read.push(page.decisions.map(({ id }) => id));
          after = page.next;
        }
        return read;
      };
      expect(await pages(null, 2)).toEqual([["z", "a"], ["m", "b"], ["x"]]);
      expect(await pages(null, 9)).toEqual([["z", "a", "m", "b", "x"]]);
      expect(await pages({ platform: "slack", team: "T1" }, 3)).toEqual([["z", "m", "b"], []]);
      expect(await pages({ platform: "slack", team: "T3" }, 3)).toEqual([[]]);
      const { decisions } = await other.decisions({ of: null, after: 0, limit: 1 });
      expect(decisions).toEqual([decisionOf("z")]);
    });

    test("changed by many at once, none of the changes is lost", async () => {
      await start(decisionOf("d1", { state: "0" }));
      const addOne = (by: Store) =>
        by.write(async (tx) => {
          const decision = await tx.decision("d1");
          if (decision === null) throw new Error("d1 expected");
          await tx.update({ ...decision, state: String(Number(decision.state) + 1) }, []);
        });
      await Promise.all(Array.from({ length: 20 }, (_, turn) => addOne(turn % 2 === 0 ? store : other)));
      expect((await read("d1"))?.state).toBe("20");
    });

    test("two who start one in the same empty place find each other", async () => {
      const startIfNone = (by: Store, id: string) =>
        by.write(async (tx) => {
          await tx.holdPlace(PLACE);
          const found = await tx.newestIn(PLACE);
          if (found === null) await tx.start(decisionOf(id), []);
          return found?.id ?? id;
        });
      const ids = await Promise.all([
        startIfNone(store, "d1"),
        startIfNone(other, "d2"),
        startIfNone(store, "d3"),
      ]);
      expect(new Set(ids).size).toBe(1);
    });
  });

  test("packs are kept under their digest for good", async () => {
    await store.write((tx) => tx.keepPack("abc", '{"id":"one"}', 1));
    await store.write((tx) => tx.keepPack("abc", '{"id":"two"}', 2));
    expect(await other.write((tx) => tx.pack("abc"))).toBe('{"id":"one"}');
    expect(await other.write((tx) => tx.pack("def"))).toBeNull();
    expect([await other.pack("abc"), await other.pack("def")]).toEqual(['{"id":"one"}', null]);
  });

  describe("shows", () => {
    beforeEach(() => start(decisionOf("d1"), decisionOf("d2")));

    test("are leased with all that a message needs", async () => {
      await show("d1", "root", "first");
      expect(onlyShow(await lease(0)).message).toEqual({
        decision: "d1",
        slot: "root",
        place: PLACE,
        origin: null,
        audience: "thread",
        card: CARD("first"),
        revision: 1,
        ref: null,
        attempt: 1,
      });
    });

    test("are leased to one at a time, and to the next when the lease has run out", async () => {
      await show("d1", "root", "first");
      const both = await Promise.all([lease(0, store, "me"), lease(0, other, "you")]);
      expect(both.flat()).toHaveLength(1);
      expect(await lease(99, other, "you")).toEqual([]);
      expect(onlyShow(await lease(100, other, "you")).message.attempt).toBe(2);
    });

    test("are kept by renewing", async () => {
      await show("d1", "root", "first");
      const job = onlyShow(await lease(0));
      await store.renew({ owner: "me", forMs: 500 }, [job.key]);
      expect(await lease(100, other, "you")).toEqual([]);
      expect(await store.settle(job, { kind: "shown", ref: "m1", thread: null })).toBe(true);
      expect(await lease(1_000)).toEqual([]);
    });

    test("are kept by renewing only if they are named", async () => {
      await show("d1", "root", "first");
      await show("d2", "root", "second");
      const [kept, left] = (await lease(0)).map((job) => job.key);
      if (kept === undefined || left === undefined) throw new Error("two jobs expected");
      await store.renew({ owner: "me", forMs: 500 }, [kept]);
      expect((await lease(100, other, "you")).map((job) => job.key)).toEqual([left]);
    });

    test("are held until the lease has run out, or somebody else has it", async () => {
      await show("d1", "root", "first");
      const job = only(await lease(0));
      now = 99;
      expect(await store.holds(job)).toBe(true);
      now = 100;
      expect(await store.holds(job)).toBe(false);
      await lease(100, other, "you");
      await store.renew({ owner: "me", forMs: 500 }, [job.key]);
      expect(await store.holds(job)).toBe(false);
    });

    test("what a clock put off or leased that was an hour ahead is due once it is right; a timer keeps its time", async () => {
      const hour = 60 * 60 * 1000;
      await show("d1", "root", "put off", hour);
      await store.settle(only(await lease(hour)), { kind: "again", inMs: 50, after: "delay" });
      await show("d2", "root", "leased", hour);
      await store.write((tx) => tx.setTimer("d1", "nudge", 2 * hour));
      only(await lease(hour));
      expect(slots(await lease(60, other, "you"))).toEqual(["root", "root"]);
      expect(await lease(2 * hour - 1, other, "you")).toHaveLength(2);
      expect(slots(await lease(2 * hour))).toContain("nudge");
    });

    test("times with fractions are kept whole, and no earlier", async () => {
      await store.write((tx) => tx.setTimer("d1", "nudge", 50.25));
      await store.write((tx) => tx.noteEvent({ platform: "slack", team: "T1", id: "E1" }, 0.5));
      expect(await nextDue()).toBe(51);
      await show("d1", "root", "first");
      const job = only(await lease(0));
      expect(await store.settle(job, { kind: "again", inMs: 9.5, after: "throw" })).toBe(true);
      expect(await nextDue()).toBe(10);
      const blocked = only(await lease(10));
      expect(await store.settle(blocked, { kind: "blocked", since: 0.1, inMs: 4.5 })).toBe(true);
      expect(await nextDue()).toBe(15);
    });

    test("go out one after the other within a decision, in the order asked for", async () => {
      await store.write(async (tx) => {
        for (const slot of ["root", "question/a", "card"])
          await tx.show({ decision: "d1", slot, audience: "thread", card: CARD(slot), revision: 1 });
      });
      await show("d2", "root", "other");
      const first = await lease(0);
      expect(slots(first)).toEqual(["root", "root"]);
      expect(await lease(0, other, "you")).toEqual([]);
      for (const job of first) await store.settle(job, { kind: "shown", ref: "m", thread: null });
      expect(slots(await lease(0))).toEqual(["question/a"]);
    });

    test("wait behind an older one that was put off", async () => {
      await show("d1", "root", "first");
      await show("d1", "card", "second");
      await store.settle(only(await lease(0)), { kind: "again", inMs: 50, after: "delay" });
      expect(await lease(49)).toEqual([]);
      expect(await nextDue()).toBe(50);
      const job = only(await lease(50));
      expect([slots([job]), job.delays, job.throws]).toEqual([["root"], 1, 0]);
    });

    test("the newer card replaces the unsent one, in its place of the order", async () => {
      await show("d1", "root", "old");
      await show("d1", "card", "card");
      await show("d1", "root", "new");
      const job = onlyShow(await lease(0));
      expect([job.message.slot, job.message.card.title]).toEqual(["root", "new"]);
    });

    test("a newer card that comes while the old one is being sent is sent afterwards", async () => {
      await show("d1", "root", "old");
      const job = onlyShow(await lease(0));
      await show("d1", "root", "new", 0, other);
      expect(await lease(0, other, "you")).toEqual([]);
      expect(await store.settle(job, { kind: "shown", ref: "m1", thread: null })).toBe(true);
      const next = onlyShow(await lease(0));
      expect([next.message.card.title, next.message.ref, next.message.attempt]).toEqual(["new", "m1", 1]);
    });

    test("a newer card survives that the old one is given up, and starts its failures anew", async () => {
      await show("d1", "root", "old");
      await store.settle(only(await lease(0)), { kind: "again", inMs: 0, after: "throw" });
      const job = only(await lease(0));
      expect(job.throws).toBe(1);
      await show("d1", "root", "new");
      await store.settle(job, { kind: "dropped" });
      const next = onlyShow(await lease(0));
      expect([next.message.card.title, next.throws, next.message.attempt]).toEqual(["new", 0, 3]);
      await store.settle(next, { kind: "dropped" });
      expect(await lease(1_000)).toEqual([]);
      expect(await nextDue()).toBeNull();
    });

    test("a slot that was given up still knows that a message may have been left behind", async () => {
      await show("d1", "root", "old");
      await store.settle(only(await lease(0)), { kind: "dropped" });
      await show("d1", "root", "new");
      expect(onlyShow(await lease(0)).message.attempt).toBe(2);
    });

    test("the message is edited from then on, and posted anew once it is gone", async () => {
      const shown = { kind: "shown", thread: null } as const;
      await show("d1", "root", "one");
      await store.settle(only(await lease(0)), { ...shown, ref: "m1" });
      await show("d1", "root", "two");
      const edit = onlyShow(await lease(0));
      expect(edit.message.ref).toBe("m1");
      await store.settle(edit, { kind: "again", inMs: 0, after: "lost" });
      const anew = onlyShow(await lease(0));
      expect([anew.message.ref, anew.message.attempt, anew.delays, anew.throws]).toEqual([null, 1, 0, 0]);
    });

    test("the decision's thread becomes known once, and it is found there", async () => {
      await show("d1", "root", "root");
      await store.settle(only(await lease(0)), { kind: "shown", ref: "m1", thread: "t1" });
      await show("d1", "card", "card");
      const job = onlyShow(await lease(0));
      expect(job.message.place).toEqual({ ...PLACE, thread: "t1" });
      await store.settle(job, { kind: "shown", ref: "m2", thread: "t2" });
      const place = { ...PLACE, thread: "t1" };
      expect(await store.write((tx) => tx.newestIn(place))).toMatchObject({ id: "d1", place });
      expect(await store.write((tx) => tx.newestIn(PLACE))).toMatchObject({ id: "d2" });
    });

    test("who has lost the lease changes nothing but an unknown message", async () => {
      await show("d1", "root", "root");
      const mine = only(await lease(0));
      const theirs = only(await lease(100, other, "you"));
      expect(await store.settle(mine, { kind: "dropped" })).toBe(false);
      expect(await store.settle(mine, { kind: "again", inMs: 900, after: "delay" })).toBe(false);
      expect(await store.settle(mine, { kind: "shown", ref: "mine", thread: null })).toBe(false);
      expect(await other.settle(theirs, { kind: "shown", ref: "theirs", thread: null })).toBe(true);
      expect(await store.settle(mine, { kind: "shown", ref: "late", thread: null })).toBe(false);
      await show("d1", "root", "again");
      expect(onlyShow(await lease(100)).message.ref).toBe("theirs");
    });

    test("only those of the platforms asked for", async () => {
      await start(decisionOf("x1", { place: { ...PLACE, platform: "discord" } }));
      await show("x1", "root", "root");
      expect(await lease(0)).toEqual([]);
      expect(await nextDue()).toBeNull();
      expect(await nextDue(["slack", "discord"])).toBe(0);
    });

    test("as many as asked for, the longest due first", async () => {
      await show("d1", "root", "one", 20);
      await show("d2", "root", "two", 10);
      expect(onlyShow(await lease(30, store, "me", 1)).decision).toBe("d2");
      expect(onlyShow(await lease(30, store, "me", 1)).decision).toBe("d1");
    });
  });

  describe("timers", () => {
    beforeEach(() => start(decisionOf("d1")));
    const wake = (timer: string, at: number) => store.write((tx) => tx.setTimer("d1", timer, at));
    const take = (timer: string, at: number, by = store) => {
      now = at;
      return by.write((tx) => tx.takeTimer("d1", timer));
    };

    test("are leased when due, at the last time set", async () => {
      await wake("nudge", 50);
      await wake("nudge", 80);
      expect(await nextDue()).toBe(80);
      expect(await lease(79)).toEqual([]);
      expect(only(await lease(80))).toMatchObject({ kind: "timer", decision: "d1", timer: "nudge" });
    });

    test("go off one after the other: in the order of their times, and at one time as they were set", async () => {
      await start(decisionOf("d2"));
      await wake("talk", 50);
      await wake("deadline", 50);
      await wake("nudge", 40);
      await store.write((tx) => tx.setTimer("d2", "review", 45));
      await wake("later", 1_000);
      for (const [next, ...beside] of [["nudge", "review"], ["talk"], ["deadline"]] as const) {
        expect(slots(await lease(60)).toSorted()).toEqual([next, ...beside]);
        expect(await lease(60, other, "you")).toEqual([]);
        await take(next, 60);
      }
      expect(await lease(60)).toEqual([]);
    });

    test("do not wait for shows", async () => {
      await show("d1", "root", "root");
      await wake("nudge", 10);
      expect(slots(await lease(10)).toSorted()).toEqual(["nudge", "root"]);
    });

    test("go off once, whoever takes them", async () => {
      await wake("nudge", 50);
      expect(await take("nudge", 49)).toBeNull();
      const taken = await Promise.all([take("nudge", 60), take("nudge", 60, other)]);
      expect(taken.filter((due) => due !== null)).toEqual([50]);
      expect(await nextDue()).toBeNull();
    });

    test("cleared, they never go off", async () => {
      await wake("nudge", 50);
      await wake("deadline", 60);
      await store.write((tx) => tx.clearTimer("d1", "nudge"));
      expect(await take("nudge", 100)).toBeNull();
      expect(slots(await lease(100))).toEqual(["deadline"]);
    });

    test("set anew while leased, they are free again at the new time", async () => {
      await wake("nudge", 50);
      await lease(50);
      await wake("nudge", 60);
      expect(slots(await lease(60, other, "you"))).toEqual(["nudge"]);
    });
  });

  describe("records to propose", () => {
    beforeEach(() => start(decisionOf("d1")));
    const propose = (at: number, by = store) => {
      now = at;
      return by.write((tx) => tx.propose("d1"));
    };
    const take = (by = store) => by.write((tx) => tx.takeProposal("d1"));

    test("are leased when due, and wait for no message", async () => {
      await show("d1", "root", "root");
      await propose(50);
      expect(slots(await lease(49))).toEqual(["root"]);
      expect(only(await lease(50))).toMatchObject({ kind: "propose", decision: "d1", delays: 0 });
    });

    test("are taken once, whoever does", async () => {
      await propose(50);
      const taken = await Promise.all([take(), take(other)]);
      expect(taken.toSorted()).toEqual([false, true]);
      expect(await nextDue()).toBeNull();
    });

    test("put off, they wait, and know how often; asked for again, they are due at once", async () => {
      await propose(50);
      const job = only(await lease(50));
      expect(await store.settle(job, { kind: "again", inMs: 40, after: "delay" })).toBe(true);
      expect(await lease(89)).toEqual([]);
      expect(only(await lease(90, other, "you"))).toMatchObject({ delays: 1 });
      await propose(95);
      expect(only(await lease(95))).toMatchObject({ delays: 0 });
    });

    test("are dropped with what is erased", async () => {
      await propose(50);
      await store.write((tx) => tx.erase("d1", CARD("gone"), 1));
      expect(await take()).toBe(false);
    });
  });

  test("an installation is kept for its team and its platform until it is removed", async () => {
    const slack = store.installations("slack");
    await slack.save("T1", "one");
    await slack.save("T2", "two");
    await slack.save("T1", "newer");
    expect(await other.installations("slack").find("T1")).toBe("newer");
    expect(await store.installations("discord").find("T1")).toBeNull();
    expect(await store.installations("slack").teams()).toContain("T1");
    expect(await store.installations("discord").teams()).toEqual([]);
    await other.installations("slack").remove("T1");
    expect(await Promise.all(["T1", "T2"].map((team) => slack.find(team)))).toEqual([null, "two"]);
  });

  test("a state of an installation is used once, whichever replica is asked", async () => {
    const used = [store, other].map((one) => one.installations("slack").useState("state", 100));
    expect((await Promise.all(used)).toSorted()).toEqual([false, true]);
    expect(await other.installations("slack").useState("another", 100)).toBe(true);
  });

  test("how much there is: what is due, what is open, what is set, and whose", async () => {
    const all = ["slack", "discord", "terminal"] as const;
    expect(await store.gauges(100, all)).toEqual({
      waiting: 0,
      oldestDue: null,
      accepted: 0,
      oldestAccepted: null,
      open: 0,
      reminders: 0,
      workspaces: {},
    });
    const { place } = decisionOf("d1");
    await start(
      decisionOf("d1"),
      decisionOf("d2"),
      decisionOf("d3", { place: { ...place, team: "T2" }, status: "accepted" }),
      decisionOf("d4", { place: { ...place, platform: "terminal", team: "local" } }),
    );
    await show("d1", "root", "Billing", 40);
    await show("d2", "root", "Shipping", 60);
    await store.write((tx) => tx.setTimer("d1", "nudge", 90));
    await store.write((tx) => tx.setTimer("d3", "review", 5_000));
    const event = { platform: "slack", team: "T1" } as const;
    const entry = { person: "U1", decision: null, body: "{}" };
    await store.writeEntries([{ ...entry, event: { ...event, id: "e1" }, at: 70 }], 15_000);
    await store.writeEntries([{ ...entry, event: { ...event, id: "e2" }, at: 80 }], 15_000);
    await other.ping();
    const found = {
      waiting: 3,
      oldestDue: 40,
      accepted: 2,
      oldestAccepted: 70,
      open: 3,
      reminders: 1,
      workspaces: { slack: 2, terminal: 1 },
    };
    expect(await other.gauges(100, all)).toEqual(found);
    expect(await other.gauges(100, ["slack"])).toEqual({ ...found, open: 2, workspaces: { slack: 2 } });
    // What is left of a platform that is not served any more is nobody's to mend.
    const nothing = { waiting: 0, oldestDue: null, accepted: 0, oldestAccepted: null, open: 0, reminders: 0 };
    expect(await other.gauges(100, ["discord"])).toEqual({ ...nothing, workspaces: {} });
  });

  test("whoever shows it is told what nobody waits for", async () => {
    await start(decisionOf("d1"), decisionOf("d2"));
    const message = { slot: "root", audience: "thread", card: CARD("Billing"), revision: 1 } as const;
    await store.write((tx) => tx.show({ ...message, decision: "d1" }, { bulk: true }));
    await store.write((tx) => tx.show({ ...message, decision: "d2" }));
    const leased = await lease(0);
    const bulk = leased.map((job) => [job.decision, job.kind === "show" && job.message.bulk === true]);
    expect(Object.fromEntries(bulk)).toEqual({ d1: true, d2: false });
  });

  test("what waits behind a message that something is in the way of is not late", async () => {
    await start(decisionOf("d1"), decisionOf("d2"));
    await show("d1", "root", "Billing", 40);
    await show("d1", "live/1", "Question", 40);
    await show("d2", "root", "Shipping", 60);
    const [first] = await store.lease({
      owner: "o",
      forMs: 10,
      platforms: ["slack"],
      limit: 1,
      perTeam: EVERY_PLACE,
      bulkInAll: 9,
    });
    if (first === undefined) throw new Error("something is due");
    await store.settle(first, { kind: "blocked", since: 50, inMs: 1_000_000 });
    expect(await other.gauges(1_000, ["slack"])).toMatchObject({ waiting: 1, oldestDue: 60 });
  });

  describe("links to reports", () => {
    const keep = (hash: string, until = 1_000, decision = "d1") =>
      store.write((tx) => tx.keepLink({ decision, hash, until }));
    beforeEach(() => start(decisionOf("d1", { revision: 3 }), decisionOf("d2")));

    test("one leads to its decision as it is now, in every replica; any other hash nowhere", async () => {
      await keep("one");
      await keep("two", 1_000, "d2");
      expect(await other.linked("one")).toMatchObject({ id: "d1", revision: 3 });
      await store.write((tx) => tx.update(decisionOf("d1", { revision: 4, title: "Shipping" }), []));
      expect(await other.linked("one")).toMatchObject({ revision: 4, title: "Shipping" });
      expect(await other.linked("two")).toMatchObject({ id: "d2" });
      for (const none of ["", "on", "ONE", "one ", "%", "three"]) expect(await store.linked(none)).toBeNull();
    });

    test("it leads nowhere from its end on, by the database's clock, and is forgotten by the next", async () => {
      await keep("one", 500);
      now = 499;
      expect(await store.linked("one")).toMatchObject({ id: "d1" });
      now = 500;
      expect(await store.linked("one")).toBeNull();
      await keep("two", 900);
      now = 0;
      expect(await store.linked("one")).toBeNull();
      expect(await store.linked("two")).toMatchObject({ id: "d1" });
    });

    test("all of one decision are revoked at once, and no other's", async () => {
      for (const hash of ["one", "two"]) await keep(hash);
      await keep("three", 1_000, "d2");
      await other.write((tx) => tx.revokeLinks("d1"));
      expect([await store.linked("one"), await store.linked("two")]).toEqual([null, null]);
      expect(await store.linked("three")).toMatchObject({ id: "d2" });
      await keep("four");
      expect(await other.linked("four")).toMatchObject({ id: "d1" });
    });

    test("they end with a deletion, and do not come back with what is brought back", async () => {
      await keep("one");
      await store.write((tx) => tx.update(decisionOf("d1", { status: "deleted" }), ["U1"]));
      expect(await store.linked("one")).toBeNull();
      await store.write((tx) => tx.update(decisionOf("d1", { status: "accepted" }), ["U1"]));
      expect(await store.linked("one")).toBeNull();
      await keep("two", 1_000, "d2");
      await store.write((tx) => tx.update(decisionOf("d2", { status: "deleted" }), []));
      await store.sweep(null);
      expect(await store.linked("two")).toBeNull();
    });

    test("one that is written while a decision goes leads nowhere", async () => {
      await store.write((tx) => tx.update(decisionOf("d1", { status: "deleted" }), ["U1"]));
      await keep("one");
      expect(await store.linked("one")).toBeNull();
    });

    test("of one decision the newest hundred are kept", async () => {
      for (let at = 0; at < 105; at++) await keep(`h${at}`, 1_000 + at);
      await keep("two", 1_000, "d2");
      const found = await Promise.all(Array.from({ length: 105 }, (_, at) => store.linked(`h${at}`)));
      expect(found.flatMap((row, at) => (row === null ? [at] : []))).toEqual([0, 1, 2, 3, 4]);
      expect(await store.linked("two")).not.toBeNull();
    });
  });

  test("nothing to do: there is no next time", async () => {
    expect(await nextDue()).toBeNull();
    expect(await lease(1_000)).toEqual([]);
  });

  describe("what is erased", () => {
    const erase = () => store.write((tx) => tx.erase("d1", CARD("gone"), 9));

    test("every message that was shown is to read like the card, and nothing else waits", async () => {
      await start(decisionOf("d1"));
      await show("d1", "root", "secret root");
      await show("d1", "question", "secret question");
      await store.settle(onlyShow(await lease(0)), { kind: "shown", ref: "m1", thread: "t1" });
      await store.settle(onlyShow(await lease(0)), { kind: "shown", ref: "m2", thread: null });
      await show("d1", "question", "changed secret");
      await show("d1", "card", "never tried");
      await store.write((tx) => tx.setTimer("d1", "review", 50));
      await erase();
      const first = onlyShow(await lease(60));
      expect(first.message).toMatchObject({ slot: "question", ref: "m2", card: CARD("gone"), revision: 9 });
      await store.settle(first, { kind: "shown", ref: "m2", thread: null });
      const second = onlyShow(await lease(60));
      expect(second.message).toMatchObject({ slot: "root", ref: "m1", card: CARD("gone") });
      await store.settle(second, { kind: "shown", ref: "m1", thread: null });
      expect(await lease(60)).toEqual([]);
      expect(await nextDue()).toBeNull();
    });

    test("a message that is being posted just then is emptied after it", async () => {
      await start(decisionOf("d1"));
      await show("d1", "root", "secret");
      const posting = onlyShow(await lease(0));
      await erase();
      await store.settle(posting, { kind: "shown", ref: "m1", thread: "t1" });
      expect(onlyShow(await lease(1)).message).toMatchObject({ ref: "m1", card: CARD("gone") });
    });

    test("a message that is not there any more is not posted anew", async () => {
      await start(decisionOf("d1"));
      await show("d1", "root", "secret");
      await store.settle(onlyShow(await lease(0)), { kind: "shown", ref: "m1", thread: null });
      await erase();
      const job = onlyShow(await lease(0));
      expect(await store.settle(job, { kind: "again", inMs: 0, after: "lost" })).toBe(true);
      expect(await lease(0)).toEqual([]);
    });
  });

  describe("what goes for good", () => {
    test("a deleted decision, once its messages are emptied", async () => {
      await start(decisionOf("d1"), decisionOf("d2"));
      await show("d1", "root", "secret");
      await store.settle(onlyShow(await lease(0)), { kind: "shown", ref: "m1", thread: null });
      await store.write(async (tx) => {
        await tx.update(decisionOf("d1", { status: "deleted" }), []);
        await tx.erase("d1", CARD("gone"), 2);
      });
      expect(await store.sweep(null)).toEqual({ deleted: 0, untouched: 0 });
      await store.settle(onlyShow(await lease(0)), { kind: "shown", ref: "m1", thread: null });
      expect(await store.sweep(null)).toEqual({ deleted: 1, untouched: 0 });
      expect(await store.sweep(null)).toEqual({ deleted: 0, untouched: 0 });
      expect(await store.decision("d2")).not.toBeNull();
    });

    test("one that can be brought back stays until the timer has gone that ends it", async () => {
      await start(decisionOf("d1"));
      await store.write(async (tx) => {
        await tx.update(decisionOf("d1", { status: "deleted" }), ["U1"]);
        await tx.erase("d1", CARD("gone"), 2);
        await tx.setTimer("d1", "erase", 50);
      });
      expect(await store.sweep(null)).toEqual({ deleted: 0, untouched: 0 });
      now = 50;
      expect(await store.write((tx) => tx.takeTimer("d1", "erase"))).toBe(50);
      expect(await store.sweep(null)).toEqual({ deleted: 1, untouched: 0 });
    });

    test("what was not touched since a time, with all that belongs to it", async () => {
      await start(decisionOf("old", { updatedAt: 9 }), decisionOf("new", { updatedAt: 10 }));
      await show("old", "root", "old");
      await store.write((tx) => tx.setTimer("old", "review", 50));
      expect(await store.sweep(10)).toEqual({ deleted: 0, untouched: 1 });
      expect(await store.decision("old")).toBeNull();
      expect(await lease(100)).toEqual([]);
      expect(await store.decision("new")).not.toBeNull();
      await start(decisionOf("old"));
    });
  });
}
