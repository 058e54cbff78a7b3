/** From a press to its acknowledgement and to the screen, beside bare apps: everybody presses as soon as they see what follows. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { scratch } from "../../fake/scratch.ts";
import { postgresBench } from "../../store/postgres-bench.ts";
import { startPostgres } from "../../store/postgres-server.ts";
import { spreadOf } from "../table/beside.ts";
import { figure, goalText, type Row, ratioText } from "../table/document.ts";
import { discordHall } from "./discord.ts";
import type { Hall, Press, Seat } from "./seat.ts";
import { slackHall } from "./slack.ts";

const CLI = join(import.meta.dirname, "..", "..", "..", "src", "cli.ts");
/** A tenth of what the platforms allow. */
const GOAL_MS = 300;
/** At which that is the goal. */
const GOAL_CONVERSATIONS = 200;

const PLATFORMS = [
  { name: "Slack", hall: slackHall, bare: "bare Bolt", file: join(import.meta.dirname, "bare-bolt.ts") },
  {
    name: "Discord",
    hall: discordHall,
    bare: "bare discord.js",
    file: join(import.meta.dirname, "..", "bare-discord.ts"),
  },
];

type Platform = (typeof PLATFORMS)[number];

export interface Scale {
  /** At once in so many, one after the other: each time others than before. */
  readonly conversations: readonly number[];
  readonly rounds: number;
  /** Of each, in a round. Somebody has no more questions than a dozen. */
  readonly presses: number;
}

export async function pressRows(scale: Scale): Promise<Row[]> {
  const rows: Row[] = [];
  for (const platform of PLATFORMS)
    for (const store of ["SQLite", "Postgres"] as const) rows.push(...(await rowsOf(platform, store, scale)));
  return rows;
}

async function rowsOf(platform: Platform, store: "SQLite" | "Postgres", scale: Scale): Promise<Row[]> {
  const folder = await scratch();
  const database = store === "Postgres" ? await startPostgres() : null;
  const env = {
    DATA_DIR: folder,
    WEB_PORT: "0",
    ...(database === null ? {} : { DATABASE_URL: (await postgresBench(database)).url }),
  };
  const bot = await running(platform.hall, [CLI, "start"], env);
  const bare = await running(platform.hall, [platform.file], {});
  const all = scale.conversations.reduce((sum, many) => sum + many, 0);
  const [seats, others] = [await bot.hall.decide(all), bare.hall.idle(all)];
  const rows: Row[] = [];
  let from = 0;
  for (const many of scale.conversations) {
    const to = from + many;
    const rounds = await measured(seats.slice(from, to), others.slice(from, to), scale);
    rows.push(...told(platform, store, many, rounds));
    from = to;
  }
  await Promise.all([bot.stop(), bare.stop()]);
  await database?.stop();
  await rm(folder, { recursive: true });
  return rows;
}

type Beside = Readonly<Record<"ours" | "theirs", Round>>;

async function measured(
  seats: readonly Seat[],
  others: readonly Seat[],
  { rounds, presses }: Scale,
): Promise<readonly Beside[]> {
  // The first presses meet code that has not run yet.
  await round(seats, presses);
  await round(others, presses);
  const all: Beside[] = [];
  for (let n = 0; n < rounds; n++)
    all.push({ ours: await round(seats, presses), theirs: await round(others, presses) });
  return all;
}

function told({ name, bare }: Platform, store: string, many: number, rounds: readonly Beside[]): Row[] {
  const who = `${name}, ${store}, ${many === 1 ? "1 conversation" : `${many} conversations`}`;
  const rate = spreadOf(rounds.map(({ ours, theirs }) => ours.rate / theirs.rate));
  const middle = (of: "ours" | "theirs") => figure(spreadOf(rounds.map((each) => each[of].rate)).median);
  const timed = (what: "acknowledged" | "shown") => {
    const times = (of: "ours" | "theirs") =>
      rounds.flatMap((each) => each[of].presses.map((one) => one[what]));
    const [ours, theirs] = [quantiles(times("ours")), quantiles(times("theirs"))];
    const ratios = rounds.map(
      (each) =>
        quantiles(each.theirs.presses.map((one) => one[what])).half /
        quantiles(each.ours.presses.map((one) => one[what])).half,
    );
    return { ours, theirs, ratio: ratioText(spreadOf(ratios)) };
  };
  const [acknowledged, shown] = [timed("acknowledged"), timed("shown")];
  const worst = acknowledged.ours.most;
  return [
    {
      what: `${who}: presses a second`,
      ours: middle("ours"),
      beside: `${bare}: ${middle("theirs")}`,
      ratio: ratioText(rate),
      goal: goalText(rate, 0.6),
    },
    {
      what: `${who}: until acknowledged, p50 and p99`,
      ours: acknowledged.ours.text,
      beside: `${bare}: ${acknowledged.theirs.text}`,
      ratio: acknowledged.ratio,
      goal:
        many === GOAL_CONVERSATIONS ? `p99 below ${GOAL_MS} ms: ${worst < GOAL_MS ? "met" : "missed"}` : "",
    },
    {
      what: `${who}: until seen, p50 and p99`,
      ours: shown.ours.text,
      beside: `${bare}: ${shown.theirs.text}`,
      ratio: shown.ratio,
      goal: "",
    },
  ];
}

interface Round {
  /** Presses a second. */
  readonly rate: number;
  readonly presses: readonly Press[];
}

async function round(seats: readonly Seat[], each: number): Promise<Round> {
  const from = performance.now();
  const all = await Promise.all(
    seats.map(async (seat) => {
      const presses: Press[] = [];
      for (let n = 0; n < each; n++) presses.push(await seat.press());
      return presses;
    }),
  );
  const presses = all.flat();
  return { rate: (1_000 * presses.length) / (performance.now() - from), presses };
}

function quantiles(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const [half, most] = [at(0.5), at(0.99)];
  return { half, most, text: `${figure(half)} and ${figure(most)} ms` };
}

async function running(
  open: () => Promise<Hall>,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) {
  const hall = await open();
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { PATH: process.env.PATH, LOG_LEVEL: "error", ...hall.env, ...env },
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  await hall.connected();
  return {
    hall,
    async stop() {
      process.off("exit", kill);
      const gone = once(child, "close");
      child.kill("SIGTERM");
      await gone;
      await hall.stop();
    },
  };
}
