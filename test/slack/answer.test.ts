import { afterEach, expect, test } from "vitest";
import type { Form } from "../../src/card/card.ts";
import type { Outgoing, Reply } from "../../src/port.ts";
import { see } from "../fake/slack/render.ts";
import { addChannel } from "../fake/slack/slack.ts";
import { CHANNEL, ephemeral, heldTime, noWaits, outgoing, post, type Rig, rig } from "./harness.ts";

let made: Rig | null = null;
afterEach(async () => {
  await made?.stop();
  made = null;
});

async function start(options: Parameters<typeof rig>[0] = {}): Promise<Rig> {
  made = await rig(options);
  return made;
}

const TOKEN = { decision: "abcd1234", control: "later/admin", revision: 3 };

const FORM: Form = {
  id: "later/admin",
  title: "Today and later",
  intro: ["What is it ", { kind: "strong", text: "today" }, "?"],
  submit: "Save",
  fields: [
    {
      kind: "choice",
      id: "today",
      label: "Today",
      options: [
        { value: "core", label: "Core" },
        { value: "none", label: "None", hint: "Nobody" },
      ],
      initial: "core",
      required: true,
    },
    { kind: "paragraph", id: "because", label: "Why?", required: false, max: 500, initial: "as *before*" },
  ],
};

const BUTTON = outgoing({
  card: {
    title: "Admin?",
    blocks: [
      { kind: "heading", text: ["Admin?"] },
      {
        kind: "controls",
        controls: [
          { kind: "button", id: "later/admin", label: "Different later…", opens: "form" },
          { kind: "button", id: "breakdown", label: "Full breakdown" },
        ],
      },
    ],
  },
});

function posted(rig: Rig, change: Partial<Outgoing> = {}) {
  return post(rig, { ...BUTTON, ...change });
}

test("the answer to a command is for the requester only, also where the bot is no member", async () => {
  const rig = await start();
  rig.answer = () => ephemeral("Only for you");
  rig.slack.team.channels.get("C0000001")?.members.delete(rig.slack.team.botUser);
  const ana = rig.slack.person("U0000001");
  await ana.command("C0000001", "help");
  await rig.slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toBe("Only for you");
  expect(rig.slack.team.messages).toEqual([]);
});

test.each([
  ["a direct message between others", "D0000012", "directmessage"],
  ["a group message without the bot", "C0000013", "mpdm-ana--bo--cy-1"],
])("in %s nothing begins, and that is said at once", async (_, id, name) => {
  const rig = await start();
  const ana = rig.slack.person("U0000001");
  addChannel(rig.slack.team, id, name, "im", false);
  await ana.command(id, "fastapi or django");
  await rig.slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toContain("not in this conversation");
  expect(rig.heard).toEqual([]);
  await ana.command(rig.slack.team.direct(ana.id).id, "fastapi or django");
  expect(rig.heard).toHaveLength(1);
});

test("an ephemeral reply in a thread is whispered in the thread", async () => {
  const rig = await start();
  const ana = rig.slack.person("U0000001");
  const parent = await ana.say("C0000001", "hello");
  rig.answer = () => ephemeral("Which one?");
  await ana.say("C0000001", "fast one", parent.ts);
  await rig.slack.until(() => rig.slack.team.ephemerals.length > 0);
  expect(rig.slack.team.ephemerals).toMatchObject([
    { user: "U0000001", channel: "C0000001", thread: parent.ts },
  ]);
});

test("an ephemeral reply in a direct message is an ordinary message: it is private already, and it stays", async () => {
  const rig = await start();
  rig.answer = () => ephemeral("Which one?");
  const direct = rig.slack.team.direct("U0000001");
  await rig.slack.person("U0000001").say(direct.id, "fast one");
  await rig.slack.until(() => rig.slack.team.messages.at(-1)?.byBot === true);
  expect(rig.slack.team.messages.at(-1)).toMatchObject({
    byBot: true,
    channel: direct.id,
    text: "Which one?",
  });
});

test("a press that opens a form; the form comes back with its token and its place", async () => {
  const rig = await start();
  const root = await rig.slack.person("U0000001").say("C0000001", "hello");
  const message = await posted(rig, {
    slot: "question/admin",
    audience: "thread",
    place: { ...CHANNEL, thread: root.ts },
  });
  const ana = rig.slack.person("U0000001");
  rig.answer = () => ({ kind: "form", form: FORM, token: TOKEN });
  await ana.press({ message }, "Different later…");
  await rig.slack.until(() => ana.modal !== undefined);
  rig.answer = () => ({ kind: "nothing" });
  await ana.submit({ today: "none", because: "we *changed* our mind" });
  expect(rig.heard.at(-1)).toMatchObject({
    place: { channel: "C0000001", thread: root.ts },
    what: { kind: "submit", token: TOKEN, fields: { today: "none", because: "we *changed* our mind" } },
  });
  expect(ana.modal).toBeUndefined();
});

test("people who are picked in a form come as people", async () => {
  const rig = await start();
  const message = await posted(rig);
  const ana = rig.slack.person("U0000001");
  const fields: Form["fields"] = [
    { kind: "people", id: "who", label: "Who?", required: false, most: 20 },
    { kind: "line", id: "title", label: "What?", required: true, max: 100 },
  ];
  rig.answer = () => ({ kind: "form", form: { ...FORM, fields }, token: TOKEN });
  await ana.press({ message }, "Different later…");
  await rig.slack.until(() => ana.modal !== undefined);
  // Robots cannot answer.
  await ana.submit({ who: ["U0000002", "U0000009"], title: "Billing" });
  expect(rig.heard.at(-1)?.what).toEqual({
    kind: "submit",
    token: TOKEN,
    fields: { title: "Billing" },
    people: { who: [{ id: "U0000002", name: "Bo", admin: true }] },
  });
});

test("a form that was not saved stays open, with what was typed, and says so", async () => {
  const rig = await start();
  const message = await posted(rig);
  const ana = rig.slack.person("U0000001");
  rig.answer = () => ({ kind: "form", form: FORM, token: TOKEN });
  await ana.press({ message }, "Different later…");
  await rig.slack.until(() => ana.modal !== undefined);
  rig.answer = () => Promise.reject(new Error("the disk is full"));
  await ana.submit({ today: "none" });
  expect(ana.modal?.errors).toEqual({ today: expect.stringContaining("not saved") });
});

test("a form with something wrong stays open and says what", async () => {
  const rig = await start();
  const message = await posted(rig);
  const ana = rig.slack.person("U0000001");
  rig.answer = () => ({ kind: "form", form: FORM, token: TOKEN });
  await ana.press({ message }, "Different later…");
  await rig.slack.until(() => ana.modal !== undefined);
  rig.answer = () => ({ kind: "errors", fields: { because: "Please fill this in." } });
  await ana.submit({ today: "none", because: "" });
  expect(ana.modal?.errors).toEqual({ because: "Please fill this in." });
  expect(rig.heard.at(-1)?.what).toMatchObject({ fields: { today: "none", because: "" } });
});

test("a form that another process has heard is left to that one to acknowledge: it would close without what is wrong with it", async () => {
  const rig = await start({ wait: heldTime().wait });
  const message = await posted(rig);
  const ana = rig.slack.person("U0000001");
  rig.answer = () => ({ kind: "form", form: FORM, token: TOKEN });
  await ana.press({ message }, "Different later…");
  await rig.slack.until(() => ana.modal !== undefined);
  rig.answer = () => ({ kind: "repeated" });
  let acknowledged = false;
  void ana.submit({ today: "none" }).then(() => {
    acknowledged = true;
  });
  await rig.slack.until(() => rig.heard.length === 2);
  // What was heard is handled by then.
  await rig.stop();
  made = null;
  expect(acknowledged).toBe(false);
  expect(ana.modal).toBeDefined();
});

test("a form can be answered by the next form", async () => {
  const rig = await start();
  const message = await posted(rig);
  const ana = rig.slack.person("U0000001");
  rig.answer = () => ({ kind: "form", form: FORM, token: TOKEN });
  await ana.press({ message }, "Different later…");
  await rig.slack.until(() => ana.modal !== undefined);
  rig.answer = () => ({ kind: "form", form: { ...FORM, title: "And then" }, token: TOKEN });
  await ana.submit({ today: "none" });
  expect(ana.modal?.view.title).toMatchObject({ text: "And then" });
});

test("a press is acknowledged only when it is saved", async () => {
  const rig = await start();
  const message = await posted(rig);
  const saved = Promise.withResolvers<Reply>();
  rig.answer = () => saved.promise;
  let acknowledged = false;
  const pressed = rig.slack
    .person("U0000001")
    .press({ message }, "Full breakdown")
    .then(() => {
      acknowledged = true;
    });
  await rig.slack.until(() => rig.heard.length === 1);
  expect(acknowledged).toBe(false);
  saved.resolve({ kind: "nothing" });
  await pressed;
  expect(acknowledged).toBe(true);
});

test("a press that could not be saved: the person hears it, and only then is it acknowledged", async () => {
  const rig = await start();
  const message = await posted(rig);
  rig.answer = () => Promise.reject(new Error("the disk is full"));
  const ana = rig.slack.person("U0000001");
  await ana.press({ message }, "Full breakdown");
  expect(ana.whispers.map(({ text }) => text)).toEqual([expect.stringContaining("not saved")]);
});

test("a press that could not be saved, and whose author cannot be told either, is not acknowledged: Slack tells them", async () => {
  const [slow, atOnce] = [noWaits(), () => new Promise<void>((resolve) => setImmediate(resolve))];
  let wait: typeof slow = slow;
  const rig = await start({ wait: (ms, signal) => wait(ms, signal) });
  const message = await posted(rig);
  rig.answer = () => Promise.reject(new Error("the disk is full"));
  for (let n = 0; n < 20; n++) rig.slack.server.faults.next("*", { kind: "status", status: 503 });
  wait = atOnce;
  let acknowledged = false;
  const payload = rig.slack.person("U0000001").pressPayload({ message }, "Full breakdown");
  void rig.slack.deliver("interactive", { ...payload, response_url: "" }).then(() => {
    acknowledged = true;
  });
  await rig.slack.until(() => rig.lines.some(({ message }) => message === "an answer could not be given"));
  wait = slow;
  rig.answer = () => ({ kind: "nothing" });
  await rig.slack.person("U0000002").press({ message }, "Full breakdown");
  expect(acknowledged).toBe(false);
});

test("a form whose saving fails late says so in the form, where that is not too late, and elsewhere", async () => {
  const time = heldTime();
  const rig = await start({ wait: time.wait });
  const message = await posted(rig);
  const ana = rig.slack.person("U0000001");
  rig.answer = () => ({ kind: "form", form: FORM, token: TOKEN });
  await ana.press({ message }, "Different later…");
  await rig.slack.until(() => ana.modal !== undefined);
  const saved = Promise.withResolvers<Reply>();
  rig.answer = () => saved.promise;
  const sent = ana.submit({ today: "none" });
  await rig.slack.until(() => rig.heard.length === 2);
  time.pass();
  await new Promise((resolve) => setImmediate(resolve));
  saved.reject(new Error("the disk is full"));
  await sent;
  expect(ana.modal?.errors).toEqual({ today: expect.stringContaining("not saved") });
  await rig.slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toContain("not saved");
});

/** Ana has pressed, the deadline has passed, and the store is still at it. */
async function pressedOfSlowStore() {
  const time = heldTime();
  const rig = await start({ wait: time.wait });
  const message = await posted(rig);
  const saved = Promise.withResolvers<Reply>();
  rig.answer = () => saved.promise;
  const ana = rig.slack.person("U0000001");
  let acknowledged = false;
  const pressed = ana.press({ message }, "Full breakdown").then(() => {
    acknowledged = true;
  });
  await rig.slack.until(() => rig.heard.length === 1);
  time.pass();
  await new Promise((resolve) => setImmediate(resolve));
  return { rig, saved, ana, pressed, acknowledged: () => acknowledged };
}

test("a store that is slower than the deadline: acknowledged and answered when it is saved, not before", async () => {
  const { rig, saved, ana, pressed, acknowledged } = await pressedOfSlowStore();
  expect([ana.whispers, acknowledged()]).toEqual([[], false]);
  // Its trigger has expired by now, so no view can be opened with it.
  saved.resolve(ephemeral("Here you are"));
  await pressed;
  await rig.slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toBe("Here you are");
  expect(ana.modal).toBeUndefined();
});

test("a store that fails after the deadline: they are told that it was not saved", async () => {
  const { rig, saved, ana, acknowledged } = await pressedOfSlowStore();
  expect(acknowledged()).toBe(false);
  saved.reject(new Error("the disk is full"));
  await rig.slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toContain("not saved");
});

test("a message that could not be saved is not acknowledged, and heard when Slack sends it again", async () => {
  const rig = await start();
  const ana = rig.slack.person("U0000001");
  const parent = await ana.say("C0000001", "hello");
  let failing = true;
  rig.answer = () => (failing ? Promise.reject(new Error("the disk is full")) : { kind: "nothing" });
  const event = ana.envelopeOf({
    type: "message",
    channel: "C0000001",
    channel_type: "channel",
    user: "U0000001",
    ts: "5.5",
    thread_ts: parent.ts,
    text: "2",
  });
  let acknowledged = false;
  void rig.slack.deliver("events_api", event, "same-envelope").then(() => {
    acknowledged = true;
  });
  await rig.slack.until(() => rig.lines.some(({ level }) => level === "error"));
  expect(acknowledged).toBe(false);
  failing = false;
  await rig.slack.deliver("events_api", event, "same-envelope");
  expect(rig.heard.map(({ id }) => id)).toEqual([rig.heard[0]?.id, rig.heard[0]?.id]);
});

test("the same envelope twice is the same event; a double click is two", async () => {
  const rig = await start();
  const message = await posted(rig);
  const ana = rig.slack.person("U0000001");
  const payload = ana.pressPayload({ message }, "Full breakdown");
  await rig.slack.deliver("interactive", payload, "e1");
  await rig.slack.deliver("interactive", payload, "e1");
  await ana.press({ message }, "Full breakdown");
  const [first, second, third] = rig.heard.map(({ id }) => id);
  expect(first).toBe(second);
  expect(third).not.toBe(first);
});

test("what two people press, or one in two places, is different, whatever a trigger says", async () => {
  const rig = await start();
  const message = await posted(rig);
  const [ana, bo] = [rig.slack.person("U0000001"), rig.slack.person("U0000002")];
  for (const [person, label] of [
    [ana, "Full breakdown"],
    [bo, "Full breakdown"],
    [ana, "Different later…"],
  ] as const) {
    const payload = person.pressPayload({ message }, label);
    await rig.slack.deliver("interactive", { ...payload, trigger_id: "1.2.3" });
  }
  expect(new Set(rig.heard.map(({ id }) => id)).size).toBe(3);
});

test.each(["p1:abcd1234:x:accept", "accept", "p1:abcd1234:1:<script>", `p1:abcd1234:1:${"a".repeat(200)}`])(
  "a forged control (%s) does nothing, and the person gets a sentence",
  async (forged) => {
    const rig = await start();
    const message = await posted(rig);
    const ana = rig.slack.person("U0000001");
    const payload = ana.pressPayload({ message }, "Full breakdown");
    await rig.slack.deliver("interactive", {
      ...payload,
      actions: [{ type: "button", action_id: forged, action_ts: "1" }],
    });
    await rig.slack.until(() => ana.whispers.length === 1);
    expect(ana.whispers[0]?.text).toContain("don't recognise");
    expect(rig.heard).toEqual([]);
  },
);

test("a forged form does nothing", async () => {
  const rig = await start();
  const message = await posted(rig);
  const ana = rig.slack.person("U0000001");
  rig.answer = () => ({ kind: "form", form: FORM, token: TOKEN });
  await ana.press({ message }, "Different later…");
  await rig.slack.until(() => ana.modal !== undefined);
  const form = ana.modal;
  if (form === undefined) throw new Error("no form");
  for (const hidden of [
    "",
    "{",
    "null",
    '{"token":"x","channel":"C0000001"}',
    '{"token":"p1:abcd1234:1:later/admin"}',
  ]) {
    const payload = ana.submitPayload(
      { ...form, view: { ...form.view, private_metadata: hidden } },
      { today: "core" },
    );
    expect(await rig.slack.deliver("interactive", payload)).toEqual({});
  }
  expect(rig.heard.filter(({ what }) => what.kind === "submit")).toEqual([]);
});

test("a press never edits what somebody else sees", async () => {
  const rig = await start();
  const message = await posted(rig);
  const before = see(message);
  rig.answer = () => ephemeral("For Bo");
  const bo = rig.slack.person("U0000002");
  await bo.press({ message }, "Full breakdown");
  await rig.slack.until(() => bo.modal !== undefined);
  expect(bo.modalText.text).toBe("For Bo");
  expect(see(message)).toEqual(before);
  expect(message.edits).toBe(0);
  expect(rig.slack.person("U0000001").modal).toBeUndefined();
});

test("a connection that breaks before the acknowledgement loses neither the press nor its answer", async () => {
  const rig = await start();
  const message = await posted(rig);
  const saved = Promise.withResolvers<Reply>();
  rig.answer = () => saved.promise;
  const ana = rig.slack.person("U0000001");
  void ana.press({ message }, "Full breakdown");
  await rig.slack.until(() => rig.heard.length === 1);
  rig.slack.server.cut();
  saved.resolve(ephemeral("Here you are"));
  await rig.slack.until(() => ana.modal !== undefined);
  expect(ana.modalText.text).toBe("Here you are");
});

test("an answer that Slack is in too much trouble to take is given later", async () => {
  const rig = await start();
  rig.answer = () => ephemeral("The result is posted.");
  const { server, team } = rig.slack;
  const ana = rig.slack.person("U0000001");
  const root = ana.write("C0000001", "fastapi or django?");
  for (const _ of [1, 2]) {
    server.faults.next("chat.postEphemeral", { kind: "status", status: 503 });
    server.faults.next("chat.postMessage", { kind: "drop" });
  }
  await ana.say("C0000001", `<@${team.botUser}> 2`, root.ts);
  await rig.slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toContain("The result is posted.");
});
