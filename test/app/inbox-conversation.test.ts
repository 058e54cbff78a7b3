import { expect, test } from "vitest";
import { digest, loadPacks } from "../../src/packs/load.ts";
import type { Inbound, Outgoing, Reply } from "../../src/port.ts";
import type { Decision } from "../../src/store/store.ts";
import { controlsOf } from "../conversation/driver.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { PLACE } from "../fake/counting.ts";
import { Screen } from "../fake/screen.ts";
import { flagship } from "../rules/flagship.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

test("the real conversation reaches its card, started anew after every event and told everything twice", async () => {
  const bench = await sqliteBench();
  const { records } = await loadPacks("rules");
  const clock = new SimulatedClock(1_795_000_000_000);
  const screen = new Screen();
  let events = 0;

  /** One event to a process of its own, twice, and whatever is due afterwards. */
  const live = async (what: Inbound["what"], thread: string | null) => {
    clock.pass(60_000);
    const store = await bench.open(() => clock.now());
    const bot = botOf({
      store,
      packs: records,
      platforms: () => [{ platform: screen }],
      clock,
      newId: () => `decisio${events}`,
    });
    const inbound: Inbound = {
      id: `e${events++}`,
      at: clock.now(),
      place: { ...PLACE, thread },
      by: { id: "U1", name: "Ana" },
      what,
    };
    const reply = await bot.inbox.receive(inbound);
    expect(await bot.inbox.receive(inbound)).toEqual({ kind: "repeated" });
    await bot.drain();
    await store.close();
    return reply;
  };
  const named = (part: string): Outgoing[] =>
    [...screen.shown.values()].map(({ message }) => message).filter(({ slot }) => slot.startsWith(part));
  const pressed = ({ decision, revision }: Outgoing, control: string, value: string | null = null) =>
    ({ kind: "press", token: { decision, control, revision }, value }) as const;

  await live({ kind: "command", text: "fastapi or django for billing", invited: [], origin: null }, null);
  const [root] = named("root");
  if (root === undefined) throw new Error("a root message expected");
  const thread = `t${[...screen.shown.keys()][0]}`;
  const questions = records[0]?.pack.questions.length ?? 0;
  let reply: Reply = await live(pressed(root, "next"), null);
  for (let asked = 1; named("card").length === 0; asked++) {
    expect(asked).toBeLessThanOrEqual(questions + 1);
    // The live message is in the thread that the root message opened, and each asks in private.
    expect(named("live/")).toHaveLength(1);
    expect(named("live/")[0]?.place.thread).toBe(thread);
    const [control] = reply.kind === "ephemeral" ? controlsOf(reply.card) : [];
    if (control === undefined) throw new Error("a question with controls expected");
    const value = control.kind === "select" ? (control.options[0]?.value ?? null) : null;
    reply = await live(pressed(root, control.id, value), thread);
  }
  const [card] = named("card");
  expect(card?.card.title).toMatch(/FastAPI|Django/);
  expect(named("root")).toHaveLength(1);
  const store = await bench.open();
  const { summaries } = await store.write((tx) =>
    tx.recent({
      platform: "slack",
      team: "T1",
      channel: "C1",
      person: "U1",
      words: null,
      offset: 0,
      limit: 5,
    }),
  );
  expect(summaries[0]).toMatchObject({
    status: "recommended",
    place: { thread },
    text: [named("root")[0]?.card.title],
  });
  expect(await store.open("slack")).toEqual([]);
  await bench.remove();
});

/** A bot with its screen, and somebody in a thread of its channel. */
async function living() {
  const bench = await sqliteBench();
  const { records } = await loadPacks("rules");
  const clock = new SimulatedClock(1_795_000_000_000);
  const store = await bench.open(() => clock.now());
  const screen = new Screen();
  let ids = 0;
  const bot = botOf({
    store,
    packs: records,
    platforms: () => [{ platform: screen }],
    clock,
    newId: () => `decision${++ids}`.slice(-8),
  });
  const place = { ...PLACE, thread: "t1" };
  return {
    store,
    screen,
    bot,
    clock,
    live: async (id: string, name: string, what: Inbound["what"]) => {
      await bot.inbox.receive({ id, at: clock.now(), place, by: { id: "U1", name, admin: true }, what });
      await bot.drain();
    },
    end: async () => {
      await store.close();
      await bench.remove();
    },
  };
}

test.each([
  ["forget me for good", /Ana/],
  ["forget everything for good", /Ana|billing/],
])("%s, said by one who is called something else since, leaves no name anywhere", async (text, gone) => {
  const { store, screen, bot, clock, live, end } = await living();
  const quoted = { person: { id: "U2", name: "Anabel" }, text: "Nobody here knows Django", link: null };
  const invited = [{ id: "U3", name: "Bo" }];
  const command = { kind: "command", invited, origin: null, discussion: [quoted] } as const;
  await live("e1", "Ana", { ...command, text: "fastapi or django for billing" });
  await live("e2", "Ana Maria", { kind: "message", text, toUs: true, invited: [], origin: null });
  await bot.inbox.tellAll(
    { platform: "slack", team: "T1", person: "U2" },
    { kind: "forget", person: "U2", at: clock.now() },
  );
  await bot.drain();
  expect(JSON.stringify([...screen.shown.values()])).not.toMatch(gone);
  expect(JSON.stringify(await store.decisions({ of: null, after: 0, limit: 9 }))).not.toMatch(gone);
  await end();
});

test("a decision takes the place of an earlier one, also while another is in progress there", async () => {
  const { store, live, end } = await living();
  const pack = await flagship();
  const earlierPack = { ...pack, version: "0.9.0" };
  const older: Decision = {
    id: "older000",
    place: { ...PLACE, thread: "t0" },
    origin: null,
    status: "accepted",
    title: "Billing",
    text: [""],
    revision: 1,
    pack: digest(earlierPack),
    state: "{}",
    startedAt: 1,
    updatedAt: 1,
  };
  // What was decided with a pack that is not there any more counts; with one that is damaged it is nobody's obstacle.
  await store.write(async (tx) => {
    await tx.keepPack(digest(earlierPack), JSON.stringify(earlierPack), 1);
    await tx.start(older, []);
    await tx.keepPack("damaged", "{", 1);
    await tx.start({ ...older, id: "damaged0", title: "Damaged", pack: "damaged" }, []);
  });
  const command = { kind: "command", invited: [], origin: null } as const;
  await live("e1", "Ana", { ...command, text: "fastapi or django for invoices" });
  await live("e2", "Ana", { ...command, text: "anew fastapi or django for billing" });
  const { decisions } = await store.decisions({ of: null, after: 0, limit: 9 });
  expect(decisions.map(({ title }) => title)).toEqual(["Billing", "Damaged", "invoices", "billing"]);
  expect(JSON.parse(decisions[3]?.state ?? "").supersedes).toMatchObject({ id: "older000" });
  await end();
});

test("with a channel all that is undecided in it is closed, in whichever thread, and nothing elsewhere", async () => {
  const bench = await sqliteBench();
  const { records } = await loadPacks("rules");
  const clock = new SimulatedClock(1_795_000_000_000);
  const store = await bench.open(() => clock.now());
  let events = 0;
  const bot = botOf({
    store,
    packs: records,
    platforms: () => [{ platform: new Screen() }],
    clock,
    newId: () => `decisio${events}`,
  });
  const hear = (what: Inbound["what"], place: Inbound["place"]) =>
    bot.inbox.receive({ id: `e${events++}`, at: 0, place, by: { id: "U1", name: "Ana" }, what });
  const start = (place: Inbound["place"]) =>
    hear({ kind: "command", text: "fastapi or django", invited: [], origin: null }, place);
  for (const place of [PLACE, { ...PLACE, thread: "t1" }, { ...PLACE, channel: "C9" }]) await start(place);
  await hear({ kind: "gone" }, PLACE);
  const { decisions } = await store.decisions({ of: null, after: 0, limit: 9 });
  expect(decisions.map(({ place, status }) => [place.channel, status])).toEqual([
    [PLACE.channel, "cancelled"],
    [PLACE.channel, "cancelled"],
    ["C9", "open"],
  ]);
  await store.close();
  await bench.remove();
});
