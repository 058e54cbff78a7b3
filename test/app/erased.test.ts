/** What people delete is in no byte of the database's files after the next sweep, whichever way they had it deleted. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Bot } from "../../src/app/bot.ts";
import { digest } from "../../src/packs/load.ts";
import type { Inbound, Person, Place, Reply } from "../../src/port.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import type { Store } from "../../src/store/store.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { Screen } from "../fake/screen.ts";
import { smallPack } from "../scoring/small-pack.ts";
import { wordsLeft } from "../store/bytes.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

const DAY = 24 * 60 * 60 * 1000;
const ANA: Person = { id: "UANASTASIA7", name: "Anastasia" };
const BO: Person = { id: "UBOHUMIL8", name: "Bohumil" };
const PLACE: Place = { platform: "slack", team: "T1", channel: "C1", thread: "t1" };
/** A direct message that belongs to no tenant, and so is named after who writes there. */
const DIRECT: Place = { platform: "slack", team: `dm${ANA.id}`, channel: "D1", thread: null };

/** Each somewhere in the database while the decision is there: who, what about, what they chose, and why. */
const ANAS = [ANA.id, ANA.name, "harbour floods"];
const BOS = [BO.id, BO.name, "ferry is late"];
const EVERYBODYS = ["crimson tents", '"today":"rain"'];

let bench: Awaited<ReturnType<typeof sqliteBench>>;
let store: Store;
let screen: Screen;
let clock: SimulatedClock;
let bot: Bot<unknown>;

beforeEach(async () => {
  bench = await sqliteBench();
  store = await bench.open(() => clock.now());
  screen = new Screen();
  clock = new SimulatedClock();
  bot = makeBot();
});
afterEach(() => bench.remove());

function makeBot(): Bot<unknown> {
  const parsed = parsePack(smallPack());
  if (!parsed.ok) throw new Error("the small pack was refused");
  return botOf({
    store,
    packs: [{ digest: digest(parsed.pack), pack: parsed.pack }],
    platforms: () => [{ platform: screen }],
    clock,
    settings: { nudgeAfterMs: DAY, zone: "UTC", retentionMs: 90 * DAY },
  });
}

let events = 0;

async function live(by: Person, what: Inbound["what"], place = PLACE): Promise<Reply> {
  // As adapters make them: with people's ids.
  const id = `home/T1/${by.id}/${++events}`;
  const reply = await bot.inbox.receive({ id, at: clock.now(), place, by, what });
  await bot.drain();
  return reply;
}

const say = (by: Person, text: string) =>
  live(by, { kind: "message", text, toUs: true, invited: [], origin: null });

/** Both have answered, with reasons, and the words are on disk. */
async function decide(): Promise<void> {
  const command = { kind: "command", invited: [BO], origin: null } as const;
  await live(ANA, { ...command, text: "small: crimson tents" });
  await say(ANA, "raining because the harbour floods");
  await say(BO, "raining because the ferry is late");
  const all = [...ANAS, ...BOS, ...EVERYBODYS];
  expect(await wordsLeft(bench.file, all)).toEqual(all);
}

/** A day later, for what was deleted can be brought back until then. The next program goes on. */
async function sweep(after = DAY): Promise<void> {
  clock.pass(after);
  await bot.drain();
  bot.start();
  clock.pass(0);
  await bot.stop();
  bot = makeBot();
}

const left = () => wordsLeft(bench.file, [...ANAS, ...BOS, ...EVERYBODYS]);
const onScreen = () => JSON.stringify([...screen.shown.values()].map(({ message }) => message.card));

/** As it is asked back before it happens. */
async function press(by: Person, control: string): Promise<void> {
  const decision = await id();
  const row = await store.write((tx) => tx.decision(decision));
  const token = { decision, control, revision: row?.revision ?? 0 };
  await live(by, { kind: "press", token, value: null });
}

async function id(): Promise<string> {
  const [found] = await store.write((tx) => tx.idsOf({ platform: "slack", team: "T1", person: null }));
  if (found === undefined) throw new Error("a decision expected");
  return found;
}

test("a decision that was deleted", async () => {
  await decide();
  await say(ANA, "delete");
  await press(ANA, "delete");
  expect(onScreen()).not.toMatch(/crimson|harbour|ferry|Anastasia|Bohumil/);
  await sweep();
  expect(await left()).toEqual([]);
  expect((await store.decisions({ of: null, after: 0, limit: 9 })).decisions).toEqual([]);
});

describe("a decision that can be brought back", () => {
  const HOUR = DAY / 24;
  const everything = [...ANAS, ...BOS, ...EVERYBODYS];

  beforeEach(async () => {
    await decide();
    await say(ANA, "delete");
    await press(ANA, "delete");
  });

  test("stays until then, and is brought back with all that was said", async () => {
    await sweep(23 * HOUR);
    expect(await left()).toEqual(everything);
    await press(ANA, "restore");
    await sweep();
    expect(await left()).toEqual(everything);
  });

  test("goes at once where the operator says so", async () => {
    await bot.inbox.tell(await id(), { kind: "delete", at: clock.now() });
    await store.scrub();
    expect(await left()).toEqual([]);
    await sweep(HOUR);
    expect(await store.dueIn(["slack"])).toBeNull();
  });

  const admin: Person = { ...ANA, admin: true };
  test.each([
    ["forget me for good", BO],
    ["forget everything for good", admin],
  ])("goes at once with “%s”, and nobody comes back with it", async (text, by) => {
    const token = { decision: await id(), control: "restore", revision: 0 };
    await live(by, { kind: "command", text, invited: [], origin: null });
    await live(ANA, { kind: "press", token, value: null });
    await sweep(HOUR);
    expect(await left()).toEqual([]);
  });
});

test("a person who is forgotten, while the others' words stay", async () => {
  await decide();
  await say(ANA, "forget me for good");
  expect(onScreen()).not.toMatch(/Anastasia|harbour/);
  await sweep();
  expect(await left()).toEqual([...BOS, ...EVERYBODYS]);
});

test("whoever is forgotten in a direct message, which is named after them: all that was decided in it goes", async () => {
  await decide();
  const alone = (text: string) => live(ANA, { kind: "command", text, invited: [], origin: null }, DIRECT);
  await alone("small: harbour floods");
  expect(await wordsLeft(bench.file, [DIRECT.team])).toEqual([DIRECT.team]);
  expect(JSON.stringify(await alone("forget me"))).toContain(
    "Everything that we decided here will be deleted",
  );
  expect(JSON.stringify(await alone("forget me for good"))).toContain(
    "Everything that we decided here is deleted",
  );
  await sweep();
  expect(await wordsLeft(bench.file, [DIRECT.team])).toEqual([]);
  expect(await left()).toContain(ANA.id);
});

test("everything of a team", async () => {
  await decide();
  await say({ ...ANA, admin: true }, "forget everything for good");
  await sweep();
  expect(await left()).toEqual([]);
});

test("what nobody has touched for as long as it is kept, while its messages stay", async () => {
  await decide();
  const shown = onScreen();
  clock.pass(91 * DAY);
  bot.start();
  clock.pass(0);
  await bot.stop();
  expect(await left()).toEqual([]);
  expect(onScreen()).toBe(shown);
});

test("not before its messages are emptied", async () => {
  await decide();
  screen.before = async () => ({ kind: "later", afterMs: 2 * DAY, because: "the platform is down" });
  await say(ANA, "delete");
  await press(ANA, "delete");
  await sweep();
  expect(onScreen()).toContain("Anastasia");
  expect(await store.dueIn(["slack"])).toBeGreaterThan(0);
  screen.before = async () => null;
  clock.pass(2 * DAY);
  await bot.drain();
  expect(onScreen()).not.toContain("Anastasia");
  await sweep();
  expect(await store.dueIn(["slack"])).toBeNull();
  expect(await left()).toEqual([]);
});
