/** What one person sees privately after a press: a modal that changes in place, with forms on top of it. */
import { afterEach, expect, test } from "vitest";
import type { Card, Form } from "../../src/card/card.ts";
import type { Reply, Token } from "../../src/port.ts";
import type { Person } from "../fake/slack/person.ts";
import { CHANNEL, ephemeral, heldTime, outgoing, post, type Rig, type RigOptions, rig } from "./harness.ts";

let made: Rig | null = null;
afterEach(async () => {
  await made?.stop();
  made = null;
});

/** Ana and a card of the thread that stands in the channel, too. */
async function start(options: RigOptions = {}) {
  const started = await rig(options);
  made = started;
  const ana = started.slack.person("U0000001");
  const root = await ana.say("C0000001", "hello");
  const card = await post(
    started,
    outgoing({
      slot: "card",
      audience: "both",
      place: { ...CHANNEL, thread: root.ts },
      card: withButtons("Live", "Answer", "Why…"),
    }),
  );
  started.heard.length = 0;
  return { rig: started, slack: started.slack, ana, root, card };
}

const at = (revision: number): Token => ({ decision: "abcd1234", control: "", revision });

function withButtons(title: string, ...labels: string[]): Card {
  const controls = labels.map(
    (label) => ({ kind: "button", id: label.toLowerCase().replace(/[^a-z]/g, ""), label }) as const,
  );
  return {
    title,
    blocks: [
      { kind: "heading", text: [title] },
      { kind: "controls", controls },
    ],
  };
}

function question(title: string, revision: number): Reply {
  return { kind: "ephemeral", card: withButtons(title, "Next", "Reason…"), token: at(revision) };
}

/** Ana looks at the first question privately. */
async function opened(options: RigOptions = {}) {
  const all = await start(options);
  all.rig.answer = () => question("First", 1);
  await all.ana.press({ message: all.card }, "Answer");
  await shows(all.rig, all.ana, "First");
  const { modal } = all.ana;
  if (modal === undefined) throw new Error("no view");
  return { ...all, modal };
}

function shows({ slack }: Rig, person: Person, words: string): Promise<void> {
  return slack.until(() => person.modalText.text.includes(words));
}

const FORM: Form = {
  id: "reason",
  title: "Your reason",
  submit: "Save",
  fields: [{ kind: "paragraph", id: "because", label: "Why?", required: true, max: 500 }],
};

test("a press opens a view for whoever pressed, also from the card that stands in the channel", async () => {
  const { slack, ana, modal } = await opened();
  expect(modal.view.title).toMatchObject({ text: "Only visible to you" });
  expect(ana.modalText.controls).toEqual(["Next", "Reason…"]);
  expect(slack.team.ephemerals).toEqual([]);
  expect(slack.person("U0000002").modal).toBeUndefined();
});

test("a press in it changes it in place, and belongs to where it was opened", async () => {
  const { rig, root, ana, modal } = await opened();
  rig.answer = () => question("Second", 2);
  await ana.press({ modal }, "Next");
  await shows(rig, ana, "Second");
  expect(rig.heard.at(-1)).toMatchObject({
    place: { ...CHANNEL, thread: root.ts },
    what: { kind: "press", token: { ...at(1), control: "next" }, value: null, private: true },
  });
  expect(ana.modal?.id).toBe(modal.id);
  expect(ana.modalText.text).not.toContain("First");
});

test("two presses at once: the newer answer stays, whichever comes first", async () => {
  const { rig, slack, ana, modal } = await opened();
  const older = Promise.withResolvers<Reply>();
  const newer = Promise.withResolvers<Reply>();
  const replies = [older.promise, newer.promise];
  rig.answer = () => replies.shift() ?? { kind: "nothing" };
  const [first, second] = [ana.press({ modal }, "Next"), ana.press({ modal }, "Next")];
  await slack.until(() => rig.heard.length === 3);
  newer.resolve(question("Third", 3));
  await second;
  await shows(rig, ana, "Third");
  older.resolve(question("Second", 2));
  await first;
  await rig.adapter.stop();
  expect(ana.modalText.text).toContain("Third");
});

test("two presses at once, answered in turn: the second takes the place of what the first brought", async () => {
  const { rig, ana, modal } = await opened();
  const payloads = [1, 2].map(() => ana.pressPayload({ modal }, "Next"));
  for (const [index, payload] of payloads.entries()) {
    rig.answer = () => question(`Answer ${index}`, 2 + index);
    await rig.slack.deliver("interactive", payload);
    await shows(rig, ana, `Answer ${index}`);
  }
  const conflicts = rig.slack.server.calls.filter(({ method }) => method === "views.update");
  expect(conflicts.map(({ args }) => args.hash === undefined)).toEqual([false, false, true]);
});

test("whoever has closed the view is not bothered with the answer", async () => {
  const { rig, slack, ana, modal } = await opened();
  const payload = ana.pressPayload({ modal }, "Next");
  ana.close();
  rig.answer = () => question("Second", 2);
  await slack.deliver("interactive", payload);
  await slack.until(() => slack.server.calls.some(({ method }) => method === "views.update"));
  await rig.adapter.stop();
  expect(ana.modal).toBeUndefined();
  expect(ana.whispers).toEqual([]);
});

test("whoever has closed the view is told all the same why nothing has come of their press", async () => {
  const { rig, slack, ana, root, modal } = await opened();
  const payload = ana.pressPayload({ modal }, "Next");
  ana.close();
  rig.answer = () => ({ ...ephemeral("That is decided."), refused: true });
  await slack.deliver("interactive", payload);
  await slack.until(() => ana.whispers.length > 0);
  expect(ana.modal).toBeUndefined();
  expect(slack.team.ephemerals).toMatchObject([{ user: ana.id, thread: root.ts }]);
  expect(ana.whispers.map(({ text }) => text)).toEqual(["That is decided."]);
});

test("a form lies on top of it, and what comes of the form is shown below", async () => {
  const { rig, ana, root, modal } = await opened();
  rig.answer = () => ({ kind: "form", form: FORM, token: { ...at(1), control: "reason" } });
  await ana.press({ modal }, "Reason…");
  await rig.slack.until(() => ana.modal?.below === modal.id);
  rig.answer = () => ({ kind: "errors", fields: { because: "Say more." } });
  await ana.submit({ because: "x" });
  expect(ana.modal?.errors).toEqual({ because: "Say more." });
  rig.answer = () => question("Second", 2);
  await ana.submit({ because: "because of *this*" });
  await shows(rig, ana, "Second");
  expect(ana.modal?.id).toBe(modal.id);
  expect(rig.heard.at(-1)).toMatchObject({
    place: { ...CHANNEL, thread: root.ts },
    what: { kind: "submit", fields: { because: "because of *this*" } },
  });
});

test("what comes of a form that lies on nothing takes its place", async () => {
  const { rig, ana, card } = await start();
  rig.answer = () => ({ kind: "form", form: FORM, token: { ...at(1), control: "reason" } });
  await ana.press({ message: card }, "Why…");
  await rig.slack.until(() => ana.modal !== undefined);
  rig.answer = () => question("Second", 2);
  await ana.submit({ because: "this" });
  expect(ana.modalText).toMatchObject({
    text: expect.stringContaining("Second"),
    controls: ["Next", "Reason…"],
  });
  const { modal } = ana;
  if (modal === undefined) throw new Error("no view");
  rig.answer = () => question("Third", 3);
  await ana.press({ modal }, "Next");
  await shows(rig, ana, "Third");
  expect(rig.heard.at(-1)?.what).toMatchObject({ private: true });
});

test("a form whose trigger has expired: a sentence, and a button that opens it after all", async () => {
  const { rig, slack, ana, card } = await start();
  const form: Reply = { kind: "form", form: FORM, token: { ...at(1), control: "reason" } };
  rig.answer = () => {
    for (const trigger of slack.team.triggers.values()) trigger.expired = true;
    return form;
  };
  await ana.press({ message: card }, "Why…");
  await slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toContain("took too long");
  rig.answer = () => form;
  const [ephemeral] = slack.team.ephemerals;
  if (ephemeral === undefined) throw new Error("no private message");
  await ana.press({ ephemeral }, "Open the form");
  await slack.until(() => ana.modal !== undefined);
  expect(rig.heard.at(-1)?.what).toMatchObject({ kind: "press", token: { control: "reason" } });
});

test("the same in a view: there, the sentence and the button take its place", async () => {
  const { rig, slack, ana, modal } = await opened();
  rig.answer = () => {
    for (const trigger of slack.team.triggers.values()) trigger.expired = true;
    return { kind: "form", form: FORM, token: { ...at(1), control: "reason" } };
  };
  await ana.press({ modal }, "Reason…");
  await shows(rig, ana, "took too long");
  expect(ana.modalText.controls).toEqual(["Open the form"]);
});

test("an answer that comes too late for a view is a private message, from which a press opens one", async () => {
  const time = heldTime();
  const { rig, slack, ana, card } = await start({ wait: time.wait });
  const saved = Promise.withResolvers<Reply>();
  rig.answer = () => saved.promise;
  const pressed = ana.press({ message: card }, "Answer");
  await slack.until(() => rig.heard.length === 1);
  time.pass();
  saved.resolve(question("First", 1));
  await pressed;
  await slack.until(() => ana.whispers.length === 1);
  // Where the card stands that was pressed: in the channel.
  expect(slack.team.ephemerals[0]?.thread).toBe(null);

  rig.answer = () => question("Second", 2);
  const [message] = slack.team.ephemerals;
  if (message === undefined) throw new Error("no private message");
  await ana.press({ ephemeral: message }, "Next");
  await shows(rig, ana, "Second");
  expect(rig.heard.at(-1)?.what).toMatchObject({ kind: "press", private: true });
  // The view has taken its place.
  await slack.until(() => slack.team.ephemerals.length === 0);
});

test("a press in a view that is answered late still changes it", async () => {
  const time = heldTime();
  const { rig, slack, ana, modal } = await opened({ wait: time.wait });
  const saved = Promise.withResolvers<Reply>();
  rig.answer = () => saved.promise;
  const pressed = ana.press({ modal }, "Next");
  await slack.until(() => rig.heard.length === 2);
  time.pass();
  saved.resolve(question("Second", 2));
  await pressed;
  await shows(rig, ana, "Second");
  expect(ana.whispers).toEqual([]);
});

test("a press in a view that could not be saved: a sentence on top of it", async () => {
  const { rig, ana, modal } = await opened();
  rig.answer = () => Promise.reject(new Error("the disk is full"));
  await ana.press({ modal }, "Next");
  await shows(rig, ana, "not saved");
  ana.close();
  expect(ana.modalText.text).toContain("First");
});

test("a press in a view that could not be saved, and was noticed late: a sentence in its place", async () => {
  const time = heldTime();
  const { rig, slack, ana, modal } = await opened({ wait: time.wait });
  const saved = Promise.withResolvers<Reply>();
  rig.answer = () => saved.promise;
  const pressed = ana.press({ modal }, "Next");
  await slack.until(() => rig.heard.length === 2);
  time.pass();
  saved.reject(new Error("the disk is full"));
  await pressed;
  await shows(rig, ana, "not saved");
  expect(ana.whispers).toEqual([]);
});

test.each([
  { audience: "both", where: "in the channel, where the card stands, too" },
  { audience: "thread", where: "in the thread, where alone the card stands" },
] as const)("a card that Slack takes in no view is a private message $where", async ({ audience }) => {
  const { rig, slack, ana, root } = await start();
  const place = { ...CHANNEL, thread: root.ts };
  const card = await post(rig, outgoing({ nonce: "n2", audience, place, card: withButtons("Live", "Why…") }));
  slack.server.faults.next("views.open", { kind: "refuse", error: "invalid_arguments" });
  rig.answer = () => ephemeral("All the numbers");
  await ana.press({ message: card }, "Why…");
  await slack.until(() => ana.whispers.length === 1);
  expect(ana.whispers[0]?.text).toBe("All the numbers");
  expect(slack.team.ephemerals[0]?.thread).toBe(audience === "both" ? null : root.ts);
});

test("what answers the shortcut is seen where it was picked: on a message in the channel, not in its thread", async () => {
  const { rig, slack, ana, root } = await start();
  const reply = await ana.say("C0000001", "and what do we take?", root.ts);
  rig.answer = () => ephemeral("No pack fits");
  for (const message of [root, reply]) {
    slack.server.faults.next("views.open", { kind: "refuse", error: "invalid_arguments" });
    await ana.shortcut(message);
  }
  await slack.until(() => ana.whispers.length === 2);
  expect(slack.team.ephemerals.map(({ thread }) => thread)).toEqual([null, root.ts]);
});

test("from the Home tab, too", async () => {
  const { rig, slack, ana } = await start();
  rig.answer = () => ({ kind: "ephemeral", card: withButtons("Decisions", "Billing"), token: at(1) });
  const home = await ana.openHome();
  if (home === undefined) throw new Error("no Home tab");
  rig.answer = () => question("First", 1);
  await ana.press({ home }, "Billing");
  await shows(rig, ana, "First");
  expect(slack.team.messages.filter(({ channel }) => channel === "D0000001")).toEqual([]);
});
