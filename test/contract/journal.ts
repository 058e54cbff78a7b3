/** The journal on a store: run on both engines. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { createJournal, type Journal } from "../../src/app/hear/journal.ts";
import { type BotInbox, createInbox, REPLY_MS } from "../../src/app/inbox.ts";
import type { Accepted, Inbound, Platform, Reply, Way } from "../../src/port.ts";
import { Outage } from "../../src/store/outage.ts";
import type { Job, Store } from "../../src/store/store.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { keptCounters } from "../fake/counters.ts";
import { type Count, counting, ephemeral, PLACE, packSetOf, pressed, said } from "../fake/counting.ts";
import { keptLog } from "../fake/log.ts";
import { allLight, surroundings } from "../fake/surroundings.ts";
import type { Bench } from "./store.ts";

const THREAD = { ...PLACE, thread: "t" };
const AGES = 20_000;

/** `isShared`: several processes may work on one database at once. */
export function journalContract(makeBench: () => Promise<Bench>, isShared: boolean): void {
  let bench: Bench;
  let clock: SimulatedClock;
  let stores: Store[];
  let ids: number;
  let answers: { readonly id: string; readonly way: Way; readonly reply: Reply | null }[];
  /** Whether the platform takes replies. */
  let isReachable: boolean;
  let log: ReturnType<typeof keptLog>;
  let counters: ReturnType<typeof keptCounters>;
  const made: Journal[] = [];

  const inboxOn = (store: Store): BotInbox =>
    createInbox({
      ...{ store, surroundings, log, counters },
      packSet: packSetOf("one"),
      conversation: counting,
      heavy: allLight,
      now: () => clock.now(),
      newId: () => `d${++ids}`,
      notify: () => {},
    });
  const platform: Platform = {
    name: "slack",
    put: async () => ({ kind: "sent", ref: "r", thread: null }),
    remove: async () => ({ kind: "sent", ref: "r", thread: null }),
    async answer({ id }, way, reply) {
      answers.push({ id, way, reply });
      return isReachable;
    },
  };
  /** A process's own. */
  const journalOn = (store: Store, inbox: Pick<BotInbox, "receive"> = inboxOn(store)): Journal => {
    const journal = createJournal({
      ...{ store, inbox, clock, log, counters },
      random: () => 0,
      platforms: () => [platform],
    });
    made.push(journal);
    return journal;
  };
  /** It accepts, and is killed before anything comes of it. */
  const killed = async (...events: readonly Inbound[]): Promise<void> => {
    const journal = journalOn(await open(), { receive: () => new Promise(() => {}) });
    for (const event of events) await journal.accept(event, { back: event.id });
    made.pop();
  };
  /** It accepts, hears, and is killed before it answers. Resolves with what it would have said. */
  const killedBeforeAnswering = async (event: Inbound): Promise<Reply> => {
    const { reply } = await journalOn(await open()).accept(event, { back: event.id });
    const heard = await reply;
    made.pop();
    return heard;
  };
  /** Accepted, heard and answered. */
  const answered = async (journal: Journal, { reply, answered }: Accepted): Promise<Reply> => {
    const heard = await reply;
    answered(true);
    await journal.settled();
    return heard;
  };
  const open = async (): Promise<Store> => {
    const store = await bench.open(() => clock.now());
    stores.push(store);
    return store;
  };
  const heardIn = async (id: string): Promise<readonly string[]> => {
    const row = await stores[0]?.write((tx) => tx.decision(id));
    return row == null ? [] : (JSON.parse(row.state) as Count).heard;
  };
  const left = async (): Promise<number> => {
    clock.pass(10 * AGES);
    const of = { platforms: ["slack"], limit: 100, forMs: 0, except: [], atStart: true } as const;
    return (await stores[0]?.takeUp(of))?.length ?? -1;
  };
  /** What is left is free, and the next process begins. */
  const nextOn = async (after = AGES): Promise<void> => {
    clock.pass(after);
    const journal = journalOn(await open());
    journal.start();
    // Whatever comes from now on is heard afterwards.
    await journal.receive(said("after", "look", THREAD));
    await journal.settled();
  };

  beforeEach(async () => {
    bench = await makeBench();
    clock = new SimulatedClock(1_795_000_000_000);
    [stores, ids, answers, isReachable] = [[], 0, [], true];
    log = keptLog();
    counters = keptCounters();
    await inboxOn(await open()).receive(said("e0", "start Billing", THREAD));
  });
  afterEach(async () => {
    for (const journal of made.splice(0)) await journal.stop();
    await bench.remove();
  });

  test("what cannot be written keeps nobody else's from it that arrives at the same time", async () => {
    const journal = journalOn(await open());
    const nobody = { ...pressed("e2", "d1", "b"), by: { id: null as never, name: "" } };
    const accepted = await Promise.allSettled(
      [pressed("e1", "d1", "a"), nobody, pressed("e3", "d1", "c")].map((event) =>
        journal.accept(event, null),
      ),
    );
    expect(accepted.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("what is accepted is heard after that, once, and is in the journal no more", async () => {
    const journal = journalOn(await open());
    const first = await journal.accept(said("e1", "one", THREAD), null);
    expect(await answered(journal, first)).toEqual(ephemeral("heard 1"));
    const again = await journal.accept(said("e1", "one", THREAD), null);
    expect(await answered(journal, again)).toEqual({ kind: "nothing" });
    expect(await heardIn("d1")).toEqual(["one"]);
    expect(await left()).toBe(0);
    expect(counters.counted.filter((line) => line.startsWith("accepted"))).toHaveLength(2);
  });

  test("what cannot be written is not accepted: it is counted as failed, and in the log", async () => {
    const store = await open();
    const full: Store = { ...store, writeEntries: () => Promise.reject(new Error("the disk is full")) };
    const event = said("e1", "one", THREAD);
    await expect(journalOn(full, inboxOn(store)).accept(event, null)).rejects.toThrow("the disk is full");
    expect(counters.counted.at(-1)).toBe("heard slack failed");
    expect(log.lines.at(-1)).toMatchObject({ level: "error", message: "event not saved" });
    expect(await heardIn("d1")).toEqual([]);
  });

  test("what is accepted is heard however often the store was away meanwhile", async () => {
    const store = await open();
    const inbox = inboxOn(store);
    let away = 8;
    const journal = journalOn(store, {
      receive: (inbound, entry) =>
        away-- > 0 ? Promise.reject(new Outage("Postgres cannot be reached")) : inbox.receive(inbound, entry),
    });
    const { reply } = await journal.accept(said("e1", "one", THREAD), null);
    for (let n = 0; n < 8; n++) {
      await clock.waitedFor();
      clock.pass(AGES);
    }
    expect(await reply).toEqual(ephemeral("heard 1"));
    expect(await heardIn("d1")).toEqual(["one"]);
  });

  test("what many do at once is heard in the order of each", async () => {
    const journal = journalOn(await open());
    const events = Array.from({ length: 30 }, (_, n) => {
      const event = said(`e${n + 1}`, `${n % 3}/${n}`, THREAD);
      return { ...event, by: { id: `U${n % 3}`, name: "Ana" } };
    });
    const accepted = await Promise.all(events.map((event) => journal.accept(event, null)));
    await Promise.all(accepted.map(({ reply }) => reply));
    const heard = await heardIn("d1");
    expect(heard).toHaveLength(30);
    for (const person of ["0", "1", "2"]) {
      const own = heard.filter((word) => word.startsWith(person)).map((word) => Number(word.split("/")[1]));
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });

  test("a form that is sent after a press is heard after it", async () => {
    const journal = journalOn(await open());
    const press = await journal.accept(pressed("e1", "d1", "pressed", THREAD), null);
    const form = journal.receive(said("e2", "sent", THREAD));
    await Promise.all([press.reply, form]);
    expect(await heardIn("d1")).toEqual(["pressed", "sent"]);
  });

  test("a form whose saving may or may not have succeeded is heard again, and counts once", async () => {
    const store = await open();
    let unsure = true;
    const inbox = inboxOn({
      ...store,
      async write(work, how) {
        const result = await store.write(work, how);
        if (!unsure) return result;
        unsure = false;
        throw new Outage("Postgres cannot be reached", true);
      },
    });
    expect(await journalOn(store, inbox).receive(said("e1", "one", THREAD))).toEqual({ kind: "nothing" });
    expect(await heardIn("d1")).toEqual(["one"]);
  });

  /** It is posted, and that is not noted yet. */
  const openingIn = async (store: Store): Promise<Job> => {
    await inboxOn(store).receive(said("opens", "start Opening", { ...THREAD, thread: null }));
    const jobs = await store.lease({
      ...{ owner: "stands still", forMs: AGES, platforms: ["slack"], limit: 9 },
      ...{ perTeam: { live: 9, bulk: 9 }, bulkInAll: 9 },
    });
    const job = jobs.find(({ decision }) => decision === "d2");
    if (job === undefined) throw new Error("nothing is posted");
    return job;
  };

  const typedIn = (thread: string): Inbound => ({
    ...said("typed", "", { ...THREAD, thread }),
    what: { kind: "message", toUs: false, text: "typed", invited: [], origin: "typed" },
  });

  test("what is typed in a thread that a decision opens is heard once it is noted that it did, and keeps nobody waiting", async () => {
    const store = await open();
    const job = await openingIn(store);
    const journal = journalOn(store);
    const typed = await journal.accept(typedIn("t2"), null);
    await clock.waitedFor();
    const other = await journal.accept(said("e2", "elsewhere", THREAD), null);
    expect(await other.reply).toEqual(ephemeral("heard 1"));
    await store.settle(job, { kind: "shown", ref: "m1", thread: "t2" });
    clock.pass(500);
    expect(await typed.reply).toEqual(ephemeral("heard 1"));
    expect(await heardIn("d2")).toEqual(["typed"]);
  });

  test("what is typed in another thread meanwhile is heard after half a minute at the latest", async () => {
    const store = await open();
    await openingIn(store);
    const typed = await journalOn(store).accept(typedIn("t9"), null);
    for (let times = 0; times < 60; times++) {
      await clock.waitedFor();
      clock.pass(500);
    }
    expect(await typed.reply).toEqual(ephemeral("nobody here"));
    expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("nothing waits for a decision that something keeps from opening its thread", async () => {
    const store = await open();
    await store.settle(await openingIn(store), { kind: "blocked", since: 0, inMs: 0 });
    const typed = await journalOn(store).accept(typedIn("t9"), null);
    expect(await typed.reply).toEqual(ephemeral("nobody here"));
  });

  test("what a killed process has accepted is heard by the next: in order, once, and answered by the way that was kept", async () => {
    await killed(pressed("e1", "d1", "one", THREAD), pressed("e2", "d1", "two", THREAD));
    expect(await heardIn("d1")).toEqual([]);
    await nextOn();
    expect(await heardIn("d1")).toEqual(["one", "two"]);
    expect(answers).toEqual([
      { id: "e1", way: { back: "e1" }, reply: ephemeral("heard 1") },
      { id: "e2", way: { back: "e2" }, reply: ephemeral("heard 2") },
    ]);
    expect(await left()).toBe(0);
  });

  test("what a person did before is heard first, though another process has it and stands still", async () => {
    await killed(pressed("e1", "d1", "one", THREAD), pressed("e2", "d1", "two", THREAD));
    const journal = journalOn(await open());
    if (!isShared) journal.start();
    const { reply } = await journal.accept(pressed("e3", "d1", "three", THREAD), null);
    expect(await reply).toEqual(ephemeral("heard 3"));
    expect(await heardIn("d1")).toEqual(["one", "two", "three"]);
    expect(answers.map(({ id }) => id)).toEqual(["e1", "e2"]);
  });

  test("sent again to the next process, it is heard once", async () => {
    await killed(said("e1", "one", THREAD));
    const journal = journalOn(await open());
    const again = await journal.accept(said("e1", "one", THREAD), null);
    expect(await answered(journal, again)).toEqual(ephemeral("heard 1"));
    await nextOn();
    expect(await heardIn("d1")).toEqual(["one"]);
    expect(answers).toEqual([]);
  });

  test("two processes that take up the same hear it once", async () => {
    await killed(said("e1", "one", THREAD), said("e2", "two", THREAD));
    clock.pass(AGES);
    const both = [journalOn(await open()), journalOn(await open())];
    for (const journal of both) journal.start();
    await Promise.all(both.map((journal) => journal.receive(said("after", "look", THREAD))));
    await Promise.all(both.map((journal) => journal.settled()));
    expect(await heardIn("d1")).toEqual(["one", "two"]);
  });

  test("of a person, a team or a decision that goes, nothing is left in it", async () => {
    const of = { platform: "slack", team: "T1" } as const;
    const inbox = inboxOn(await open());
    await killed(said("e1", "words", THREAD));
    await inbox.tellAll({ ...of, person: "U1" }, { kind: "forget", person: "U1", at: 1 });
    expect(await left()).toBe(0);
    await killed(pressed("e2", "d1", "words", THREAD));
    await inbox.tell("d1", { kind: "delete", at: 1 });
    expect(await left()).toBe(0);
    await killed(said("e3", "words", THREAD), said("e4", "words", { ...THREAD, team: "T2" }));
    await inbox.tellAll({ ...of, person: null }, { kind: "delete", at: 1 });
    expect(await left()).toBe(1);
  });

  test("what cannot be saved is tried again, and then its reply rejects and it is gone", async () => {
    const journal = journalOn(await open());
    const { reply, answered } = await journal.accept(said("e1", "fail", THREAD), null);
    const rejected = expect(reply).rejects.toThrow("failed");
    await triedInVain();
    await rejected;
    answered(true);
    await journal.settled();
    expect(await left()).toBe(0);
    const next = await journal.accept(said("e2", "two", THREAD), null);
    expect(await next.reply).toEqual(ephemeral("heard 1"));
  });

  const triedInVain = async (): Promise<void> => {
    for (let times = 0; times < 3; times++) {
      await clock.waitedFor();
      clock.pass(5_000);
    }
  };

  test("what was saved, and whose process was killed before it answered, is answered by the next: once, and not heard again", async () => {
    const owed = await killedBeforeAnswering(said("e1", "one", THREAD));
    await nextOn(REPLY_MS);
    await nextOn(REPLY_MS);
    expect(owed).toEqual(ephemeral("heard 1"));
    expect(answers).toEqual([{ id: "e1", way: { back: "e1" }, reply: owed }]);
    expect(await heardIn("d1")).toEqual(["one"]);
    expect(await left()).toBe(0);
  });

  test("that something could not be saved is said by the next, where the process was killed that was to say it", async () => {
    const journal = journalOn(await open());
    const { reply } = await journal.accept(said("e1", "fail", THREAD), { back: "e1" });
    const rejected = expect(reply).rejects.toThrow("failed");
    await triedInVain();
    await rejected;
    await nextOn(REPLY_MS);
    expect(answers).toEqual([{ id: "e1", way: { back: "e1" }, reply: null }]);
    expect(await left()).toBe(0);
  });

  test("whoever has heard it is left the time to answer, also after what the same person does next", async () => {
    const journal = journalOn(await open());
    const first = await journal.accept(said("e1", "one", THREAD), null);
    expect(await first.reply).toEqual(ephemeral("heard 1"));
    const other = journalOn(await open());
    if (isShared) other.start();
    await answered(other, await other.accept(said("e2", "two", THREAD), null));
    clock.pass(REPLY_MS - 1);
    await other.settled();
    expect(answers).toEqual([]);
    await answered(journal, first);
    expect(await left()).toBe(0);
  });

  test("where the platform takes no reply it is given later, and after twenty more times, which take five minutes, no more", async () => {
    await killedBeforeAnswering(said("e1", "one", THREAD));
    isReachable = false;
    for (let times = 0; times < 22; times++) await nextOn(REPLY_MS);
    expect(answers).toHaveLength(20);
    expect(await left()).toBe(0);
  });

  test("that it was answered is noted however often the store was away meanwhile", async () => {
    const store = await open();
    let away = 3;
    const flaky: Store = {
      ...store,
      clearAnswered: (ids) =>
        away-- > 0 ? Promise.reject(new Outage("Postgres cannot be reached")) : store.clearAnswered(ids),
    };
    const journal = journalOn(flaky, inboxOn(store));
    const { reply, answered } = await journal.accept(said("e1", "one", THREAD), null);
    await reply;
    answered(true);
    await triedInVain();
    await journal.settled();
    expect(await left()).toBe(0);
    expect(answers).toEqual([]);
  });

  test("of who was forgotten no reply is left either", async () => {
    await killedBeforeAnswering(said("e1", "one", THREAD));
    const of = { platform: "slack", team: "T1", person: "U1" } as const;
    await inboxOn(await open()).tellAll(of, { kind: "forget", person: "U1", at: 1 });
    expect(await left()).toBe(0);
  });

  test("what a newer version of this program has written is left to it", async () => {
    const store = await open();
    const event = { platform: "slack", team: "T1", id: "e1" } as const;
    const body = JSON.stringify({ version: 2 });
    await store.writeEntries([{ event, person: "U1", decision: null, body, at: clock.now() }], 1);
    for (let times = 0; times < 7; times++) await nextOn();
    expect(await left()).toBe(1);
    expect(log.lines).toEqual([]);
  });

  test("what is damaged, or has ended five processes, is given up: whoever can be told is", async () => {
    const store = await open();
    const event = { platform: "slack", team: "T1", id: "e1" } as const;
    const entry = { event, person: "U1", decision: null, body: "{", at: clock.now() };
    await store.writeEntries([entry], 1);
    await killed(said("e2", "two", THREAD));
    for (let times = 0; times < 5; times++) {
      clock.pass(AGES);
      await store.takeUp({ platforms: ["slack"], limit: 100, forMs: 1, except: [], atStart: false });
    }
    await nextOn();
    expect(await heardIn("d1")).toEqual([]);
    expect(log.lines.filter(({ level }) => level === "error").map(({ message }) => message)).toEqual(
      Array.from({ length: 2 }, () => "given up: what was accepted cannot be heard, or not be answered"),
    );
    expect(answers).toEqual([{ id: "e2", way: { back: "e2" }, reply: null }]);
    expect(await left()).toBe(0);
  });
}
