import { afterEach, expect, onTestFinished, test } from "vitest";
import type { Form } from "../../src/card/card.ts";
import { addChannel } from "../fake/slack/slack.ts";
import { noWaits, type Rig, rig } from "./harness.ts";

let made: Rig | null = null;
afterEach(async () => {
  await made?.stop();
  made = null;
});

const START = { decision: "", control: "start", revision: 0 };

const START_FORM: Form = {
  id: "start",
  title: "Start a decision",
  submit: "Start",
  fields: [
    { kind: "line", id: "title", label: "What?", required: true, max: 100 },
    { kind: "people", id: "who", label: "With whom?", required: false, most: 20 },
  ],
};

async function start(): Promise<Rig> {
  made = await rig();
  return made;
}

test("a slash command: the words without the people, who become invited", async () => {
  const { slack, heard } = await start();
  await slack
    .person("U0000001")
    .command("C0000001", "fastapi &amp; django for billing <@U0000002|bo> <@U0000003|cy>");
  expect(heard).toEqual([
    {
      id: expect.stringMatching(/^command\/T0000001\//),
      at: expect.any(Number),
      place: { platform: "slack", team: "T0000001", channel: "C0000001", thread: null },
      by: { id: "U0000001", name: "Ana" },
      what: {
        kind: "command",
        text: "fastapi & django for billing",
        invited: [
          { id: "U0000002", name: "Bo", admin: true },
          { id: "U0000003", name: "Cy", zone: "Asia/Kolkata" },
        ],
        origin: null,
      },
    },
  ]);
});

test("a mention comes as a mention and as a message, and both are the same event", async () => {
  const { slack, heard } = await start();
  const said = await slack.person("U0000001").say("C0000001", `<@${slack.team.botUser}> fastapi or django?`);
  expect(heard).toHaveLength(2);
  expect(heard[0]).toMatchObject({
    place: { thread: null },
    what: { kind: "command", text: "fastapi or django?", invited: [], origin: said.ts },
  });
  expect(heard[0]?.id).toBe(heard[1]?.id);
});

test("a mention in a thread belongs to the thread", async () => {
  const { slack, heard } = await start();
  const parent = await slack.person("U0000001").say("C0000001", "what shall we take?");
  expect(heard).toEqual([]);
  await slack
    .person("U0000002")
    .say("C0000001", `<@${slack.team.botUser}> decide this with <@U0000003>`, parent.ts);
  expect(heard[0]).toMatchObject({
    place: { channel: "C0000001", thread: parent.ts },
    by: { id: "U0000002", name: "Bo", admin: true },
    what: {
      kind: "message",
      text: "decide this with",
      toUs: true,
      invited: [{ id: "U0000003", name: "Cy" }],
    },
  });
});

test("talk in a thread is heard with people's names in it, but was not said to us", async () => {
  const { slack, heard } = await start();
  const parent = await slack.person("U0000001").say("C0000001", "what shall we take?");
  await slack
    .person("U0000002")
    .say("C0000001", "<@U0000001> we need &lt;10 ms, see <https://a.example/x|this>", parent.ts);
  expect(heard).toHaveLength(1);
  expect(heard[0]?.what).toEqual({
    kind: "message",
    message: expect.any(String),
    text: "@Ana we need <10 ms, see this",
    toUs: false,
    invited: [],
    origin: expect.any(String),
  });
});

test("in a direct message everything is said to us", async () => {
  const { slack, heard } = await start();
  const direct = slack.team.direct("U0000001");
  await slack.person("U0000001").say(direct.id, "fastapi or django");
  expect(heard[0]).toMatchObject({
    place: { channel: direct.id, thread: null },
    what: { kind: "message", toUs: true, text: "fastapi or django" },
  });
});

test("what the bot itself says, what other bots say, and what nobody says is not heard", async () => {
  const { slack, heard } = await start();
  const { team } = slack;
  const ana = slack.person("U0000001");
  const base = {
    type: "message",
    channel: "C0000001",
    ts: "1.1",
    thread_ts: "1.0",
    channel_type: "channel",
    text: "hello",
  };
  for (const event of [
    { ...base, user: team.botUser },
    { ...base, user: "U0000009", bot_id: "BOTHER" },
    { ...base, bot_id: "BOTHER", subtype: "bot_message" },
    { ...base, subtype: "message_changed", message: { ...base, user: "U0000001" } },
    { ...base, subtype: "message_deleted", deleted_ts: "1.0" },
    { ...base, user: "U0000001", subtype: "channel_join" },
  ]) {
    await slack.deliver("events_api", ana.envelopeOf(event));
  }
  expect(heard).toEqual([]);
});

test("the message shortcut starts in the thread of the message, or opens one on it", async () => {
  const { slack, heard } = await start();
  const ana = slack.person("U0000001");
  const parent = await ana.say("C0000001", "what shall we take?");
  const reply = await ana.say("C0000001", "no idea", parent.ts);
  heard.length = 0;
  await ana.shortcut(parent);
  await ana.shortcut(reply);
  expect(heard.map(({ place, what }) => [place.thread, what])).toMatchObject([
    [parent.ts, { kind: "command", text: "", invited: [], origin: parent.ts, threadName: parent.text }],
    [parent.ts, { kind: "command", text: "", invited: [], origin: reply.ts, threadName: "no idea" }],
  ]);
});

test("the Home tab shows one's own decisions; its Start button opens a form that asks where, too", async () => {
  const { slack, heard } = await start();
  if (made === null) throw new Error("not started");
  const ana = slack.person("U0000001");
  const card = { title: "Decisions", blocks: [{ kind: "text", text: ["Billing: open"] }] } as const;
  made.answer = () => ({ kind: "ephemeral", card, token: null });
  const home = await ana.openHome();
  expect(heard[0]).toMatchObject({ place: { channel: "D0000001", thread: null }, what: { kind: "home" } });
  expect(JSON.stringify(home)).toContain("Billing: open");
  expect(JSON.stringify(home)).toContain("`/decide` in a channel");
  if (home === undefined) throw new Error("no Home tab");

  made.answer = () => ({ kind: "form", form: START_FORM, token: START });
  await ana.press({ home }, "Start a decision");
  expect(heard[1]).toMatchObject({
    place: { channel: "U0000001", thread: null },
    what: { kind: "press", token: START, value: null },
  });
  await slack.until(() => ana.modal !== undefined);
  made.answer = ({ what }) =>
    what.kind === "home" ? { kind: "ephemeral", card, token: null } : { kind: "nothing" };
  await ana.submit({ title: "fastapi or django", who: ["U0000002"], where: "C0000001" });
  expect(heard[2]).toMatchObject({
    place: { channel: "C0000001", thread: null },
    by: { id: "U0000001", name: "Ana" },
    what: {
      kind: "submit",
      token: START,
      fields: { title: "fastapi or django" },
      people: { who: [{ id: "U0000002", name: "Bo", admin: true }] },
    },
  });
  expect(ana.modal).toBeUndefined();
  // What has just begun is on the tab.
  await slack.until(() => heard.length === 4);
  expect(heard[3]?.what).toEqual({ kind: "home" });
});

test("a form that starts a decision is opened by the command, too, and then belongs to its channel", async () => {
  const { slack, heard } = await start();
  if (made === null) throw new Error("not started");
  const ana = slack.person("U0000001");
  made.answer = () => ({ kind: "form", form: START_FORM, token: START });
  await ana.command("C0000001", "");
  await slack.until(() => ana.modal !== undefined);
  expect(JSON.stringify(ana.modal?.view)).not.toContain("In which channel?");
  made.answer = () => ({ kind: "nothing" });
  await ana.submit({ title: "fastapi or django" });
  expect(heard.at(-1)).toMatchObject({
    place: { channel: "C0000001", thread: null },
    what: { kind: "submit", token: START, fields: { title: "fastapi or django" }, people: { who: [] } },
  });
});

test("a Home tab whose list cannot be had says so", async () => {
  const { slack } = await start();
  if (made !== null) made.answer = () => Promise.reject(new Error("the disk is full"));
  const home = await slack.person("U0000001").openHome();
  expect(JSON.stringify(home)).toContain("could not be loaded");
  expect(JSON.stringify(home)).toContain("Start a decision");
});

test("a name that Slack does not tell in time is the payload's", async () => {
  const others = noWaits();
  const nameMs = 300;
  made = await rig({ wait: (ms, signal) => (ms === nameMs ? Promise.resolve() : others(ms, signal)) });
  const { slack, heard } = made;
  const { promise, resolve } = Promise.withResolvers<void>();
  slack.server.faults.next("users.info", { kind: "late", until: promise });
  await slack.person("U0000001").command("C0000001", "help");
  expect(heard[0]?.by).toEqual({ id: "U0000001", name: "ana" });
  resolve();
});

test("a name is asked for once, also by many at the same time", async () => {
  const { slack, heard } = await start();
  const ana = slack.person("U0000001");
  await Promise.all([ana.command("C0000001", "help"), ana.command("C0000001", "list")]);
  await ana.command("C0000001", "packs");
  expect(heard).toHaveLength(3);
  expect(slack.server.calls.filter(({ method }) => method === "users.info")).toHaveLength(1);
});

test("private channels are heard like public ones", async () => {
  const { slack, heard } = await start();
  addChannel(slack.team, "G0000001", "secret", "private", true);
  await slack.person("U0000001").say("G0000001", `<@${slack.team.botUser}> help`);
  expect(heard[0]).toMatchObject({ place: { channel: "G0000001" }, what: { kind: "command", text: "help" } });
});

test("where Slack sends names as letters, people are found by what they are called", async () => {
  const { slack, heard } = await start();
  await slack.person("U0000001").command("C0000001", "a@b or django @bo, (@Cy) @nobody @");
  expect(heard[0]?.what).toEqual({
    kind: "command",
    text: "a@b or django , () @nobody @",
    invited: [
      { id: "U0000002", name: "Bo", admin: true },
      { id: "U0000003", name: "Cy", zone: "Asia/Kolkata" },
    ],
    origin: null,
  });
});

test("bots that are named are not waited for, and neither are we", async () => {
  const { slack, heard } = await start();
  await slack
    .person("U0000001")
    .command("C0000001", `django <@U0000009|robot> <@${slack.team.botUser}> <@U0000002|bo>`);
  expect(heard[0]?.what).toMatchObject({ text: "django", invited: [{ name: "Bo" }] });
  await slack.person("U0000001").say("C0000001", `<@${slack.team.botUser}> django <@U0000009>`);
  expect(heard[1]?.what).toMatchObject({ text: "django", invited: [] });
});

test("what another server leaves out, or sends as null, is done without", async () => {
  const { slack, heard, lines } = await start();
  const ana = slack.person("U0000001");
  for (let times = 0; times < 9; times += 1)
    slack.server.faults.next("users.info", { kind: "refuse", error: "unknown_method" });

  const {
    team_id: _,
    authorizations: __,
    ...bare
  } = ana.envelopeOf({
    type: "message",
    channel: "C0000001",
    user: "U0000001",
    text: "core",
    ts: "1.000002",
    thread_ts: "1.000001",
    subtype: null,
    bot_id: null,
  });
  await slack.deliver("events_api", bare);
  expect(heard[0]).toMatchObject({ place: { team: "T0000001", thread: "1.000001" }, what: { text: "core" } });

  await ana.command("C0000001", "help");
  await ana.say(slack.team.direct("U0000001").id, "hello");
  expect(heard.map(({ by }) => by.name)).toEqual(["U0000001", "ana", "ana"]);
  expect(lines.filter(({ level }) => level === "warn")).toHaveLength(1);

  const question = {
    ts: "1.000003",
    channel: "C0000001",
    user: slack.team.botUser,
    byBot: true,
    thread: "1.000001",
    broadcast: false,
    files: [],
    text: "?",
    blocks: [
      {
        type: "actions",
        elements: [{ type: "button", action_id: "p1:abcd1234:1:accept", text: { text: "Accept" } }],
      },
    ],
    metadata: null,
    edits: 0,
  };
  const { container: ___, team: ____, ...press } = ana.pressPayload({ message: question }, "Accept");
  await slack.deliver("interactive", { ...press, user: { id: "U0000001" } });
  expect(heard[3]).toMatchObject({
    place: { team: "T0000001", channel: "C0000001", thread: "1.000001" },
    by: { name: "ana" },
    what: { kind: "press", token: { decision: "abcd1234", control: "accept", revision: 1 } },
  });
});

test("the Home tab is drawn every time it is opened, also where two openings look alike", async () => {
  const { slack } = await start();
  const opened = slack.person("U0000001").envelopeOf({ type: "app_home_opened", user: "U0000001" });
  await slack.deliver("events_api", opened);
  await slack.deliver("events_api", opened);
  expect(slack.server.calls.filter(({ method }) => method === "views.publish")).toHaveLength(2);
});

test("an edited message in a thread is the same message with other words", async () => {
  const { slack, heard } = await start();
  const ana = slack.person("U0000001");
  const parent = await ana.say("C0000001", "what shall we take?");
  const reply = await ana.say("C0000001", "2", parent.ts);
  await ana.edit(reply, "1 because <@U0000002> says so");
  expect(heard.map(({ what }) => what)).toEqual([
    { kind: "message", toUs: false, message: reply.ts, text: "2", invited: [], origin: reply.ts },
    {
      kind: "message",
      toUs: false,
      message: reply.ts,
      edited: true,
      text: "1 because @Bo says so",
      invited: [],
      origin: reply.ts,
    },
  ]);
  await ana.edit(reply, "1");
  expect(new Set(heard.map(({ id }) => id)).size).toBe(3);
  expect(heard[2]).toMatchObject({ place: { thread: parent.ts }, by: { name: "Ana" } });
});

test("an edit in a direct message is heard; one in the channel itself is not, for what it asked for has begun", async () => {
  const { slack, heard } = await start();
  const ana = slack.person("U0000001");
  const said = await ana.say(slack.team.direct("U0000001").id, "1");
  await ana.edit(said, "2");
  expect(heard.at(-1)?.what).toMatchObject({ kind: "message", toUs: true, edited: true, text: "2" });
  const asked = await ana.say("C0000001", `<@${slack.team.botUser}> fastapi`);
  const before = heard.length;
  await ana.edit(asked, `<@${slack.team.botUser}> fastapi or django`);
  expect(heard).toHaveLength(before);
});

test("a preview, an edit of the bot's own message, and one by somebody else are no edits of what was said", async () => {
  const { slack, heard } = await start();
  const { team } = slack;
  const ana = slack.person("U0000001");
  const said = { type: "message", user: ana.id, ts: "1.1", thread_ts: "1.0", text: "hello" };
  const edited = { user: ana.id, ts: "1.2" };
  const changes = [
    // Slack looks at links, and at the language.
    { message: said, previous_message: said },
    { message: { ...said, edited }, previous_message: said },
    { message: { ...said, text: "bye" }, previous_message: said },
    { message: { ...said, text: "bye", edited: { ...edited, user: "U0000002" } }, previous_message: said },
    { message: { ...said, user: team.botUser, bot_id: "B1", text: "bye", edited }, previous_message: said },
    {},
  ];
  for (const change of changes)
    await slack.deliver(
      "events_api",
      ana.envelopeOf({
        type: "message",
        subtype: "message_changed",
        channel: "C0000001",
        channel_type: "channel",
        ts: "1.3",
        ...change,
      }),
    );
  expect(heard).toEqual([]);
});

test("a user group is its people; a group whose people Slack does not tell is named", async () => {
  const { slack, heard } = await start();
  const { team } = slack;
  team.groups.set("S1", { handle: "backend", users: ["U0000002", "U0000003", "U0000009"] });
  team.groups.set("S2", {
    handle: "all-hands",
    users: Array.from({ length: 31 }, (_, n) => `U1${String(n).padStart(6, "0")}`),
  });
  const ana = slack.person("U0000001");
  await ana.command("C0000001", "fastapi or django <!subteam^S1|@backend> <@U0000002|bo>");
  expect(heard[0]?.what).toEqual({
    kind: "command",
    text: "fastapi or django",
    invited: [
      { id: "U0000002", name: "Bo", admin: true },
      { id: "U0000003", name: "Cy", zone: "Asia/Kolkata" },
    ],
    origin: null,
  });
  await ana.say(
    "C0000001",
    `<@${team.botUser}> django? <!subteam^S2|@all-hands> <!here> <!subteam^S3|@gone>`,
  );
  expect(heard[1]?.what).toMatchObject({
    text: "django?",
    invited: [],
    groups: ["all-hands", "here", "gone"],
  });
  team.scopes = team.scopes.filter((scope) => scope !== "usergroups:read");
  await ana.command("C0000001", "fastapi <!subteam^S4|@frontend>");
  expect(heard.at(-1)?.what).toMatchObject({ groups: ["frontend"] });
  expect(made?.lines).toMatchObject([
    { level: "info" },
    { level: "info" },
    { level: "warn", about: { failure: { code: "no_such_subteam" } } },
    { level: "warn", about: { failure: { code: "missing_scope", needed: "usergroups:read" } } },
  ]);
});

test("somebody's language comes with their name", async () => {
  const { slack, heard } = await start();
  const cy = slack.team.users.get("U0000003");
  if (cy === undefined) throw new Error("nobody");
  slack.team.users.set("U0000003", { ...cy, locale: "en-GB" });
  await slack.person("U0000003").command("C0000001", "fastapi or django by 4/3");
  expect(heard[0]?.by).toEqual({ id: "U0000003", name: "Cy", zone: "Asia/Kolkata", locale: "en-GB" });
});

test.each(["channel_deleted", "group_deleted"])("%s: what was being decided there is gone", async (type) => {
  const { slack, heard } = await start();
  const event = slack.person("U0000001").envelopeOf({ type, channel: "C0000001", event_ts: "1.1" });
  await slack.deliver("events_api", event);
  await slack.deliver("events_api", event);
  expect(heard).toMatchObject([
    { place: { channel: "C0000001", thread: null }, what: { kind: "gone" } },
    { id: heard[0]?.id },
  ]);
});
test("of 2,500 people whom a message names, a few are looked up, and all are asked", async () => {
  const made = await start();
  const ids = Array.from({ length: 2_500 }, (_, n) => `U9${String(n).padStart(6, "0")}`);
  const said = ids.map((id) => `<@${id}>`).join(" ");
  await made.slack.person("U0000001").say("C0000001", `<@UBOTT0000001> fastapi or django ${said}`);
  const calls = made.slack.server.calls.filter(({ method }) => method === "users.info");
  expect(calls.length).toBeLessThan(60);
  const [first] = made.heard;
  expect(first?.what.kind === "command" && first.what.invited).toHaveLength(2_500);
});

test.each([
  ["without an event", { envelope_id: "e1", type: "events_api", payload: {} }],
  ["without a payload", { envelope_id: "e1", type: "events_api" }],
  ["of nothing", null],
  ["of a kind that nobody knows", { envelope_id: "e1", type: "tomorrow", payload: { event: 7 } }],
  ["whose event is a list", { envelope_id: "e1", type: "events_api", payload: { event: [] } }],
  ["without a command's words", { envelope_id: "e1", type: "slash_commands", payload: null }],
])("an envelope %s is passed over, and what comes next is heard", async (_, envelope) => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  const { slack, heard } = await start();
  slack.server.sendRaw(JSON.stringify(envelope));
  await slack.person("U0000001").command("C0000001", "are you there");
  expect(heard.map(({ what }) => what)).toMatchObject([{ kind: "command", text: "are you there" }]);
  expect(unhandled).toEqual([]);
});

test("what was pressed while the process stood still is neither heard nor acknowledged; what was said is", async () => {
  let still = true;
  made = await rig({ stoodStill: () => still });
  const { slack, heard, lines } = made;
  const ana = slack.person("U0000001");
  const late = ana.command("C0000001", "fastapi or django for late");
  await ana.say("C0000001", `<@${slack.team.botUser}> fastapi or django for said`);
  still = false;
  await ana.command("C0000001", "fastapi or django for now");
  expect([...new Set(heard.map(({ what }) => ("text" in what ? what.text : what.kind)))]).toEqual([
    "fastapi or django for said",
    "fastapi or django for now",
  ]);
  expect(lines.map(({ message }) => message)).toContain(
    "what somebody did while this process stood still is not heard any more",
  );
  expect(await Promise.race([late, Promise.resolve("not acknowledged")])).toBe("not acknowledged");
});
