/** Asked to end while a platform does not answer, or answers nothing any more: the process ends all the same, and how soon is reported. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, type TestContext, test } from "vitest";
import { type Running, runStart } from "./fake/process.ts";

/** Takes every connection and answers none. */
async function silent(): Promise<{ readonly origin: string; readonly server: Server }> {
  const server = createServer(() => {}).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function ends({ annotate }: TestContext, bot: Running): Promise<void> {
  const from = performance.now();
  bot.end();
  expect(await bot.ended).toBe(0);
  await annotate(`it ended after ${Math.round(performance.now() - from)} ms`);
}

const SLACK = { SLACK_BOT_TOKEN: "xoxb-1-2-abc", SLACK_APP_TOKEN: "xapp-1-A1-1-abc" };
const DISCORD = { DISCORD_TOKEN: "MTIz.abc.abcdefghij" };

test("Slack does not answer", async (context) => {
  const { origin, server } = await silent();
  const asked = once(server, "request");
  const bot = await runStart({ ...SLACK, SLACK_API_URL: `${origin}/api` });
  await asked;
  await ends(context, bot);
});

test("Discord does not answer", async (context) => {
  const { origin, server } = await silent();
  const asked = once(server, "request");
  const bot = await runStart({ ...DISCORD, DISCORD_API_URL: `${origin}/api` });
  await asked;
  await ends(context, bot);
});

test("neither can be reached", async (context) => {
  const { origin, server } = await silent();
  server.on("connection", (socket) => socket.destroy());
  const asked = once(server, "connection");
  const bot = await runStart({
    ...{ ...SLACK, SLACK_API_URL: `${origin}/api` },
    ...{ ...DISCORD, DISCORD_API_URL: `${origin}/api` },
  });
  await asked;
  await ends(context, bot);
});
