/** From the configuration to a running bot. */
import { randomInt, randomUUID } from "node:crypto";
import { fstatSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ModelConfig } from "../../adapters/shared/config.ts";
import { PortTaken } from "../../adapters/shared/port.ts";
import { filesIn } from "../io/files.ts";
import { program } from "../io/program.ts";
import { headline } from "../packs/diagnostic.ts";
import { followPacks } from "../packs/follow.ts";
import { loadPacks, replacedText } from "../packs/load.ts";
import type { Counters, Inbox, Log, Platform, Repository } from "../port.ts";
import type { PackRecord } from "../scoring/pack/pack-set.ts";
import { lockFile } from "../store/engine/sqlite.ts";
import { openStore } from "../store/open.ts";
import { openWatch, type Watch } from "../web/watch.ts";
import { type Bot, type BotOptions, createBot } from "./bot.ts";
import { awaitStore } from "./database.ts";
import type { Claims } from "./heavy/reader.ts";
import { createLog, stackOf } from "./log.ts";
import type { Clock } from "./outbox.ts";
import { type Config, loadConfig } from "./settings/config.ts";
import { type Environment, terminalEnvironment } from "./settings/environment.ts";
import { peopleIn } from "./snapshot.ts";

/** One platform that runs until it is stopped. */
interface Served {
  readonly platform: Platform;
  connected(): boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
}

type Ground = Pick<BotOptions<Served>, "store" | "packs" | "log" | "replica">;

/** What the adapters are made of. */
interface Parts extends Ground {
  readonly inbox: Inbox;
  readonly counters: Counters;
  readonly fatal: (sentence: string) => void;
}

const now = (): number => Date.now();

/**
 * Serves every platform that the configuration names, or the terminal where it names none. Resolves to the exit
 * code: 0 when it was asked to stop, 1 when it could not go on, 2 when the configuration or a pack is wrong.
 */
export async function start(
  options: { readonly packs?: string },
  { err, env }: { readonly err: (sentence: string) => void; readonly env?: Environment },
): Promise<number> {
  /** Says what is wrong, and ends. */
  const end = (code: number, ...sentences: readonly string[]): number => {
    for (const sentence of sentences) err(sentence);
    return code;
  };
  const configured = loadConfig(env);
  if (!configured.ok) return end(2, ...configured.problems);
  const { config } = configured;
  const folders = options.packs === undefined ? config.packsDirs : [options.packs];
  const loaded = await loadPacks(...folders);
  const { records, problems, replaced } = loaded;
  for (const { file, problem } of problems) err(headline(file, problem));
  for (const one of replaced) err(replacedText(one));
  if (records.length === 0) return end(2, `No decision pack could be read from ${folders.join(", ")}.`);

  const log = createLog(config.logLevel);
  const served = config.slack !== null || config.discord !== null;
  if (!served && lacksTerminal()) return end(2, NO_TERMINAL);
  const replica = newId();
  const { version } = program;
  const database = isPostgres(config.database) ? "postgres" : "sqlite";
  const packs = records.map(({ pack }) => `${pack.id} ${pack.version}`);
  log.info({ version, node: process.version, replica, database, packs }, "starting");
  if (config.model !== null) err(modelText(config.model));

  const open = () => openStore(config.database, log);
  let watch: Watch | null = null;
  try {
    watch = served ? await openWatch(config.web, { version, replica, database }, { log, now }) : null;
    const opened = await (served
      ? unlessStopped((signal) => awaitStore(open, { err, wait, random: Math.random, signal }))
      : open());
    if (opened === null) return 0;
    if (!opened.ok) return end(1, opened.because);
    const { store } = opened;
    try {
      const ground = { store, packs: records, log, replica };
      const follow = (bot: Follows) => followed(bot, { directories: folders, loaded, log });
      if (watch !== null) return await serve(config, ground, follow, { ...watch, err });
      return await alone(config, () => play(config, ground, follow), end);
    } finally {
      if (watch !== null) watch.watched.store = null;
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    return end(1, error.message);
  } finally {
    await watch?.close();
  }
}

/** Holds the terminal's lock meanwhile. */
async function alone(
  config: Config,
  work: () => Promise<number>,
  end: (code: number, sentence: string) => number,
): Promise<number> {
  const unlock = lockTerminal(config);
  if (unlock === null) return end(1, BUSY);
  try {
    const code = await work();
    return process.stdin.isTTY || process.stdin.bytesRead > 0 ? code : end(2, NO_TERMINAL);
  } finally {
    unlock();
  }
}

/** What SIGINT and SIGTERM call off. */
async function unlessStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  try {
    return await work(stopped.signal);
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, stop);
  }
}

/** Nothing is ever typed at /dev/null, which is what a container or a service is started with. */
function lacksTerminal(): boolean {
  return !process.stdin.isTTY && fstatSync(0).isCharacterDevice();
}

/** Said at every start, for the people whose words they are ask the operator. */
function modelText({ url, model }: ModelConfig): string {
  return `Discussions leave this program: where a decision starts in a thread, its messages and the pack's questions go to ${model} at ${new URL(url).host}, without their authors' names. READER_URL turns that off when it is empty.`;
}

const NO_TERMINAL =
  "No token is set, and there is no terminal to decide in. Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN, in the environment or in .env: the README says where each is to be had.";

const BUSY = "Another terminal is using this database. Leave it first, or set DATA_DIR to another folder.";

/** Two terminals on one database would answer for each other. */
function lockTerminal({ database }: Config): (() => void) | null {
  return isPostgres(database) ? () => {} : lockFile(`${database}.terminal`);
}

function isPostgres(database: string): boolean {
  return /^postgres(ql)?:/.test(database);
}

/** The bot on this configuration; not started. */
export function botOn<T extends { readonly platform: Platform }>(
  config: Config,
  given: Ground & Pick<BotOptions<T>, "platforms" | "counters">,
): Bot<T> {
  return createBot({
    ...given,
    settings: config,
    records: recordsOf(config, given.log),
    claims: claimsOf(config),
    clock,
    newId,
    random: Math.random,
  });
}

function newId(): string {
  return Array.from({ length: 8 }, () => randomInt(36).toString(36)).join("");
}

/** Null: no language model reads. Its SDK is loaded for the first discussion. */
function claimsOf({ model }: Config): Claims | null {
  if (model === null) return null;
  return async (...discussion) =>
    (await import("../../adapters/model/index.ts")).claims(model, ...discussion);
}

/** Null: no repository is connected. Its SDK is loaded for the first record. */
function recordsOf({ records }: Config, log: Log) {
  if (records === null) return null;
  let made: Promise<Repository> | null = null;
  const repository: Repository = {
    async propose(proposal) {
      made ??= import("../../adapters/github/index.ts").then(({ createGitHub }) =>
        createGitHub({ config: records, now, log }),
      );
      return (await made).propose(proposal);
    },
  };
  return { team: records.team, repository };
}

const clock: Clock = {
  now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

type Follows = Pick<Bot<Served>, "usePacks">;
type Follow = (bot: Follows) => () => void;

const LOOK_EVERY_MS = 2000;

/** The packs' files are looked at now and then, and a bot is given what changed in them. Returns what ends that. */
function followed(
  bot: Follows,
  { log, ...of }: Pick<Parameters<typeof followPacks>[0], "directories" | "loaded"> & { readonly log: Log },
): () => void {
  const failed = (error: unknown): void => log.error({ error: String(error) }, "packs not read again");
  let cancel = (): void => {};
  let ended = false;
  const say = (sentence: string): void => log.warn({}, sentence);
  const changed = (records: readonly PackRecord[]): void => void bot.usePacks(records).catch(failed);
  const following = followPacks({ ...of, say, changed });
  const lookAgain = (): void => {
    if (ended) return;
    cancel = clock.after(LOOK_EVERY_MS, () => {
      void following
        .then((follower) => follower.look())
        .catch(failed)
        .then(lookAgain);
    });
  };
  lookAgain();
  return () => {
    ended = true;
    cancel();
  };
}

/** Plays these packs at this terminal, and keeps nothing. Resolves to the exit code. */
export async function preview(packs: readonly PackRecord[]): Promise<number> {
  const configured = loadConfig({});
  if (!configured.ok) return 2;
  const log = createLog("warn");
  const folder = await mkdtemp(join(tmpdir(), "plumbline-"));
  try {
    const opened = await openStore(join(folder, "preview.db"), log);
    if (!opened.ok) return 1;
    const ground = { store: opened.store, packs, log, replica: newId() };
    const code = await play(configured.config, ground, () => () => {}, true);
    await opened.store.close();
    return code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One person, or several, at this terminal. */
async function play(config: Config, ground: Ground, follow: Follow, isPreview = false): Promise<number> {
  const { createTerminal, terminalPlace } = await import("../../adapters/terminal/index.ts");
  const name = userInfo().username;
  const bot = botOn(config, {
    ...ground,
    platforms: (inbox, settled) => [
      createTerminal({
        inbox,
        settled,
        stdin: process.stdin,
        stdout: process.stdout,
        env: terminalEnvironment(),
        files: filesIn(config.filesDir),
        user: {
          ...{ id: name.toLowerCase(), name, admin: true },
          zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
        },
        people: () => peopleIn(ground.store, terminalPlace),
        now,
        newId: randomUUID,
        isPreview,
      }),
    ],
  });
  bot.start();
  const unfollow = follow(bot);
  const code = (await bot.served[0]?.run()) ?? 1;
  unfollow();
  await bot.stop();
  return code;
}

/** Whoever asked a process to end usually kills it after ten seconds. */
const STOP_MS = 8_000;

/** Until the process is asked to end, or a platform says that it takes us no more. */
async function serve(
  config: Config,
  ground: Ground,
  follow: Follow,
  { watched, counters, err }: Watch & { readonly err: (sentence: string) => void },
): Promise<number> {
  const ending = Promise.withResolvers<number>();
  const fatal = (sentence: string): void => {
    err(sentence);
    ending.resolve(1);
  };
  const makers = await makersOf(config);
  const bot = botOn(config, {
    ...ground,
    counters,
    platforms: (inbox) => makers.map((make) => make({ ...ground, inbox, counters, fatal })),
  });
  watched.store = ground.store;
  watched.platforms = bot.served.map(({ platform: { name }, connected }) => ({ name, connected }));
  // An SDK lets some of what it cannot read reject where nobody can catch it.
  process.on("unhandledRejection", (error) =>
    ground.log.error({ stack: stackOf(error) }, "a promise was rejected, and nobody handled it"),
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.resolve(0));
  bot.start();
  const unfollow = follow(bot);
  const starting = bot.served.map((platform) =>
    platform.start().catch((error: unknown) => fatal(error instanceof Error ? error.message : String(error))),
  );
  const code = await ending.promise;
  unfollow();
  watched.isStopping = true;
  // A call that hangs must not keep it. What was in hand is in the store, and is looked for before it is done again.
  setTimeout(() => process.exit(code), STOP_MS).unref();
  await Promise.all(bot.served.map((platform) => platform.stop()));
  await Promise.all(starting);
  await bot.stop();
  return code;
}

/** An SDK is loaded only where its platform is served. */
async function makersOf({ slack, discord }: Config): Promise<readonly ((parts: Parts) => Served)[]> {
  const makers: ((parts: Parts) => Served)[] = [];
  const { drawPicture } = await import("../io/picture.ts");
  if (slack !== null) {
    const { createSlack } = await import("../../adapters/slack/index.ts");
    makers.push(({ inbox, store, log, counters }) =>
      createSlack({
        inbox,
        config: slack,
        log,
        counters,
        now,
        wait,
        random: Math.random,
        picture: drawPicture,
        open: () => store.open("slack"),
        standing: () => store.standing("slack"),
        installations: store.installations("slack"),
      }),
    );
  }
  if (discord !== null) {
    const { createDiscord } = await import("../../adapters/discord/index.ts");
    makers.push(({ inbox, store, log, counters, fatal }) =>
      createDiscord({
        inbox,
        config: discord,
        log,
        counters,
        now,
        wait,
        random: Math.random,
        open: () => store.open("discord"),
        standing: () => store.standing("discord"),
        onFatal: fatal,
        picture: drawPicture,
      }),
    );
  }
  return makers;
}

/** Ends early, without an error, when the signal says so. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
