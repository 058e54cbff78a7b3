/** Teams of five, each at their own pace, from the command to the outcome: what is posted, edited and rung is counted. */
import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { loadState } from "../../src/conversation/migrate.ts";
import { digest } from "../../src/packs/load.ts";
import type { Person } from "../../src/port.ts";
import { flagship } from "../rules/flagship.ts";
import { ana, answerAll, askedIn, bo, cy, type Driver, drive, ended, rungBy } from "./driver.ts";
import { packSetOf } from "./pack.ts";

const pack = await flagship();
const packSet = packSetOf({ digest: digest(pack), pack });
const di: Person = { id: "U4", name: "Di" };
const ed: Person = { id: "U5", name: "Ed" };
const DAY = 24 * 60 * 60 * 1000;

/** How somebody answers. */
type Pace = "in one go" | "by typing" | "across a restart" | "silent" | "late";

/** The same number of every question's choices. */
function answersOf(number: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pack.questions.map(({ id, choices }) => [id, choices[number % choices.length]?.id ?? "not_sure"]),
  );
}

interface Player {
  readonly by: Person;
  readonly pace: Pace;
  readonly picks: number;
}

function begun(players: readonly Player[], text = "fastapi or django for billing"): Driver {
  const driver = drive({ packSet, place: { platform: "slack", team: "T", channel: "C", thread: null } });
  const [first, ...others] = players.map(({ by }) => by);
  driver.command(first ?? ana, text, others);
  return driver;
}

function plays(driver: Driver, { by, pace, picks }: Player): void {
  const own = answersOf(picks);
  switch (pace) {
    case "silent":
      return;
    case "late":
    case "in one go":
      answerAll(driver, by, own);
      return;
    case "by typing": {
      let reply = driver.press(by, "next");
      for (let guard = 0; askedIn(reply) !== null && guard < 60; guard++)
        reply = driver.say(by, String((picks % 2) + 1), true);
      ended(driver, by);
      return;
    }
    case "across a restart": {
      const first = askedIn(driver.press(by, "next")) ?? "";
      const second = askedIn(driver.press(by, `answer/${first}/${own[first]}`));
      // All that is known is on disk: the driver loads every state anew from its JSON.
      expect(loadState(JSON.parse(JSON.stringify(driver.state())))).toEqual(driver.state());
      expect(askedIn(driver.press(by, "next"))).toBe(second);
      answerAll(driver, by, own);
      return;
    }
  }
}

interface Count {
  /** The thread's messages, those that were taken away left out. */
  readonly thread: readonly string[];
  readonly channel: readonly string[];
  /** Person's name to the slots whose posting rang for them. */
  readonly rings: Readonly<Record<string, readonly string[]>>;
}

function counted(driver: Driver): Count {
  const posted = new Map<string, { audience: string; rings: readonly string[] }>();
  const gone = new Set<string>();
  for (const effect of driver.effects()) {
    if (effect.kind === "remove") gone.add(effect.slot);
    if (effect.kind === "show" && !posted.has(effect.slot))
      posted.set(effect.slot, { audience: effect.audience, rings: rungBy(effect.card) });
  }
  const slots = [...posted].filter(([slot]) => !gone.has(slot));
  const rings: Record<string, string[]> = {};
  for (const [slot, { rings: names }] of posted)
    for (const name of names) rings[name] = [...(rings[name] ?? []), slot];
  return {
    thread: slots.flatMap(([slot, { audience }]) => (audience === "channel" ? [] : [slot])),
    channel: slots.flatMap(([slot, { audience }]) => (audience === "thread" ? [] : [slot])),
    rings,
  };
}

const FIVE: readonly Player[] = [
  { by: ana, pace: "in one go", picks: 0 },
  { by: bo, pace: "by typing", picks: 1 },
  { by: cy, pace: "across a restart", picks: 0 },
  { by: di, pace: "silent", picks: 0 },
  { by: ed, pace: "late", picks: 1 },
];

test("a team of five: nobody waits for anybody, the silent one is reminded once, the late one counts", () => {
  const driver = begun(FIVE);
  for (const player of FIVE.filter(({ pace }) => pace !== "late")) plays(driver, player);
  expect(driver.state()?.people.map(({ name, through }) => [name, through])).toEqual([
    ["Ana", true],
    ["Bo", true],
    ["Cy", true],
    ["Di", false],
    ["Ed", false],
  ]);
  driver.pass(2 * DAY);
  expect(rungBy(driver.screen().get("reminder/1")?.card ?? { title: "", blocks: [] })).toEqual(["Di", "Ed"]);
  driver.press(bo, "recommend-now");
  expect(driver.state()?.phase.kind).toBe("recommended");
  const before = driver.screen().get("card")?.card;
  for (const player of FIVE.filter(({ pace }) => pace === "late")) plays(driver, player);
  const after = driver.screen().get("card")?.card;
  expect(before === undefined ? "" : plain(before)).toContain("3 people");
  expect(after === undefined ? "" : plain(after)).toContain("4 people");
  expect(driver.state()?.phase.kind).toBe("recommended");
  const { thread, channel, rings } = counted(driver);
  expect(thread.length).toBeLessThanOrEqual(6);
  expect(channel.length).toBeLessThanOrEqual(2);
  // The opening and the reminder; the starter of the card.
  expect(rings).toEqual({
    Bo: ["root"],
    Cy: ["root"],
    Di: ["root", "reminder/1"],
    Ed: ["root", "reminder/1"],
    Ana: ["card"],
  });
});

describe("three people, about twelve questions", () => {
  const THREE: readonly Player[] = [
    { by: ana, pace: "in one go", picks: 0 },
    { by: bo, pace: "in one go", picks: 0 },
    { by: cy, pace: "by typing", picks: 0 },
  ];

  test("of one mind: at most 6 messages in the thread and 2 in the channel; each is rung once before the card", () => {
    const driver = begun(THREE);
    driver.say(ana, "ask the rest");
    for (const player of THREE) plays(driver, player);
    expect(driver.state()?.list.length).toBeGreaterThan(8);
    driver.press(ana, "accept");
    const { thread, channel, rings } = counted(driver);
    expect(channel).toEqual(["root", "card"]);
    expect(thread).toEqual(["live/1", "card", "outcome"]);
    expect(rings).toEqual({ Bo: ["root"], Cy: ["root"], Ana: ["card"] });
  });

  test("torn, with a reminder, a round two and talk: still", () => {
    const torn = THREE.map((player, index) => ({ ...player, picks: index }));
    const driver = begun(torn);
    driver.say(ana, "ask the rest");
    for (const player of torn.slice(0, 2)) plays(driver, player);
    driver.pass(2 * DAY);
    for (let n = 0; n < 12; n++) driver.say(bo, "did anybody see the game?", false);
    plays(driver, { by: cy, pace: "in one go", picks: 2 });
    for (const { by } of torn) driver.press(by, "keep");
    driver.press(ana, "accept");
    if (driver.state()?.phase.kind === "recommended")
      driver.submit(ana, "otherwise", { option: "django", reason: "So be it" });
    expect(driver.state()?.phase.kind).toBe("decided");
    const { thread, channel, rings } = counted(driver);
    expect(thread.length).toBeLessThanOrEqual(6);
    expect(channel.length).toBeLessThanOrEqual(2);
    for (const slots of Object.values(rings)) expect(new Set(slots).size).toBe(slots.length);
    expect(Object.keys(rings).toSorted()).toEqual(["Ana", "Bo", "Cy"]);
  });

  test("edits of the live message may wait for each other", () => {
    const driver = begun(THREE);
    plays(driver, { by: ana, pace: "in one go", picks: 0 });
    const edits = driver
      .effects()
      .filter((effect) => effect.kind === "show" && effect.slot === "live/1")
      .slice(1);
    expect(edits.length).toBeGreaterThan(0);
    for (const edit of edits) expect(edit).toMatchObject({ paceMs: 3000 });
  });
});

test("gone through again: nobody is rung for a second time whom the review has just rung for", () => {
  const three: readonly Player[] = [ana, bo, cy].map((by) => ({ by, pace: "in one go", picks: 0 }));
  const driver = begun(three);
  for (const player of three) plays(driver, player);
  driver.press(bo, "accept");
  const before = counted(driver).rings;
  expect(before).toEqual({ Bo: ["root"], Cy: ["root"], Ana: ["card"] });
  driver.timer("review");
  driver.press(cy, "again");
  driver.press(ana, "next");
  const after = counted(driver).rings;
  expect(Object.fromEntries(Object.entries(after).map(([name, all]) => [name, all.slice(1)]))).toEqual({
    Ana: ["review"],
    Bo: ["review"],
    Cy: [],
  });
  const typed = begun(three);
  for (const player of three) plays(typed, player);
  typed.press(bo, "accept");
  typed.say(bo, "again");
  expect(rungBy(typed.screen().get("opening/2")?.card ?? { title: "", blocks: [] })).toEqual(["Ana", "Cy"]);
});

describe("the live message", () => {
  test("moves to the end after five messages of people, and at most once in half an hour", () => {
    const driver = begun([
      { by: ana, pace: "silent", picks: 0 },
      { by: bo, pace: "silent", picks: 0 },
    ]);
    const talk = (n: number): void => {
      for (let at = 0; at < n; at++) driver.say(bo, "hm, let me think", false);
    };
    talk(9);
    // Nobody had to look for it yet.
    expect(driver.screen().has("live/2")).toBe(false);
    driver.pass(31 * 60 * 1000);
    talk(1);
    expect(driver.screen().has("live/2")).toBe(true);
    expect(driver.screen().has("live/1")).toBe(false);
    expect(driver.effects()).toContainEqual({ kind: "remove", slot: "live/1" });
    talk(9);
    expect(driver.screen().has("live/3")).toBe(false);
    driver.pass(31 * 60 * 1000);
    talk(1);
    expect(driver.screen().has("live/3")).toBe(true);
    expect(rungBy(driver.screen().get("live/3")?.card ?? { title: "", blocks: [] })).toEqual([]);
  });

  test("asks the first question that not everybody wanted has answered", () => {
    const driver = begun([
      { by: ana, pace: "silent", picks: 0 },
      { by: bo, pace: "silent", picks: 0 },
    ]);
    const [first] = driver.state()?.list ?? [];
    const asks = (): string | undefined => driver.screen().get("live/1")?.card.title;
    const askOf = (id: string | undefined) => pack.questions.find((question) => question.id === id)?.ask;
    driver.press(ana, `answer/${first?.question}/not_sure`);
    expect(asks()).toBe(askOf(first?.question));
    driver.press(bo, `answer/${first?.question}/not_sure`);
    expect(asks()).toBe(askOf(driver.state()?.list[1]?.question));
  });
});

describe("typing", () => {
  const alone = (): Driver => {
    const driver = begun([
      { by: ana, pace: "silent", picks: 0 },
      { by: bo, pace: "silent", picks: 0 },
    ]);
    driver.press(bo, "next");
    return driver;
  };
  const votes = (driver: Driver) => driver.state()?.people.find(({ id }) => id === bo.id)?.votes ?? [];

  test("a bare number means the question that one was last shown, and is acknowledged", () => {
    const driver = alone();
    const at = driver.state()?.people[1]?.at;
    const reply = driver.say(bo, "1 because we must", false);
    expect(votes(driver)).toMatchObject([{ question: at, because: "we must" }]);
    expect(reply.kind === "ephemeral" ? plain(reply.card) : "").toContain("Noted:");
    expect(askedIn(reply)).not.toBe(at);
    driver.say(bo, "2", false);
    expect(votes(driver)).toHaveLength(2);
  });

  test("an edited message edits the answer, and nothing else", () => {
    const driver = alone();
    driver.say(bo, "1", true, { message: "m1" });
    driver.say(bo, "2", true, { message: "m2" });
    const [first, second] = votes(driver);
    driver.say(bo, "2 because I looked it up", false, { message: "m1", edited: true });
    expect(votes(driver)[0]).toMatchObject({ question: first?.question, because: "I looked it up" });
    expect(votes(driver)[0]?.today).not.toBe(first?.today);
    expect(votes(driver)[1]).toEqual(second);
    const before = JSON.stringify(driver.state());
    driver.say(bo, "lunch?", false, { message: "m9", edited: true });
    expect(JSON.stringify(driver.state())).toBe(before);
  });

  test("where everybody reads the reply, it does not say what was answered", () => {
    const driver = alone();
    const what = { kind: "message", text: "1", toUs: true, invited: [], origin: null } as const;
    const reply = driver.hear(bo, what, { inPublic: true });
    expect(reply).toMatchObject({ kind: "ephemeral", card: { title: "Noted, Bo." } });
    expect(votes(driver)).toHaveLength(1);
  });

  test("there, what they type next is meant for the question that all see, and not for one that nobody has shown them", () => {
    const driver = alone();
    const type = (text: string) =>
      driver.hear(bo, { kind: "message", text, toUs: true, invited: [], origin: null }, { inPublic: true });
    type("1");
    const [first] = votes(driver);
    type("2");
    expect(votes(driver)).toHaveLength(1);
    expect(votes(driver)[0]).toMatchObject({ question: first?.question });
    expect(votes(driver)[0]?.today).not.toBe(first?.today);
    // In private they are shown their own next question, and then it is that one.
    driver.press(bo, "next");
    type("1");
    expect(votes(driver)).toHaveLength(2);
  });
});

describe("putting right what was understood", () => {
  test("the title, the people and the time, typed; who is added is rung for in a line of its own", () => {
    const driver = begun([
      { by: ana, pace: "silent", picks: 0 },
      { by: bo, pace: "silent", picks: 0 },
    ]);
    driver.say(ana, "rename it to Invoices");
    expect(driver.state()?.title).toBe("Invoices");
    expect(driver.screen().get("root")?.card.title).toBe("Deciding “Invoices”");
    driver.say(ana, "with @Cy", true, { invited: [cy] });
    expect(driver.state()?.people.find(({ id }) => id === cy.id)?.wanted).toBe(true);
    expect(rungBy(driver.screen().get("added/1")?.card ?? { title: "", blocks: [] })).toEqual(["Cy"]);
    driver.say(ana, "with @Cy and @Di", true, { invited: [cy, di] });
    expect(rungBy(driver.screen().get("added/2")?.card ?? { title: "", blocks: [] })).toEqual(["Di"]);
    driver.say(ana, "without @Di", true, { invited: [di] });
    expect(driver.state()?.people.find(({ id }) => id === di.id)?.wanted).toBe(false);
  });

  test("whoever has answered is told of another title or time, not of another spelling; and only of the latest", () => {
    const friday = Date.UTC(2026, 10, 27, 17);
    const driver = drive({ packSet, moment: () => ({ kind: "moment", at: friday, timed: true }) });
    driver.command(ana, "fastapi or django for billing", [bo]);
    const told = (): readonly string[] =>
      [...driver.screen()].flatMap(([slot, { card }]) => (slot.startsWith("edited/") ? [plain(card)] : []));
    driver.say(ana, "rename to Invoicing");
    expect(told()).toEqual([]);
    driver.press(bo, `answer/${driver.state()?.list[0]?.question}/not_sure`);
    driver.say(ana, "rename to Invoiceing");
    expect(told()).toEqual([]);
    driver.say(ana, "rename to Payroll");
    expect(told()).toEqual(["This is now about “Payroll”."]);
    driver.say(ana, "until friday");
    expect(told()).toEqual(["It now closes 27 Nov 2026, 17:00 UTC, with the answers given by then."]);
    driver.say(ana, "no deadline");
    expect(told()).toEqual(["There is no deadline any more."]);
    driver.submit(ana, "edit", { title: "Wages", until: "friday" });
    expect(told()).toEqual([
      "This is now about “Wages”. It now closes 27 Nov 2026, 17:00 UTC, with the answers given by then.",
    ]);
    const rings = [...driver.screen()].flatMap(([slot, { card }]) =>
      slot.startsWith("edited/") ? rungBy(card) : [],
    );
    expect(rings).toEqual([]);
    for (const by of [ana, bo]) answerAll(driver, by, answersOf(0));
    expect(told()).toEqual([]);
  });

  test("a form keeps what is right, and names the field that is not", () => {
    const driver = begun([{ by: ana, pace: "silent", picks: 0 }]);
    expect(driver.press(ana, "edit")).toMatchObject({
      kind: "form",
      form: { fields: [{ id: "title", initial: "billing" }, { id: "people" }, { id: "until" }] },
    });
    expect(driver.submit(ana, "edit", { title: "Invoices", until: "soonish" })).toEqual({
      kind: "errors",
      fields: { until: expect.any(String) },
    });
    expect(driver.submit(ana, "edit", { title: " ", until: "" })).toEqual({
      kind: "errors",
      fields: { title: expect.any(String) },
    });
    expect(driver.state()?.title).toBe("billing");
    driver.submit(ana, "edit", { title: "Invoices", until: "" });
    expect(driver.state()?.title).toBe("Invoices");
  });

  test("a group that is named is said not to be understood", () => {
    const driver = drive({ packSet });
    driver.hear(ana, {
      kind: "command",
      text: "fastapi or django",
      invited: [],
      groups: ["backend-team"],
      origin: null,
    });
    const opening = driver.screen().get("opening")?.card;
    expect(opening === undefined ? "" : plain(opening)).toContain("I can't tell who “@backend-team” is");
  });
});
