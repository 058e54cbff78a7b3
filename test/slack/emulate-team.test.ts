/** The same five people on a Slack by others: its Web API, and requests signed as Slack signs them. */
import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SimulatedClock } from "../fake/clock.ts";
import { see } from "../fake/slack/render.ts";
import type { Json } from "../fake/slack/state.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import { type EmulatedSlack, emulatedSlack, TOKEN } from "./emulator.ts";
import { stopDates } from "./harness.ts";
import { type Whole, wholeOn } from "./whole.ts";

const SECRET = "a signing secret";
const TEAM = "T000000001";
const DAY = 24 * 60 * 60 * 1000;
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
  await slack.emulator.close();
  await bench.remove();
});

async function start(): Promise<void> {
  const config = { botToken: TOKEN, signingSecret: SECRET, port: 0, apiUrl: slack.apiUrl };
  running = await wholeOn(config, await bench.open(), clock);
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

/** `control`: another than the button's own, as a button behind it would have. */
async function press(name: string, label: string, control?: string): Promise<void> {
  const message = await on(label);
  const element = (message.blocks ?? [])
    .flatMap(({ elements }) => (Array.isArray(elements) ? (elements as Json[]) : []))
    .find(({ text }) => (text as Json | undefined)?.text === label);
  const action_id = String(element?.action_id);
  const { ts: message_ts, thread_ts, text } = message;
  const payload = {
    type: "block_actions",
    team: { id: TEAM, domain: "team" },
    user: { id: idOf(name), username: name, team_id: TEAM },
    channel: { id: channel, name: "backend" },
    container: { type: "message", message_ts, channel_id: channel, is_ephemeral: false, thread_ts },
    message: { type: "message", ts: message_ts, text, thread_ts },
    trigger_id: `t${events++}`,
    response_url: `${slack.apiUrl}/nowhere`,
    actions: [
      {
        ...element,
        action_id: control === undefined ? action_id : action_id.replace(/[^:]+$/, control),
        block_id: "b",
        action_ts: `1900000000.${events}`,
      },
    ],
  };
  await post(String(new URLSearchParams({ payload: JSON.stringify(payload) })));
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

/** Everybody gives the first answer, until something else than a question waits. */
async function agree(names: readonly string[]): Promise<void> {
  while (await has("Not sure")) {
    const [label = ""] = seen(await on("Not sure")).controls;
    for (const name of names) await press(name, label);
  }
}

test("nudge, split, changed mind, dissent, record, half a year, again", async () => {
  await command(
    "Ana",
    `fastapi or django for billing ${["Bo", "Cy", "Di"].map((one) => `<@${idOf(one)}>`).join(" ")}`,
  );
  const [asked] = await thread();
  expect(seen(asked ?? { ts: "", text: "" }).text).toContain(PRIORITY);
  await say("Ana", "2 because accounting needs a back office");
  await say("Bo", "1 because partners call us all day");
  await press("Cy", "API performance and async design");
  await elapse(DAY + 1);
  expect(seen((await thread()).at(-1) ?? { ts: "", text: "" }).text).toContain(
    "your answer is still missing",
  );
  await press("Ed", "Product breadth and completeness");
  await elapse(DAY + 1);
  await press("Bo", "Move on");

  await agree(["Ana", "Bo", "Cy", "Ed"]);
  if (await has("Keep our answers")) {
    expect(seen(await on("Keep our answers")).text).toContain("Bo: “partners call us all day”");
    await say("Cy", "2 because Ana is right");
    await press("Ana", "Keep our answers");
  }
  for (const name of ["Ana", "Bo", "Cy", "Ed"]) await press(name, "No, that's all");
  const card = seen(await on("Accept")).text;
  expect(card).toContain("for “billing”");
  expect(card).toContain("Not answered yet: Di.");
  expect(card).toContain("Apart Bo's answers lead to FastAPI, because of “Top priority”.");
  await press("Bo", "Accept");
  expect((await root()).text).toMatch(/^Decided: .* for “billing”/);
  await press("Ana", "More…", "export");
  expect((await thread()).flatMap(({ files = [] }) => files.map(({ name }) => name))).toEqual(["billing.md"]);

  await running.stop();
  await slack.call("conversations.rename", { channel, name: "platform" });
  clock.pass(200 * DAY);
  await start();
  await running.settle();
  expect(seen(await on("It still holds")).text).toContain("Does ");
  await press("Ed", "It still holds");
  await press("Cy", "Go through it again");
  expect(await has("It still holds")).toBe(false);
  while (!(await has("Accept"))) {
    if (await has("Keep our answers")) await press("Cy", "Keep our answers");
    else if (await has("Not sure")) await agree(["Ana", "Bo", "Cy", "Ed"]);
    else for (const name of ["Ana", "Bo", "Cy", "Ed"]) await press(name, "No, that's all");
  }
  expect(seen(await on("Accept")).text).toContain("Before, Bo decided on Django (25 Nov 2026).");
  expect(running.lines.filter(({ level }) => level === "error")).toEqual([]);
});
