/** What only a process shows: Bolt reads some of what arrives in a promise that nobody handles. */
import { expect, onTestFinished, test } from "vitest";
import { runStart } from "../fake/process.ts";
import { FakeSlack } from "../fake/slack/slack.ts";

const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

test("what Slack signs and Bolt cannot read ends nothing, and the next command is answered", async () => {
  const slack = await FakeSlack.start();
  onTestFinished(() => slack.stop());
  const bot = await runStart({
    ...{ SLACK_BOT_TOKEN: slack.team.token, SLACK_API_URL: slack.apiUrl },
    ...{ SLACK_SIGNING_SECRET: SECRET, PORT: "0" },
  });
  const [, port] = await bot.logged(/"port":(\d+),"msg":"listening for Slack"/);
  slack.delivery = { kind: "http", url: `http://127.0.0.1:${port}/slack/events`, secret: SECRET };
  // Bolt leaves some of them without an answer.
  for (const body of [null, 7, [], {}, { event: null }])
    void slack.post("events_api", body as never).catch(() => {});
  await bot.logged(/nobody handled it/);
  const ana = slack.person("U0000001");
  await ana.command("C0000001", "help");
  await slack.until(() => ana.whispers.length === 1);
  bot.end();
  expect(await bot.ended).toBe(0);
});
