import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, onTestFinished, test } from "vitest";
import type { Reply } from "../../src/port.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { noWaits, type Rig, type RigOptions, rig } from "./harness.ts";

let made: Rig | null = null;
afterEach(async () => {
  await made?.stop();
  made = null;
});

async function start(options: RigOptions = {}): Promise<Rig> {
  made = await rig(options);
  return made;
}

test("Slack asks for a new connection: there is one, and events go on", async () => {
  const rig = await start();
  expect(rig.slack.server.opened).toBe(1);
  rig.slack.server.refresh();
  await rig.slack.until(() => rig.slack.server.opened === 2 && rig.slack.server.connections === 1);
  await rig.slack.person("U0000001").command("C0000001", "help");
  expect(rig.heard).toHaveLength(1);
});

test("a connection that breaks is replaced", async () => {
  const rig = await start();
  for (let n = 2; n <= 3; n += 1) {
    rig.slack.server.cut();
    await rig.slack.until(() => rig.slack.server.opened === n && rig.slack.server.connections === 1);
  }
  await rig.slack.person("U0000001").command("C0000001", "help");
  expect(rig.heard).toHaveLength(1);
  expect(rig.adapter.connected()).toBe(true);
  expect(rig.counted).toEqual(["reconnected slack", "reconnected slack"]);
});

test("a Slack that does not greet is left for another try", async () => {
  const slack = await FakeSlack.start();
  let greets = false;
  slack.server.greet(greets);
  const rig = await start({
    slack,
    start: false,
    // The greeting's deadline comes as soon as there is a connection on which it is waited for in vain.
    wait: (ms, signal) => {
      const opened = slack.server.opened;
      return ms === 15_000
        ? slack.until(() => !greets && slack.server.opened > opened)
        : noWaits()(ms, signal);
    },
  });
  const starting = rig.adapter.start();
  await slack.until(() => slack.server.opened >= 2);
  greets = true;
  slack.server.greet(greets);
  await starting;
});

test("Slack is unreachable at start, and for the first tries after it: waits grow up to a bound, and it starts", async () => {
  const slack = await FakeSlack.start();
  for (let n = 0; n < 9; n += 1) slack.server.faults.next("auth.test", { kind: "drop" });
  for (let n = 0; n < 9; n += 1)
    slack.server.faults.next("apps.connections.open", { kind: "status", status: 503 });
  const waits: number[] = [];
  const rig = await start({ slack, wait: noWaits(waits) });
  expect(rig.slack.server.connections).toBe(1);
  const waited = [750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500, 22_500, 22_500];
  expect(waits).toEqual([...waited, ...waited]);
});

test("stopping while Slack is unreachable ends at once", async () => {
  const gone = createServer((socket) => socket.destroy());
  onTestFinished(() => void gone.close());
  gone.listen(0, "127.0.0.1");
  await once(gone, "listening");
  const { port } = gone.address() as AddressInfo;
  const rig = await start({ start: false, config: { apiUrl: `http://127.0.0.1:${port}/api` } });
  const starting = rig.adapter.start();
  await rig.slack.until(() => rig.lines.length > 0);
  await rig.adapter.stop();
  await starting;
});

test("two replicas share the events, and each hears its part", async () => {
  const first = await start();
  const second = await rig({ slack: first.slack });
  const ana = first.slack.person("U0000001");
  for (let n = 0; n < 4; n += 1) await ana.command("C0000001", "help");
  expect([first.heard.length, second.heard.length]).toEqual([2, 2]);
  await second.adapter.stop();
});

test.each([
  ["no bot token", { botToken: undefined }, "SLACK_BOT_TOKEN is missing"],
  ["neither app token nor secret", { appToken: undefined }, "SLACK_SIGNING_SECRET"],
] as const)("%s: said before anything is tried", async (_, wrong, sentence) => {
  const slack = await FakeSlack.start();
  await expect(rig({ slack, config: wrong as object })).rejects.toThrow(sentence);
  expect(slack.server.calls).toEqual([]);
  await slack.stop();
});

test.each([
  ["auth.test", "invalid_auth", undefined, "Slack does not accept SLACK_BOT_TOKEN"],
  ["auth.test", "account_inactive", undefined, "Install the app again"],
  ["apps.connections.open", "invalid_auth", undefined, "Slack does not accept SLACK_APP_TOKEN"],
  ["apps.connections.open", "not_allowed_token_type", undefined, "of the wrong kind"],
  ["apps.connections.open", "missing_scope", "connections:write", "lacks the scope connections:write"],
] as const)(
  "%s says %s: start ends with a sentence that says what to do",
  async (method, error, needed, sentence) => {
    const slack = await FakeSlack.start();
    slack.server.faults.next(method, { kind: "refuse", error, ...(needed === undefined ? {} : { needed }) });
    const rig = await start({ slack, start: false });
    await expect(rig.adapter.start()).rejects.toThrow(sentence);
  },
);

test("scopes that were not granted are named, with what they are for and where to add them", async () => {
  const slack = await FakeSlack.start();
  slack.team.scopes = [
    "commands",
    "chat:write",
    "users:read",
    "im:history",
    "mpim:history",
    "app_mentions:read",
    "groups:history",
  ];
  const rig = await start({ slack });
  const said = rig.lines.find(({ level }) => level === "error")?.message ?? "";
  expect(said).toContain("channels:history (typed answers and discussions in threads of public channels)");
  expect(said).toContain("OAuth & Permissions");
});

test("what is being handled when it is to stop is still saved and acknowledged", async () => {
  const rig = await start();
  const saved = Promise.withResolvers<Reply>();
  rig.answer = () => saved.promise;
  const acknowledged = rig.slack.person("U0000001").command("C0000001", "help");
  await rig.slack.until(() => rig.heard.length === 1);
  const stopped = rig.adapter.stop();
  saved.resolve({ kind: "nothing" });
  await acknowledged;
  await stopped;
  await rig.slack.until(() => rig.slack.server.connections === 0);
});
