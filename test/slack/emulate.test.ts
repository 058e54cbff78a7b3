/** The Web API half against a Slack by others: what our own stand-in might have got wrong along with the adapter. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { homeView } from "../../adapters/slack/answer/home.ts";
import { createSlack, type Slack } from "../../adapters/slack/index.ts";
import { drawForm } from "../../adapters/slack/show/form.ts";
import { privateView } from "../../adapters/slack/show/view.ts";
import { START } from "../../adapters/slack/token.ts";
import type { Form } from "../../src/card/card.ts";
import type { Outgoing } from "../../src/port.ts";
import { fullCard } from "../contract/cards.ts";
import { noCounters } from "../fake/counters.ts";
import { inboxOf } from "../fake/inbox.ts";
import { type EmulatedSlack, emulatedSlack, TOKEN } from "./emulator.ts";
import { hastyClock, type Line, noWaits, outgoing, recorder, textCard } from "./harness.ts";

const SCOPES = [
  "chat:write",
  "channels:history",
  "groups:history",
  "im:history",
  "mpim:history",
  "users:read",
];
let slack: EmulatedSlack;
let adapter: Slack;
let channel: string;
const lines: Line[] = [];

interface Shown {
  readonly ts: string;
  readonly text: string;
  readonly thread_ts?: string;
  readonly subtype?: string;
  readonly blocks?: readonly { readonly type: string }[];
  readonly metadata?: object;
}

async function thread(ts: string): Promise<readonly Shown[]> {
  return (
    await slack.call<{ messages: Shown[] }>("conversations.replies", {
      channel,
      ts,
      include_all_metadata: "true",
    })
  ).messages;
}

beforeAll(async () => {
  slack = await emulatedSlack({ channel: "general", people: ["ana"], scopes: SCOPES });
  adapter = createSlack({
    inbox: inboxOf(async () => ({ kind: "nothing" })),
    config: { command: "decide", botToken: TOKEN, signingSecret: "secret", port: 0, apiUrl: slack.apiUrl },
    log: recorder(lines),
    counters: noCounters,
    now: hastyClock(),
    wait: noWaits(),
    random: () => 0.5,
    picture: async () => null,
    open: async () => [],
    standing: async () => [],
  });
  await adapter.start();
  const posted = await slack.call<{ channel: string }>("chat.postMessage", {
    channel: "general",
    text: "hello",
  });
  channel = posted.channel;
});

afterAll(async () => {
  await adapter.stop();
  await slack.close();
});

function message(change: Partial<Outgoing>): Outgoing {
  return outgoing({ place: { platform: "slack", team: "T000000001", channel, thread: null }, ...change });
}

async function sent(change: Partial<Outgoing>): Promise<{ ref: string; thread: string; ts: string }> {
  const outcome = await adapter.platform.put(message(change));
  if (outcome.kind !== "sent" || outcome.thread === null) throw new Error(JSON.stringify(outcome));
  return { ref: outcome.ref, thread: outcome.thread, ts: outcome.ref.split(":")[1] ?? "" };
}

test("root, question, card: posted where they belong, with their blocks and their nonce", async () => {
  const root = await sent({ nonce: "root" });
  const place = { ...message({}).place, thread: root.thread };
  await sent({ nonce: "question", slot: "question/a", audience: "thread", place });
  const card = await sent({
    nonce: "card",
    slot: "card",
    audience: "both",
    place,
    card: fullCard({ id: "U000000001", name: "Ana" }),
  });
  const shown = await thread(root.thread);
  expect(shown.map(({ ts }) => ts)).toHaveLength(3);
  expect(shown.find(({ ts }) => ts === card.ts)).toMatchObject({
    thread_ts: root.thread,
    metadata: { event_type: "plumbline_message", event_payload: { nonce: "card" } },
  });
  expect(shown.find(({ ts }) => ts === card.ts)?.blocks?.length).toBeGreaterThan(5);
});

test("edited in place", async () => {
  const root = await sent({ nonce: "edit" });
  expect(await sent({ nonce: "edit", ref: root.ref, card: textCard("Newer") })).toEqual(root);
  expect((await thread(root.thread)).map(({ text }) => text)).toEqual(["Newer"]);
});

test("a second try finds the first by its nonce, in the channel and in a thread", async () => {
  const root = await sent({ nonce: "once" });
  expect(await sent({ nonce: "once", attempt: 2, card: textCard("Found") })).toEqual(root);
  const place = { ...message({}).place, thread: root.thread };
  const question = await sent({ nonce: "reply", audience: "thread", place });
  expect((await sent({ nonce: "reply", audience: "thread", place, attempt: 2 })).ref).toBe(question.ref);
  expect((await thread(root.thread)).map(({ text }) => text)).toEqual(["Found", "Billing"]);
});

test("a channel that is not there is in the way", async () => {
  const nowhere = { ...message({}).place, channel: "C99999999" };
  expect(await adapter.platform.put(message({ place: nowhere }))).toMatchObject({
    kind: "blocked",
    by: "absent",
  });
});

test("the Home tab and the forms are taken", async () => {
  const { members } = await slack.call<{ members: { id: string; name: string }[] }>("users.list");
  const user = members.find(({ name }) => name === "ana")?.id ?? "";
  const home = homeView(textCard("Decisions here"), null, "decide");
  expect(await slack.call("views.publish", { user_id: user, view: JSON.stringify(home) })).toMatchObject({
    ok: true,
  });
  const fields: Form["fields"] = [
    { kind: "line", id: "why", label: "Why?", required: false, max: 100 },
    { kind: "people", id: "who", label: "Who?", required: false, most: 20 },
  ];
  const form: Form = { id: "f", title: "Today", submit: "Save", fields };
  const token = { decision: "abcd1234", control: "f", revision: 1 };
  const forms = [
    drawForm(form, token, { channel, thread: null }),
    drawForm(form, START, { channel: user, thread: null }),
  ];
  for (const view of forms) {
    const { trigger_id } = await slack.call<{ trigger_id: string }>("views.generateTriggerId", {
      user_id: user,
    });
    expect(await slack.call("views.open", { trigger_id, view: JSON.stringify(view) })).toMatchObject({
      ok: true,
    });
  }
});

test("a private view is taken, and changes in place by its hash", async () => {
  const { members } = await slack.call<{ members: { id: string; name: string }[] }>("users.list");
  const user = members.find(({ name }) => name === "ana")?.id ?? "";
  const { trigger_id } = await slack.call<{ trigger_id: string }>("views.generateTriggerId", {
    user_id: user,
  });
  const token = { decision: "abcd1234", control: "", revision: 1 };
  const drawn = (text: string) =>
    JSON.stringify(privateView(textCard(text), token, { channel, thread: null }));
  interface Shown {
    readonly ok: boolean;
    readonly view: { readonly id: string; readonly hash: string };
  }
  const { view } = await slack.call<Shown>("views.open", { trigger_id, view: drawn("First") });
  const first = { view_id: view.id, hash: view.hash, view: drawn("Second") };
  expect(await slack.call("views.update", first)).toMatchObject({ ok: true });
  expect(await slack.call("views.update", first)).toEqual({ ok: false, error: "hash_conflict" });
});

test("a message is taken away, once", async () => {
  const posted = await adapter.platform.put(message({ nonce: "removed" }));
  if (posted.kind !== "sent") throw new Error(`not sent: ${JSON.stringify(posted)}`);
  const removal = message({ nonce: "removed", ref: posted.ref });
  expect(await adapter.platform.remove(removal)).toMatchObject({ kind: "sent" });
  expect(await adapter.platform.remove(removal)).toMatchObject({ kind: "refused", why: "gone" });
});
