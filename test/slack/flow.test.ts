import { afterEach, beforeEach, expect, test } from "vitest";
import type { Person } from "../fake/slack/person.ts";
import { see } from "../fake/slack/render.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import { answerAll, byBot, card, pending } from "./walk.ts";
import { type Whole, whole } from "./whole.ts";

let slack: FakeSlack;
let bench: Awaited<ReturnType<typeof sqliteBench>>;
let running: Whole;
let ana: Person;
let bo: Person;

beforeEach(async () => {
  slack = await FakeSlack.start();
  bench = await sqliteBench();
  running = await whole(slack, await bench.open());
  ana = slack.person("U0000001");
  bo = slack.person("U0000002");
});

afterEach(async () => {
  await running.stop();
  await slack.stop();
  await bench.remove();
});

test("from the command to the accepted card", async () => {
  await ana.command("C0000001", "fastapi or django for *Billing* <@U0000002|bo>");
  await slack.until(() => pending(slack) !== undefined);
  const [root] = byBot(slack);
  expect(root).toMatchObject({ thread: null, channel: "C0000001" });
  expect(pending(slack)?.message.thread).toBe(root?.ts);
  await answerAll(slack, [ana, bo]);

  const posted = card(slack);
  if (posted === undefined || root === undefined) throw new Error("no card");
  expect(posted).toMatchObject({ thread: root.ts, broadcast: true });
  expect(posted.text).toContain("*Billing*");
  await ana.press({ message: posted }, "Why, in full");
  await slack.until(() => ana.modalText.text.includes("Django"));
  await bo.press({ message: posted }, "Accept Django");
  await slack.until(() => see(root).text.includes("Decided"));
  expect(running.lines.filter(({ level }) => level === "error")).toEqual([]);
});

test("typed answers in the thread count, talk does not disturb", async () => {
  await ana.command("C0000001", "fastapi or django for billing");
  await slack.until(() => pending(slack) !== undefined);
  const first = pending(slack)?.message;
  if (first?.thread === undefined || first.thread === null) throw new Error("no thread");
  await bo.say("C0000001", "has anybody had lunch?", first.thread);
  await ana.say("C0000001", "1", first.thread);
  await slack.until(() => pending(slack) !== undefined && pending(slack)?.message.ts !== first.ts);
  expect(see(first).controls).not.toContain("Not sure");
});

test("restarted in between, it goes on where it was", async () => {
  await ana.command("C0000001", "fastapi or django for billing");
  await slack.until(() => pending(slack) !== undefined);
  await answerAll(slack, [ana], (asked) => asked === 2);
  await running.stop();
  running = await whole(slack, await bench.open());
  await answerAll(slack, [ana]);
  expect(card(slack)).toMatchObject({ broadcast: true });
  const slots = byBot(slack).map((message) =>
    String(message.metadata?.event_payload === undefined ? "" : JSON.stringify(message.metadata)),
  );
  expect(new Set(slots).size).toBe(slots.length);
});

test("started by a mention in a thread, all of it stays in that thread", async () => {
  const parent = await bo.say("C0000001", "what shall we use for billing?");
  await ana.say("C0000001", `<@${slack.team.botUser}> fastapi or django for billing`, parent.ts);
  await slack.until(() => pending(slack) !== undefined);
  await answerAll(slack, [ana]);
  expect(byBot(slack).every(({ thread }) => thread === parent.ts)).toBe(true);
  expect(card(slack)?.broadcast).toBe(true);
});

test("asked into a discussion, it proposes what was said there, with links; accepted is not asked", async () => {
  const parent = await bo.say("C0000001", "fastapi or django for billing? Only other services will call it.");
  await bo.say("C0000001", "We have a small team.", parent.ts);
  await ana.say("C0000001", `<@${slack.team.botUser}> fastapi or django for billing`, parent.ts);
  await slack.until(() => byBot(slack).some((one) => see(one).controls.includes("Accept all")));
  const offered = byBot(slack).find((one) => see(one).controls.includes("Accept all"));
  if (offered === undefined) throw new Error("no proposals");
  expect(see(offered).text).toContain("“We have a small team.”");
  expect(
    see(offered).alive.filter((one) => one.startsWith("https://example.slack.com/archives/")),
  ).not.toEqual([]);
  await ana.press({ message: offered }, "Accept all");
  await slack.until(() => see(offered).text.startsWith("Taken from the discussion"));
  await answerAll(slack, [ana, bo]);
  expect(byBot(slack).filter((one) => one.text.includes("How big is the team")).length).toBeLessThanOrEqual(
    1,
  );
  expect(card(slack)?.text).toContain("FastAPI");
});

test("the message shortcut starts in the thread of the message", async () => {
  const parent = await bo.say("C0000001", "fastapi or django?");
  await ana.shortcut(parent);
  await slack.until(() => byBot(slack).length > 0);
  expect(byBot(slack)[0]?.thread).toBe(parent.ts);
});

test("different later: a form, saved, and said", async () => {
  await ana.command("C0000001", "fastapi or django for billing");
  await slack.until(() => pending(slack) !== undefined);
  const message = pending(slack)?.message;
  const label =
    message === undefined ? undefined : see(message).controls.find((one) => one.startsWith("Different"));
  if (message === undefined || label === undefined) throw new Error("no such button");
  await ana.press({ message }, label);
  await slack.until(() => ana.modal !== undefined);
  expect(JSON.stringify(ana.modal?.view)).toContain("static_select");
});

test("the Home tab lists what was started, and starts", async () => {
  await ana.command("C0000001", "fastapi or django for billing");
  await slack.until(() => pending(slack) !== undefined);
  expect(JSON.stringify(await ana.openHome())).toContain("billing");
  // Bo was not asked.
  expect(JSON.stringify(await bo.openHome())).not.toContain("billing");
});

test("help, list, packs and status are private", async () => {
  for (const text of ["help", "list", "packs", "status"]) await ana.command("C0000001", text);
  await slack.until(() => ana.whispers.length === 4);
  expect(byBot(slack)).toEqual([]);
});

test("a direct message starts a decision there, and what is typed next answers it", async () => {
  const direct = slack.team.direct("U0000001");
  await ana.say(direct.id, "fastapi or django for billing");
  await slack.until(() => pending(slack) !== undefined);
  const first = pending(slack)?.message;
  await ana.say(direct.id, "1");
  await slack.until(() => pending(slack)?.message.ts !== first?.ts);
  await answerAll(slack, [ana]);
  expect(byBot(slack).every(({ channel, thread }) => channel === direct.id && thread === null)).toBe(true);
});

test("another workspace cannot press what is not its own", async () => {
  await ana.command("C0000001", "fastapi or django for billing");
  await slack.until(() => pending(slack) !== undefined);
  const question = pending(slack);
  if (question === undefined) throw new Error("no question");
  const cy = slack.person("U0000003");
  const payload = cy.pressPayload({ message: question.message }, question.choices[0] ?? "");
  await slack.deliver("interactive", {
    ...payload,
    team: { id: "T0000009" },
    user: { id: "U0000003", team_id: "T0000009" },
  });
  await slack.until(() => cy.modal !== undefined);
  expect(see(question.message).controls).toContain("Not sure");
});
