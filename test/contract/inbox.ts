/** The inbox on a store: run on both engines. */

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type BotInbox, createInbox } from "../../src/app/inbox.ts";
import { STATE_MAX_BYTES } from "../../src/app/snapshot.ts";
import type { Inbound, Reply } from "../../src/port.ts";
import type { PackSet } from "../../src/scoring/pack/pack-set.ts";
import type { Store } from "../../src/store/store.ts";
import { keptCounters } from "../fake/counters.ts";
import { type Count, counting, ephemeral, PLACE, packSetOf, pressed, said } from "../fake/counting.ts";
import { keptLog } from "../fake/log.ts";
import { allLight, surroundings } from "../fake/surroundings.ts";
import { type Bench, EVERY_PLACE } from "./store.ts";

export function inboxContract(makeBench: () => Promise<Bench>): void {
  let bench: Bench;
  let store: Store;
  let other: Store;
  let inbox: BotInbox;
  let now: number;
  let notified: number;
  let ids: number;
  let log: ReturnType<typeof keptLog>;
  let counters: ReturnType<typeof keptCounters>;

  const make = (on: Store, packSet: PackSet = packSetOf("one")) =>
    createInbox({
      store: on,
      packSet,
      conversation: counting,
      heavy: allLight,
      surroundings,
      now: () => now,
      newId: () => `d${++ids}`,
      notify: () => void notified++,
      log,
      counters,
    });
  const stateOf = async (id: string): Promise<Count> => {
    const row = await store.write((tx) => tx.decision(id));
    if (row === null) throw new Error(`${id} expected`);
    return JSON.parse(row.state) as Count;
  };
  const due = async (at = now) => {
    now = at;
    const hold = {
      owner: "test",
      forMs: 0,
      platforms: ["slack"],
      limit: 100,
      perTeam: EVERY_PLACE,
      bulkInAll: 1_000,
    } as const;
    const jobs = await store.lease(hold);
    return jobs.map((job) =>
      job.kind === "show" ? job.message.card.title : job.kind === "timer" ? job.timer : job.kind,
    );
  };

  beforeEach(async () => {
    bench = await makeBench();
    store = await bench.open(() => now);
    other = await bench.open(() => now);
    now = 1_795_000_000_000;
    notified = 0;
    ids = 0;
    log = keptLog();
    counters = keptCounters();
    inbox = make(store);
  });
  afterEach(() => bench.remove());

  test("an event is answered, and its state and effects are saved", async () => {
    expect(await inbox.receive(said("e1", "start Billing"))).toEqual(ephemeral("started d1"));
    expect(notified).toBe(1);
    expect(await inbox.receive(said("e2", "more"))).toEqual(ephemeral("heard 1"));
    expect(await stateOf("d1")).toMatchObject({ title: "Billing", count: 1, heard: ["more"], revision: 2 });
    const [job] = await store.lease({
      owner: "test",
      forMs: 0,
      platforms: ["slack"],
      limit: 9,
      perTeam: EVERY_PLACE,
      bulkInAll: 1_000,
    });
    expect(job).toMatchObject({ message: { slot: "root", revision: 2, card: { title: "Billing 1" } } });
  });

  test("a repeated event changes nothing, and is not answered", async () => {
    await inbox.receive(said("e1", "start"));
    await inbox.receive(said("e2", "more"));
    for (const by of [inbox, make(other)])
      expect(await by.receive(said("e2", "more"))).toEqual({ kind: "repeated" });
    expect((await stateOf("d1")).count).toBe(1);
    expect(notified).toBe(2);
    expect(counters.counted).toEqual([
      ...["heard slack saved", "heard slack saved"],
      ...["heard slack repeated", "heard slack repeated"],
    ]);
  });

  test("the same id from another team is another event", async () => {
    const there = { ...PLACE, team: "T2" };
    await inbox.receive(said("e1", "start"));
    expect(await inbox.receive(said("e1", "start", there))).toEqual(ephemeral("started d2"));
  });

  test("one event twice at once is heard once", async () => {
    await inbox.receive(said("e1", "start"));
    const replies = await Promise.all([inbox, make(other)].map((by) => by.receive(said("e2", "more"))));
    expect(replies.map(({ kind }) => kind).toSorted()).toEqual(["ephemeral", "repeated"]);
    expect((await stateOf("d1")).count).toBe(1);
  });

  test("many events of one decision at once all count, in some order", async () => {
    await inbox.receive(said("e0", "start"));
    const there = make(other);
    const words = Array.from({ length: 24 }, (_, n) => `word${n}`);
    await Promise.all(
      words.map((word, n) =>
        (n % 2 === 0 ? inbox : there).receive(n % 3 === 0 ? said(word, word) : pressed(word, "d1", word)),
      ),
    );
    const { count, heard, revision } = await stateOf("d1");
    expect([count, revision]).toEqual([24, 25]);
    expect(heard.toSorted()).toEqual(words.toSorted());
  });

  test("of two first events in one place, the second meets the first one's decision", async () => {
    const seen: (string | null)[] = [];
    const spying = (on: Store) =>
      createInbox({
        store: on,
        packSet: packSetOf("one"),
        surroundings,
        heavy: allLight,
        conversation: {
          ...counting,
          reduce: (state: Count | null, event, world, scoring) => {
            seen.push(state?.id ?? null);
            return counting.reduce(state, event, world, scoring);
          },
        },
        now: () => now,
        newId: () => `d${++ids}`,
        notify: () => {},
        log,
        counters,
      });
    await Promise.all([
      spying(store).receive(said("e1", "start one")),
      spying(other).receive(said("e2", "start two")),
    ]);
    expect(seen.filter((id) => id === null)).toHaveLength(1);
  });

  test("a failing conversation saves nothing, and the event may come again", async () => {
    await inbox.receive(said("e1", "start"));
    await expect(inbox.receive(said("e2", "fail"))).rejects.toThrow("the conversation failed");
    expect(counters.counted).toEqual(["heard slack saved", "heard slack failed"]);
    expect(log.lines).toMatchObject([{ level: "error", about: { platform: "slack", team: "T1", id: "e2" } }]);
    expect(await inbox.receive(said("e2", "more"))).toEqual(ephemeral("heard 1"));
  });

  test("a state too large is refused, and the decision goes on as it was", async () => {
    await inbox.receive(said("e1", "start"));
    const filling = inbox.receive(said("e2", `fill ${STATE_MAX_BYTES}`));
    await expect(filling).rejects.toThrow(/decision d1 would take \d+ bytes, and at most 524288 are kept/);
    expect(await inbox.receive(said("e3", "more"))).toEqual(ephemeral("heard 1"));
  });

  test("a press finds its decision from wherever its room is seen, and no other room's or team's", async () => {
    await inbox.receive(said("e1", "start"));
    const inThread = { ...PLACE, thread: "t" };
    expect(await inbox.receive(pressed("e2", "d1", "more", inThread))).toEqual(ephemeral("heard 1"));
    const nobody: Reply = ephemeral("nobody here");
    const unseen = [
      { ...PLACE, channel: "C9" },
      { ...PLACE, thread: "p", room: "p" },
    ];
    for (const [n, place] of unseen.entries())
      expect(await inbox.receive(pressed(`u${n}`, "d1", "more", place))).toEqual(nobody);
    expect(await inbox.receive(pressed("e3", "d1", "more", { ...PLACE, team: "T2" }))).toEqual(nobody);
    expect(await inbox.receive(pressed("e4", "d1", "more", { ...PLACE, platform: "discord" }))).toEqual(
      nobody,
    );
    expect(await inbox.receive(pressed("e5", "none", "more"))).toEqual(nobody);
  });

  test("words find the newest decision of exactly their place, a command outside of a thread the channel's", async () => {
    const thread = { ...PLACE, thread: "t1" };
    await inbox.receive(said("e1", "start", thread));
    const outside: Inbound = {
      ...said("e2", "more"),
      what: { kind: "message", text: "more", toUs: true, invited: [], origin: null },
    };
    expect(await inbox.receive(outside)).toEqual(ephemeral("nobody here"));
    expect(await inbox.receive(said("e3", "more", { ...PLACE, thread: "t2" }))).toEqual(
      ephemeral("nobody here"),
    );
    await inbox.receive(said("e4", "start", thread));
    await inbox.receive(said("e5", "more", thread));
    await inbox.receive(said("e6", "more"));
    // Every event is handed an id, used or not: the fourth started d4.
    expect([(await stateOf("d1")).count, (await stateOf("d4")).count]).toEqual([0, 2]);
  });

  test("what changes nothing saves nothing but the event", async () => {
    await inbox.receive(said("e1", "start"));
    const before = await store.write((tx) => tx.decision("d1"));
    now += 5;
    expect(await inbox.receive(said("e2", "look"))).toEqual(ephemeral("0 null one"));
    expect(await store.write((tx) => tx.decision("d1"))).toEqual(before);
    expect(notified).toBe(1);
    expect(await inbox.receive(said("e2", "look"))).toEqual({ kind: "repeated" });
  });

  test("the thread that the outbox opened is the decision's place", async () => {
    await inbox.receive(said("e1", "start"));
    const [job] = await store.lease({
      owner: "test",
      forMs: 1,
      platforms: ["slack"],
      limit: 1,
      perTeam: EVERY_PLACE,
      bulkInAll: 1_000,
    });
    if (job === undefined) throw new Error("a job expected");
    await store.settle(job, { kind: "shown", ref: "m1", thread: "t7" });
    expect(await inbox.receive(said("e2", "look", { ...PLACE, thread: "t7" }))).toEqual(
      ephemeral("0 t7 one"),
    );
  });

  test("a decision keeps its pack when the packSet has moved on", async () => {
    await inbox.receive(said("e1", "start"));
    const later = make(store, packSetOf("two"));
    expect(await later.receive(said("e2", "look"))).toEqual(ephemeral("0 null one"));
    await later.receive(said("e3", "more"));
    expect(await later.receive(said("e4", "look"))).toEqual(ephemeral("1 null one"));
  });

  test("what one decision wants of others: the one it supersedes, of the same team only", async () => {
    await inbox.receive(said("e1", "start Old"));
    await inbox.receive(said("e2", "start New"));
    await inbox.receive(said("e3", "supersede-it d1"));
    expect((await stateOf("d1")).heard).toEqual(["superseded"]);
    await inbox.receive(said("e4", "supersede-it d1", { ...PLACE, team: "T2" }));
    await inbox.receive(said("e5", "supersede-it d99"));
    expect((await stateOf("d1")).heard).toEqual(["superseded"]);
  });

  test("a person is forgotten in every decision of the team that they are in, also where none is", async () => {
    await inbox.receive(said("e1", "start One"));
    await inbox.receive(said("e2", "start Two", { ...PLACE, channel: "C2" }));
    await inbox.receive(said("e3", "start Theirs", { ...PLACE, team: "T2" }));
    await inbox.receive(said("e4", "forget-person U1", { ...PLACE, channel: "C3" }));
    await inbox.receive(said("e5", "forget-person U2"));
    expect((await stateOf("d1")).heard).toEqual(["forget"]);
    expect((await stateOf("d2")).heard).toEqual(["forget"]);
    expect((await stateOf("d3")).heard).toEqual([]);
    expect(notified).toBeGreaterThan(3);
  });

  test("everything of a team is deleted, the decision that it was said in too, and is found no more", async () => {
    await inbox.receive(said("e1", "start One"));
    await inbox.receive(said("e2", "start Two"));
    await inbox.receive(said("e3", "start Theirs", { ...PLACE, team: "T2" }));
    await inbox.receive(said("e4", "delete-all"));
    expect(await store.write((tx) => tx.decision("d1"))).toBeNull();
    expect(await store.write((tx) => tx.decision("d2"))).toBeNull();
    expect((await stateOf("d3")).title).toBe("Theirs");
    expect(await inbox.receive(pressed("e5", "d2", "more"))).toEqual(ephemeral("nobody here"));
    expect(await inbox.receive(said("e6", "more"))).toEqual(ephemeral("nobody here"));
  });

  test("is told from elsewhere, one or all of a team", async () => {
    await inbox.receive(said("e1", "start One"));
    await inbox.receive(said("e2", "start Two"));
    const told = (decisions: number) => ({ decisions, unusable: [] });
    expect(await inbox.tell("d1", { kind: "packs", at: now })).toEqual(told(1));
    expect((await stateOf("d1")).heard).toEqual(["packs"]);
    expect(await inbox.tell("d9", { kind: "packs", at: now })).toEqual(told(0));
    const everybody = { platform: "slack", team: "T1", person: null } as const;
    expect(await inbox.tellAll(everybody, { kind: "delete", at: now })).toEqual(told(2));
    expect(await inbox.tell("d1", { kind: "packs", at: now })).toEqual(told(0));
    expect(await inbox.tellAll(everybody, { kind: "delete", at: now })).toEqual(told(0));
  });

  describe("what cannot be read", () => {
    const DAMAGED = '{"v":1,"heard":["a harbour';
    const NEWER = '{"v":2,"newly":"a harbour"}';

    /** As if something else had written it. */
    const overwrite = (id: string, state: string, members: readonly string[]) =>
      store.write(async (tx) => {
        const row = await tx.decision(id);
        if (row === null) throw new Error(`${id} expected`);
        await tx.update({ ...row, state }, members);
      });
    const rowOf = (id: string) => store.write((tx) => tx.decision(id));
    const named = () => log.lines.filter(({ level }) => level === "error").map(({ about }) => about);

    test.each([DAMAGED, NEWER])(
      "is deleted all the same, its messages emptied, and named: %s",
      async (state) => {
        await inbox.receive(said("e1", "start One"));
        await store.lease({
          owner: "test",
          forMs: 0,
          platforms: ["slack"],
          limit: 9,
          perTeam: EVERY_PLACE,
          bulkInAll: 1_000,
        });
        await overwrite("d1", state, ["U1"]);
        await expect(inbox.receive(said("e2", "more"))).rejects.toThrow(/damaged|too new/);
        const notified1 = notified;
        const deleted = await inbox.tell("d1", { kind: "delete", at: now });
        expect(deleted).toEqual({ decisions: 1, unusable: ["d1"] });
        expect(notified).toBe(notified1 + 1);
        expect(await rowOf("d1")).toBeNull();
        expect(await due()).toEqual(["gone"]);
        expect(named().at(-1)).toMatchObject({ decision: "d1", event: "delete" });
        expect(JSON.stringify(log.lines)).not.toContain("harbour");
        expect(await inbox.receive(said("e3", "more"))).toEqual(ephemeral("nobody here"));
      },
    );

    test("keeps nobody from being forgotten: it goes whole where they are in it", async () => {
      for (const n of [1, 2, 3, 4, 5]) await inbox.receive(said(`e${n}`, `start ${n}`));
      await overwrite("d1", NEWER, ["U1"]);
      await overwrite("d3", DAMAGED, ["U2"]);
      await overwrite("d4", '{"v":1,"people":[{"id":"U1"', []);
      const of = { platform: "slack", team: "T1", person: "U1" } as const;
      const told = await inbox.tellAll(of, { kind: "forget", person: "U1", at: now });
      expect(told).toEqual({ decisions: 4, unusable: ["d1", "d4"] });
      expect([await rowOf("d1"), await rowOf("d4")]).toEqual([null, null]);
      expect((await stateOf("d2")).heard).toEqual(["forget"]);
      expect((await stateOf("d5")).heard).toEqual(["forget"]);
      expect(await rowOf("d3")).toMatchObject({ state: DAMAGED });
    });

    test("goes with everything of its team, also where the team says so itself", async () => {
      for (const n of [1, 2, 3]) await inbox.receive(said(`e${n}`, `start ${n}`));
      await overwrite("d1", DAMAGED, []);
      await overwrite("d2", NEWER, []);
      await inbox.receive(said("e4", "delete-all"));
      for (const id of ["d1", "d2", "d3"]) expect(await rowOf(id)).toBeNull();
      expect(named()).toMatchObject([{ decision: "d1" }, { decision: "d2" }]);
    });

    test("is not in the way of what takes its place, and waits for a program that reads it", async () => {
      await inbox.receive(said("e1", "start Old"));
      await inbox.receive(said("e2", "start New"));
      await overwrite("d1", NEWER, ["U1"]);
      await inbox.receive(said("e3", "supersede-it d1"));
      expect(named()).toMatchObject([{ decision: "d1", event: "superseded" }]);
      await expect(inbox.tell("d1", { kind: "packs", at: now })).rejects.toThrow("too new");
      expect(await rowOf("d1")).toMatchObject({ state: NEWER });
    });
  });

  test("many who delete, forget and press at once come to an end, and nothing deleted comes back", async () => {
    for (let n = 1; n <= 4; n++)
      await inbox.receive(said(`s${n}`, `start ${n}`, { ...PLACE, channel: `C${n}` }));
    const both = [inbox, make(other)];
    // No more at once than there are connections: whoever waits for one does so for seconds at most.
    const work = Array.from({ length: 20 }, (_, n) => {
      const to = both[n % 2] ?? inbox;
      if (n === 17) return to.receive(said(`w${n}`, "delete-all"));
      if (n % 3 === 0) return to.receive(said(`w${n}`, "forget-person U1"));
      if (n % 3 === 1)
        return to.receive(
          said(`w${n}`, `supersede-it d${4 - (n % 4)}`, { ...PLACE, channel: `C${(n % 4) + 1}` }),
        );
      return to.receive(pressed(`w${n}`, `d${(n % 4) + 1}`, "more"));
    });
    await Promise.all(work);
    for (let n = 1; n <= 4; n++) expect(await store.write((tx) => tx.decision(`d${n}`))).toBeNull();
  });

  test("lists are the team's, newest first, with what the root says", async () => {
    await inbox.receive(said("e1", "start"));
    await inbox.receive(said("e2", "start Second"));
    await inbox.receive(said("e3", "start", { ...PLACE, team: "T2" }));
    await inbox.receive(pressed("e4", "d2", "more"));
    expect(await inbox.receive(said("e5", "list"))).toEqual(ephemeral("d2 d1"));
    const { summaries } = await store.write((tx) =>
      tx.recent({
        platform: "slack",
        team: "T1",
        channel: "C1",
        person: "U1",
        words: null,
        offset: 0,
        limit: 1,
      }),
    );
    expect(summaries[0]).toMatchObject({ id: "d2", title: "Second", text: ["Second 1"] });
  });

  test("what happens in a private thread is reached from it alone, and a list has its own room's", async () => {
    const secret = { ...PLACE, thread: "p", room: "p" };
    await inbox.receive(said("e1", "start", secret));
    expect(await inbox.receive(said("e2", "list"))).toEqual(ephemeral(""));
    expect(await inbox.receive(said("e3", "more"))).toEqual(ephemeral("nobody here"));
    expect(await inbox.receive(pressed("e4", "d1", "more"))).toEqual(ephemeral("nobody here"));
    expect(await inbox.receive(said("e5", "list", secret))).toEqual(ephemeral("d1"));
    expect(await inbox.receive(said("e6", "list", { ...PLACE, channel: "C2" }))).toEqual(ephemeral(""));
    expect(await inbox.receive(pressed("e7", "d1", "more", secret))).toEqual(ephemeral("heard 1"));
    // The row keeps its room; what an earlier version had begun there has none, and is found by its thread.
    expect((await store.decision("d1"))?.place).toEqual(secret);
    const { room: _, ...before } = secret;
    expect(await inbox.receive(pressed("e8", "d1", "more", before))).toEqual(ephemeral("heard 2"));
  });

  test("events are known for a week", async () => {
    await inbox.receive(said("e1", "start"));
    now += 6 * 24 * 60 * 60 * 1000;
    expect(await inbox.receive(said("e1", "more"))).toEqual({ kind: "repeated" });
    now += 2 * 24 * 60 * 60 * 1000;
    expect(await inbox.receive(said("e2", "more"))).toEqual(ephemeral("heard 1"));
    expect(await inbox.receive(said("e1", "more"))).toEqual(ephemeral("heard 2"));
  });

  test("a timer goes off once, at its time, whoever ticks", async () => {
    await inbox.receive(said("e1", "start"));
    await inbox.receive(said("e2", `set nudge ${now + 10}`));
    const there = make(other);
    await inbox.tick("d1", "nudge");
    expect((await stateOf("d1")).count).toBe(1);
    now += 10;
    await Promise.all([inbox.tick("d1", "nudge"), there.tick("d1", "nudge"), inbox.tick("d1", "nudge")]);
    const { count, heard } = await stateOf("d1");
    expect([count, heard.at(-1)]).toEqual([2, `timer nudge ${now}`]);
    expect(await due()).toEqual([" 2"]);
  });

  test("a record is proposed once, whoever says what became of it; then it is an event", async () => {
    await inbox.receive(said("e1", "start"));
    await inbox.receive(said("e2", "propose"));
    expect(await due()).toContain("propose");
    const there = make(other);
    const failed = { kind: "not-published", at: now } as const;
    await Promise.all([inbox.proposed("d1", failed), there.proposed("d1", failed)]);
    await inbox.proposed("none", failed);
    const { count, heard } = await stateOf("d1");
    expect([count, heard.at(-1)]).toEqual([2, "not-published"]);
    expect(await due()).not.toContain("propose");
  });

  test("cleared and unknown timers do nothing", async () => {
    await inbox.receive(said("e1", "start"));
    await inbox.receive(said("e2", `set nudge ${now}`));
    await inbox.receive(said("e3", "clear nudge"));
    await inbox.tick("d1", "nudge");
    await inbox.tick("d1", "other");
    await inbox.tick("none", "nudge");
    expect((await stateOf("d1")).count).toBe(2);
  });
}
