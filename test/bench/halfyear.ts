/**
 * A bot that was away for half a year wakes: what was to come of many decisions is due, beside people who ask something new. How long
 * they wait for their first question, and whether anything is posted twice or is missing. `npm run bench:halfyear -- slack|discord sqlite|postgres [DECISIONS]`
 */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { buttons } from "../../src/conversation/words/controls.ts";
import { Replicas } from "../chaos/replicas.ts";
import { FakeDiscord, TOKEN } from "../fake/discord/server.ts";
import { scratch } from "../fake/scratch.ts";
import { addChannel, FakeSlack } from "../fake/slack/slack.ts";
import { ask, postgresBench } from "../store/postgres-bench.ts";
import { startPostgres } from "../store/postgres-server.ts";

const HALF_A_YEAR_MS = 182 * 24 * 60 * 60 * 1_000;
const LIVE = 100;
/** Slack takes one message a second in each. Each new question has one for itself. */
const CHANNELS = 200;
const LIVE_EVERY_MS = 250;
const PEOPLE = 10;
const BEHIND_MAX = 100;
const LOOK_MS = 5;
/** Slack's blocks are JSON in JSON. */
const ASKS = new RegExp(`\\\\?"${buttons.answer}`);
/** Whether more comes once nothing is due. */
const QUIET_MS = 5_000;

/** A message that was posted. */
interface Posted {
  readonly nonce: string;
  /** The channel, or the thread. */
  readonly where: string;
  readonly body: string;
  readonly rings: boolean;
}

interface Place {
  readonly env: Readonly<Record<string, string>>;
  connections(): number;
  /** Somebody asks, in a channel of that number where there are several; returns where the first question will stand. */
  begin(n: number, said: string): string;
  /** All, oldest first. */
  posted(from: number): readonly Posted[];
  stop(): Promise<void>;
}

async function slackPlace(): Promise<Place> {
  const slack = await FakeSlack.start();
  const { team, server } = slack;
  const channels = Array.from({ length: CHANNELS + LIVE }, (_, n) => `C9${String(n).padStart(6, "0")}`);
  for (const channel of channels) addChannel(team, channel, channel.toLowerCase(), "public", true);
  const people = Array.from({ length: PEOPLE }, (_, n) => `U02${String(n).padStart(5, "0")}`);
  for (const id of people) team.users.set(id, { id, name: id.toLowerCase(), admin: false, bot: false });
  return {
    env: { SLACK_BOT_TOKEN: team.token, SLACK_APP_TOKEN: server.appToken, SLACK_API_URL: slack.apiUrl },
    connections: () => server.connections,
    begin(n, said) {
      const channel = channels[n] ?? "";
      const other = people[(n + 1) % PEOPLE];
      void slack.person(people[n % PEOPLE] ?? "").command(channel, `${said} <@${other}>`);
      return channel;
    },
    posted: (from) =>
      server.calls.slice(from).map(({ method, args }) => {
        const body = method === "chat.postMessage" ? JSON.stringify(args) : "";
        const [, nonce = ""] = /nonce\\?":\\?"([\w-]+)/.exec(body) ?? [];
        return { nonce, where: String(args.channel), body, rings: /"type\\?":\\?"user\\?"|<@U/.test(body) };
      }),
    stop: () => slack.stop(),
  };
}

async function discordPlace(): Promise<Place> {
  const fake = new FakeDiscord({ now: Date.now });
  const { world } = fake;
  await fake.up();
  const people = Array.from({ length: PEOPLE }, (_, n) => {
    const id = world.id();
    const name = `person${n}`;
    const user = { id, username: name, global_name: name, discriminator: "0", avatar: null };
    world.users.set(id, user);
    return user;
  });
  return {
    env: { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: fake.api },
    connections: () => fake.gateway.connected,
    begin(n, said) {
      const by = people[n % PEOPLE];
      const other = people[(n + 1) % PEOPLE];
      if (by === undefined || other === undefined) throw new Error("there are people");
      return fake.mention(by, world.text.id, `${said} <@${other.id}>`).id;
    },
    posted: (from) =>
      fake.requests.slice(from).map(({ method, path, body }) => {
        const [, where = ""] = /^\/channels\/(\d+)\/messages$/.exec(path) ?? [];
        const isPost = method === "POST" && where !== "";
        const { users = [] } = (body.allowed_mentions ?? {}) as { readonly users?: readonly string[] };
        const nonce = isPost ? String(body.nonce) : "";
        return { nonce, where, body: isPost ? JSON.stringify(body) : "", rings: users.length > 0 };
      }),
    stop: () => fake.down(),
  };
}

interface Database {
  readonly where: string;
  tell(statement: string): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

async function sqliteIn(folder: string): Promise<Database> {
  const where = join(folder, "plumbline.db");
  return {
    where,
    async tell(statement) {
      const file = new DatabaseSync(where, { timeout: 5_000 });
      const rows = file.prepare(statement).all();
      file.close();
      return rows;
    },
    stop: async () => {},
  };
}

async function postgres(): Promise<Database> {
  const server = await startPostgres();
  const { url } = await postgresBench(server);
  return { where: url, tell: (statement) => ask(url, statement), stop: () => server.stop() };
}

const [platform = "slack", kind = "sqlite", many = "1000"] = process.argv.slice(2);
const count = Number(many);
const folder = await scratch();
const database = await (kind === "postgres" ? postgres() : sqliteIn(folder));
const place = await (platform === "discord" ? discordPlace() : slackPlace());
const env = { ...place.env, DATABASE_URL: kind === "postgres" ? database.where : "" };
const replicas = new Replicas(env, folder, (text) => {
  for (const line of text.split("\n")) if (/"level":[45]0/.test(line)) console.error(line);
});

async function until(holds: () => boolean | Promise<boolean>, lookMs: number): Promise<void> {
  while (!(await holds())) await setTimeout(lookMs);
}

const dueOf = async (): Promise<number> =>
  Number((await database.tell(`select count(*) as due from jobs where due <= ${Date.now()}`))[0]?.due);

const begun = async (): Promise<number> =>
  Number((await database.tell("select count(*) as begun from decisions"))[0]?.begun);

try {
  replicas.add(0);
  await until(() => place.connections() === 1, LOOK_MS);
  for (let n = 0; n < count; n++) {
    // Half of them have a deadline, which counts however late it comes; of the others there is a reminder.
    place.begin(n % CHANNELS, `fastapi or django for old${n}${n % 2 === 0 ? " until 2027-03-01 12:00" : ""}`);
    await setTimeout(LOOK_MS * 4);
    // Of a team not more is taken in hand than so much; where the machine is busy it would refuse the rest.
    if (n % BEHIND_MAX === 0) await until(async () => (await begun()) > n - BEHIND_MAX, LOOK_MS);
  }
  await until(async () => (await begun()) === count && (await dueOf()) === 0, 500);
  await replicas.stop();
  const then = Date.now() - HALF_A_YEAR_MS;
  await database.tell(`update jobs set due = ${then}, timed_at = ${then} where kind = 'timer'`);
  const awaited = await dueOf();
  const before = place.posted(0).length;
  const woke = performance.now();
  const awake = new Replicas(env, folder, () => {});
  awake.add(0);
  await until(() => place.connections() === 1, LOOK_MS);
  const connected = performance.now();
  let drained = 0;
  const watching = until(async () => (await dueOf()) === 0, 500).then(() => {
    drained = performance.now();
  });
  const wheres = new Set<string>();
  const waits: number[] = [];
  const behind: number[] = [];
  const asked = Array.from({ length: LIVE }, async (_, n) => {
    await setTimeout(n * LIVE_EVERY_MS);
    behind.push(drained === 0 ? 1 : 0);
    const from = performance.now();
    const start = place.posted(0).length;
    const where = place.begin(CHANNELS + n, `fastapi or django for live${n}`);
    wheres.add(where);
    const isAsked = () => place.posted(start).some((one) => one.where === where && ASKS.test(one.body));
    await until(isAsked, LOOK_MS);
    waits.push(performance.now() - from);
  });
  await Promise.all(asked);
  await watching;
  await setTimeout(QUIET_MS);
  await until(async () => (await dueOf()) === 0, 500);
  await awake.stop();
  const all = place.posted(0).filter(({ nonce }) => nonce !== "");
  const times = new Map<string, number>();
  for (const { nonce, where } of all)
    times.set(`${nonce} ${where}`, (times.get(`${nonce} ${where}`) ?? 0) + 1);
  const late = place
    .posted(before)
    .filter(({ nonce, where, body }) => nonce !== "" && !wheres.has(where) && !body.includes("for live"));
  // Each is told once where it stands, or that its time is over.
  const missing = count - new Set(late.map(({ nonce }) => nonce)).size;
  const twice = [...times.values()].filter((n) => n > 1).length;
  const deaths = [...replicas.deaths, ...awake.deaths].length;
  waits.sort((one, other) => one - other);
  const at = (part: number) =>
    Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * part))] ?? 0);
  console.log(
    [
      `${platform}, ${kind}, ${count} decisions: ${awaited} timers half a year late`,
      `connected after ${Math.round(connected - woke)} ms, all done after ${Math.round((drained - connected) / 100) / 10} s`,
      `${LIVE} first questions (${behind.filter((one) => one === 1).length} asked while it lasted): p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} ms`,
      `posted late: ${late.length}, of which ${late.filter(({ rings }) => rings).length} ring; missing: ${missing}; twice: ${twice}; ${deaths} ended by itself`,
    ].join("\n  "),
  );
  if (missing !== 0 || twice + deaths > 0) process.exitCode = 1;
} finally {
  await place.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
