import { afterEach, expect, test } from "vitest";
import type { Card, Form } from "../../src/card/card.ts";
import type { Outcome, Outgoing, Removal } from "../../src/port.ts";
import { fullCard } from "../contract/cards.ts";
import { see } from "../fake/slack/render.ts";
import { addChannel } from "../fake/slack/slack.ts";
import { CHANNEL, noWaits, outgoing, type Rig, type RigOptions, rig, textCard } from "./harness.ts";

let made: Rig | null = null;
afterEach(async () => {
  await made?.stop();
  made = null;
});

async function start(options: RigOptions = {}): Promise<Rig> {
  made = await rig(options);
  return made;
}

const ANA = { id: "U0000001", name: "Ana" };

function callsOf(rig: Rig, method: string) {
  return rig.slack.server.calls.filter((call) => call.method === method);
}

/** The files that there are still, by what is in them. */
function filesOf(rig: Rig): readonly string[] {
  return [...rig.slack.team.files.values()].filter((file) => !file.deleted).map(({ id }) => id);
}

function picturesIn(rig: Rig, index = 0): readonly unknown[] {
  const blocks = rig.slack.team.messages[index]?.blocks ?? [];
  return blocks.filter(({ type }) => type === "image").map(({ slack_file: file }) => file);
}

function withChart(title: string): Card {
  const { blocks, ...card } = fullCard(ANA);
  return { ...card, blocks: blocks.map((block) => (block.kind === "chart" ? { ...block, title } : block)) };
}

async function put(rig: Rig, change: Partial<Outgoing>): Promise<string> {
  const outcome = await rig.adapter.platform.put(outgoing(change));
  if (outcome.kind !== "sent") throw new Error(`not sent: ${JSON.stringify(outcome)}`);
  return outcome.ref;
}

/** As the outbox would, as long as Slack looks through a picture. */
async function putInTheEnd(rig: Rig, change: Partial<Outgoing>, attempt = 1): Promise<Outcome> {
  const outcome = await rig.adapter.platform.put(outgoing({ ...change, attempt }));
  if (outcome.kind !== "later") return outcome;
  expect(outcome.because).toBe("Slack is still looking through a picture");
  return putInTheEnd(rig, change, attempt + 1);
}

test("a chart is a picture that only its message shares, the same one as long as it shows the same", async () => {
  const rig = await start();
  const first = await put(rig, { card: withChart("Fit") });
  expect(picturesIn(rig)).toEqual([{ id: filesOf(rig)[0] }]);
  expect(callsOf(rig, "files.completeUploadExternal")[0]?.args).not.toHaveProperty("channel_id");
  const second = await put(rig, { card: { ...withChart("Fit"), title: "Another title" }, ref: first });
  expect(second).toBe(first);
  expect(callsOf(rig, "files.getUploadURLExternal")).toHaveLength(1);

  const third = await put(rig, { card: withChart("Fit by now"), ref: second });
  expect(filesOf(rig)).toHaveLength(1);
  expect(picturesIn(rig)).toEqual([{ id: filesOf(rig)[0] }]);
  await put(rig, { card: textCard("This decision was deleted."), ref: third });
  expect([filesOf(rig), picturesIn(rig)]).toEqual([[], []]);
});

test("a picture goes with its message, and one that cannot be deleted yet is tried again", async () => {
  const rig = await start();
  const ref = await put(rig, { card: withChart("Fit") });
  rig.slack.server.faults.next("files.delete", { kind: "status", status: 503 });
  expect(await rig.adapter.platform.remove(outgoing({ ref }))).toMatchObject({ kind: "later" });
  expect(filesOf(rig)).toHaveLength(1);
  rig.slack.server.faults.next("files.delete", { kind: "busy", seconds: 3 });
  expect(await rig.adapter.platform.put(outgoing({ card: textCard("gone"), ref }))).toMatchObject({
    kind: "later",
    afterMs: 3_000,
  });
  expect(await rig.adapter.platform.remove(outgoing({ ref }))).toMatchObject({ kind: "sent" });
  expect(filesOf(rig)).toEqual([]);
});

test.each([
  { how: "tried", more: [], posts: 3 },
  { how: "asked for", more: ["files:read"], posts: 1 },
])("a picture is shown once Slack has looked through it: $how", async ({ more, posts }) => {
  const rig = await start({ now: () => 1_800_000_000_000 });
  rig.slack.team.scopes = [...rig.slack.team.scopes, ...more];
  rig.slack.team.pictureLooks = 2;
  expect(await putInTheEnd(rig, { card: withChart("Fit") })).toMatchObject({ kind: "sent" });
  expect(picturesIn(rig)).toHaveLength(1);
  expect(rig.slack.team.messages).toHaveLength(1);
  expect(callsOf(rig, "chat.postMessage")).toHaveLength(posts);
  expect(callsOf(rig, "files.getUploadURLExternal")).toHaveLength(1);
});

test("a picture that is never ready does not keep the card from being shown, and is tried again with its next edit", async () => {
  const rig = await start();
  rig.slack.team.pictureLooks = 1_000;
  const outcome = await putInTheEnd(rig, { card: withChart("Fit") });
  expect(see(rig.slack.team.messages[0] ?? { text: "", blocks: [] }).text).toMatch(/█+░+ {2}FastAPI 81 %/);
  expect(filesOf(rig)).toEqual([]);
  rig.slack.team.pictureLooks = 0;
  await put(rig, { card: withChart("Fit"), ref: outcome.kind === "sent" ? outcome.ref : null });
  expect(picturesIn(rig)).toEqual([{ id: filesOf(rig)[0] }]);
  expect(filesOf(rig)).toHaveLength(1);
});

test("no picture stays behind: not of what is never posted, of what is replaced before it is, nor of what somebody deleted", async () => {
  const rig = await start();
  const { team, server } = rig.slack;
  const members = team.channels.get(CHANNEL.channel)?.members;
  members?.delete(team.botUser);
  expect(await rig.adapter.platform.put(outgoing({ card: withChart("Fit") }))).toMatchObject({
    kind: "blocked",
  });
  expect(filesOf(rig)).toEqual([]);
  members?.add(team.botUser);

  server.faults.next("chat.postMessage", { kind: "drop" });
  expect(await rig.adapter.platform.put(outgoing({ card: withChart("Fit") }))).toMatchObject({
    kind: "later",
  });
  expect(filesOf(rig)).toHaveLength(1);
  const ref = await put(rig, { card: withChart("Fit by now"), attempt: 2 });
  expect(picturesIn(rig)).toEqual([{ id: filesOf(rig)[0] }]);
  expect(filesOf(rig)).toHaveLength(1);

  server.faults.next("chat.update", { kind: "drop" });
  expect(await rig.adapter.platform.put(outgoing({ card: withChart("Later"), ref }))).toMatchObject({
    kind: "later",
  });
  team.messages.length = 0;
  expect(await rig.adapter.platform.put(outgoing({ card: withChart("Later"), ref }))).toMatchObject({
    kind: "refused",
    why: "gone",
  });
  expect(filesOf(rig)).toEqual([]);
});

test("a picture whose forerunner cannot be deleted yet is not uploaded twice", async () => {
  const rig = await start();
  const ref = await put(rig, { card: withChart("Fit") });
  rig.slack.server.faults.next("files.delete", { kind: "busy", seconds: 1 });
  expect(await rig.adapter.platform.put(outgoing({ card: withChart("Fit by now"), ref }))).toMatchObject({
    kind: "later",
  });
  await put(rig, { card: withChart("Fit by now"), ref });
  expect(callsOf(rig, "files.getUploadURLExternal")).toHaveLength(2);
  expect(picturesIn(rig)).toEqual([{ id: filesOf(rig)[0] }]);
  expect(filesOf(rig)).toHaveLength(1);
});

test("without the scope, charts are drawn in text, which is said once, and not tried again for a day", async () => {
  let time = 1_800_000_000_000;
  const rig = await start({ now: () => (time += 2_000) });
  const { scopes } = rig.slack.team;
  rig.slack.team.scopes = scopes.filter((scope) => scope !== "files:write");
  for (const nonce of ["n1", "n2"]) await put(rig, { nonce, card: fullCard(ANA) });
  expect(see(rig.slack.team.messages[1] ?? { text: "", blocks: [] }).text).toMatch(/█+░+ {2}FastAPI 81 %/);
  expect(callsOf(rig, "files.getUploadURLExternal")).toHaveLength(1);
  expect(rig.lines.filter(({ message }) => message.includes("files:write"))).toHaveLength(1);
  rig.slack.team.scopes = scopes;
  time += 24 * 60 * 60 * 1_000;
  await put(rig, { nonce: "n3", card: fullCard(ANA) });
  expect(picturesIn(rig, 2)).toHaveLength(1);
});

test("trouble with a file delays no card", async () => {
  const rig = await start();
  rig.slack.server.faults.next("upload", { kind: "status", status: 500 });
  await put(rig, { card: fullCard(ANA) });
  rig.slack.server.faults.next("files.completeUploadExternal", { kind: "drop" });
  await put(rig, { nonce: "n2", card: fullCard(ANA) });
  expect([picturesIn(rig, 0), picturesIn(rig, 1)]).toEqual([[], []]);
});

test("a chart that cannot be drawn is text", async () => {
  const rig = await start({ picture: async () => null });
  await put(rig, { card: fullCard(ANA) });
  expect([picturesIn(rig), filesOf(rig)]).toEqual([[], []]);
});

test("an earlier try is found with its picture", async () => {
  const rig = await start();
  rig.slack.server.faults.next("chat.postMessage", { kind: "lose" });
  expect(await rig.adapter.platform.put(outgoing({ card: withChart("Fit") }))).toMatchObject({
    kind: "later",
  });
  const ref = await put(rig, { card: withChart("Fit"), attempt: 2 });
  expect(rig.slack.team.messages).toHaveLength(1);
  expect(filesOf(rig)).toHaveLength(1);
  await put(rig, { card: textCard("gone"), ref });
  expect(filesOf(rig)).toEqual([]);
});

test("blocks that are refused for another reason are not posted for ever", async () => {
  const rig = await start();
  for (let n = 0; n < 9; n += 1)
    rig.slack.server.faults.next("chat.postMessage", { kind: "refuse", error: "invalid_blocks" });
  expect(await putInTheEnd(rig, { card: fullCard(ANA) })).toEqual({
    kind: "refused",
    why: "invalid",
    because: "invalid_blocks",
  });
});

test("the whole card is in the text that notifications and screen readers use", async () => {
  const rig = await start();
  await rig.adapter.platform.put(outgoing({ card: fullCard(ANA) }));
  const text = rig.slack.team.messages[0]?.text ?? "";
  for (const words of [
    "A card with everything",
    "a strong word",
    "@Ana",
    "FastAPI 81 %",
    "- the first reason",
    "a note",
    "[Accept]",
  ]) {
    expect(text).toContain(words);
  }
});

test("nothing in that text comes to life either", async () => {
  const rig = await start();
  await rig.adapter.platform.put(outgoing({ card: textCard("<!channel> & <@U0000001>") }));
  expect(rig.slack.team.messages[0]?.text).toBe("&lt;!channel&gt; &amp; &lt;@U0000001&gt;");
});

test("one message a second in a channel, and other channels do not wait", async () => {
  const slept: number[] = [];
  const rig = await start({
    now: () => 1_800_000_000_000,
    wait: noWaits(slept),
  });
  addChannel(rig.slack.team, "C0000002", "random", "public", true);
  const put = (n: number, channel = "C0000001") =>
    rig.adapter.platform.put(outgoing({ nonce: `n${n}`, place: { ...CHANNEL, channel } }));
  expect(await put(1)).toMatchObject({ kind: "sent" });
  expect(slept).toEqual([]);
  await put(2);
  await put(3);
  expect(slept).toEqual([1_000, 2_000]);
  await put(4, "C0000002");
  expect(slept).toEqual([1_000, 2_000]);
  await put(5);
  expect(await put(6)).toEqual({ kind: "later", afterMs: 4_000, because: expect.any(String) });
  expect(rig.slack.team.messages).toHaveLength(5);
});

test("what another replica does while a message waits its turn is seen before it is posted", async () => {
  let meanwhile = () => {};
  const noted = noWaits();
  const rig = await start({
    now: () => 1_800_000_000_000,
    wait(ms, signal) {
      if (ms === 1_000) meanwhile();
      return noted(ms, signal);
    },
  });
  const { team } = rig.slack;
  await put(rig, { nonce: "n1" });
  let ours = true;
  meanwhile = () => {
    ours = false;
  };
  const late = await rig.adapter.platform.put(outgoing({ nonce: "n2" }), async () => ours);
  expect(late).toMatchObject({ kind: "later" });
  expect(team.messages).toHaveLength(1);

  addChannel(team, "C0000002", "random", "public", true);
  const place = { ...CHANNEL, channel: "C0000002" };
  await put(rig, { nonce: "n3", place });
  meanwhile = () => {
    const [first] = team.messages.slice(-1);
    if (first === undefined) throw new Error("a message expected");
    const metadata = { event_type: "plumbline_message", event_payload: { nonce: "n4" } };
    team.messages.push({ ...first, ts: team.nextTs(), metadata });
  };
  await put(rig, { nonce: "n4", place, attempt: 2, card: textCard("Theirs, edited by us") });
  expect(team.messages.map(({ text }) => text).filter((text) => text.includes("edited"))).toHaveLength(1);
  expect(team.messages).toHaveLength(3);
});

test("Retry-After is honoured, for the channel it was said of", async () => {
  let time = 1_800_000_000_000;
  const rig = await start({ now: () => time });
  addChannel(rig.slack.team, "C0000002", "random", "public", true);
  rig.slack.server.faults.next("chat.postMessage", { kind: "busy", seconds: 30 });
  expect(await rig.adapter.platform.put(outgoing())).toMatchObject({ kind: "later", afterMs: 30_000 });
  expect(await rig.adapter.platform.put(outgoing({ nonce: "n2" }))).toMatchObject({
    kind: "later",
    afterMs: 30_000,
  });
  expect(callsOf(rig, "chat.postMessage")).toHaveLength(0);
  expect(
    await rig.adapter.platform.put(outgoing({ nonce: "n3", place: { ...CHANNEL, channel: "C0000002" } })),
  ).toMatchObject({ kind: "sent" });
  time += 30_000;
  expect(await rig.adapter.platform.put(outgoing({ attempt: 2 }))).toMatchObject({ kind: "sent" });
});

test("a try whose answer was lost is looked for, also where the channel's pace put it off since", async () => {
  let time = 1_800_000_000_000;
  const rig = await start({ now: () => time });
  rig.slack.server.faults.next("chat.postMessage", { kind: "lose" });
  expect(await rig.adapter.platform.put(outgoing())).toMatchObject({ kind: "later" });
  for (const nonce of ["n2", "n3", "n4"]) await put(rig, { nonce });
  const second = outgoing({ attempt: 2 });
  expect(await rig.adapter.platform.put(second)).toMatchObject({
    because: expect.stringContaining("a second"),
  });
  time += 10_000;
  expect(await rig.adapter.platform.put(outgoing({ attempt: 3 }))).toMatchObject({ kind: "sent" });
  expect(rig.slack.team.messages).toHaveLength(4);
});

test("an earlier try is found in a thread of several pages", async () => {
  const rig = await start();
  const root = await rig.slack.person("U0000001").say("C0000001", "hello");
  const place = { ...CHANNEL, thread: root.ts };
  const talk = {
    channel: "C0000001",
    user: "U0000001",
    byBot: false,
    thread: root.ts,
    broadcast: false,
    files: [],
    text: "hm",
    blocks: [],
    metadata: null,
    edits: 0,
  };
  for (let n = 0; n < 450; n += 1) rig.slack.team.messages.push({ ...talk, ts: rig.slack.team.nextTs() });
  rig.slack.server.faults.next("chat.postMessage", { kind: "lose" });
  await rig.adapter.platform.put(outgoing({ audience: "thread", place }));
  const second = await rig.adapter.platform.put(
    outgoing({ audience: "thread", place, attempt: 2, card: textCard("Newer") }),
  );
  expect(second).toMatchObject({ kind: "sent", thread: root.ts });
  expect(rig.slack.team.messages.filter(({ byBot }) => byBot).map(({ text }) => text)).toEqual(["Newer"]);
  expect(callsOf(rig, "conversations.replies")).toHaveLength(3);
});

test("an earlier try cannot be looked for just now: later, rather than twice", async () => {
  const rig = await start();
  rig.slack.server.faults.next("conversations.history", { kind: "status", status: 503 });
  expect(await rig.adapter.platform.put(outgoing({ attempt: 2 }))).toMatchObject({ kind: "later" });
  expect(rig.slack.team.messages).toEqual([]);
});

test("a bot that is no member of the channel says so to the one who asked, and goes on once it is invited", async () => {
  const rig = await start();
  const members = rig.slack.team.channels.get("C0000001")?.members;
  members?.delete(rig.slack.team.botUser);
  const ana = rig.slack.person("U0000001");
  await ana.command("C0000001", "fastapi or django");
  expect(await rig.adapter.platform.put(outgoing())).toMatchObject({
    kind: "blocked",
    by: "absent",
    because: "not_in_channel",
  });
  await rig.slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toContain("/invite");
  expect(await rig.adapter.platform.put(outgoing({ attempt: 2 }))).toMatchObject({ kind: "blocked" });
  expect(ana.whispers).toHaveLength(1);
  members?.add(rig.slack.team.botUser);
  expect(await rig.adapter.platform.put(outgoing({ attempt: 3 }))).toMatchObject({ kind: "sent" });
});

test("whoever started from the Home tab hears it in a direct message", async () => {
  const rig = await start();
  rig.slack.team.channels.get("C0000001")?.members.delete(rig.slack.team.botUser);
  const ana = rig.slack.person("U0000001");
  rig.answer = () => ({ kind: "ephemeral", card: textCard("list"), token: null });
  const home = await ana.openHome();
  if (home === undefined) throw new Error("no Home tab");
  const fields: Form["fields"] = [{ kind: "line", id: "title", label: "What?", required: true, max: 100 }];
  const form: Form = { id: "start", title: "Start", submit: "Start", fields };
  const token = { decision: "", control: "start", revision: 0 };
  rig.answer = () => ({ kind: "form", form, token });
  await ana.press({ home }, "Start a decision");
  await rig.slack.until(() => ana.modal !== undefined);
  rig.answer = () => ({ kind: "nothing" });
  await ana.submit({ title: "fastapi", where: "C0000001" });
  await rig.adapter.platform.put(outgoing());
  await rig.slack.until(() => rig.slack.team.messages.some(({ text }) => text.includes("/invite")));
  expect(rig.slack.team.messages.every(({ channel }) => channel === "D0000001")).toBe(true);
});

test("a channel in which only some may post is in the way, and said to be", async () => {
  const rig = await start();
  const ana = rig.slack.person("U0000001");
  await ana.command("C0000001", "fastapi");
  rig.slack.server.faults.next("chat.postMessage", { kind: "refuse", error: "restricted_action" });
  expect(await rig.adapter.platform.put(outgoing())).toMatchObject({ kind: "blocked", by: "permission" });
  await rig.slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toContain("only some people may");
});

test("an archived channel is in the way, and said to be once", async () => {
  const rig = await start();
  const ana = rig.slack.person("U0000001");
  await ana.command("C0000001", "fastapi");
  const channel = rig.slack.team.channels.get("C0000001");
  if (channel === undefined) throw new Error("no channel");
  channel.archived = true;
  const blocked = { kind: "blocked", by: "archived", because: "is_archived" };
  expect(await rig.adapter.platform.put(outgoing())).toEqual(blocked);
  await rig.slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toContain("archived");
  expect(await rig.adapter.platform.put(outgoing({ attempt: 180 }))).toEqual(blocked);
  channel.archived = false;
  expect(await rig.adapter.platform.put(outgoing({ attempt: 3 }))).toMatchObject({ kind: "sent" });
  expect(ana.whispers).toHaveLength(1);
});

test("a scope that is missing is named", async () => {
  const rig = await start();
  rig.slack.team.scopes = ["commands"];
  expect(await rig.adapter.platform.put(outgoing())).toEqual({
    kind: "refused",
    why: "forbidden",
    because: "missing_scope: chat:write",
  });
});

test("an answer that is none of Slack's is an outage, not a refusal", async () => {
  const rig = await start();
  rig.slack.server.faults.next("chat.postMessage", { kind: "status", status: 502 });
  expect(await rig.adapter.platform.put(outgoing())).toMatchObject({ kind: "later" });
});

test.each(["invalid_auth", "token_revoked", "account_inactive"])(
  "where the token is not accepted any more (%s), what is to be shown waits",
  async (error) => {
    const rig = await start();
    rig.slack.server.faults.next("chat.postMessage", { kind: "refuse", error });
    expect(await rig.adapter.platform.put(outgoing())).toMatchObject({
      kind: "later",
      afterMs: 60_000,
      because: expect.stringContaining(error),
    });
    expect(await rig.adapter.platform.put(outgoing({ attempt: 2 }))).toMatchObject({ kind: "sent" });
  },
);

test("no token is ever logged", async () => {
  const rig = await start();
  rig.slack.server.faults.next("chat.postMessage", { kind: "refuse", error: "invalid_auth" });
  rig.slack.server.faults.next("chat.postMessage", { kind: "drop" });
  await rig.adapter.platform.put(outgoing());
  await rig.adapter.platform.put(outgoing({ nonce: "n2" }));
  expect(rig.lines.length).toBeGreaterThan(0);
  expect(JSON.stringify(rig.lines)).not.toMatch(/xoxb-|xapp-/);
});

test("after a try that certainly had no effect, nothing is looked for", async () => {
  const rig = await start();
  rig.slack.server.faults.next("chat.postMessage", { kind: "busy", seconds: 1 });
  await rig.adapter.platform.put(outgoing());
  await rig.adapter.platform.put(outgoing({ attempt: 2 }));
  expect(callsOf(rig, "conversations.history")).toHaveLength(0);
  // A try in between, by another replica, may have left something, or leave it late: looked for before and after.
  rig.slack.server.faults.next("chat.postMessage", { kind: "busy", seconds: 1 });
  await rig.adapter.platform.put(outgoing({ nonce: "n2" }));
  await rig.adapter.platform.put(outgoing({ nonce: "n2", attempt: 3 }));
  expect(callsOf(rig, "conversations.history")).toHaveLength(2);
});

test("a mention in a thread of a channel that the bot is not in is answered in a direct message, once", async () => {
  const rig = await start();
  const ana = rig.slack.person("U0000001");
  rig.slack.team.channels.get("C0000001")?.members.delete(rig.slack.team.botUser);
  const parent = await ana.say("C0000001", "hello");
  await ana.say("C0000001", `<@${rig.slack.team.botUser}> fastapi or django`, parent.ts);
  const place = { ...CHANNEL, thread: parent.ts };
  const question = { slot: "question/a", audience: "thread", place } as const;
  expect(await rig.adapter.platform.put(outgoing({ ...question, attempt: 2 }))).toMatchObject({
    kind: "blocked",
  });
  expect(await rig.adapter.platform.put(outgoing({ ...question, nonce: "n2" }))).toMatchObject({
    kind: "blocked",
  });
  await rig.slack.until(() => rig.slack.team.messages.some(({ byBot }) => byBot));
  const said = rig.slack.team.messages.filter(({ byBot }) => byBot);
  expect(said.map(({ channel }) => channel)).toEqual(["D0000001"]);
  expect(said[0]?.text).toContain("/invite");
});

test("nobody is bothered with a message that somebody deleted", async () => {
  const rig = await start();
  const ana = rig.slack.person("U0000001");
  await ana.command("C0000001", "fastapi");
  const outcome = await rig.adapter.platform.put(outgoing());
  rig.slack.team.messages.pop();
  const ref = outcome.kind === "sent" ? outcome.ref : "";
  const calls = rig.slack.server.calls.length;
  expect(await rig.adapter.platform.put(outgoing({ ref }))).toMatchObject({ kind: "refused", why: "gone" });
  expect(rig.slack.server.calls).toHaveLength(calls + 1);
  expect(ana.whispers).toEqual([]);
});

/** A message that stands in the channel, to be taken away. */
async function shown(rig: Rig): Promise<Removal> {
  const outcome = await rig.adapter.platform.put(outgoing());
  if (outcome.kind !== "sent") throw new Error("not sent");
  return outgoing({ ref: outcome.ref });
}

test("a message is taken away later where Slack is busy or away, and not at all where it refuses", async () => {
  const rig = await start();
  const removal = await shown(rig);
  const { faults } = rig.slack.server;
  faults.next("chat.delete", { kind: "busy", seconds: 7 });
  expect(await rig.adapter.platform.remove(removal)).toMatchObject({ kind: "later", afterMs: 7_000 });
  faults.next("chat.delete", { kind: "drop" });
  expect(await rig.adapter.platform.remove(removal)).toMatchObject({ kind: "later" });
  faults.next("chat.delete", { kind: "refuse", error: "cant_delete_message" });
  expect(await rig.adapter.platform.remove(removal)).toMatchObject({ kind: "refused", why: "forbidden" });
  expect(rig.slack.team.messages).toHaveLength(1);
  expect(await rig.adapter.platform.remove(removal)).toMatchObject({ kind: "sent" });
  expect(rig.slack.team.messages).toEqual([]);
});

/** True for the first `times`, as where a process then stands still for longer than its lease. */
function heldFor(times: number): () => Promise<boolean> {
  let asked = 0;
  return async () => asked++ < times;
}

test("what was posted after standing still is taken away, where another has posted it meanwhile", async () => {
  const rig = await start();
  const { platform } = rig.adapter;
  const theirs = await put(rig, { attempt: 2 });
  // Its look was before theirs: nothing was there yet.
  expect(await platform.put(outgoing(), heldFor(1))).toMatchObject({ kind: "later" });
  expect(rig.slack.team.messages.map(({ channel, ts }) => `${channel}:${ts}`)).toEqual([theirs]);
  expect(rig.lines.map(({ message }) => message)).toContain("posted a second time, and taken away again");
});

test("it is taken away though Slack is busy and away first, and where it refuses the log says so", async () => {
  const rig = await start();
  const { platform } = rig.adapter;
  const { faults } = rig.slack.server;
  const theirs = await put(rig, { attempt: 2 });
  faults.next("chat.delete", { kind: "busy", seconds: 1 });
  faults.next("chat.delete", { kind: "drop" });
  await platform.put(outgoing(), heldFor(1));
  expect(rig.slack.team.messages.map(({ channel, ts }) => `${channel}:${ts}`)).toEqual([theirs]);
  faults.next("chat.delete", { kind: "refuse", error: "cant_delete_message" });
  await platform.put(outgoing(), heldFor(1));
  expect(rig.slack.team.messages).toHaveLength(2);
  expect(rig.lines.at(-1)).toMatchObject({
    level: "error",
    message: "posted a second time, and it could not be taken away",
  });
});

test("what an earlier try posts after it was looked for takes the place of what is posted now", async () => {
  const rig = await start();
  let late: string | null = null;
  const outcome = await rig.adapter.platform.put(outgoing({ attempt: 2 }), async () => {
    // It was looked for, and nothing was there.
    late ??= await put(rig, {});
    return true;
  });
  expect(outcome).toMatchObject({ kind: "sent", ref: late });
  expect(rig.slack.team.messages).toHaveLength(1);
});

test("of two that find each other's message after their own, the older one stays", async () => {
  const rig = await start();
  const { platform } = rig.adapter;
  const { team } = rig.slack;
  let asked = 0;
  const older = async () => {
    if (asked++ === 0) return true;
    await rig.slack.until(() => team.messages.length === 2);
    return false;
  };
  let first: ReturnType<typeof platform.put> | null = null;
  const second = await platform.put(outgoing({ attempt: 2 }), async () => {
    // Nothing was there when it looked.
    first ??= platform.put(outgoing(), older);
    await rig.slack.until(() => team.messages.length > 0);
    return true;
  });
  expect(second).toMatchObject({ kind: "sent" });
  expect(await first).toEqual(second);
  expect(team.messages.map(({ channel, ts }) => `${channel}:${ts}`)).toEqual([
    second.kind === "sent" ? second.ref : "",
  ]);
});

test("what was posted after standing still stays, where nobody else has posted it", async () => {
  const rig = await start();
  const { platform } = rig.adapter;
  expect(await platform.put(outgoing(), heldFor(1))).toMatchObject({ kind: "sent" });
  expect(rig.slack.team.messages).toHaveLength(1);
});

test("a file's message is not made once another may make it", async () => {
  const rig = await start();
  const file = { name: "billing.md", text: "# Billing" };
  const card = { ...textCard("Record"), file };
  expect(await rig.adapter.platform.put(outgoing({ card }), heldFor(0))).toMatchObject({ kind: "later" });
  expect(callsOf(rig, "files.completeUploadExternal")).toEqual([]);
});

test("a token that Slack takes no more is an error that says what to do; what is to be shown waits", async () => {
  const rig = await start();
  rig.slack.server.faults.next("chat.postMessage", { kind: "refuse", error: "token_revoked" });
  expect(await rig.adapter.platform.put(outgoing())).toMatchObject({ kind: "later", afterMs: 60_000 });
  expect(rig.lines.filter(({ level }) => level === "error")).toEqual([
    {
      level: "error",
      about: { team: "T0000001", code: "token_revoked" },
      message: expect.stringContaining("set a new SLACK_BOT_TOKEN"),
    },
  ]);
});
