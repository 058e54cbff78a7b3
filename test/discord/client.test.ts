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
