/** The whole bot as its operator runs it: a process of its own, on a Discord of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { FakeDiscord, TOKEN } from "../fake/discord/server.ts";
import { scratch } from "../fake/scratch.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "cli.ts");

export interface Bot {
  readonly fake: FakeDiscord;
  readonly stderr: () => string;
  /** Its exit code. */
  readonly ended: Promise<number>;
  end(): void;
}

/** Started, not yet connected. Another with the same folder goes on where that stopped. */
export async function runBot(
  options: { fake?: FakeDiscord; token?: string; directory?: string; content?: boolean } = {},
): Promise<Bot> {
  const fake = options.fake ?? new FakeDiscord({ now: Date.now });
  fake.world.contentAllowed = options.content ?? false;
  if (options.fake === undefined) await fake.up();
  const directory = options.directory ?? (await scratch());
  const child = spawn(process.execPath, [CLI, "start"], {
    cwd: directory,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: options.token ?? TOKEN,
      DISCORD_API_URL: fake.api,
      DATA_DIR: directory,
      WEB_PORT: "0",
    },
  });
  let stderr = "";
  child.stderr.on("data", (data: Buffer) => {
    stderr += data;
  });
  const ended = once(child, "close").then(([code]) => Number(code));
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
    if (options.fake === undefined) await fake.down();
    await rm(directory, { recursive: true, force: true });
    expect(fake.problems).toEqual([]);
  });
  return { fake, stderr: () => stderr, ended, end: () => void child.kill("SIGTERM") };
}

export async function connected({ fake }: Bot): Promise<void> {
  await fake.until(() => fake.gateway.connected === 1 && fake.rest.commands !== null);
}
