import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startChores } from "../../src/app/chores.ts";
import type { BotInbox } from "../../src/app/inbox.ts";
import { plain } from "../../src/card/plain.ts";
import { digest } from "../../src/packs/load.ts";
import type { PackRecord } from "../../src/scoring/pack/pack-set.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import type { Decision, Store } from "../../src/store/store.ts";
import { play } from "../command/played.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { noLog } from "../fake/log.ts";
import { Screen } from "../fake/screen.ts";
import { smallPack } from "../scoring/small-pack.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

const inbox = { tell: async () => ({ decisions: 1, unusable: [] }) };
const DAY = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 10, 24);

let bench: Awaited<ReturnType<typeof sqliteBench>>;
let store: Store;
let clock: SimulatedClock;
let stop: () => Promise<void>;

beforeEach(async () => {
  bench = await sqliteBench();
  store = await bench.open(() => clock.now());
  clock = new SimulatedClock(START);
  stop = async () => {};
});
afterEach(async () => {
  await stop();
  await bench.remove();
});

describe("decisions go for good", () => {
  const save = (id: string, updatedAt: number) =>
    store.write((tx) => tx.start({ ...DECISION, id, updatedAt }, []));
  const left = async () =>
    (await store.decisions({ of: null, after: 0, limit: 9 })).decisions.map(({ id }) => id);

  /** The sweep is done when it has been stopped. */
  async function sweepFor(keepMs: number | null, ms: number): Promise<void> {
    stop = startChores({ store, inbox, clock, keepMs, digests: [], log: noLog });
    clock.pass(0);
    await clock.waitedFor();
    clock.pass(ms);
    await stop();
  }

  test("what nobody has touched for so long goes at the start, and what is younger stays", async () => {
    await save("old", START - 31 * DAY);
    await save("young", START - 29 * DAY);
    await sweepFor(30 * DAY, 0);
    expect(await left()).toEqual(["young"]);
  });

  test("and each hour from then on", async () => {
    await save("young", START - 30 * DAY + 30 * 60 * 1000);
    await sweepFor(30 * DAY, 0);
    expect(await left()).toEqual(["young"]);
    await sweepFor(30 * DAY, 60 * 60 * 1000);
    expect(await left()).toEqual([]);
  });

  test("without a time to keep it, everything stays", async () => {
    await save("old", 0);
    await sweepFor(null, DAY);
    expect(await left()).toEqual(["old"]);
  });

  test("a store that fails is tried again, and nothing is thrown", async () => {
    const errors: string[] = [];
    let tries = 0;
    const failing = {
      ...nothingToTell,
      sweep: async () => {
        tries += 1;
        throw new Error("the disk is full");
      },
      scrub: async () => {
        throw new Error("somebody is reading");
      },
    };
    const log = { ...noLog, error: (_: object, message: string) => void errors.push(message) };
    stop = startChores({
      store: failing,
      inbox,
      clock,
      keepMs: DAY,
      digests: [],
      log,
    });
    for (let hour = 0; hour < 3; hour++) {
      await clock.waitedFor();
      clock.pass(hour === 0 ? 0 : 60 * 60 * 1000);
    }
    await stop();
    expect([tries, errors.length]).toEqual([3, 6]);
    clock.pass(DAY);
    expect(tries).toBe(3);
  });

  test("one that takes long is not overtaken by the next", async () => {
    let sweeps = 0;
    let finish = () => {};
    const slow = {
      ...nothingToTell,
      async sweep() {
        sweeps += 1;
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return { deleted: 0, untouched: 0 };
      },
      scrub: async () => {},
    };
    stop = startChores({ store: slow, inbox, clock, keepMs: DAY, digests: [], log: noLog });
    clock.pass(DAY);
    expect(sweeps).toBe(1);
    finish();
    await clock.waitedFor();
    clock.pass(60 * 60 * 1000);
    expect(sweeps).toBe(2);
    finish();
  });
});

describe("packs that have changed", () => {
  function packRecord(change: (pack: ReturnType<typeof smallPack>) => void): PackRecord {
    const document = smallPack();
    change(document);
    const parsed = parsePack(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return { digest: digest(parsed.pack), pack: parsed.pack };
  }

  /** What is put on the screen when the program starts with this pack. */
  async function startWith(record: PackRecord): Promise<readonly string[]> {
    const screen = new Screen();
    const now = new SimulatedClock(Date.UTC(2026, 11, 1));
    const bot = botOf({ store, packs: [record], platforms: () => [{ platform: screen }], clock: now });
    const { inbox } = bot;
    await startChores({ store, inbox, clock: now, keepMs: null, digests: [record.digest], log: noLog })();
    await bot.drain();
    return screen.puts.map(({ card }) => plain(card));
  }

  const before = packRecord(() => {});
  const after = packRecord((pack) => {
    pack.version = "2.0.0";
    Object.assign(pack.criteria[0]?.ratings.bus ?? {}, { score: 4 });
  });

  test("a decision on facts that have changed says so on its card, once", async () => {
    await play(bench.file, before, { id: "aaaaaaaa", text: "small: the office" });
    const [card = ""] = (await startWith(after)).filter((text) => text.includes("Why"));
    expect(card).toContain("A fact has changed since");
    expect(card).toContain("Stays dry");
    expect(await startWith(after)).toEqual([]);
  });

  test("all are told once, however often it starts; then only what has changed since", async () => {
    for (let n = 0; n < 45; n++) {
      const decision = { ...DECISION, id: `d${n}`, pack: "old", updatedAt: START - DAY };
      await store.write((tx) => tx.start(decision, []));
    }
    const told: string[] = [];
    const telling: Pick<BotInbox, "tell"> = {
      async tell(id) {
        told.push(id);
        return { decisions: 1, unusable: [] };
      },
    };
    const begin = async (digests: readonly string[], waits: boolean) => {
      told.length = 0;
      const end = startChores({ store, inbox: telling, clock, keepMs: null, digests, log: noLog });
      if (waits) while ((await store.told("packs"))?.what !== digests.join(" ")) await store.ping();
      await end();
      return told.length;
    };
    // Stopped in the middle, it begins anew the next time.
    expect(await begin(["new"], false)).toBe(20);
    expect(await begin(["new"], true)).toBe(45);
    expect(await begin(["new"], true)).toBe(0);
    await store.write((tx) => tx.update({ ...DECISION, id: "d7", pack: "old", updatedAt: START }, []));
    expect(await begin(["new"], true)).toBe(1);
    expect(await begin(["newer"], true)).toBe(45);
  });

  test("one on the facts of today is left alone, and so is one that is still asked", async () => {
    await play(bench.file, before, { id: "aaaaaaaa", text: "small: the office" });
    await play(bench.file, before, { id: "bbbbbbbb", text: "small: home", day: 23 }, "asking");
    expect(await startWith(before)).toEqual([]);
    const told = await startWith(after);
    expect(told.join("\n")).not.toContain("home");
  });

  test("a store that fails is logged, and stops nothing", async () => {
    const errors: string[] = [];
    const log = { ...noLog, error: (_: object, message: string) => void errors.push(message) };
    const failing = {
      sweep: async () => ({ deleted: 0, untouched: 0 }),
      scrub: async () => {},
      ...nothingToTell,
      told: () => Promise.reject(new Error("gone")),
    };
    await startChores({ store: failing, inbox, clock, keepMs: null, digests: [], log })();
    expect(errors).toEqual(["changed packs not told"]);
  });
});

const nothingToTell: Pick<Store, "madeWithout" | "told" | "keepTold"> = {
  madeWithout: async () => ({ ids: [], next: null }),
  told: async () => null,
  keepTold: async () => {},
};

const DECISION: Decision = {
  id: "",
  place: { platform: "slack", team: "T1", channel: "C1", thread: "t" },
  origin: null,
  status: "accepted",
  title: "Billing",
  text: ["Billing"],
  revision: 1,
  pack: null,
  state: "{}",
  startedAt: 0,
  updatedAt: 0,
};
