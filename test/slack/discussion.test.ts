import { afterEach, expect, test } from "vitest";
import type { Utterance } from "../../src/port.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import type { Message } from "../fake/slack/state.ts";
import { noWaits, type Rig, type RigOptions, rig } from "./harness.ts";

let made: Rig | null = null;
afterEach(async () => {
  await made?.stop();
  made = null;
});

const CHANNEL = "C0000001";

/** A thread in which Ana and Bo talk, and so does a robot. */
async function talk(options: RigOptions = {}): Promise<{ rig: Rig; parent: Message; reply: Message }> {
  made = await rig(options);
  const { slack } = made;
  const parent = await slack.person("U0000001").say(CHANNEL, "fastapi or django for billing?");
  const reply = await slack
    .person("U0000002")
    .say(CHANNEL, "<@U0000001|ana> we need &lt;10 ms\n&gt; quoted", parent.ts);
  const robot = { ...reply, ts: slack.team.nextTs(), user: "U0000009", byBot: true, text: "beep" };
  slack.team.messages.push(robot);
  made.heard.length = 0;
  return { rig: made, parent, reply };
}

function mention({ slack }: Rig, thread: string): Promise<Message> {
  return slack.person("U0000003").say(CHANNEL, `<@${slack.team.botUser}> decide this`, thread);
}

function heardDiscussion({ heard }: Rig): readonly Utterance[] | undefined {
  const what = heard[0]?.what;
  return what?.kind === "message" || what?.kind === "command" ? what.discussion : undefined;
}

test("a mention in a thread brings what people said there before, with links", async () => {
  const { rig, parent, reply } = await talk();
  await mention(rig, parent.ts);
  const at = (ts: string): string => `https://example.slack.com/archives/${CHANNEL}/p${ts.replace(".", "")}`;
  expect(heardDiscussion(rig)).toEqual([
    { person: { id: "U0000001", name: "Ana" }, text: "fastapi or django for billing?", link: at(parent.ts) },
    {
      person: { id: "U0000002", name: "Bo", admin: true },
      text: "@Ana we need <10 ms\n> quoted",
      link: `${at(reply.ts)}?thread_ts=${parent.ts}&cid=${CHANNEL}`,
    },
  ]);
});

test("the shortcut brings the message that it was used on, and its thread", async () => {
  const { rig, parent } = await talk();
  await rig.slack.person("U0000003").shortcut(parent);
  expect(heardDiscussion(rig)).toHaveLength(2);
});

test("nothing is read where a decision is being made already, outside of threads, or in talk that is not to us", async () => {
  // The stand-in's first message.
  const thread = "1700000000.000100";
  const { rig, parent } = await talk({
    open: [
      { place: { platform: "slack", team: "T0000001", channel: CHANNEL, thread }, since: 0, origin: null },
    ],
  });
  const reads = () => rig.slack.server.calls.filter(({ method }) => method === "conversations.replies");
  // What was said before it was connected is read once.
  await rig.slack.until(() => reads().length === 1);
  expect(parent.ts).toBe(thread);
  const ana = rig.slack.person("U0000001");
  await mention(rig, thread);
  await ana.say(CHANNEL, `<@${rig.slack.team.botUser}> fastapi or django`);
  await ana.say(CHANNEL, "lunch?", thread);
  await ana.command(CHANNEL, "fastapi or django");
  expect(reads()).toHaveLength(1);
});

test("of a long thread the newest two hundred, read in bounded calls", async () => {
  const { rig, parent } = await talk();
  const { team } = rig.slack;
  for (let n = 0; n < 500; n += 1)
    team.messages.push({ ...parent, ts: team.nextTs(), thread: parent.ts, text: `line ${n}` });
  await mention(rig, parent.ts);
  const discussion = heardDiscussion(rig) ?? [];
  expect(discussion).toHaveLength(200);
  expect(discussion.at(-1)?.text).toBe("line 499");
  const calls = rig.slack.server.calls.map(({ method }) => method);
  expect(calls.filter((method) => method === "conversations.replies").length).toBeLessThanOrEqual(10);
  expect(calls.filter((method) => method === "chat.getPermalink").length).toBeLessThanOrEqual(2);
});

test("a thread that cannot be read is gone on without, and the log says so", async () => {
  const { rig, parent } = await talk();
  for (let times = 0; times < 2; times += 1)
    rig.slack.server.faults.next("conversations.replies", { kind: "refuse", error: "unknown_method" });
  await mention(rig, parent.ts);
  expect(rig.heard[0]?.what).toMatchObject({ kind: "message", toUs: true });
  expect(heardDiscussion(rig)).toBeUndefined();
  expect(rig.lines.filter(({ level }) => level === "warn")[0]?.message).toContain("could not be read");
});

test("without permalinks the words come without links", async () => {
  const { rig, parent } = await talk();
  for (let times = 0; times < 2; times += 1)
    rig.slack.server.faults.next("chat.getPermalink", { kind: "refuse", error: "unknown_method" });
  await mention(rig, parent.ts);
  expect(heardDiscussion(rig)?.map(({ link }) => link)).toEqual([null, null]);
});

test("a thread that takes too long is not waited for", async () => {
  const slack = await FakeSlack.start();
  const never = Promise.withResolvers<void>();
  const { rig, parent } = await talk({
    slack,
    wait: (ms, signal) => (ms === 1_400 ? Promise.resolve() : noWaits()(ms, signal)),
  });
  for (let times = 0; times < 2; times += 1)
    slack.server.faults.next("conversations.replies", { kind: "late", until: never.promise });
  await mention(rig, parent.ts);
  expect(rig.heard).not.toEqual([]);
  expect(heardDiscussion(rig)).toBeUndefined();
  never.resolve();
});

test("the thread is called what its first message says, whoever wrote that", async () => {
  const { rig, parent } = await talk();
  const { slack, heard } = rig;
  await mention(rig, parent.ts);
  expect(heard[0]?.what).toMatchObject({ threadName: "fastapi or django for billing?" });
  const robot = {
    ...parent,
    ts: slack.team.nextTs(),
    user: "U0000009",
    byBot: true,
    text: "Alert: <@U0000002>",
  };
  slack.team.messages.push(robot);
  await mention(rig, robot.ts);
  expect(heard.at(-1)?.what).toMatchObject({ threadName: "Alert: @Bo", discussion: [] });
});

test("where Slack gives one page a minute, that page is read, once, and what was read is told", async () => {
  const { rig, parent } = await talk();
  const { team, server } = rig.slack;
  for (let n = 0; n < 300; n += 1)
    team.messages.push({ ...parent, ts: team.nextTs(), thread: parent.ts, text: `line ${n}` });
  server.faults.next("conversations.replies", { kind: "late", until: Promise.resolve() });
  server.faults.next("conversations.replies", { kind: "busy", seconds: 60 });
  await mention(rig, parent.ts);
  await mention(rig, parent.ts);
  const parts = rig.heard.map(({ what }) =>
    what.kind === "message" ? [what.discussion?.length, what.partly] : [],
  );
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(part).toEqual([199, true]);
  expect(server.calls.filter(({ method }) => method === "conversations.replies").length).toBeLessThanOrEqual(
    2,
  );
});
