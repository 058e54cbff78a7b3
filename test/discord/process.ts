/** The whole bot as its operator runs it: a process of its own, on a Discord of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { Interaction } from "../fake/discord/interactions.ts";
import { pressables, readComponents } from "../fake/discord/reader.ts";
import { FakeDiscord, TOKEN } from "../fake/discord/server.ts";
import type { Message, User } from "../fake/discord/world.ts";

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
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), "plumbline-discord-")));
  const child = spawn(process.execPath, [CLI, "start"], {
    cwd: directory,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: options.token ?? TOKEN,
      DISCORD_API_URL: fake.api,
      DATA_DIR: directory,
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

/** The newest of the bot's messages in a channel or thread that has a control of this label. */
export function withControl(fake: FakeDiscord, channel: string, label: string): Message | undefined {
  return fake.world
    .said(channel)
    .findLast((message) => readComponents(message.components).controls.includes(label));
}

/** Presses and waits for the answer. */
export async function press(
  fake: FakeDiscord,
  by: User,
  message: Message,
  label: string,
  option?: string,
): Promise<Interaction> {
  const control = pressables(message.components).find((one) => (one.label ?? one.placeholder) === label);
  if (control === undefined) throw new Error(`no ${label} on: ${readComponents(message.components).text}`);
  const value = control.options?.find((one) => one.label === option)?.value;
  const made = fake.press(by, message, control.custom_id, value);
  await fake.until(() => made.callback !== null);
  return made;
}
