/**
 * How soon a press is acknowledged and has changed the screen, beside bare Bolt apps that get the same payloads at the same times: one
 * that only acknowledges, and one that posts as well. `npm run bench:acknowledge -- [sqlite|postgres] [CONVERSATIONS …]`. Each is a process
 * of its own; what Node is told on the command line is told to the bot, too: `node --cpu-prof test/bench/acknowledge.ts` profiles it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { choicesOf } from "../chaos/labels.ts";
import { scratch } from "../fake/scratch.ts";
import { see } from "../fake/slack/render.ts";
import { addChannel, FakeSlack } from "../fake/slack/slack.ts";
import type { Json, Message } from "../fake/slack/state.ts";
import { postgresBench } from "../store/postgres-bench.ts";
import { startPostgres } from "../store/postgres-server.ts";
import { POSTS, Screens } from "./screens.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "cli.ts");
const BARE = join(import.meta.dirname, "bare.ts");
/** Of each conversation: a press every so often. */
const PACE_MS = 4_000;
const PACED_ROUNDS = 4;
/** All conversations at once. */
const BURSTS = 4;
const REST_MS = 3_000;
/** Begun at once. */
const TOGETHER = 25;
/** Of processor time, as Linux counts it. */
const TICK_MS = 10;

interface Conversation {
  readonly user: string;
  readonly live: Message;
}

/** When, in milliseconds from the beginning of its part; and what. */
interface Press {
  readonly at: number;
  readonly payload: Json;
}

interface Pressed {
  readonly acknowledged: number;
  /** Null: it has not, or nothing was to. */
  readonly changed: number | null;
}

class Running {
  readonly slack: FakeSlack;
  readonly #process: ChildProcess;
  /** Null: it shows nothing. */
  readonly #screens: Screens | null;

  constructor(slack: FakeSlack, args: readonly string[], env: NodeJS.ProcessEnv, shows = true) {
    this.slack = slack;
    this.#screens = shows ? new Screens(slack) : null;
    const { team, server, apiUrl } = slack;
    this.#process = spawn(process.execPath, args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        PATH: process.env.PATH,
        SLACK_BOT_TOKEN: team.token,
        SLACK_APP_TOKEN: server.appToken,
        SLACK_API_URL: apiUrl,
        ...env,
      },
    });
    process.once("exit", () => this.#process.kill("SIGKILL"));
  }

  connected(): Promise<void> {
    return this.slack.until(() => this.slack.server.connections > 0);
  }

  /** Milliseconds of processor time, so far. */
  spent(): number {
    const fields =
      readFileSync(`/proc/${this.#process.pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  /** Milliseconds until it was acknowledged, and until the screen had changed. */
  async press(payload: Json): Promise<Pressed> {
    const from = performance.now();
    const changed = this.#screens?.changed(payload) ?? null;
    await this.slack.deliver("interactive", payload);
    const acknowledged = performance.now() - from;
    return { acknowledged, changed: await changed };
  }

  async stop(): Promise<void> {
    const gone = once(this.#process, "close");
    this.#process.kill("SIGTERM");
    await gone;
    await this.slack.stop();
  }
}

/** Everybody begins a decision in a channel of their own. */
async function begin({ slack }: Running, many: number): Promise<readonly Conversation[]> {
  const { team } = slack;
  const users = Array.from({ length: many }, (_, n) => `U02${String(n).padStart(5, "0")}`);
  for (const [n, user] of users.entries()) {
    team.users.set(user, { id: user, name: `Person ${n}`, admin: false, bot: false });
    addChannel(team, `C02${user.slice(3)}`, `room-${n}`, "public", true);
  }
  const live = (channel: string) =>
    team.messages.find((message) => message.channel === channel && see(message).controls.includes("Answer"));
  const beginOne = async (user: string, n: number): Promise<Conversation> => {
    const channel = `C02${user.slice(3)}`;
    // Who does not answer keeps it open.
    const other = users[(n + 1) % many];
    await slack.person(user).command(channel, `fastapi or django for billing <@${other}>`);
    await slack.until(() => live(channel) !== undefined);
    const message = live(channel);
    if (message === undefined) throw new Error("nothing is asked");
    return { user, live: message };
  };
  const begun: Conversation[] = [];
  for (let n = 0; n < many; n += TOGETHER)
    begun.push(
      ...(await Promise.all(users.slice(n, n + TOGETHER).map((user, at) => beginOne(user, n + at)))),
    );
  return begun;
}

/** Their next choice, or a press on "Answer" where no question is open. */
function next({ slack }: Running, { user, live }: Conversation): Json {
  const person = slack.person(user);
  const { modal } = person;
  const [choice] = modal === undefined ? [] : choicesOf(person.modalText.controls);
  if (modal !== undefined && choice !== undefined) return person.pressPayload({ modal }, choice);
  person.close();
  return person.pressPayload({ message: live }, "Answer");
}

interface Played {
  readonly times: readonly Pressed[];
  readonly presses: readonly Press[];
}

/** Each conversation at its own times, one press after the other; noted for others to press again. */
async function paced(
  bot: Running,
  conversations: readonly Conversation[],
  at: (conversation: number) => readonly number[],
): Promise<Played> {
  const times: Pressed[] = [];
  const presses: Press[] = [];
  const from = performance.now();
  await Promise.all(
    conversations.map(async (conversation, n) => {
      for (const due of at(n)) {
        await setTimeout(Math.max(0, due - (performance.now() - from)));
        const payload = next(bot, conversation);
        presses.push({ at: due, payload });
        times.push(await bot.press(payload));
      }
    }),
  );
  return { times, presses };
}

/** All at once: what they press is drawn before. */
async function together(bot: Running, conversations: readonly Conversation[]): Promise<Played> {
  const presses = conversations.map((conversation) => ({ at: 0, payload: next(bot, conversation) }));
  return { presses, times: await replay(bot, presses) };
}

async function replay(app: Running, presses: readonly Press[]): Promise<readonly Pressed[]> {
  const from = performance.now();
  return Promise.all(
    presses.map(async ({ at, payload }) => {
      if (at > 0) await setTimeout(Math.max(0, at - (performance.now() - from)));
      return app.press(payload);
    }),
  );
}

export function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** In milliseconds. */
interface Quantiles {
  readonly p50: number;
  readonly p99: number;
}

/** Of the bot, and of the bare app that does as much. */
export interface Beside {
  readonly bare: Quantiles;
  readonly bot: Quantiles;
}

export interface Measured {
  readonly engine: Engine;
  readonly conversations: number;
  /** `acknowledged`: beside an app that only acknowledges. `changed`: beside one that posts once as well. */
  readonly paced: { readonly acknowledged: Beside; readonly changed: Beside };
  readonly together: { readonly acknowledged: Beside; readonly changed: Beside };
  /** Presses a second until all screens have changed, where all press at once: of the bot, as a share of the bare app's. */
  readonly rate: number;
  /** Of the bot's processor time, until the screen has changed, in milliseconds a press. */
  readonly spent: number;
}

export type Engine = "sqlite" | "postgres";

function quantilesOf(times: readonly number[]): Quantiles {
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

function compared(bot: readonly Pressed[], acking: readonly Pressed[], posting: readonly Pressed[]) {
  const acknowledged = (times: readonly Pressed[]) => quantilesOf(times.map((one) => one.acknowledged));
  const changed = (times: readonly Pressed[]) => quantilesOf(times.flatMap((one) => one.changed ?? []));
  return {
    acknowledged: { bare: acknowledged(acking), bot: acknowledged(bot) },
    changed: { bare: changed(posting), bot: changed(bot) },
  };
}

/** Milliseconds until the last screen has changed. */
function until(times: readonly Pressed[]): number {
  return Math.max(...times.map(({ changed }) => changed ?? 0));
}

export async function measure(engine: Engine, many: number): Promise<Measured> {
  const folder = await scratch();
  const database = engine === "postgres" ? await startPostgres() : null;
  const where = database === null ? "" : (await postgresBench(database)).url;
  const bot = new Running(await FakeSlack.start(), [...process.execArgv, CLI, "start"], {
    DATA_DIR: folder,
    DATABASE_URL: where,
    WEB_PORT: "0",
    LOG_LEVEL: "warn",
  });
  const acking = new Running(await FakeSlack.start(), [BARE], {}, false);
  const posting = new Running(await FakeSlack.start(), [BARE, POSTS], {});
  const all = [bot, acking, posting];
  await Promise.all(all.map((one) => one.connected()));
  const conversations = await begin(bot, many);
  // The first presses are not counted, nor what they wait for: code that has not run yet.
  const warm = await together(bot, conversations);
  for (const app of [acking, posting]) await replay(app, warm.presses);
  await setTimeout(REST_MS);
  const rounds = Array.from({ length: PACED_ROUNDS }, (_, round) => round);
  const before = bot.spent();
  const slow = await paced(bot, conversations, (n) => rounds.map((round) => PACE_MS * (round + n / many)));
  const slowly = compared(
    slow.times,
    await replay(acking, slow.presses),
    await replay(posting, slow.presses),
  );
  const times: Record<"bot" | "acking" | "posting", Pressed[]> = { bot: [], acking: [], posting: [] };
  const took = { bot: 0, posting: 0 };
  for (let round = 0; round < BURSTS; round++) {
    await setTimeout(REST_MS);
    const burst = await together(bot, conversations);
    await setTimeout(REST_MS);
    const acked = await replay(acking, burst.presses);
    const posted = await replay(posting, burst.presses);
    times.bot.push(...burst.times);
    times.acking.push(...acked);
    times.posting.push(...posted);
    took.bot += until(burst.times);
    took.posting += until(posted);
  }
  const spent = (bot.spent() - before) / (slow.times.length + times.bot.length);
  await Promise.all(all.map((one) => one.stop()));
  await database?.stop();
  await rm(folder, { recursive: true });
  return {
    engine,
    conversations: many,
    paced: slowly,
    together: compared(times.bot, times.acking, times.posting),
    rate: took.posting / took.bot,
    spent,
  };
}

function told(what: string, { bare, bot }: Beside): string {
  const of = (name: "p50" | "p99") =>
    `${name} ${bare[name].toFixed(1)} and ${bot[name].toFixed(1)} ms, ${(bot[name] / bare[name]).toFixed(1)} x`;
  return `    ${what}: ${of("p50")}; ${of("p99")}`;
}

if (import.meta.main) {
  const [engine = "sqlite", ...rest] = process.argv.slice(2);
  if (engine !== "sqlite" && engine !== "postgres")
    throw new Error(`the engine is ${engine}, expected sqlite or postgres`);
  for (const many of rest.length > 0 ? rest.map(Number) : [1, 50, 200, 500]) {
    const { paced, together, rate, spent } = await measure(engine, many);
    console.log(`${engine}, ${many} conversations; a bare Bolt app, and the bot:`);
    for (const [how, { acknowledged, changed }] of [
      ["a press every four seconds in each", paced],
      ["all at once", together],
    ] as const) {
      console.log(`  ${how}`);
      console.log(told("acknowledged", acknowledged));
      console.log(told("the screen has changed", changed));
    }
    console.log(`  ${rate.toFixed(2)} of the rate of an app that acknowledges and posts`);
    console.log(`  the bot's processor time, until the screen has changed: ${spent.toFixed(1)} ms a press`);
  }
}
