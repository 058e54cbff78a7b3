/**
 * How soon a press is acknowledged, beside a bare Bolt app that gets the same payloads at the same times:
 * `npm run bench:acknowledge -- [sqlite|postgres] [CONVERSATIONS …]`. Each is a process of its own; what Node is told on the
 * command line is told to the bot, too: `node --cpu-prof test/bench/acknowledge.ts` profiles it.
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

const CLI = join(import.meta.dirname, "..", "..", "src", "cli.ts");
const BARE = join(import.meta.dirname, "bare.ts");
/** Of each conversation: a press every so often. */
const PACE_MS = 4_000;
const PACED_ROUNDS = 6;
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

class Running {
  readonly slack: FakeSlack;
  readonly #process: ChildProcess;

  constructor(slack: FakeSlack, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.slack = slack;
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

  /** Milliseconds until it was acknowledged. */
  async press(payload: Json): Promise<number> {
    const from = performance.now();
    await this.slack.deliver("interactive", payload);
    return performance.now() - from;
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

/** Presses as `plan` says, and notes what was pressed, for somebody else to press again. */
async function play(
  bot: Running,
  conversations: readonly Conversation[],
  at: (conversation: number) => readonly number[],
): Promise<{ readonly times: readonly number[]; readonly presses: readonly Press[] }> {
  const times: number[] = [];
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

async function replay(app: Running, presses: readonly Press[]): Promise<readonly number[]> {
  const from = performance.now();
  return Promise.all(
    presses.map(async ({ at, payload }) => {
      await setTimeout(Math.max(0, at - (performance.now() - from)));
      return app.press(payload);
    }),
  );
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function told(what: string, bare: readonly number[], bot: readonly number[]): void {
  const figures = [0.5, 0.99].map((share) => {
    const [of, own] = [quantile(bare, share), quantile(bot, share)];
    return `p${share * 100} ${of.toFixed(1)} and ${own.toFixed(1)} ms, ${(own / of).toFixed(1)} x`;
  });
  console.log(`  ${what}, ${bot.length} presses: ${figures.join("; ")}`);
}

const [engine = "sqlite", ...rest] = process.argv.slice(2);
const counts = rest.length > 0 ? rest.map(Number) : [50, 200];
for (const many of counts) {
  const folder = await scratch();
  const database = engine === "postgres" ? await startPostgres() : null;
  const where = database === null ? "" : (await postgresBench(database)).url;
  const bot = new Running(await FakeSlack.start(), [...process.execArgv, CLI, "start"], {
    DATA_DIR: folder,
    DATABASE_URL: where,
    WEB_PORT: "0",
    LOG_LEVEL: "warn",
  });
  const bare = new Running(await FakeSlack.start(), [BARE], {});
  await Promise.all([bot.connected(), bare.connected()]);
  const conversations = await begin(bot, many);
  // The first presses are not counted, nor what they wait for: code that has not run yet.
  const warm = await play(bot, conversations, () => [0]);
  await replay(bare, warm.presses);
  await setTimeout(REST_MS);
  console.log(`${engine}, ${many} conversations; a bare Bolt app, and the bot:`);
  const rounds = Array.from({ length: PACED_ROUNDS }, (_, round) => round);
  const spent = bot.spent();
  const paced = await play(bot, conversations, (n) => rounds.map((round) => PACE_MS * (round + n / many)));
  told("a press every four seconds in each", await replay(bare, paced.presses), paced.times);
  const burst: { bare: number[]; bot: number[] } = { bare: [], bot: [] };
  for (let round = 0; round < BURSTS; round++) {
    await setTimeout(REST_MS);
    const { times, presses } = await play(bot, conversations, () => [0]);
    burst.bot.push(...times);
    await setTimeout(REST_MS);
    burst.bare.push(...(await replay(bare, presses)));
  }
  told("all at once", burst.bare, burst.bot);
  const each = (bot.spent() - spent) / (paced.times.length + burst.bot.length);
  console.log(`  the bot's processor time, until the screen has changed: ${each.toFixed(1)} ms a press`);
  await Promise.all([bot.stop(), bare.stop()]);
  await database?.stop();
  await rm(folder, { recursive: true });
}
