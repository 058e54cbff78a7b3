import { createServer } from "node:http";
import { Routes } from "discord.js";
import { expect, onTestFinished, test } from "vitest";
import { clientOptions, createClient } from "../../adapters/discord/connection/client.ts";
import { noLog } from "../fake/log.ts";

test("a call is in the log with its route, never with the token of an interaction or of the bot", async () => {
  const server = createServer((_, answer) => answer.writeHead(204).end()).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const lines: object[] = [];
  const log = { ...noLog, trace: (about: object) => void lines.push(about) };
  const rest = createClient("bot-secret", clientOptions(`http://127.0.0.1:${port}/api`), log);
  const id = "123456789012345678";
  await rest.post(Routes.interactionCallback(id, "its-secret"), { body: {} });
  await rest.patch(Routes.webhookMessage(id, "hook-secret", id), { body: {} });
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
  expect(lines).toEqual([
    { method: "POST", route: "/interactions/:id/:token/callback", status: 204 },
    { method: "PATCH", route: "/webhooks/:id/:token/messages/:id", status: 204 },
  ]);
});

test("a limit that was noted by a clock an hour ahead does not hold once the clock is set right", async () => {
  const headers = { "x-ratelimit-limit": "5", "x-ratelimit-remaining": "0", "x-ratelimit-reset-after": "1" };
  let asked = 0;
  const server = createServer((_, answer) => {
    asked += 1;
    answer.writeHead(204, headers).end();
  }).listen(0, "127.0.0.1");
  const { now } = Date;
  onTestFinished(() => {
    Date.now = now;
    server.close();
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const rest = createClient("bot-secret", clientOptions(`http://127.0.0.1:${port}/api`), noLog);
  const ask = () => rest.get(Routes.channel("123456789012345678"));
  Date.now = () => now() + 3_600_000;
  await ask();
  Date.now = now;
  await ask();
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
  expect(asked).toBe(2);
});
