/** A start, and what it holds then, beside bare apps of the same SDKs: each a process of its own, on the same stand-ins. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { FakeDiscord, TOKEN } from "../../fake/discord/server.ts";
import { scratch } from "../../fake/scratch.ts";
import { FakeSlack } from "../../fake/slack/slack.ts";
import { type Spread, spreadOf } from "../table/beside.ts";
import { figure, type Row, ratioText } from "../table/document.ts";
import { installedRow } from "./installed.ts";

const CLI = join(import.meta.dirname, "..", "..", "..", "src", "cli.ts");
const ROUNDS = 7;
/** After it is connected. */
const IDLE_MS = 3_000;

/** A platform that a process connects to. */
interface Stage {
  readonly env: Readonly<Record<string, string>>;
  connected(): Promise<void>;
  stop(): Promise<void>;
}

interface Start {
  /** Milliseconds until it was connected. */
  readonly took: number;
  /** Megabytes of memory that are its own, or its part of what is shared. */
  readonly holds: number;
}

export async function startRows(): Promise<Row[]> {
  return [
    ...(await rowsOf("Slack", "bare Bolt", onSlack, "bare.ts")),
    ...(await rowsOf("Discord", "bare discord.js", onDiscord, "bare-discord.ts")),
    await installedRow(),
  ];
}

async function rowsOf(
  platform: string,
  name: string,
  stage: () => Promise<Stage>,
  bare: string,
): Promise<Row[]> {
  const rounds: { ours: Start; theirs: Start }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({
      ours: await startOnce(stage, [CLI, "start"]),
      theirs: await startOnce(stage, [join(import.meta.dirname, "..", bare)]),
    });
  const row = (what: string, unit: string, of: (start: Start) => number): Row => {
    const middle = (starts: readonly Start[]) => figure(spreadOf(starts.map(of)).median);
    const ratio: Spread = spreadOf(rounds.map(({ ours, theirs }) => of(theirs) / of(ours)));
    return {
      what: `${platform}: ${what}`,
      ours: `${middle(rounds.map(({ ours }) => ours))} ${unit}`,
      beside: `${name}: ${middle(rounds.map(({ theirs }) => theirs))} ${unit}`,
      ratio: ratioText(ratio),
      goal: "",
    };
  };
  return [
    row("from the start until it is connected", "ms", ({ took }) => took),
    row("memory, idle", "MB", ({ holds }) => holds),
  ];
}

async function startOnce(stage: () => Promise<Stage>, args: readonly string[]): Promise<Start> {
  const folder = await scratch();
  const { env, connected, stop } = await stage();
  const from = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: "ignore",
    env: { PATH: process.env.PATH, DATA_DIR: folder, WEB_PORT: "0", ...env },
  });
  await connected();
  const took = performance.now() - from;
  await setTimeout(IDLE_MS);
  const holds = await memoryOf(child);
  child.kill("SIGTERM");
  if (child.exitCode === null) await once(child, "exit");
  await stop();
  await rm(folder, { recursive: true });
  return { took, holds };
}

async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+) kB/m.exec(status)?.[1]) / 1_024;
}

async function onSlack(): Promise<Stage> {
  const slack = await FakeSlack.start();
  const { team, server, apiUrl } = slack;
  return {
    env: { SLACK_BOT_TOKEN: team.token, SLACK_APP_TOKEN: server.appToken, SLACK_API_URL: apiUrl },
    connected: () => slack.until(() => server.connections > 0),
    stop: () => slack.stop(),
  };
}

async function onDiscord(): Promise<Stage> {
  const discord = new FakeDiscord({ now: Date.now });
  await discord.up();
  return {
    env: { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.api },
    connected: () => discord.until(() => discord.gateway.connected === 1),
    stop: () => discord.down(),
  };
}
