import { afterEach, expect, test } from "vitest";
import type { Reply } from "../../src/port.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { ephemeral, type Rig, type RigOptions, rig, stopDates } from "./harness.ts";

const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
let made: Rig | null = null;
stopDates();
afterEach(async () => {
  await made?.stop();
  made = null;
});

async function start(options: RigOptions = {}): Promise<Rig> {
  const slack = await FakeSlack.start();
  // An undefined app token is no app token: HTTP mode.
  const config = { signingSecret: SECRET, port: 0, appToken: undefined } as object;
  made = await rig({ ...options, slack, config });
  slack.delivery = {
    kind: "http",
    url: `http://127.0.0.1:${made.adapter.port()}/slack/events`,
    secret: SECRET,
  };
  return made;
}

test("commands, presses and messages arrive signed over HTTP", async () => {
  const rig = await start();
  rig.answer = () => ephemeral("Only for you");
  const ana = rig.slack.person("U0000001");
  await ana.command("C0000001", "help");
  await rig.slack.until(() => ana.whispers.length === 1);
  const parent = await ana.say("C0000001", "hello");
  await ana.say("C0000001", "2", parent.ts);
  expect(rig.heard.map(({ what }) => what.kind)).toEqual(["command", "message"]);
  expect(rig.slack.server.connections).toBe(0);
});

test("a wrong signature and an old one are refused, and nothing is heard", async () => {
  const rig = await start();
  const payload = rig.slack.person("U0000001").commandPayload("C0000001", "help");
  expect((await rig.slack.post("slash_commands", payload, { secret: "wrong" })).status).toBe(401);
  const old = Math.floor(Date.now() / 1000) - 6 * 60;
  expect((await rig.slack.post("slash_commands", payload, { at: old })).status).toBe(401);
  expect(rig.heard).toEqual([]);
  expect(rig.lines.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      expect.stringContaining("SLACK_SIGNING_SECRET did not sign it. If all are, copy the secret anew from"),
      expect.stringContaining(
        "by this machine's clock it is not of the last five minutes. If all are, set the clock",
      ),
    ]),
  );
  expect((await rig.slack.post("slash_commands", payload)).status).toBe(200);
  expect(rig.heard).toHaveLength(1);
});

test("an event is answered 200 once it is saved, and 500 where it was not, so that Slack sends it again", async () => {
  const rig = await start();
  const ana = rig.slack.person("U0000001");
  const event = ana.envelopeOf({
    type: "message",
    channel: "C0000001",
    channel_type: "channel",
    user: "U0000001",
    ts: "5.5",
    thread_ts: "5.0",
    text: "2",
  });
  rig.answer = () => Promise.reject(new Error("the disk is full"));
  expect((await rig.slack.post("events_api", event)).status).toBe(500);
  rig.answer = () => ({ kind: "nothing" });
  expect((await rig.slack.post("events_api", event, { retry: 1 })).status).toBe(200);
  expect(rig.heard[0]?.id).toBe(rig.heard[1]?.id);
});

test("Slack's check of the address is answered", async () => {
  const rig = await start();
  const answer = await rig.slack.post("events_api", {
    type: "url_verification",
    challenge: "abc",
    token: "t",
  });
  expect(JSON.parse(answer.body)).toEqual({ challenge: "abc" });
});

test("an event that is not saved in time is not answered 200; the repetition changes nothing and is", async () => {
  let late = Promise.withResolvers<void>();
  const rig = await start({
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (ms === 2_300) void late.promise.then(resolve);
        signal.addEventListener("abort", () => resolve());
      }),
  });
  const ana = rig.slack.person("U0000001");
  const saved = Promise.withResolvers<Reply>();
  rig.answer = () => saved.promise;
  const parent = await ana.say("C0000001", "hello");
  const event = ana.envelopeOf({
    type: "message",
    channel: "C0000001",
    channel_type: "channel",
    user: "U0000001",
    ts: "5.5",
    thread_ts: parent.ts,
    text: "2",
  });
  const first = rig.slack.post("events_api", event);
  await rig.slack.until(() => rig.heard.length === 1);
  late.resolve();
  expect((await first).status).toBe(500);
  late = Promise.withResolvers();
  saved.resolve(ephemeral("Saved after all"));
  await rig.slack.until(() => ana.whispers.length === 1);
  rig.answer = () => ({ kind: "nothing" });
  expect((await rig.slack.post("events_api", event, { retry: 1 })).status).toBe(200);
  expect(ana.whispers).toHaveLength(1);
});
