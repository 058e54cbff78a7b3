/** The outbox on a store: run on both engines. */

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Clock } from "../../src/app/clock.ts";
import { createOutbox, nonceOf, type Outbox } from "../../src/app/outbox.ts";
import type { Blocker, Later, Outcome, Outgoing, Place, Platform } from "../../src/port.ts";
import type { Decision, Store } from "../../src/store/store.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { noCounters } from "../fake/counters.ts";
import { PLACE } from "../fake/counting.ts";
import { keptLog } from "../fake/log.ts";
import { Screen } from "../fake/screen.ts";
import type { Bench } from "./store.ts";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

export function outboxContract(makeBench: () => Promise<Bench>): void {
  let bench: Bench;
  let store: Store;
  let clock: SimulatedClock;
  /** The database's. */
  let shared: () => number;
  let screen: Screen;
  let log: ReturnType<typeof keptLog>;
  let ticks: string[];
  let tick: (decision: string, timer: string) => Promise<void>;
  let propose: (decision: string) => Promise<Later | null>;
  let owners: number;
  let random: number;

  const overwritten: string[] = [];
  const make = (platforms: readonly Platform[] = [screen], on = store, by: Clock = clock): Outbox =>
    createOutbox({
      store: on,
      platforms,
      tick: (decision, timer) => tick(decision, timer),
      refused: async () => {},
      overwritten: async (decision, slot) => void overwritten.push(`${decision} ${slot}`),
      propose: (decision) => propose(decision),
      clock: by,
      random: () => random,
      owner: `o${++owners}`,
      log,
      counters: noCounters,
    });
  const start = (id: string, place: Place = PLACE) =>
    store.write((tx) => tx.start(decisionOf(id, place), []));
  const show = (decision: string, slot: string, title: string) =>
    store.write((tx) =>
      tx.show({ decision, slot, audience: "thread", card: { title, blocks: [] }, revision: 1 }),
    );
  /** Another team's decision, and its first message. */
  const begin = async (id: string, team: string, bulk = false) => {
    await start(id, { ...PLACE, team, channel: id });
    await store.write((tx) =>
      tx.show(
        { decision: id, slot: "root", audience: "thread", card: { title: id, blocks: [] }, revision: 1 },
        { bulk },
      ),
    );
  };
  const LATER: Outcome = { kind: "later", afterMs: 30_000, because: "busy" };
  const refused = (why: "forbidden" | "gone" | "invalid"): Outcome => ({
    kind: "refused",
    why,
    because: "no",
  });
  const blocked = (by: Blocker): Outcome => ({ kind: "blocked", by, because: "no" });
  /** What happens to the first messages, one after the other; the rest is shown. */
  const first = (...outcomes: (Outcome | Error | null)[]) => {
    screen.before = async () => {
      const next = outcomes.shift() ?? null;
      if (next instanceof Error) throw next;
      return next;
    };
  };

  beforeEach(async () => {
    bench = await makeBench();
    clock = new SimulatedClock();
    shared = () => clock.now();
    store = await bench.open(() => shared());
    screen = new Screen();
    log = keptLog();
    ticks = [];
    owners = 0;
    random = 1;
    tick = async (decision, timer) => {
      if ((await store.write((tx) => tx.takeTimer(decision, timer))) !== null) ticks.push(timer);
    };
    propose = async () => null;
    await start("d1");
  });
  afterEach(() => bench.remove());
  afterEach(() => void overwritten.splice(0));

  test("an effect is put once, and edited when it is asked for again", async () => {
    const outbox = make();
    await show("d1", "root", "one");
    await outbox.drain();
    await outbox.drain();
    await show("d1", "root", "two");
    await outbox.drain();
    expect(screen.puts.map(({ ref, attempt, revision }) => [ref, attempt, revision])).toEqual([
      [null, 1, 1],
      ["m1", 1, 1],
    ]);
    expect(screen.titles()).toEqual(["two"]);
  });

  test("what is to go is taken away once, as soon as the platform does it; what was never shown needs nothing", async () => {
    const outbox = make();
    const remove = (slot: string) => store.write((tx) => tx.remove({ decision: "d1", slot, revision: 2 }));
    await show("d1", "root", "root");
    await show("d1", "live/1", "live");
    await outbox.drain();
    screen.withdrawals.push(LATER);
    await remove("live/1");
    await remove("live/2");
    await outbox.drain();
    expect(screen.titles()).toEqual(["root", "live"]);
    clock.pass(30_000);
    await outbox.drain();
    await outbox.drain();
    expect(screen.titles()).toEqual(["root"]);
    expect(screen.removals).toEqual(["m2", "m2"]);
  });

  test("what a killed process has left on the screen, and had no time to note, is taken away", async () => {
    await show("d1", "root", "root");
    await make().drain();
    await show("d1", "live/1", "live");
    const [job] = await store.lease({
      owner: "killed",
      forMs: 15_000,
      platforms: ["slack"],
      limit: 1,
      perTeam: { live: 1, bulk: 1 },
      bulkInAll: 1,
    });
    if (job?.kind !== "show") throw new Error("nothing is to be shown");
    screen.show({ ...job.message, nonce: nonceOf(job.message) });
    expect(screen.titles()).toEqual(["root", "live"]);
    await store.write((tx) => tx.remove({ decision: "d1", slot: "live/1", revision: 2 }));
    clock.pass(30_000);
    await make().drain();
    expect(screen.titles()).toEqual(["root"]);
  });

  test("the nonce is the slot's for life, and short enough for every platform", async () => {
    const names = ["root", `question/${"x".repeat(36)}`, "card"].map((slot) => ({
      decision: "abcd1234",
      slot,
    }));
    const nonces = names.map(nonceOf);
    expect(nonces).toEqual(names.map(nonceOf));
    expect(new Set(nonces).size).toBe(3);
    for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{1,25}$/);
  });

  test("messages of one decision go out in the order asked for, and the thread is known after the root", async () => {
    await show("d1", "root", "root");
    await show("d1", "question/a", "question");
    await show("d1", "card", "card");
    await make().drain();
    expect(screen.puts.map(({ slot, place }) => [slot, place.thread])).toEqual([
      ["root", null],
      ["question/a", "tm1"],
      ["card", "tm1"],
    ]);
  });

  test("a slow platform or decision does not delay the others", async () => {
    await start("d2", { ...PLACE, channel: "C2" });
    await start("d3", { ...PLACE, platform: "discord" });
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    screen.before = async ({ decision }) => {
      if (decision === "d1") await gate;
      return null;
    };
    const discord = new Screen("discord");
    for (const id of ["d1", "d2", "d3"]) await show(id, "root", id);
    await show("d2", "card", "d2 card");
    const others = new Promise<void>((resolve) => {
      const look = async () => {
        if (screen.titles().length === 2 && discord.titles().length === 1) resolve();
        return null;
      };
      discord.before = look;
      const held = screen.before;
      screen.before = async (message) => {
        const outcome = await held(message);
        if (message.slot === "card") resolve();
        return outcome;
      };
    });
    const drained = make([screen, discord]).drain();
    await others;
    expect(screen.puts.filter(({ decision }) => decision === "d1")).toHaveLength(1);
    expect(screen.titles()).not.toContain("d1");
    release();
    await drained;
    expect(screen.titles().toSorted()).toEqual(["d1", "d2", "d2 card"]);
    expect(discord.titles()).toEqual(["d3"]);
  });

  test("a team whose platform hangs does not delay another team's first message", async () => {
    for (let n = 0; n < 200; n++) await begin(`hangs${n}`, "T2");
    await show("d1", "root", "d1");
    const hung = Promise.withResolvers<null>();
    const shown = Promise.withResolvers<void>();
    screen.before = async ({ decision }) => {
      if (decision !== "d1") return await hung.promise;
      shown.resolve();
      return null;
    };
    const drained = make().drain();
    await shown.promise;
    expect(screen.puts.length).toBeLessThan(50);
    hung.resolve(null);
    await drained;
    expect(screen.titles()).toHaveLength(201);
  });

  test("what people wait for goes before a thousand reminders, of its own team and of others", async () => {
    for (let n = 0; n < 1_000; n++) await begin(`remind${n}`, `T${n % 5}`, true);
    for (const team of ["T1", "T9"]) await begin(`waits${team}`, team);
    // With it the reminder before it in the same decision.
    await show("remind999", "card", "waits, too");
    const hung = Promise.withResolvers<null>();
    const shown: string[] = [];
    const all = Promise.withResolvers<void>();
    screen.before = async ({ card: { title } }) => {
      if (title.startsWith("remind") && title !== "remind999") return await hung.promise;
      if (shown.push(title) === 4) all.resolve();
      return null;
    };
    const drained = make().drain();
    await all.promise;
    expect(shown.toSorted()).toEqual(["remind999", "waits, too", "waitsT1", "waitsT9"]);
    expect(screen.puts.length).toBeLessThan(20);
    hung.resolve(null);
    await drained;
    expect(screen.titles()).toHaveLength(1_003);
  });

  test("reminders of however many teams that hang leave room for whoever waits", async () => {
    for (let n = 0; n < 300; n++) await begin(`remind${n}`, `T${n % 150}`, true);
    const hung = Promise.withResolvers<null>();
    const shown = Promise.withResolvers<void>();
    screen.before = async ({ decision }) => {
      if (decision !== "waits") return await hung.promise;
      shown.resolve();
      return null;
    };
    const outbox = make();
    const drained = outbox.drain();
    while (screen.puts.length < 64) await new Promise((resolve) => setImmediate(resolve));
    await begin("waits", "T999");
    const again = outbox.drain();
    await shown.promise;
    expect(screen.puts).toHaveLength(65);
    hung.resolve(null);
    await Promise.all([drained, again]);
    await outbox.drain();
    expect(screen.titles()).toHaveLength(301);
  });

  test("what ends while it looks for more is followed by what comes after it, however slow the others", async () => {
    for (const id of ["d2", "d3"]) await start(id, { ...PLACE, channel: id });
    for (const id of ["d1", "d2", "d3"]) await show(id, "root", id);
    await show("d3", "card", "d3 card");
    const slow = Promise.withResolvers<null>();
    const ends = Promise.withResolvers<null>();
    const ended = Promise.withResolvers<void>();
    const followed = Promise.withResolvers<void>();
    screen.before = async ({ decision, slot }) => {
      if (slot === "card") followed.resolve();
      if (decision === "d1") return await slow.promise;
      return decision === "d3" && slot === "root" ? await ends.promise : null;
    };
    let looked = 0;
    const drained = make([screen], {
      ...store,
      async lease(wanted) {
        const jobs = await store.lease(wanted);
        if (++looked === 2) {
          ends.resolve(null);
          await ended.promise;
          await new Promise((resolve) => setImmediate(resolve));
        }
        return jobs;
      },
      async settle(job, end) {
        const settled = await store.settle(job, end);
        if (job.decision === "d3") ended.resolve();
        return settled;
      },
    }).drain();
    await followed.promise;
    slow.resolve(null);
    await drained;
    expect(screen.titles().toSorted()).toEqual(["d1", "d2", "d3", "d3 card"]);
  });

  test("a newer card that comes while the old one is on its way is shown last", async () => {
    await show("d1", "root", "old");
    let wanted = false;
    screen.before = async () => {
      if (!wanted) await show("d1", "root", "new");
      wanted = true;
      return null;
    };
    await make().drain();
    expect(screen.puts.map(({ card }) => card.title)).toEqual(["old", "new"]);
    expect(screen.titles()).toEqual(["new"]);
  });

  test("put off, it is tried again when the platform said, never at once", async () => {
    first(LATER, { ...LATER, afterMs: 0 });
    await show("d1", "root", "one");
    const outbox = make();
    await outbox.drain();
    clock.pass(29_999);
    await outbox.drain();
    expect(screen.puts).toHaveLength(1);
    clock.pass(1);
    await outbox.drain();
    expect(screen.puts.map(({ attempt }) => attempt)).toEqual([1, 2]);
    clock.pass(499);
    await outbox.drain();
    expect(screen.puts).toHaveLength(2);
    clock.pass(1);
    await outbox.drain();
    expect(screen.titles()).toEqual(["one"]);
  });

  test("blocked, it is tried again as soon as something is asked for there; put off by the platform, it is not", async () => {
    screen.before = async () => blocked("archived");
    await show("d1", "root", "one");
    const outbox = make();
    for (let day = 0; day < 20; day++) {
      await outbox.drain();
      clock.pass(24 * HOUR);
    }
    await outbox.drain();
    first();
    clock.pass(HOUR);
    await outbox.drain();
    expect(screen.titles()).toEqual([]);
    await show("d1", "card", "two");
    await outbox.drain();
    expect(screen.titles()).toEqual(["one", "two"]);

    first(LATER);
    await show("d1", "root", "busy");
    await outbox.drain();
    await show("d1", "card", "behind");
    await outbox.drain();
    expect(screen.titles()).toEqual(["one", "two"]);
  });

  test.each([
    { by: "absent", days: 182 },
    { by: "archived", days: 182 },
    { by: "full", days: 1 },
    { by: "permission", days: 20 / 60 / 24 },
    { by: "closed", days: 20 / 60 / 24 },
  ] as const)(
    "blocked ($by), it is tried ever later, at least once a day, and given up after $days days",
    async ({ by, days }) => {
      screen.before = async () => blocked(by);
      await show("d1", "root", "one");
      const outbox = make();
      const began = clock.now();
      const tried: number[] = [];
      await outbox.drain();
      for (;;) {
        const next = await store.dueIn(["slack"]);
        if (next === null) break;
        tried.push(clock.now() - began);
        clock.pass(next);
        await outbox.drain();
      }
      expect(clock.now() - began).toBe(Math.round(days * DAY));
      expect(screen.puts).toHaveLength(tried.length + 1);
      const waits = tried.slice(1).map((at, n) => at - (tried[n] ?? 0));
      expect(waits.slice(0, 3)).toEqual([10_000, 20_000, 40_000]);
      expect(waits).toEqual(waits.toSorted((a, b) => a - b));
      expect(waits.at(-1)).toBeLessThanOrEqual(DAY);
      expect(log.lines.at(-1)).toMatchObject({ level: "warn", about: { slot: "root", by, because: "no" } });
    },
  );

  test("what else the decision shows goes out once a closed thread is given up", async () => {
    screen.before = async ({ slot }) => (slot === "question/a" ? blocked("closed") : null);
    await show("d1", "question/a", "in the thread");
    await show("d1", "root", "in the channel");
    const outbox = make();
    for (let minute = 0; minute < 20; minute++) {
      await outbox.drain();
      expect(screen.titles()).toEqual([]);
      clock.pass(60_000);
    }
    await outbox.drain();
    expect(screen.titles()).toEqual(["in the channel"]);
  });

  test("busy for long before it is blocked, it is still tried often at first, and for as long", async () => {
    let puts = 0;
    screen.before = async () => (++puts <= 20 ? { ...LATER, afterMs: 0 } : blocked("absent"));
    await show("d1", "root", "one");
    const outbox = make();
    for (; puts < 20; clock.pass(60_000)) await outbox.drain();
    await outbox.drain();
    const tries = puts;
    clock.pass(10_000);
    await outbox.drain();
    expect(puts).toBe(tries + 1);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -5, 1e15, 0.5, 1234.567])(
    "a wait of %d ms is bounded, and kept in whole milliseconds",
    async (afterMs) => {
      first({ ...LATER, afterMs });
      random = 0.123456789;
      await show("d1", "root", "one");
      const outbox = make();
      await outbox.drain();
      expect(Number.isInteger(await store.dueIn(["slack"]))).toBe(true);
      clock.pass(24 * HOUR);
      await outbox.drain();
      expect(screen.titles()).toEqual(["one"]);
    },
  );

  test("busy for ever, it is never given up, and asked at most once a minute in the end", async () => {
    let puts = 0;
    screen.before = async () => (++puts <= 40 ? { ...LATER, afterMs: 0 } : null);
    await show("d1", "root", "one");
    const outbox = make();
    for (let minute = 0; minute < 60; minute++) {
      await outbox.drain();
      clock.pass(60_000);
    }
    expect(puts).toBe(41);
    expect(screen.titles()).toEqual(["one"]);
  });

  test("a message that somebody deleted is posted anew, once", async () => {
    const outbox = make();
    await show("d1", "root", "one");
    await outbox.drain();
    screen.shown.clear();
    await show("d1", "root", "two");
    await outbox.drain();
    expect(screen.titles()).toEqual(["two"]);
    expect(screen.puts.map(({ ref }) => ref)).toEqual([null, "m1", null]);
  });

  test.each(["forbidden", "gone", "invalid"] as const)("refused as %s, it is given up", async (why) => {
    screen.before = async () => refused(why);
    await show("d1", "root", "one");
    await show("d1", "card", "two");
    const outbox = make();
    await outbox.drain();
    clock.pass(HOUR);
    await outbox.drain();
    expect(screen.puts).toHaveLength(2);
    expect(log.lines).toMatchObject([
      { level: "warn", about: { decision: "d1", slot: "root", platform: "slack", why } },
      { level: "warn", about: { decision: "d1", slot: "card", platform: "slack", why } },
    ]);
  });

  test("gone for ever, an edit ends after one new post", async () => {
    const outbox = make();
    await show("d1", "root", "one");
    await outbox.drain();
    screen.before = async () => refused("gone");
    await show("d1", "root", "two");
    await outbox.drain();
    expect(screen.puts.map(({ ref }) => ref)).toEqual([null, "m1", null]);
  });

  test("an exception is logged with its stack, and tried again a bounded number of times", async () => {
    let puts = 0;
    screen.before = async ({ slot }) => {
      if (slot === "root") throw new Error(`bug ${++puts}`);
      return null;
    };
    await show("d1", "root", "one");
    await show("d1", "card", "two");
    const outbox = make();
    for (let turn = 0; turn < 30; turn++) {
      await outbox.drain();
      clock.pass(5 * 60_000);
    }
    expect(puts).toBe(8);
    expect(screen.titles()).toEqual(["two"]);
    expect(log.lines[0]).toMatchObject({ level: "error", about: { decision: "d1", slot: "root" } });
    expect(String(Object.values(log.lines[0]?.about ?? {}))).toContain("outbox.ts");
    expect(log.lines.at(-1)?.message).toBe("given up after too many failures");
  });

  test("nothing that people wrote is logged", async () => {
    first(LATER, refused("invalid"), new Error("bug"));
    await show("d1", "root", "secret words");
    await show("d1", "card", "secret words");
    const outbox = make();
    await outbox.drain();
    clock.pass(HOUR);
    await outbox.drain();
    expect(log.lines.length).toBeGreaterThan(2);
    expect(JSON.stringify(log.lines)).not.toContain("secret");
  });

  test("what was in flight when the process died is put again, and recognised", async () => {
    await show("d1", "root", "one");
    let reached = () => {};
    const shown = new Promise<void>((resolve) => {
      reached = resolve;
    });
    // The message gets out, and its answer never arrives.
    const dying: Platform = {
      name: "slack",
      remove: (removal) => screen.remove(removal),
      put: (message) => {
        screen.show(message);
        reached();
        return new Promise(() => {});
      },
    };
    void make([dying]).drain();
    await shown;
    const next = make();
    await next.drain();
    expect(screen.puts).toEqual([]);
    clock.pass(15_000);
    await next.drain();
    expect(screen.puts.map(({ attempt }) => attempt)).toEqual([2]);
    expect(screen.titles()).toEqual(["one"]);
  });

  describe("a replica that is late", () => {
    /** A platform where a message waits its turn: what it does then, and what it is told. */
    function turns() {
      const turn = Promise.withResolvers<void>();
      const waits = Promise.withResolvers<void>();
      const platform: Platform = {
        ...screen,
        name: "slack",
        async put(message, held) {
          waits.resolve();
          await turn.promise;
          return screen.put(message, held);
        },
        remove: (removal) => screen.remove(removal),
      };
      return { platform, waits: waits.promise, take: turn.resolve };
    }

    test("posts nothing once its lease has run out, whoever else has posted by then", async () => {
      const there = await bench.open(() => shared());
      const { platform, waits, take } = turns();
      await show("d1", "root", "one");
      // Frozen while it waits: it renews nothing.
      const frozen = make([platform]).drain();
      await waits;
      clock.pass(60_000);
      await make([screen], there).drain();
      expect(screen.titles()).toEqual(["one"]);
      take();
      await frozen;
      expect(screen.titles()).toEqual(["one"]);
      expect(log.lines.at(-1)?.message).toBe("took longer than its lease");
    });

    test("tells of what it has edited after its lease, for another may have edited it meanwhile", async () => {
      const there = await bench.open(() => shared());
      await show("d1", "root", "one");
      await make().drain();
      const [edits, goes] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const platform: Platform = {
        name: "slack",
        async put(message) {
          edits.resolve();
          await goes.promise;
          return screen.show(message);
        },
        remove: (removal) => screen.remove(removal),
      };
      await show("d1", "root", "two");
      const frozen = make([platform]).drain();
      await edits.promise;
      clock.pass(60_000);
      await show("d1", "root", "three");
      await make([screen], there).drain();
      expect([screen.titles(), overwritten]).toEqual([["three"], []]);
      goes.resolve();
      await frozen;
      expect([screen.titles(), overwritten]).toEqual([["two"], ["d1 root"]]);
    });

    test("is left its lease by those whose clocks are ahead, and by those whose are behind", async () => {
      const { platform, waits, take } = turns();
      await show("d1", "root", "one");
      const slow = make([platform], store, skewed(-20_000)).drain();
      await waits;
      for (const skew of [20_000, HOUR, -HOUR]) await make([screen], store, skewed(skew)).drain();
      expect(screen.puts).toEqual([]);
      take();
      await slow;
      expect(screen.titles()).toEqual(["one"]);
    });

    const skewed = (by: number): Clock => ({
      now: () => clock.now() + by,
      after: (ms, run) => clock.after(ms, run),
    });
  });

  test("a clock that was an hour ahead and is set right holds no message back", async () => {
    shared = () => clock.now() + HOUR;
    first(LATER);
    await show("d1", "root", "put off");
    await start("d2");
    await show("d2", "root", "asked for");
    await start("d3");
    await show("d3", "root", "leased by one who died");
    screen.before = async ({ decision }) => {
      if (decision === "d1") return LATER;
      return decision === "d3" ? new Promise(() => {}) : null;
    };
    // The one who dies has looked for more, and waits.
    const waits = Promise.withResolvers<void>();
    let settled = 0;
    const dying: Store = {
      ...store,
      async settle(job, end) {
        const held = await store.settle(job, end);
        settled += 1;
        return held;
      },
      async lease(hold) {
        const before = settled;
        const jobs = await store.lease(hold);
        if (jobs.length === 0 && before === 2) waits.resolve();
        return jobs;
      },
    };
    void make([screen], dying).drain();
    await waits.promise;
    await show("d2", "card", "asked for");
    shared = () => clock.now();
    screen.before = async () => null;
    await make().drain();
    expect(screen.titles().toSorted()).toEqual([
      "asked for",
      "asked for",
      "leased by one who died",
      "put off",
    ]);
  });

  test("whether a message is still ours is asked again where the answer took so long that another may have it", async () => {
    await show("d1", "root", "one");
    let asked = 0;
    const slow: Store = {
      ...store,
      async holds(job) {
        const held = await store.holds(job);
        // It stands still for longer than its lease.
        if (asked++ === 0) clock.pass(20_000);
        return held;
      },
    };
    const still: boolean[] = [];
    const asking: Platform = {
      ...screen,
      name: screen.name,
      remove: (message) => screen.remove(message),
      async put(message, held) {
        still.push((await held?.()) ?? true);
        return screen.put(message);
      },
    };
    await make([asking], slow).drain();
    expect([still[0], asked]).toEqual([false, 2]);
  });

  test("what came of a try and could not be noted is noted as soon as it can be, and what follows goes out", async () => {
    await show("d1", "root", "one");
    await show("d1", "card", "two");
    let failures = 0;
    const failing: Store = {
      ...store,
      settle: async (job, end) => {
        if (failures++ < 2) throw new Error("the database is away");
        return store.settle(job, end);
      },
    };
    const drained = make([screen], failing).drain();
    for (const ms of [100, 200]) {
      await clock.waitedFor();
      clock.pass(ms);
    }
    await drained;
    expect(screen.puts.map(({ slot, attempt }) => [slot, attempt])).toEqual([
      ["root", 1],
      ["card", 1],
    ]);
    expect(log.lines.map(({ message }) => message)).toEqual(["not noted yet", "not noted yet"]);
  });

  test("a lease that its owner has nothing in hand of runs out, however much else it does", async () => {
    await show("d1", "root", "lost");
    await start("d2");
    // Leased, and its answer lost on the way.
    await store.lease({
      owner: "o1",
      forMs: 15_000,
      platforms: ["slack"],
      limit: 1,
      perTeam: { live: 1, bulk: 1 },
      bulkInAll: 1,
    });
    await show("d2", "root", "slow");
    const finish = Promise.withResolvers<null>();
    screen.before = async ({ decision }) => (decision === "d2" ? finish.promise : null);
    const outbox = make();
    outbox.start();
    for (let passed = 0; passed < 18_000; passed += 1_000) {
      await clock.waitedFor();
      clock.pass(1_000);
      await clock.waitedFor();
    }
    expect(screen.titles()).toEqual(["lost"]);
    finish.resolve(null);
    await outbox.stop();
  });

  test("two replicas show each message once", async () => {
    const there = await bench.open(() => shared());
    for (let n = 0; n < 30; n++) {
      await start(`x${n}`);
      await show(`x${n}`, "root", `x${n}`);
    }
    await Promise.all([make([screen], store).drain(), make([screen], there).drain()]);
    expect(screen.puts).toHaveLength(30);
    expect(screen.titles()).toHaveLength(30);
  });

  test("an effect for a platform that this process does not serve is left to others", async () => {
    await start("x1", { ...PLACE, platform: "discord" });
    await show("x1", "root", "there");
    const discord = new Screen("discord");
    await make([screen]).drain();
    expect([screen.puts, log.lines]).toEqual([[], []]);
    await make([discord]).drain();
    expect(discord.titles()).toEqual(["there"]);
  });

  describe("timers", () => {
    const wake = (timer: string, after: number) =>
      store.write((tx) => tx.setTimer("d1", timer, clock.now() + after));

    test("go off when due", async () => {
      await wake("nudge", 10);
      const outbox = make();
      await outbox.drain();
      expect(ticks).toEqual([]);
      clock.pass(10);
      await outbox.drain();
      await outbox.drain();
      expect(ticks).toEqual(["nudge"]);
    });

    test("one that fails is tried again, and given up in the end", async () => {
      const works = tick;
      let failures = 2;
      tick = async (decision, timer) => {
        if (failures-- > 0) throw new Error("bug");
        await works(decision, timer);
      };
      await wake("nudge", 0);
      const outbox = make();
      for (let turn = 0; turn < 3; turn++) {
        await outbox.drain();
        clock.pass(5 * 60_000);
      }
      expect(ticks).toEqual(["nudge"]);
      failures = Number.POSITIVE_INFINITY;
      await wake("again", 0);
      for (let turn = 0; turn < 10; turn++) {
        await outbox.drain();
        clock.pass(5 * 60_000);
      }
      expect(await store.dueIn(["slack"])).toBeNull();
    });
  });

  describe("records", () => {
    const wanted = (id = "d1") => store.write((tx) => tx.propose(id));
    const taken = (id = "d1") => store.write((tx) => tx.takeProposal(id));

    test("are proposed once, without waiting for the decision's messages", async () => {
      screen.before = async () => LATER;
      await show("d1", "root", "one");
      await wanted();
      const proposed: string[] = [];
      propose = async (decision) => {
        proposed.push(decision);
        await taken();
        return null;
      };
      const outbox = make();
      await outbox.drain();
      await outbox.drain();
      expect(proposed).toEqual(["d1"]);
    });

    test("are proposed ever later, up to an hour, by whichever process, for as long as it takes", async () => {
      await wanted();
      const began = clock.now();
      const at: number[] = [];
      propose = async () => {
        at.push(clock.now() - began);
        return { ...LATER, afterMs: 0 };
      };
      for (let tries = 0; tries < 30; tries++) {
        // Another process each time: what was waited for is in the database.
        await make().drain();
        clock.pass((await store.dueIn(["slack"])) ?? 0);
      }
      const waits = at.slice(1).map((time, n) => time - (at[n] ?? 0));
      expect(waits.slice(0, 4)).toEqual([120_000, 240_000, 480_000, 960_000]);
      expect(waits.at(-1)).toBe(HOUR);
      expect(waits).toHaveLength(29);
    });

    test("wait by chance, and at least as long as they are asked to", async () => {
      random = 0.5;
      await wanted();
      propose = async () => ({ ...LATER, afterMs: 0 });
      await make().drain();
      expect(await store.dueIn(["slack"])).toBe(90_000);
      propose = async () => ({ ...LATER, afterMs: 2 * HOUR });
      clock.pass(90_000);
      await make().drain();
      expect(await store.dueIn(["slack"])).toBe(2 * HOUR);
    });

    test("asked for again while they wait, they are proposed at once", async () => {
      let tries = 0;
      propose = async () => {
        tries += 1;
        return { ...LATER, afterMs: HOUR };
      };
      await wanted();
      const outbox = make();
      await outbox.drain();
      await outbox.drain();
      expect(tries).toBe(1);
      await wanted();
      await outbox.drain();
      expect(tries).toBe(2);
    });

    test("two replicas propose each once", async () => {
      const there = await bench.open(() => shared());
      const proposed: string[] = [];
      propose = async (decision) => {
        proposed.push(decision);
        await taken(decision);
        return null;
      };
      const ids = Array.from({ length: 20 }, (_, n) => `x${n}`);
      for (const id of ids) await start(id);
      for (const id of ids) await wanted(id);
      await Promise.all([make([screen], store).drain(), make([screen], there).drain()]);
      expect(proposed.toSorted()).toEqual(ids.toSorted());
    });

    test("one that fails is tried again, and given up in the end", async () => {
      let tries = 0;
      propose = async () => {
        tries += 1;
        throw new Error("bug");
      };
      await wanted();
      const outbox = make();
      for (let turn = 0; turn < 10; turn++) {
        await outbox.drain();
        clock.pass(5 * 60_000);
      }
      expect(tries).toBe(8);
      expect(await store.dueIn(["slack"])).toBeNull();
    });
  });

  describe("started", () => {
    /** Resolves with the next message that is put. */
    const nextPut = () =>
      new Promise<Outgoing>((resolve) => {
        screen.before = async (message) => {
          resolve(message);
          return null;
        };
      });
    /** Lets time pass in steps until it has happened, giving the store a turn after each. */
    const until = async (happening: Promise<unknown>, stepMs: number) => {
      let done = false;
      void happening.then(() => {
        done = true;
      });
      while (!done) {
        clock.pass(stepMs);
        await store.dueIn(["slack"]);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };

    test("it begins with what was left, and sends what it is told of without waiting", async () => {
      await show("d1", "root", "left");
      const outbox = make();
      const left = nextPut();
      outbox.start();
      expect((await left).card.title).toBe("left");
      await outbox.drain();
      const told = nextPut();
      await show("d1", "root", "told");
      outbox.notify();
      await until(told, 0);
      await outbox.stop();
      expect(screen.titles()).toEqual(["told"]);
    });

    test("it finds another replica's effect by itself, and a timer at its time", async () => {
      const outbox = make();
      outbox.start();
      const found = nextPut();
      await show("d1", "root", "found");
      await until(found, 50);
      const gone = new Promise<void>((resolve) => {
        const take = tick;
        tick = async (decision, timer) => {
          await take(decision, timer);
          resolve();
        };
      });
      await store.write((tx) => tx.setTimer("d1", "nudge", clock.now() + 7_000));
      await until(gone, 50);
      expect(ticks).toEqual(["nudge"]);
      await outbox.stop();
    });

    test("a put that takes long keeps its lease, also from a replica whose clock is ahead", async () => {
      let finish = (_: null) => {};
      const held = new Promise<null>((resolve) => {
        finish = resolve;
      });
      const reached = new Promise<void>((resolve) => {
        screen.before = () => {
          resolve();
          return held;
        };
      });
      await show("d1", "root", "one");
      const outbox = make();
      outbox.start();
      await reached;
      const other = make([screen], store, { now: () => clock.now() + 1_000, after: () => () => {} });
      for (let passed = 0; passed < 60_000; passed += 1_000) {
        await clock.waitedFor();
        clock.pass(1_000);
        await clock.waitedFor();
        await other.drain();
      }
      expect(screen.puts).toHaveLength(1);
      finish(null);
      await outbox.stop();
      expect(screen.titles()).toEqual(["one"]);
    });

    test("stopping waits for what is in flight, and begins nothing more", async () => {
      let finish = (_: null) => {};
      const held = new Promise<null>((resolve) => {
        finish = resolve;
      });
      const reached = new Promise<void>((resolve) => {
        screen.before = () => {
          resolve();
          return held;
        };
      });
      await show("d1", "root", "one");
      await show("d1", "card", "two");
      const outbox = make();
      outbox.start();
      await reached;
      const stopped = outbox.stop();
      finish(null);
      await stopped;
      expect(screen.titles()).toEqual(["one"]);
      await make().drain();
      expect(screen.titles()).toEqual(["one", "two"]);
    });
  });

  test("whatever happens, the newest cards are on the screen in the end, each once and never an older one", async () => {
    const happening = fc.oneof(
      { weight: 4, arbitrary: fc.constant("show" as const) },
      { weight: 2, arbitrary: fc.constant("newer" as const) },
      { weight: 1, arbitrary: fc.constant("later" as const) },
      { weight: 1, arbitrary: fc.constant("throw" as const) },
      { weight: 1, arbitrary: fc.constant("throw after" as const) },
      { weight: 1, arbitrary: fc.constant("die before" as const) },
      { weight: 1, arbitrary: fc.constant("die after" as const) },
    );
    const action = fc.oneof(
      fc.record({ do: fc.constant("effect" as const), slot: fc.constantFrom("root", "a", "b") }),
      fc.record({ do: fc.constant("send" as const), happening }),
      fc.record({ do: fc.constant("delete" as const) }),
      fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
    );
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), async (actions) => {
        const id = `r${++runs}`;
        await start(id, { ...PLACE, channel: id });
        screen = new Screen();
        const wanted = new Map<string, number>();
        /** Deleted by somebody, and nothing new asked for since: they may be missing. */
        const lost = new Set<string>();
        let newest = 0;
        const effect = async (slot: string) => {
          wanted.set(slot, ++newest);
          lost.delete(slot);
          await show(id, slot, String(newest));
        };
        let happens = "show";
        let died = () => {};
        screen.before = async (message) => {
          const now = happens;
          happens = "show";
          if (now === "newer") await effect(message.slot);
          if (now === "later") return LATER;
          if (now === "throw") throw new Error("bug before");
          if (now === "throw after" || now === "die after") screen.show(message);
          if (now === "throw after") throw new Error("bug after");
          if (!now.startsWith("die")) return null;
          died();
          return new Promise(() => {});
        };
        for (const one of actions) {
          if (one.do === "effect") {
            await effect(one.slot);
          } else if (one.do === "send") {
            happens = one.happening;
            // A process that dies is replaced by another: nobody waits for its drain.
            const dies = new Promise<void>((resolve) => {
              died = resolve;
            });
            await Promise.race([make().drain(), dies]);
          } else if (one.do === "delete") {
            screen.shown.clear();
            for (const slot of wanted.keys()) lost.add(slot);
          } else clock.pass(one.ms);
        }
        happens = "show";
        for (let turn = 0; turn < 12; turn++) {
          clock.pass(HOUR);
          await make().drain();
        }
        const shown = [...screen.shown.values()].map(({ message }) => [
          message.slot,
          Number(message.card.title),
        ]);
        const there = new Set(shown.map(([slot]) => slot));
        const expected = [...wanted].filter(([slot]) => !lost.has(slot) || there.has(slot));
        expect(shown.toSorted()).toEqual(expected.toSorted());
        expect(await store.dueIn(["slack"])).toBeNull();
        for (const slot of wanted.keys()) {
          const titles = screen.puts.filter((put) => put.slot === slot).map(({ card }) => Number(card.title));
          expect(titles).toEqual(titles.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 60 },
    );
  });
}

function decisionOf(id: string, place: Place): Decision {
  return {
    id,
    place,
    origin: null,
    status: "open",
    title: "",
    text: [],
    revision: 1,
    pack: null,
    state: "{}",
    startedAt: 0,
    updatedAt: 0,
  };
}
