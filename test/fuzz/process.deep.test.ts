/** What a platform sends may be malformed: the program itself goes on, and whoever presses meanwhile is answered. */
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, onTestFinished, type TestContext, test } from "vitest";
import { buttons } from "../../src/conversation/words/controls.ts";
import { pressables } from "../fake/discord/reader.ts";
import { FakeDiscord, TOKEN } from "../fake/discord/server.ts";
import { type Running, runStart } from "../fake/process.ts";
import { see } from "../fake/slack/render.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { mutatedDispatch, realDispatches } from "./discord.ts";
import { mutated } from "./mutate.ts";
import { realPayloads } from "./slack.ts";
import { watched } from "./watched.ts";

const RUNS = 1_200;
/** So many between two presses of somebody's. */
const BETWEEN = 60;
const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const GENERAL = "C0000001";

/** `press` resolves once whoever pressed has what they asked for, to the milliseconds; null: its connection was gone meanwhile. */
async function goesOn<T>(
  { annotate }: TestContext,
  bot: Running,
  payloads: fc.Arbitrary<T>,
  send: (payload: T) => Promise<unknown> | undefined,
  press: () => Promise<number | null>,
): Promise<void> {
  const watch = await watched(bot);
  const waits: number[] = [];
  const lags: number[] = [];
  // Where a connection took it along, they press again.
  const answered = async (): Promise<number> => (await press()) ?? answered();
  await watch.lateMs();
  for (const [n, payload] of fc.sample(payloads, RUNS).entries()) {
    // What the program leaves without an answer is the platform's to give up.
    await Promise.race([send(payload)?.catch(() => {}), setImmediate()]);
    if (n % BETWEEN !== 0) continue;
    waits.push(await answered());
    lags.push(await watch.lateMs());
  }
  waits.push(await answered());
  expect(waits).toHaveLength(RUNS / BETWEEN + 1);
  expect(await watch.isAlive()).toBe(true);
  const most = (of: readonly number[]) => `${Math.round(Math.max(...of))} ms`;
  await annotate(
    `${RUNS} payloads: a press answered after ${most(waits)} at most, the event loop ${most(lags)} late at most`,
  );
}

/** Someone asks in a channel, and somebody who was named presses. */
async function livePress(slack: FakeSlack): Promise<() => Promise<number | null>> {
  const { server } = slack;
  const bo = slack.person("U0000002");
  await slack.person("U0000001").command(GENERAL, "fastapi or django for billing <@U0000002>");
  const live = () =>
    slack.team.messages.find(
      (message) => message.byBot && see(message).controls.includes(buttons.answer) && message.thread !== null,
    );
  await slack.until(() => live() !== undefined);
  return async () => {
    const isOverHttp = slack.delivery.kind === "http";
    await slack.until(() => live() !== undefined && (isOverHttp || server.connections > 0));
    const message = live();
    if (message === undefined) throw new Error("the question is gone");
    while (bo.modal !== undefined) bo.close();
    const [from, told] = [performance.now(), bo.whispers.length];
    const links = [server.opened, server.connections];
    void bo.press({ message }, buttons.answer).catch(() => {});
    // A view, or where that took too long to open one, the same for their eyes only.
    const isAnswered = () => bo.modal !== undefined || bo.whispers.length > told;
    const isGone = () => server.opened !== links[0] || server.connections !== links[1];
    await slack.until(() => isAnswered() || isGone());
    return isAnswered() ? performance.now() - from : null;
  };
}

test("Slack over Socket Mode", async (context) => {
  const slack = await FakeSlack.start();
  onTestFinished(() => slack.stop());
  const { team, server, apiUrl } = slack;
  const bot = await runStart({
    SLACK_BOT_TOKEN: team.token,
    SLACK_APP_TOKEN: server.appToken,
    SLACK_API_URL: apiUrl,
  });
  await slack.until(() => server.connections > 0);
  const press = await livePress(slack);
  const sent = pressed(slack).map(({ type, payload }) => mutated({ envelope_id: "e1", type, payload }));
  const send = (envelope: unknown) => {
    server.sendRaw(JSON.stringify(envelope));
    return undefined;
  };
  await goesOn(context, bot, fc.oneof(...sent), send, press);
});

test("Slack over HTTP", async (context) => {
  const slack = await FakeSlack.start();
  onTestFinished(() => slack.stop());
  const { team, apiUrl } = slack;
  const bot = await runStart({
    SLACK_BOT_TOKEN: team.token,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: apiUrl,
    PORT: "0",
  });
  const [, port] = await bot.logged(/"port":(\d+),"msg":"listening for Slack"/);
  slack.delivery = { kind: "http", url: `http://127.0.0.1:${port}/slack/events`, secret: SECRET };
  const press = await livePress(slack);
  const sent = pressed(slack).map(({ type, payload }) => mutated(payload).map((now) => ({ type, now })));
  await goesOn(context, bot, fc.oneof(...sent), ({ type, now }) => slack.post(type, Object(now)), press);
});

/** What Slack sends of people who use it, presses and forms among it. */
function pressed(slack: FakeSlack): ReturnType<typeof realPayloads> {
  const ana = slack.person("U0000001");
  const [root] = slack.team.messages.filter(({ byBot }) => byBot);
  const live = slack.team.messages.findLast(({ byBot }) => byBot);
  if (root === undefined || live === undefined) throw new Error("nothing is asked");
  return [
    ...realPayloads(slack, "C0000009"),
    { type: "interactive", payload: ana.pressPayload({ message: root }, buttons.answer) },
    { type: "interactive", payload: ana.pressPayload({ message: live }, buttons.notSure) },
  ];
}

test("Discord's gateway, and the interactions that come over it", async (context) => {
  const fake = new FakeDiscord({ now: Date.now });
  fake.world.contentAllowed = true;
  await fake.up();
  // What it is asked for in places that are none is no problem here.
  onTestFinished(() => fake.down());
  const { ana, bo, text } = fake.world;
  const bot = await runStart({ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: fake.api });
  await fake.until(() => fake.gateway.connected === 1);
  const { id } = fake.mention(ana, text.id, `fastapi or django for billing <@${bo.id}>`);
  const live = () =>
    fake.world
      .said(id)
      .flatMap((message) => pressables(message.components).map((control) => ({ message, control })))
      .find(({ control }) => control.label === buttons.answer);
  const press = async () => {
    await fake.until(() => live() !== undefined);
    const found = live();
    if (found === undefined) throw new Error("the question is gone");
    const from = performance.now();
    const made = fake.press(bo, found.message, found.control.custom_id);
    await fake.until(() => made.callback !== null);
    return performance.now() - from;
  };
  const sent = realDispatches(fake).map(mutatedDispatch);
  const send = ({ t, d }: { readonly t?: unknown; readonly d?: unknown }) => {
    fake.gateway.tellRaw(t, d);
    return undefined;
  };
  await goesOn(context, bot, fc.oneof(...sent), send, press);
});
