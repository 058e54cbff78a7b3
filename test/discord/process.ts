/** The whole bot as its operator runs it: a process of its own, on a Discord of its own. */
import { expect, onTestFinished } from "vitest";
import { FakeDiscord, TOKEN } from "../fake/discord/server.ts";
import { type Running, runStart } from "../fake/process.ts";

export interface Bot extends Running {
  readonly fake: FakeDiscord;
}

/** Started, not yet connected. Another with the same folder goes on where that stopped. */
export async function runBot(
  options: { fake?: FakeDiscord; token?: string; directory?: string; content?: boolean } = {},
): Promise<Bot> {
  const fake = options.fake ?? new FakeDiscord({ now: Date.now });
  fake.world.contentAllowed = options.content ?? false;
  if (options.fake === undefined) {
    await fake.up();
    onTestFinished(async () => {
      await fake.down();
      expect(fake.problems).toEqual([]);
    });
  }
  const env = { DISCORD_TOKEN: options.token ?? TOKEN, DISCORD_API_URL: fake.api };
  return { fake, ...(await runStart(env, { directory: options.directory })) };
}

export async function connected({ fake }: Bot): Promise<void> {
  await fake.until(() => fake.gateway.connected === 1 && fake.rest.commands !== null);
}
