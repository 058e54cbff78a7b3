/** Asked to end while a platform does not answer, or answers nothing any more: the process ends in time all the same. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type Running, runStart } from "./fake/process.ts";

/** What an orchestrator waits, with a second to spare. */
const STOP_MS = 9_000;

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

async function endsInTime(bot: Running): Promise<void> {
  bot.end();
  const code = await Promise.race([bot.ended, sleep(STOP_MS, "late", { ref: false })]);
  await bot.kill();
  expect(code).toBe(0);
}

const SLACK = { SLACK_BOT_TOKEN: "xoxb-1-2-abc", SLACK_APP_TOKEN: "xapp-1-A1-1-abc" };
const DISCORD = { DISCORD_TOKEN: "MTIz.abc.abcdefghij" };

test("Slack does not answer", async () => {
  const { origin, server } = await silent();
  const asked = once(server, "request");
  const bot = await runStart({ ...SLACK, SLACK_API_URL: `${origin}/api` });
  await asked;
  await endsInTime(bot);
});

test("Discord does not answer", async () => {
  const { origin, server } = await silent();
  const asked = once(server, "request");
  const bot = await runStart({ ...DISCORD, DISCORD_API_URL: `${origin}/api` });
  await asked;
  await endsInTime(bot);
});

test("neither can be reached", async () => {
  const { origin, server } = await silent();
  server.on("connection", (socket) => socket.destroy());
  const asked = once(server, "connection");
  const bot = await runStart({
    ...{ ...SLACK, SLACK_API_URL: `${origin}/api` },
    ...{ ...DISCORD, DISCORD_API_URL: `${origin}/api` },
  });
  await asked;
  await endsInTime(bot);
});
