/** The same five people on a Slack by others: its Web API, and requests signed as Slack signs them. */
import { createHmac } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SimulatedClock } from "../fake/clock.ts";
import { see } from "../fake/slack/render.ts";
import type { Json } from "../fake/slack/state.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import { type EmulatedSlack, type EmulatedView, emulatedSlack, TOKEN } from "./emulator.ts";
import { stopDates } from "./harness.ts";
import { type Whole, wholeOn } from "./whole.ts";

const SECRET = "a signing secret";
const TEAM = "T000000001";
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const BREADTH = "Product breadth and completeness";
const KEEP = "Keep my answers";
const PRIORITY = "What matters most: API performance or product breadth?";

interface Shown {
  readonly ts: string;
  readonly text: string;
  readonly thread_ts?: string;
  readonly blocks?: readonly Json[];
  readonly files?: readonly { readonly id: string; readonly name: string }[];
}

let slack: EmulatedSlack;
let bench: Awaited<ReturnType<typeof sqliteBench>>;
let running: Whole;
let channel: string;
let people: ReadonlyMap<string, string>;
let events = 0;
const clock = new SimulatedClock(Date.UTC(2026, 10, 23, 9));

stopDates();
beforeEach(async () => {
  slack = await emulatedSlack({
    channel: "backend",
    people: ["Ana", "Bo", "Cy", "Di", "Ed"],
    scopes: ["chat:write", "channels:history", "channels:manage", "files:read", "files:write", "users:read"],
  });
  const { members } = await slack.call<{ members: { id: string; name: string }[] }>("users.list");
  people = new Map(members.map(({ id, name }) => [name, id]));
  channel = (await slack.call<{ channel: string }>("chat.postMessage", { channel: "backend", text: "hello" }))
    .channel;
  bench = await sqliteBench();
  await start();
});

afterEach(async () => {
  await running.stop();
  await slack.close();
  await bench.remove();
});

async function start(): Promise<void> {
  const config = { command: "decide", botToken: TOKEN, signingSecret: SECRET, port: 0, apiUrl: slack.apiUrl };
  running = await wholeOn(config, await bench.open(() => clock.now()), clock);
}

/** What Slack would post to the app. Resolves when everything that comes of it is on the screen. */
async function post(body: string, type = "application/x-www-form-urlencoded"): Promise<void> {
  const at = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", SECRET).update(`v0:${at}:${body}`).digest("hex");
  const { status } = await fetch(`http://127.0.0.1:${running.adapter.port()}/slack/events`, {
    method: "POST",
    headers: {
      "content-type": type,
      "x-slack-request-timestamp": at,
      "x-slack-signature": `v0=${signature}`,
    },
    body,
  });
  expect(status).toBe(200);
  await running.settle();
}

function idOf(name: string): string {
  const id = people.get(name);
  if (id === undefined) throw new Error(`nobody is called ${name}`);
  return id;
}

function command(name: string, text: string): Promise<void> {
  const response_url = `${slack.apiUrl}/nowhere`;
  const said = { command: "/decide", text, user_id: idOf(name), user_name: name, team_id: TEAM };
  return post(
    String(new URLSearchParams({ ...said, channel_id: channel, trigger_id: `t${events++}`, response_url })),
  );
}

async function say(name: string, text: string): Promise<void> {
  const event_id = `Ev${events++}`;
  const { ts: thread_ts } = await root();
  const event = { type: "message", channel, channel_type: "channel", user: idOf(name), text, thread_ts };
  const authorizations = [{ team_id: TEAM, user_id: "U0", is_bot: true, is_enterprise_install: false }];
  const ts = `1900000000.${String(events).padStart(6, "0")}`;
  await post(
    JSON.stringify({
      type: "event_callback",
      team_id: TEAM,
      event_id,
      authorizations,
      event: { ...event, ts },
    }),
    "application/json",
  );
}

/** `on`: where the button is; `place` is what a payload says of it. */
async function pressed(
  name: string,
  element: Json,
  place: Json,
  view: string | null,
  option?: string,
): Promise<void> {
  const { trigger_id } = await slack.call<{ trigger_id: string }>("views.generateTriggerId", {
    user_id: idOf(name),
    ...(view === null ? {} : { view_id: view }),
  });
  const options = (element.options ?? []) as Json[];
  const picked = options.find(({ text }) => (text as Json).text === option);
  const payload = {
    type: "block_actions",
    team: { id: TEAM, domain: "team" },
    user: { id: idOf(name), username: name, team_id: TEAM },
    trigger_id,
    actions: [
      {
        ...element,
        ...(picked === undefined ? {} : { selected_option: picked }),
        block_id: "b",
        action_ts: `1900000000.${events++}`,
      },
    ],
    ...place,
  };
  await post(String(new URLSearchParams({ payload: JSON.stringify(payload) })));
}

function press(
  name: string,
  { ts: message_ts, thread_ts, text, blocks }: Shown,
  label: string,
  option?: string,
) {
  return pressed(
    name,
    elementIn(blocks ?? [], label),
    {
      channel: { id: channel, name: "backend" },
      container: { type: "message", message_ts, channel_id: channel, is_ephemeral: false, thread_ts },
      message: { type: "message", ts: message_ts, text, thread_ts },
      response_url: `${slack.apiUrl}/nowhere`,
    },
    null,
    option,
  );
}

/** Presses on a message what opens a view; gives that view. */
async function open(name: string, message: Shown, label: string, option?: string): Promise<EmulatedView> {
  const before = slack.views.size;
  await press(name, message, label, option);
  // The answer comes after the acknowledgement.
  while (slack.views.size === before) await setImmediate();
  const [newest] = [...slack.views.values()].slice(-1);
  if (newest === undefined) throw new Error("no view");
  return newest;
}

/** Presses in a view; gives it as it then is. */
async function pressIn(name: string, view: EmulatedView, label: string): Promise<EmulatedView> {
  const container = { type: "view", view_id: view.id };
  await pressed(
    name,
    elementIn(view.blocks, label),
    { container, view: { ...view, type: "modal" } },
    view.id,
  );
  for (;;) {
    const now = slack.views.get(view.id);
    if (now !== undefined && now.hash !== view.hash) return now;
    await setImmediate();
  }
}

function elementIn(blocks: readonly Json[], label: string): Json {
  const element = blocks
    .flatMap(({ elements }) => (Array.isArray(elements) ? (elements as Json[]) : []))
    .find(({ text, placeholder }) => ((text ?? placeholder) as Json | undefined)?.text === label);
  if (element === undefined) throw new Error(`nothing is called ${label}`);
  return element;
}

async function root(): Promise<Shown> {
  const { messages } = await slack.call<{ messages: Shown[] }>("conversations.history", { channel });
  const found = messages.findLast(({ text }) => text !== "hello");
  if (found === undefined) throw new Error("no root message");
  return found;
}

async function thread(): Promise<readonly Shown[]> {
  const { ts } = await root();
  const { messages } = await slack.call<{ messages: Shown[] }>("conversations.replies", {
    channel,
    ts,
    limit: "200",
  });
  return messages.filter((message) => message.ts !== ts);
}

function seen({ text, blocks = [] }: Shown) {
  return see({ text, blocks });
}

/** The newest message with this control. */
async function on(label: string): Promise<Shown> {
  const message = (await thread()).findLast((one) => seen(one).controls.includes(label));
  if (message === undefined) throw new Error(`no message has ${label}`);
  return message;
}

async function has(label: string): Promise<boolean> {
  return (await thread()).some((one) => seen(one).controls.includes(label));
}

async function elapse(ms: number): Promise<void> {
  clock.pass(ms);
  await running.settle();
}

const LAST = ["No, that's all", "Nothing to add"];

/** Answers everything in private, each with the first choice unless `priority` says otherwise. Returns what was asked. */
async function answer(name: string, priority: string | null = null): Promise<readonly string[]> {
  let view = await open(name, await on("Answer"), "Answer");
  const asked: string[] = [];
  for (;;) {
    const { text, controls } = seen({ ts: "", text: "", blocks: view.blocks });
    const [question = ""] = text.split("\n");
    const last = LAST.find((label) => controls.includes(label));
    if (controls.includes("Not sure")) asked.push(question);
    else if (last === undefined) return asked;
    const choice = question === PRIORITY && priority !== null ? priority : (controls[0] ?? "");
    view = await pressIn(name, view, last ?? choice);
  }
}

async function keep(names: readonly string[]): Promise<void> {
  for (const name of names) if (await has(KEEP)) await open(name, await on(KEEP), KEEP);
}

test("each at their own pace, a reminder, talked over, dissent, record, half a year, again", async () => {
  const others = ["Bo", "Cy", "Di"].map((one) => `<@${idOf(one)}>`).join(" ");
  await command("Ana", `fastapi or django for billing ${others}`);
  expect(seen((await thread())[0] ?? { ts: "", text: "" }).text).toContain(PRIORITY);
  expect(await answer("Ana", BREADTH)).toContain(PRIORITY);
  await say("Bo", "1 because partners call us all day");
  expect(await answer("Bo")).not.toContain(PRIORITY);
  await answer("Cy");
  await elapse(DAY + HOUR);
  expect(seen((await thread()).at(-1) ?? { ts: "", text: "" }).text).toContain(
    "your answers are still missing",
  );
  // Nobody asked Ed, who counts all the same.
  await answer("Ed", BREADTH);
  expect(JSON.stringify(await thread())).not.toContain("partners");
  await open("Ana", await on("Move on"), "Move on");

  expect(seen(await on(KEEP)).text).toContain("Bo: “partners call us all day”");
  await open("Cy", await on(KEEP), "Change my answer", BREADTH);
  await keep(["Ana", "Bo", "Cy", "Ed"]);
  const card = seen(await on("Accept")).text;
  expect(card).toContain("for “billing”");
  expect(card).toContain("Without answers from Di.");
  expect(card).toContain("Apart Bo's answers lead to FastAPI, because of “Top priority”.");
  await press("Bo", await on("Accept"), "Accept");
  await elapse(3_000);
  expect((await root()).text).toMatch(/^Decided: .* for “billing”/);
  const more = await open("Ana", await on("More…"), "More…");
  await pressed("Ana", elementIn(more.blocks, "Export"), { view: { ...more, type: "modal" } }, more.id);
  expect((await thread()).flatMap(({ files = [] }) => files.map(({ name }) => name))).toEqual(["billing.md"]);

  await running.stop();
  await slack.call("conversations.rename", { channel, name: "platform" });
  clock.pass(200 * DAY);
  await start();
  await running.settle();
  expect(seen(await on("It still holds")).text).toMatch(/does the decision for .* still hold\?/i);
  await press("Ed", await on("It still holds"), "It still holds");
  await press("Cy", await on("It still holds"), "Go through it again");
  expect(await has("It still holds")).toBe(false);
  for (const name of ["Ana", "Bo", "Cy", "Ed"]) await answer(name, BREADTH);
  await keep(["Ana", "Bo", "Cy", "Ed"]);
  expect(seen(await on("Accept")).text).toContain("Before, Bo decided on Django (24 Nov 2026).");
  expect(running.lines.filter(({ level }) => level === "error")).toEqual([]);
});

test("three people who agree, with another process in mid-answer: three messages in the thread, two in the channel, each rung once", async () => {
  await command("Ana", `fastapi or django for billing <@${idOf("Bo")}> <@${idOf("Cy")}>`);
  const asked = await answer("Ana", BREADTH);
  const bo = await open("Bo", await on("Answer"), "Answer");
  await pressIn("Bo", bo, BREADTH);
  await running.stop();
  await start();
  expect(await answer("Bo", BREADTH)).toHaveLength(asked.length - 1);
  await answer("Cy", BREADTH);
  await elapse(3_000);

  const [opening, live, card, ...more] = slack.posted.slice(1);
  expect(more).toEqual([]);
  expect([opening, live, card].map((one) => [one?.inChannel, one?.thread === null])).toEqual([
    [true, true],
    [false, false],
    [true, false],
  ]);
  expect([opening, live, card].map((one) => one?.rings)).toEqual([
    [idOf("Bo"), idOf("Cy")],
    [],
    [idOf("Ana")],
  ]);
  const edits = slack.edits();
  // The opening and the live message, together, once somebody was heard of.
  expect(edits).toBeLessThanOrEqual(10);
  await press("Bo", await on("Accept"), "Accept");
  await elapse(3_000);
  expect(slack.posted.slice(4)).toEqual([{ thread: (await root()).ts, inChannel: false, rings: [] }]);
});

test("one person alone goes through all questions to the card, and waits for nobody", async () => {
  await command("Ana", "fastapi or django for billing");
  expect((await answer("Ana", BREADTH)).length).toBeGreaterThan(2);
  expect(seen(await on("Accept")).text).toContain("for “billing”");
  expect(slack.posted.flatMap(({ rings }) => rings)).toEqual([idOf("Ana")]);
});
