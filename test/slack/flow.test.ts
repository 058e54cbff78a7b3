import { afterEach, beforeEach, expect, test } from "vitest";
import { SimulatedClock } from "../fake/clock.ts";
import type { Person } from "../fake/slack/person.ts";
import { see } from "../fake/slack/render.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import {
  answerAll,
  answerPrivately,
  byBot,
  choicesOn,
  firstOf,
  live,
  modalOf,
  on,
  openView,
  pressInView,
  text,
} from "./walk.ts";
import { type Whole, whole } from "./whole.ts";

const GENERAL = "C0000001";

let slack: FakeSlack;
let bench: Awaited<ReturnType<typeof sqliteBench>>;
let running: Whole;
let clock: SimulatedClock;
let ana: Person;
let bo: Person;

beforeEach(async () => {
  slack = await FakeSlack.start();
  clock = new SimulatedClock();
  bench = await sqliteBench();
  running = await whole(slack, await bench.open(() => clock.now()), clock);
  ana = slack.person("U0000001");
  bo = slack.person("U0000002");
});

afterEach(async () => {
  await running.stop();
  await slack.stop();
  await bench.remove();
});

test("from the command to the accepted card", async () => {
  await ana.command(GENERAL, "fastapi or django for *Billing* <@U0000002|bo>");
  await slack.until(() => live(slack) !== undefined);
  const [root] = byBot(slack);
  expect(root).toMatchObject({ thread: null, channel: GENERAL });
  expect(live(slack)?.thread).toBe(root?.ts);
  const posted = await answerAll(slack, [ana, bo]);

  if (root === undefined) throw new Error("no root");
  expect(posted).toMatchObject({ thread: root.ts, broadcast: true });
  expect(posted.text).toContain("*Billing*");
  // Bo, whom Ana named, and Ana, whose card it is: once each, and nobody else.
  expect(slack.team.rings.map(({ user }) => user)).toEqual([bo.id, ana.id]);
  await openView(slack, ana, posted, "Why, in full");
  expect(ana.modalText.text).toContain("Django");
  const accept = see(posted).controls.find((label) => label.startsWith("Accept")) ?? "";
  await bo.press({ message: posted }, accept);
  await slack.until(() => see(root).text.includes("Decided"));
  expect(running.lines.filter(({ level }) => level === "error")).toEqual([]);
});

test("typed answers in the thread count, talk does not disturb", async () => {
  await ana.command(GENERAL, "fastapi or django for billing");
  await slack.until(() => live(slack) !== undefined);
  const first = live(slack);
  if (first?.thread === undefined || first.thread === null) throw new Error("no thread");
  const [asked] = see(first).text.split("\n");
  await bo.say(GENERAL, "has anybody had lunch?", first.thread);
  expect(bo.whispers).toEqual([]);
  await ana.say(GENERAL, "1", first.thread);
  await slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toContain(`Noted: ${choicesOn(first)[0]}`);
  expect(ana.whispers[0]?.text).not.toContain(asked);
});

test("an edited message edits the answer that it gave", async () => {
  await ana.command(GENERAL, "fastapi or django for billing");
  await slack.until(() => live(slack) !== undefined);
  const first = live(slack);
  if (first?.thread === undefined || first.thread === null) throw new Error("no thread");
  const [one = "", two = ""] = choicesOn(first);
  const said = await ana.say(GENERAL, "1", first.thread);
  await slack.until(() => ana.whispers.some(({ text }) => text.includes(one)));
  await ana.edit(said, "2 because we ship in May");
  await slack.until(() => ana.whispers.some(({ text }) => text.includes(two)));
  await openView(slack, ana, first, "Answer");
  await pressInView(slack, ana, "Back");
  expect(ana.modalText.text).toContain(`Your answer: ${two}`);
  expect(ana.modalText.text).toContain("we ship in May");
});

test("restarted in between, it goes on where it was", async () => {
  await ana.command(GENERAL, "fastapi or django for billing");
  await slack.until(() => live(slack) !== undefined);
  const before = await answerPrivately(slack, ana, firstOf, 2);
  expect(before).toHaveLength(2);
  await running.stop();
  running = await whole(slack, await bench.open(() => clock.now()), clock);
  await openView(slack, ana, on(slack, "Answer"), "Answer");
  expect(before.some((asked) => ana.modalText.text.includes(asked))).toBe(false);
  ana.close();
  const card = await answerAll(slack, [ana]);
  expect(card).toMatchObject({ broadcast: true });
  const slots = byBot(slack).map((message) =>
    String(message.metadata?.event_payload === undefined ? "" : JSON.stringify(message.metadata)),
  );
  expect(new Set(slots).size).toBe(slots.length);
});

test("a view that was open when it restarted still takes presses", async () => {
  await ana.command(GENERAL, "fastapi or django for billing");
  await slack.until(() => live(slack) !== undefined);
  await openView(slack, ana, on(slack, "Answer"), "Answer");
  const [asked = ""] = ana.modalText.text.split("\n");
  const label = ana.modalText.controls[0] ?? "";
  await running.stop();
  running = await whole(slack, await bench.open(() => clock.now()), clock);
  await pressInView(slack, ana, label);
  expect(ana.modalText.text).not.toContain(asked);
});

test("started by a mention in a thread, all of it stays in that thread", async () => {
  const parent = await bo.say(GENERAL, "what shall we use for billing?");
  await ana.say(GENERAL, `<@${slack.team.botUser}> fastapi or django for billing`, parent.ts);
  await slack.until(() => live(slack) !== undefined);
  const card = await answerAll(slack, [ana]);
  expect(byBot(slack).every(({ thread }) => thread === parent.ts)).toBe(true);
  expect(card.broadcast).toBe(true);
});

test("asked into a discussion, it proposes what was said there, with links; accepted is not asked", async () => {
  const parent = await bo.say(GENERAL, "fastapi or django for billing? Only other services will call it.");
  await bo.say(GENERAL, "We have a small team.", parent.ts);
  await ana.say(GENERAL, `<@${slack.team.botUser}> fastapi or django for billing`, parent.ts);
  await slack.until(() => byBot(slack).some((one) => see(one).controls.includes("Accept all")));
  const offered = byBot(slack).find((one) => see(one).controls.includes("Accept all"));
  if (offered === undefined) throw new Error("no proposals");
  expect(see(offered).text).toContain("“We have a small team.”");
  expect(
    see(offered).alive.filter((one) => one.startsWith("https://example.slack.com/archives/")),
  ).not.toEqual([]);
  await ana.press({ message: offered }, "Accept all");
  await slack.until(() => see(offered).text.includes("waiting to be accepted"));
  const asked = await answerPrivately(slack, bo);
  expect(asked).not.toContain("How big is the team that will build and maintain it?");
  const card = await answerAll(slack, [ana]);
  expect(card.text).toContain("FastAPI");
});

test("the message shortcut starts in the thread of the message", async () => {
  const parent = await bo.say(GENERAL, "fastapi or django?");
  await ana.shortcut(parent);
  await slack.until(() => byBot(slack).length > 0);
  expect(byBot(slack)[0]?.thread).toBe(parent.ts);
});

test("different later, and why: a form on the question, saved, and the next question below it", async () => {
  await ana.command(GENERAL, "fastapi or django for billing");
  await slack.until(() => live(slack) !== undefined);
  await openView(slack, ana, on(slack, "Answer"), "Answer");
  const root = modalOf(ana);
  const [asked = ""] = ana.modalText.text.split("\n");
  const label = ana.modalText.controls.find((one) => one.startsWith("Different")) ?? "";
  await ana.press({ modal: root }, label);
  await slack.until(() => ana.modal?.below === root.id);
  expect(JSON.stringify(ana.modal?.view)).toContain("static_select");
  await ana.submit({ today: "breadth", later: "both", because: "a second product is planned" });
  await slack.until(() => !ana.modalText.text.includes(asked));
  expect(ana.modal?.id).toBe(root.id);
  await pressInView(slack, ana, "Back");
  expect(ana.modalText.text).toContain("a second product is planned");
});

test("the Home tab lists what was started", async () => {
  await ana.command(GENERAL, "fastapi or django for billing");
  await slack.until(() => live(slack) !== undefined);
  expect(JSON.stringify(await ana.openHome())).toContain("billing");
  // Bo was not asked.
  expect(JSON.stringify(await bo.openHome())).not.toContain("billing");
});

test("a bare command opens a form; filled in, it begins, and rings for whom it names", async () => {
  await ana.command(GENERAL, "");
  await slack.until(() => ana.modal !== undefined);
  await ana.submit({ title: "Billing", people: [bo.id], until: "whenever" });
  expect(ana.modal?.errors).toEqual({ until: "“whenever” is no time that I can read." });
  await ana.submit({ title: "Billing", people: [bo.id] });
  expect(ana.modal).toBeUndefined();
  await slack.until(() => live(slack) !== undefined);
  expect(byBot(slack)[0]).toMatchObject({ channel: GENERAL, thread: null });
  expect(slack.team.rings.map(({ user }) => user)).toEqual([bo.id]);
});

test("the people of a user group that is named are asked, and rung; a group that is not told is said to be none", async () => {
  slack.team.groups.set("S1", { handle: "backend", users: ["U0000002", "U0000003"] });
  await ana.command(GENERAL, "fastapi or django for billing <!subteam^S1|@backend> <!subteam^S2|@gone>");
  await slack.until(() => live(slack) !== undefined);
  const [root] = byBot(slack);
  expect(text(root)).toMatch(/Ana asks @\S+ and @\S+\./);
  expect(text(root)).toContain("I can't tell who “@gone” is.");
  expect(slack.team.rings.map(({ user }) => user)).toEqual(["U0000002", "U0000003"]);
});

test("Start on the Home tab asks where, too, and the tab then shows what has begun", async () => {
  const home = await ana.openHome();
  if (home === undefined) throw new Error("no Home tab");
  await ana.press({ home }, "Start a decision");
  await slack.until(() => ana.modal !== undefined);
  await ana.submit({ title: "Billing", where: GENERAL });
  await slack.until(() => JSON.stringify(slack.team.homes.get(ana.id)).includes("Billing"));
  await slack.until(() => live(slack) !== undefined);
  expect(byBot(slack)[0]).toMatchObject({ channel: GENERAL, thread: null });
});

test("the Home tab shows each one's own answers so far, and nobody else's", async () => {
  await ana.command(GENERAL, `fastapi or django for billing <@${bo.id}|bo>`);
  await slack.until(() => live(slack) !== undefined);
  const shown = async (who: typeof ana) => JSON.stringify(await who.openHome());
  expect(await shown(ana)).toContain("You have not answered yet.");
  const message = on(slack, "Not sure");
  const [choice = ""] = choicesOn(message);
  await openView(slack, ana, message, choice);
  const home = await shown(ana);
  expect(home).toContain(`You answered: ${choice} (`);
  expect(await shown(bo)).toContain("You have not answered yet.");
  expect(await shown(bo)).not.toContain("You answered");
});

test("help, list, packs and status are private", async () => {
  for (const text of ["help", "list", "packs", "status"]) await ana.command(GENERAL, text);
  await slack.until(() => ana.whispers.length === 4);
  expect(byBot(slack)).toEqual([]);
});

test("a direct message starts a decision there, and what is typed next answers it", async () => {
  const direct = slack.team.direct("U0000001");
  await ana.say(direct.id, "fastapi or django for billing");
  await slack.until(() => live(slack) !== undefined);
  const first = live(slack);
  const said = byBot(slack).length;
  await ana.say(direct.id, "1");
  await slack.until(() => byBot(slack).length > said);
  expect(first === undefined ? "" : see(first).text).not.toBe("");
  await answerAll(slack, [ana]);
  expect(byBot(slack).every(({ channel, thread }) => channel === direct.id && thread === null)).toBe(true);
});

test("another workspace cannot press what is not its own", async () => {
  await ana.command(GENERAL, "fastapi or django for billing");
  await slack.until(() => live(slack) !== undefined);
  const message = live(slack);
  if (message === undefined) throw new Error("no question");
  const cy = slack.person("U0000003");
  const payload = cy.pressPayload({ message }, choicesOn(message)[0] ?? "");
  await slack.deliver("interactive", {
    ...payload,
    team: { id: "T0000009" },
    user: { id: "U0000003", team_id: "T0000009" },
  });
  await slack.until(() => cy.modal !== undefined);
  expect(see(message).controls).toContain("Not sure");
  expect(cy.modalText.controls).toEqual([]);
});
