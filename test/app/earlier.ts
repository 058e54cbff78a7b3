/** What an earlier version has written is read, shown as it was, and gone on with. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Bot } from "../../src/app/bot.ts";
import { nonceOf } from "../../src/app/outbox.ts";
import { packFor, stateOf } from "../../src/app/snapshot.ts";
import type { Card } from "../../src/card/card.ts";
import { plain } from "../../src/card/plain.ts";
import { scoringOnce } from "../../src/conversation/context.ts";
import { loadState } from "../../src/conversation/migrate.ts";
import { recommendationIn, VERSION } from "../../src/conversation/state.ts";
import { view } from "../../src/conversation/view/messages.ts";
import { loadPacks } from "../../src/packs/load.ts";
import type { Outgoing, RecordProposal } from "../../src/port.ts";
import { madr } from "../../src/record/madr.ts";
import { CORE_VERSION } from "../../src/scoring/compute.ts";
import { openStore } from "../../src/store/open.ts";
import type { Decision, Store } from "../../src/store/store.ts";
import { rungBy } from "../conversation/driver.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { keptLog } from "../fake/log.ts";
import { Screen } from "../fake/screen.ts";
import { type EARLIER, type EarlierDatabase, earlierDatabase } from "../fixtures/earlier.ts";

const DAY = 24 * 60 * 60 * 1000;
const PEOPLE = { ana: { id: "U1", name: "Ana" }, bo: { id: "U2", name: "Bo" } };

interface Message {
  readonly decision: string;
  readonly slot: string;
  readonly ref: string | null;
}

interface Program extends Bot<unknown> {
  readonly store: Store;
  readonly screen: Screen;
  readonly clock: SimulatedClock;
  readonly log: ReturnType<typeof keptLog>;
  readonly proposed: RecordProposal[];
}

let database: EarlierDatabase;
let events = 0;

/** This version's bot on a copy; what was posted then is on the screen. */
async function start(): Promise<Program> {
  const messages = database.rows<Message>("select decision, slot, ref from messages where ref is not null");
  const [{ at } = { at: 0 }] = database.rows<{ at: number }>("select max(updated_at) as at from decisions");
  const screen = new Screen();
  for (const { decision, slot, ref } of messages) {
    const message = { decision, slot, card: { title: "as it was", blocks: [] } } as unknown as Outgoing;
    screen.shown.set(ref ?? "", { nonce: nonceOf({ decision, slot }), message });
  }
  const log = keptLog();
  const clock = new SimulatedClock(at + 1000);
  const opened = await openStore(database.file, log, () => clock.now());
  if (!opened.ok) throw new Error(opened.because);
  const { store } = opened;
  const proposed: RecordProposal[] = [];
  const bot = botOf({
    store,
    packs: (await loadPacks("rules")).records,
    platforms: () => [{ platform: screen }],
    records: {
      team: "slack/T1",
      repository: {
        async propose(proposal) {
          proposed.push(proposal);
          return { kind: "proposed", url: "https://example.com/pull/1" };
        },
      },
    },
    clock,
    log,
  });
  return { ...bot, store, screen, clock, log, proposed };
}

async function rowsOf({ store }: Program): Promise<readonly Decision[]> {
  return (await store.decisions({ of: null, after: 0, limit: 100 })).decisions;
}

async function state({ store }: Program, id: string) {
  const row = await store.decision(id);
  if (row === null) throw new Error(`${id} expected`);
  return stateOf(row);
}

function shown({ screen }: Program, id: string, slot: string): Card | undefined {
  return screen.puts.findLast((put) => put.decision === id && put.slot.startsWith(slot))?.card;
}

/** Presses a control of a message that was posted by the version of then. */
async function press(
  program: Program,
  by: keyof typeof PEOPLE,
  id: string,
  control: string,
  value: string | null = null,
): Promise<void> {
  const row = await program.store.decision(id);
  if (row === null) throw new Error(`${id} expected`);
  const token = { decision: id, control, revision: row.revision };
  await program.inbox.receive({
    id: `now${events++}`,
    at: program.clock.now(),
    place: row.place,
    by: PEOPLE[by],
    what: { kind: "press", token, value },
  });
  await program.drain();
}

/** The first choice of the first question that somebody has not answered; null where there is none. */
async function answer(program: Program, by: keyof typeof PEOPLE, id: string): Promise<string | null> {
  const now = await state(program, id);
  const pack = await packFor(program.store, now);
  await press(program, by, id, "next");
  const { people, list } = await state(program, id);
  const member = people.find((one) => one.id === PEOPLE[by].id);
  const at = member?.at ?? null;
  if (at === null || !list.some(({ question }) => question === at)) return null;
  const choice = pack.questions.find((one) => one.id === at)?.choices[0]?.id ?? "";
  await press(program, by, id, `answer/${at}/${choice}`);
  return at;
}

/** What is posted anew of a decision of then, for it stands where it stood. */
const STANDS = /^(?:root|card|review|proposals|record\/\d+)$/;

export function goesOn(name: (typeof EARLIER)[number]): void {
  let program: Program;
  let before: readonly { id: string; status: string; state: string }[];

  beforeEach(async () => {
    database = await earlierDatabase(name);
    before = database.rows("select id, status, state from decisions order by seq");
    program = await start();
  });
  afterEach(async () => {
    expect(program.log.lines.filter(({ level }) => level === "error")).toEqual([]);
    await program.store.close();
    await database.remove();
  });

  test("opens, and every state in it is read, once and for all", async () => {
    const rows = await rowsOf(program);
    expect(rows.map(({ id, status }) => [id, status])).toEqual(
      before.filter(({ status }) => status !== "deleted").map(({ id, status }) => [id, status]),
    );
    for (const { state: json } of before) {
      const read = loadState(JSON.parse(json));
      expect(read.v).toBe(VERSION);
      expect(loadState(JSON.parse(JSON.stringify(read)))).toEqual(read);
    }
  });

  test("each is listed for whoever is in it, wherever they ask, and what is not over comes first", async () => {
    const there = before.filter(({ status }) => status !== "deleted").toReversed();
    const isOver = ({ status }: { status: string }) => status !== "open" && status !== "recommended";
    const { summaries } = await program.store.write((tx) =>
      tx.recent({
        ...{ platform: "slack", team: "T1", channel: "another", room: "another" },
        ...{ person: PEOPLE.ana.id, words: null, offset: 0, limit: 100 },
      }),
    );
    expect(summaries.map(({ id }) => id)).toEqual(
      [...there.filter((one) => !isOver(one)), ...there.filter(isOver)].map(({ id }) => id),
    );
  });

  test("all that was posted is still drawn, with the pack of then; and its record is written", async () => {
    const posted = database.rows<Message>("select decision, slot, ref from messages where ref is not null");
    for (const row of await rowsOf(program)) {
      const read = stateOf(row);
      const pack = await packFor(program.store, read);
      const drawn = view(read, { current: [], get: () => pack }, scoringOnce());
      for (const { card } of drawn) expect(plain(card)).not.toMatch(/undefined|NaN|\[object/);
      const slots = posted
        .filter(({ decision, slot }) => decision === row.id && STANDS.test(slot))
        .map(({ slot }) => slot);
      // What an earlier round left behind is not drawn any more.
      expect(drawn.length).toBeGreaterThan(0);
      if (read.round === 1 && recommendationIn(read) !== null)
        expect(drawn.map(({ slot }) => slot)).toEqual(expect.arrayContaining(slots));
      if (recommendationIn(read) !== null) expect(madr(read, pack)).toMatch(/^# .*\n\n\* Status: /);
    }
  });

  test("an open one is being answered, with what was asked as its list; its old buttons still save, and nobody is rung for it", async () => {
    const before = await state(program, "asking00");
    const [asked] = before.list;
    expect(before.phase).toEqual({ kind: "answering" });
    const pack = await packFor(program.store, before);
    const choice = pack.questions.find(({ id }) => id === asked?.question)?.choices[0]?.id ?? "";
    await press(program, "bo", "asking00", `answer/${asked?.question}/${choice}`);
    const { people } = await state(program, "asking00");
    expect(people.map(({ votes }) => votes.length)).toEqual([1, 1]);
    // Edits come together.
    program.clock.pass(3000);
    await program.drain();
    expect(shown(program, "asking00", "live/1")).toBeDefined();
    const puts = program.screen.puts.filter(({ decision }) => decision === "asking00");
    expect(puts.flatMap(({ card }) => rungBy(card))).toEqual([]);
  });

  test("a timer of then goes off: whoever is missing is reminded", async () => {
    program.clock.pass(2 * DAY);
    await program.drain();
    expect((await state(program, "asking00")).reminded).toBe(1);
    expect(rungBy(shown(program, "asking00", "reminder/1") ?? { title: "", blocks: [] })).toContain("Bo");
  });

  test("a split is left, and the decision comes to its card", async () => {
    const { list } = await state(program, "splitted");
    await press(program, "ana", "splitted", `go-on/${list.at(-1)?.question}`);
    for (const by of ["ana", "bo"] as const)
      for (let turns = 0; (await answer(program, by, "splitted")) !== null; turns++)
        if (turns > 40) throw new Error("asking goes on for ever");
    for (const by of ["ana", "bo"] as const) await press(program, by, "splitted", "keep");
    expect(shown(program, "splitted", "card")).toBeDefined();
  });

  test("a card of then is accepted, and half a year later somebody asks whether it holds", async () => {
    await press(program, "ana", "card0000", "accept");
    const { phase } = await state(program, "card0000");
    if (phase.kind !== "decided") throw new Error(`it is ${phase.kind}`);
    expect(phase.outcome).toMatchObject({ by: "U1" });
    program.clock.pass(phase.review.at - program.clock.now());
    await program.drain();
    expect(shown(program, "card0000", "review")).toBeDefined();
  });

  test("a card of then stays as it was posted until an answer changes, but for facts that are others now; then it is kept", async () => {
    const kept = new Map<string, Card | undefined>();
    for (const row of await rowsOf(program)) kept.set(row.id, recommendationIn(stateOf(row))?.posted?.card);
    for (const { id } of before) await program.inbox.tell(id, { kind: "packs", at: program.clock.now() });
    await program.drain();
    const keepsCards = name >= "0007-v3";
    // What was being erased then is emptied now; a card that was kept links to its record.
    const cards = () =>
      program.screen.puts.filter(
        ({ slot, card, decision }) =>
          slot.startsWith("card") && card.closed !== true && !(keepsCards && decision === "publish0"),
      );
    // Where its words were kept, it says that facts have changed since; where they were not, nothing can be added.
    const told = cards();
    expect(keepsCards || told.length === 0).toBe(true);
    for (const { decision, card } of told) {
      expect([decision, card.title]).toEqual([decision, kept.get(decision)?.title]);
      expect(plain(card)).toContain("A fact has changed since");
    }
    const { posted } = recommendationIn(await state(program, "card0000")) ?? {};
    expect(posted !== undefined).toBe(keepsCards);

    const { list } = await state(program, "card0000");
    await press(program, "ana", "card0000", `answer/${list[0]?.question}/not_sure`);
    const [card, ...others] = cards().slice(told.length);
    expect(others).toEqual([]);
    expect(recommendationIn(await state(program, "card0000"))?.posted).toMatchObject({
      core: CORE_VERSION,
      card: card?.card,
    });
  });

  test("a decision of then is exported, and its record proposed", async () => {
    await press(program, "ana", "accepted", "export");
    expect(program.proposed.filter(({ decision }) => decision === "accepted")).toHaveLength(1);
    expect((await state(program, "accepted")).published).toMatchObject({ pending: false });
  });

  test("somebody who is in it is forgotten, and it is deleted", async () => {
    await program.inbox.tell("accepted", { kind: "forget", person: "U1", at: program.clock.now() });
    await program.drain();
    expect(JSON.stringify(await state(program, "accepted"))).not.toContain("Ana");
    await program.inbox.tell("accepted", { kind: "delete", at: program.clock.now() });
    await program.drain();
    expect(await program.store.decision("accepted")).toBeNull();
    const left = program.screen.puts.filter(({ decision }) => decision === "accepted");
    expect(left.at(-1)?.card.closed).toBe(true);
  });

  if (name >= "0007-v3")
    test("round two is reminded of, by a timer of then, and comes to its card", async () => {
      expect((await state(program, "knows000")).phase).toMatchObject({ kind: "differing", reminded: 0 });
      program.clock.pass(4 * DAY);
      await program.drain();
      expect((await state(program, "knows000")).phase).toMatchObject({ reminded: 1 });
      expect(rungBy(shown(program, "knows000", "talk/1") ?? { title: "", blocks: [] })).toEqual([
        "Ana",
        "Bo",
      ]);
      for (const by of ["ana", "bo"] as const) await press(program, by, "knows000", "keep");
      expect(shown(program, "knows000", "card")).toBeDefined();
    });

  if (name >= "0007-v3")
    test("what was deleted then is brought back", async () => {
      await program.inbox.receive({
        id: "restored",
        at: program.clock.now(),
        place: { platform: "slack", team: "T1", channel: "C-erased00", thread: "erased00" },
        by: PEOPLE.ana,
        what: {
          kind: "press",
          token: { decision: "erased00", control: "restore", revision: 0 },
          value: null,
        },
      });
      expect((await state(program, "erased00")).phase).toMatchObject({ kind: "recommended" });
    });

  if (name !== "0001-v1")
    test("a reminder that has come is answered, and gone through again", async () => {
      await press(program, "bo", "holds000", "holds");
      expect((await state(program, "holds000")).phase).toMatchObject({ review: { holds: ["U2"] } });
      await press(program, "bo", "holds000", "again");
      const { round, previous } = await state(program, "holds000");
      expect([round, previous?.recommended]).toEqual([2, previous?.outcome?.recommended]);
    });

  if (name >= "0003-v2")
    test("a deadline of then comes", async () => {
      program.clock.pass(6 * DAY);
      await program.drain();
      expect((await state(program, "deadline")).deadline).toMatchObject({ came: "closed" });
      expect(shown(program, "deadline", "card")).toBeDefined();
    });

  if (name >= "0003-v2")
    test("a record on its way is proposed, once, and the file comes", async () => {
      expect((await state(program, "publish0")).published).toEqual({ url: null, pending: true });
      await program.drain();
      expect(program.proposed.map(({ decision }) => decision)).toEqual(["publish0"]);
      expect((await state(program, "publish0")).published).toEqual({
        url: "https://example.com/pull/1",
        pending: false,
      });
      expect(shown(program, "publish0", "record/1")?.file).toBeDefined();
      // Where the card's words were not kept it stays as it was.
      expect(shown(program, "publish0", "card") !== undefined).toBe(name >= "0007-v3");
    });

  if (name >= "0003-v2")
    test("a deletion is carried out on everything that was posted", async () => {
      await program.drain();
      const posted = database.rows<Message>("select slot from messages where decision = 'erased00'");
      const emptied = program.screen.puts.filter(({ decision }) => decision === "erased00");
      expect(emptied.map(({ slot }) => slot).toSorted()).toEqual(posted.map(({ slot }) => slot).toSorted());
      expect(new Set(emptied.map(({ card }) => card.title)).size).toBe(1);
    });
}
