/** Five people and half a year, each at their own pace: at once, typing, across a restart, late, and not at all. */
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SimulatedClock } from "../fake/clock.ts";
import type { Person } from "../fake/slack/person.ts";
import { see } from "../fake/slack/render.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import type { Message } from "../fake/slack/state.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import {
  answerPrivately,
  byBot,
  type Choose,
  modalOf,
  on,
  openView,
  pressInView,
  text,
  withControl,
} from "./walk.ts";
import { type Whole, whole } from "./whole.ts";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const GENERAL = "C0000001";
const NAMES = { ana: "U0000001", bo: "U0000002", cy: "U0000003", di: "U0000004", ed: "U0000005" } as const;
const PRIORITY = "What matters most: API performance or product breadth?";
const PERFORMANCE = "API performance and async design";
const BREADTH = "Product breadth and completeness";
const KEEP = "Keep my answers";
const DELETE = "Delete it";
const CAPACITY = "What can you run and keep up to date?";

/** What they agree on; the first choice of every other question. */
const AGREED: Readonly<Record<string, string>> = {
  [CAPACITY]: "Two or three, if worth it",
  "Who or what will use this product most?": "Pages and an API, about equally",
  "Will staff look after data in a back office?": "Now and then",
  "How much do latency and throughput of the API matter?": "Ordinary",
  "How much do you need ready-made, such as accounts, forms or content?": "Accounts and permissions only",
  "What has to be there first?": "No rush; it must fit what we have",
  "What will the code look like when it has grown?": "Several small services",
};

let slack: FakeSlack;
let bench: Awaited<ReturnType<typeof sqliteBench>>;
let running: Whole;
let clock: SimulatedClock;
let team: Record<keyof typeof NAMES, Person>;

beforeEach(async () => {
  slack = await FakeSlack.start();
  for (const [id, name] of [
    [NAMES.di, "Di"],
    [NAMES.ed, "Ed"],
  ] as const) {
    slack.team.users.set(id, { id, name, admin: false, bot: false });
    slack.team.channels.get(GENERAL)?.members.add(id);
  }
  const person = (id: string) => slack.person(id);
  team = {
    ana: person(NAMES.ana),
    bo: person(NAMES.bo),
    cy: person(NAMES.cy),
    di: person(NAMES.di),
    ed: person(NAMES.ed),
  };
  bench = await sqliteBench();
  clock = new SimulatedClock(Date.UTC(2026, 10, 23, 9));
  await start();
});

afterEach(async () => {
  await running.stop();
  await slack.stop();
  await bench.remove();
});

async function start(): Promise<void> {
  running = await whole(slack, await bench.open(() => clock.now()), clock);
}

async function restart(): Promise<void> {
  await running.stop();
  await start();
  await running.settle();
}

async function elapse(ms: number): Promise<void> {
  clock.pass(ms);
  await running.settle();
}

async function press(person: Person, message: Message, label: string, option?: string): Promise<void> {
  await person.press({ message }, label, option);
  await running.settle();
}

/** Presses what is answered privately. */
async function ask(person: Person, message: Message, label: string, option?: string): Promise<void> {
  await openView(slack, person, message, label, option);
  await running.settle();
}

async function say(person: Person, words: string): Promise<void> {
  await person.say(GENERAL, words, root().ts);
  await running.settle();
}

function root(): Message {
  const [first] = byBot(slack);
  if (first === undefined) throw new Error("no root message");
  return first;
}

/** The bot's messages in the thread, oldest first. */
function thread(): Message[] {
  return byBot(slack).filter((message) => message.thread !== null);
}

/** Whom each message has notified, by their names. */
function rung(): readonly (readonly string[])[] {
  const byMessage = Map.groupBy(slack.team.rings, ({ ts }) => ts);
  return [...byMessage.values()].map((rings) =>
    rings.map(({ user }) => slack.team.users.get(user)?.name ?? user).sort(),
  );
}

/** As they agree, but for what matters most. */
function agreeing(priority: string): Choose {
  return (asked, choices) => (asked === PRIORITY ? priority : (AGREED[asked] ?? choices[0] ?? "Not sure"));
}

/** Answers what they are asked by typing it, until nothing is asked any more. */
async function answerByTyping(person: Person, first: string, choose: Choose): Promise<void> {
  await say(person, first);
  for (;;) {
    await slack.until(() => person.whispers.length > 0);
    const shown = person.whispers.at(-1);
    const [asked = ""] = shown?.text.split("\n") ?? [];
    if (shown === undefined || !shown.controls.includes("Not sure")) return;
    await say(person, choose(asked, shown.controls));
    await slack.until(() => !person.whispers.at(-1)?.text.startsWith(asked));
  }
}

/** Round one: at once, by typing, across a restart, late, and (Di) not at all. */
async function roundOne(): Promise<void> {
  const { ana, bo, cy, di, ed } = team;
  const others = [NAMES.bo, NAMES.cy, NAMES.di, NAMES.ed].map((id) => `<@${id}>`).join(" ");
  await ana.command(GENERAL, `fastapi or django for billing ${others}`);
  await running.settle();

  await openView(slack, ana, root(), "Answer");
  const asks = modalOf(ana);
  const why = ana.modalText.controls.find((label) => label.startsWith("Different")) ?? "";
  await ana.press({ modal: asks }, why);
  await slack.until(() => ana.modal?.below === asks.id);
  await ana.submit({ today: "breadth", later: "breadth", because: "accounting needs a back office" });
  await slack.until(() => !ana.modalText.text.includes(PRIORITY));
  await answerPrivately(slack, ana, agreeing(BREADTH));
  await elapse(HOUR);
  for (const talker of [di, ed, di, ed, di]) await say(talker, "has anybody had lunch?");
  await answerByTyping(bo, "1, because partners call us all day", agreeing(PERFORMANCE));
  await answerPrivately(slack, cy, agreeing(PERFORMANCE), 3);
  await restart();
  await answerPrivately(slack, cy, agreeing(PERFORMANCE));
  await elapse(25 * HOUR);
  await answerPrivately(slack, ed, agreeing(BREADTH));
  await running.settle();
}

/** Cy, who is through, expects one answer to be another in six months. */
async function expectLater(question: string, later: string): Promise<void> {
  const { cy } = team;
  await ask(cy, on(slack, "Answer"), "Answer");
  await pressInView(slack, cy, "Change answers");
  const below = modalOf(cy);
  await cy.press({ modal: below }, "Which answer?", question);
  await slack.until(() => cy.modal?.below === below.id);
  await cy.submit({ later });
  await running.settle();
}

/** Bo accepts what is recommended, after they have talked it over and changed nothing. */
async function asFarAsTheOutcome(): Promise<void> {
  const { ana, bo, cy, ed } = team;
  await roundOne();
  await expectLater(CAPACITY, "one");
  await ask(bo, on(slack, "Move on"), "Move on");
  for (const person of [ana, bo, cy, ed]) await ask(person, on(slack, KEEP), KEEP);
  await press(bo, on(slack, "Accept"), "Accept");
}

/** Presses Export behind More. */
async function exportRecord(person: Person): Promise<void> {
  await openView(slack, person, on(slack, "More…"), "More…");
  await person.press({ modal: modalOf(person) }, "Export");
  await running.settle();
}

test("from the question to the record: each at their own pace, talked over once, a changed mind, dissent", async () => {
  const { ana, bo, cy, ed } = team;
  await roundOne();
  expect(thread().map(text).join()).not.toMatch(/partners|accounting/);
  expect(rung()).toEqual([
    ["Bo", "Cy", "Di", "Ed"],
    ["Di", "Ed"],
  ]);
  expect(text(on(slack, "Move on"))).toContain("Ana done, Bo done, Cy done, Di not yet");

  await ask(bo, on(slack, "Move on"), "Move on");
  const differ = on(slack, KEEP);
  expect(text(differ)).toContain("You differ on one answer that decides");
  expect(text(differ)).toContain("API performance and async design (Bo: “partners call us all day”; Cy)");
  expect(text(differ)).toContain(
    "Product breadth and completeness (Ana: “accounting needs a back office”; Ed)",
  );
  expect(rung().at(-1)).toEqual(["Ana", "Bo", "Cy", "Ed"]);
  await ask(cy, differ, "Change my answer", BREADTH);
  expect(cy.modalText.text).toContain("“API performance and async design” leads to FastAPI");
  for (const person of [ana, bo, ed]) await ask(person, differ, KEEP);

  const card = on(slack, "Accept");
  expect(card.broadcast).toBe(true);
  expect(text(card)).toContain("Django for “billing”");
  expect(text(card)).toContain("Without answers from Di.");
  expect(text(card)).toContain("Apart Bo's answers lead to FastAPI, because of “Top priority”.");
  expect(rung().at(-1)).toEqual(["Ana"]);
  await elapse(3_000);
  expect(text(root())).toBe("Recommended: Django for “billing”");
  await press(bo, card, "Accept");
  await elapse(3_000);
  expect(text(root())).toBe("Decided: Django for “billing”");
  expect(text(thread().at(-1))).toContain("Decided: Django for “billing”, by Bo.");

  // The live message, the reminder, round two, the card and the outcome; in the channel the opening and the card.
  expect(thread()).toHaveLength(5);
  expect(byBot(slack).filter(({ thread, broadcast }) => thread === null || broadcast)).toHaveLength(2);
  expect(rung()).toHaveLength(4);

  await exportRecord(ana);
  const file = [...slack.team.files.values()].find(({ name }) => name.endsWith(".md"));
  const record = file?.bytes?.toString() ?? "";
  expect(file?.name).toBe("billing.md");
  expect(record).toContain("* Status: accepted");
  expect(record).toContain("* Deciders: Bo");
  expect(record).toContain("Changed after the team had talked it over: Cy.");
  expect(byBot(slack).at(-1)?.files).toEqual([file?.id]);
  expect(running.lines.filter(({ level }) => level !== "info")).toEqual([]);
});

test("the live message follows the talk: it stands once, and its presses still count", async () => {
  const { ana, bo, cy } = team;
  await ana.command(GENERAL, `fastapi or django for billing <@${NAMES.bo}>`);
  await running.settle();
  const first = on(slack, "Not sure");
  const payload = bo.pressPayload({ message: first }, PERFORMANCE);
  for (const talker of [bo, cy, bo, cy]) await say(talker, "has anybody had lunch?");
  await elapse(HOUR);
  await say(cy, "now we have");
  expect(thread()).toHaveLength(1);
  const moved = on(slack, "Not sure");
  expect(moved.ts).not.toBe(first.ts);
  expect(text(moved)).toBe(text(first));
  // Somebody pressed on the old one while it went.
  await slack.deliver("interactive", payload);
  await slack.until(() => bo.modal !== undefined);
  await elapse(3_000);
  expect(text(moved)).toContain("Bo 1 of 2");
  expect(rung()).toEqual([["Bo"]]);
});

test("half a year later: restarted, renamed, somebody gone; it still holds, and then again, with what changed", async () => {
  const { ana, cy, ed } = team;
  await asFarAsTheOutcome();
  await elapse(3_000);
  const decided = text(root());
  expect(decided).toMatch(/^Decided: .* for “billing”$/);
  const before = byBot(slack).length;
  const card = on(slack, "Why, in full");

  await running.stop();
  const channel = slack.team.channels.get(GENERAL);
  if (channel === undefined) throw new Error("no channel");
  Object.assign(channel, { name: "backend-guild", archived: true });
  const gone = slack.team.users.get(NAMES.bo);
  if (gone !== undefined) gone.deleted = true;
  clock.pass(182 * DAY);
  await start();
  await running.settle();
  expect(withControl(slack, "It still holds")).toBeUndefined();
  // Somebody takes the channel out again.
  await elapse(20 * DAY);
  channel.archived = false;
  await elapse(DAY);

  const review = on(slack, "It still holds");
  expect(byBot(slack)).toHaveLength(before + 1);
  expect(review).toMatchObject({ thread: root().ts, broadcast: true });
  expect(rung().at(-1)).toEqual(["Ana", "Bo"]);
  await press(ed, review, "It still holds");
  expect(text(review)).toContain("Ed says that it still holds.");
  expect(text(root())).toBe(decided);

  await press(cy, review, "Go through it again");
  expect(see(review).controls).toEqual([]);
  expect(see(card).controls).toEqual([]);
  // Of what they had answered, only what was expected to be different is asked again.
  const choose: Choose = (asked, choices) =>
    asked === CAPACITY ? "One service, and only one" : agreeing(BREADTH)(asked, choices);
  expect(await answerPrivately(slack, cy, choose)).toEqual([CAPACITY]);
  expect(await answerPrivately(slack, ed, choose)).toEqual([CAPACITY]);
  expect((await answerPrivately(slack, ana, choose))[0]).toBe(CAPACITY);
  await elapse(3_000);
  expect(text(on(slack, "Not sure"))).toContain("Ana done, Bo 11 of 12, Cy done, Ed done.");
  await elapse(25 * HOUR);
  expect(text(thread().at(-1))).toContain("your answers are still missing");
  await ask(ed, on(slack, "Move on"), "Move on");
  for (const person of [ana, cy, ed]) await ask(person, on(slack, KEEP), KEEP);
  expect(text(on(slack, KEEP))).toContain("Kept or changed: Ana, Cy and Ed. Waiting for Bo.");
  await ask(cy, on(slack, "Move on"), "Move on");
  const second = text(on(slack, "Accept"));
  expect(second).toContain("Bo decided on Django (24 Nov 2026).");
  expect(second).toContain(
    "Changed since: What you can run: Two or three, if worth it (Ana, Bo, Cy and Ed) → One service, and only one (Ana, Cy and Ed).",
  );
  const trouble = running.lines.filter(({ level }) => level !== "info");
  expect(trouble.map(({ about }) => about)).toMatchObject([{ code: "is_archived" }, { code: "is_archived" }]);
});

test("a deadline in the requester's own time zone closes it with what is there", async () => {
  const { bo, cy } = team;
  await cy.command(GENERAL, `fastapi or django for billing <@${NAMES.bo}> by friday 17:00`);
  await running.settle();
  // 17:00 in Kolkata, shown to each reader in their own time.
  const at = Date.UTC(2026, 10, 27, 11, 30);
  expect(see(root()).text).toContain("with the answers given by then");
  expect(see(root()).alive).toContain(`time:${at}`);
  await ask(bo, on(slack, "Not sure"), BREADTH);
  await elapse(at - clock.now() - 1000);
  expect(withControl(slack, "Accept")).toBeUndefined();
  await elapse(1000);
  expect(text(on(slack, "Accept"))).toContain("Without answers from Cy.");
  await openView(slack, bo, on(slack, "Accept"), "More…");
  expect(bo.modalText.controls).toContain("Ask the rest");
});

test("deleted: its messages say so, its files are gone, and nobody's words are left", async () => {
  const { ana, bo, di } = team;
  await asFarAsTheOutcome();
  await exportRecord(bo);
  const names = [...slack.team.files.values()].map(({ name }) => name);
  expect([...new Set(names)].sort()).toEqual(["billing.md", "fit.png"]);

  await say(di, `<@${slack.team.botUser}> delete`);
  await slack.until(() => di.whispers.length > 0);
  expect(di.whispers.at(-1)?.text).toContain("Only the person who started this");
  await say(ana, `<@${slack.team.botUser}> delete`);
  const sure = () => slack.team.ephemerals.findLast((one) => one.user === ana.id);
  await slack.until(() => see(sure() ?? { text: "", blocks: [] }).controls.includes(DELETE));
  const ephemeral = sure();
  if (ephemeral === undefined) throw new Error("no question back");
  await ana.press({ ephemeral }, DELETE);
  await running.settle();
  await elapse(DAY);

  const left = byBot(slack).filter((message) => message.channel === GENERAL);
  expect(new Set(left.map(text))).toEqual(new Set(["This decision was deleted."]));
  expect(left.flatMap((message) => see(message).controls)).toEqual([]);
  expect([...slack.team.files.values()].filter(({ deleted }) => !deleted)).toEqual([]);
  expect(JSON.stringify(await ana.openHome())).not.toContain("billing");
  await running.stop();
  await bench.close();
  const bytes = await readFile(bench.file);
  for (const word of ["billing", "partners call us", "accounting needs"])
    expect(bytes.includes(word)).toBe(false);
});
