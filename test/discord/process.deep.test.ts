/** The program as its operator starts it: what only a process of its own shows. */
import { expect, test } from "vitest";
import { connected, runBot } from "./process.ts";
import { question } from "./walk.ts";

test("a connection that is refused for good ends the process, with a sentence and exit code 1", async () => {
  const bot = await runBot();
  await connected(bot);
  bot.fake.gateway.drop(4014);
  expect(await bot.ended).toBe(1);
  expect(bot.stderr()).toMatch(/^Discord refused an intent\. Switch the Message Content Intent/m);
});

test("a token that is refused ends the process, with a sentence and exit code 1", async () => {
  const bot = await runBot({ token: "MTIz.wrong.token" });
  expect(await bot.ended).toBe(1);
  expect(bot.stderr()).toMatch(/^Discord refused the bot's token\./m);
  expect(bot.stderr()).not.toContain("wrong");
});

test("a mention is answered with a question; asked to end, the process does, with exit code 0", async () => {
  const bot = await runBot();
  const { fake } = bot;
  await connected(bot);
  const { id } = fake.mention(fake.world.ana, fake.world.text.id, "fastapi or django");
  await fake.until(() => question(fake, id) !== undefined);
  bot.end();
  expect(await bot.ended).toBe(0);
});
