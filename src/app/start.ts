/** The composition root: from the configuration to a running bot. */
import { randomInt, randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { wantsList } from "../conversation/input/command.ts";
import { loadState } from "../conversation/migrate.ts";
import { reduce } from "../conversation/reduce.ts";
import { filesIn } from "../io/files.ts";
import { loadPacks } from "../packs/load.ts";
import type { Inbox, Log, Platform, Repository } from "../port.ts";
import { recordOf } from "../record/attached.ts";
import { type PackRecord, packSetOf } from "../scoring/pack/pack-set.ts";
import { sentence } from "../scoring/pack/problem.ts";
import { holdAlone } from "../store/alone.ts";
import { openStore } from "../store/open.ts";
import type { Store } from "../store/store.ts";
import { type Config, loadConfig, terminalEnvironment } from "./config.ts";
import { createInbox } from "./inbox.ts";
import { createLog } from "./log.ts";
import { type Clock, createOutbox } from "./outbox.ts";
import { tellOfPacks } from "./outdated.ts";
import { connectedTo, publishing } from "./publish.ts";
import { startRetention } from "./retention.ts";

/** One platform that runs until it is stopped. */
interface Served {
  readonly platform: Platform;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What the adapters are made of. */
interface Parts {
  readonly inbox: Inbox;
  readonly store: Store;
  readonly log: Log;
  readonly fatal: (sentence: string) => void;
}

const now = (): number => Date.now();

/**
 * Serves every platform that the configuration names, or the terminal where it names none. Resolves to the exit
 * code: 0 when it was asked to stop, 1 when it could not go on, 2 when the configuration or a pack is wrong.
 */
export async function start(options: { readonly packs?: string } = {}): Promise<number> {
  const configured = loadConfig();
  if (!configured.ok) return complain(configured.problems, 2);
  const { config } = configured;
  const { records, problems } = await loadPacks(options.packs ?? config.packsDir);
  for (const { file, problem } of problems) complain([sentence(file, problem)], 2);
  if (records.length === 0)
    return complain([`No decision pack could be read from ${options.packs ?? config.packsDir}.`], 2);

  const log = createLog(config.logLevel);
  const served = config.slack !== null || config.discord !== null;
  const opened = await openStore(config.database, log);
  if (!opened.ok) return complain([opened.because], 1);
  const alone = served ? () => {} : holdTerminal(config);
  try {
    if (alone === null) return complain([BUSY], 1);
    return await (served ? serve : play)(config, opened.store, records, log);
  } finally {
    await opened.store.close();
    alone?.();
  }
}

const BUSY = "Another terminal is using this database. Leave it first, or set DATA_DIR to another folder.";

function complain(sentences: readonly string[], code: number): number {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  return code;
}

/** Two terminals on one database would answer for each other. */
function holdTerminal({ database }: Config): (() => void) | null {
  return /^postgres(ql)?:/.test(database) ? () => {} : holdAlone(`${database}.terminal`);
}

/** The inbox, and the outbox over the platforms that are made with it. */
function wire<T extends { readonly platform: Platform }>(
  config: Config,
  store: Store,
  records: readonly PackRecord[],
  log: Log,
  make: (inbox: Inbox, drain: () => Promise<void>) => readonly T[],
) {
  const repository = repositoryOf(config, log);
  const connected = connectedTo(config.records);
  const inbox = createInbox({
    store,
    packSet: packSetOf(records),
    conversation: { reduce, loadState, wantsList },
    surroundings: {
      nudgeAfterMs: config.nudgeAfterMs,
      zone: config.zone,
      connected,
      moments: async () => (await import("../io/time.ts")).momentOf,
      record: recordOf,
    },
    now,
    newId: () => Array.from({ length: 8 }, () => randomInt(36).toString(36)).join(""),
    notify: () => outbox.notify(),
    log,
  });
  const made = make(inbox, () => outbox.drain());
  const outbox = createOutbox({
    store,
    platforms: made.map(({ platform }) => platform),
    tick: repository === null ? inbox.tick : publishing({ store, inbox, repository, connected, now, log }),
    clock,
    random: Math.random,
    owner: randomUUID(),
    log,
  });
  let stopRetention = async (): Promise<void> => {};
  let told: Promise<void> = Promise.resolve();
  return {
    made,
    start() {
      outbox.start();
      stopRetention = startRetention({ store, clock, keepMs: config.retentionMs, log });
      told = tellOfPacks({ store, inbox, digests: records.map(({ digest }) => digest), now, log });
    },
    async stop() {
      await Promise.all([stopRetention(), told]);
      await outbox.stop();
    },
  };
}

/** Null: no repository is connected. Its SDK is loaded for the first record. */
function repositoryOf({ records }: Config, log: Log): Repository | null {
  if (records === null) return null;
  let made: Promise<Repository> | null = null;
  return {
    async propose(proposal) {
      made ??= import("../../adapters/github/index.ts").then(({ createGitHub }) =>
        createGitHub({ config: records, now, log }),
      );
      return (await made).propose(proposal);
    },
  };
}

const clock: Clock = {
  now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** One person, or several, at this terminal. */
async function play(config: Config, store: Store, records: readonly PackRecord[], log: Log): Promise<number> {
  const { createTerminal } = await import("../../adapters/terminal/index.ts");
  const name = userInfo().username;
  const { made, start, stop } = wire(config, store, records, log, (inbox, settled) => [
    createTerminal({
      inbox,
      settled,
      stdin: process.stdin,
      stdout: process.stdout,
      env: terminalEnvironment(),
      files: filesIn(config.filesDir),
      user: { id: name.toLowerCase(), name, zone: new Intl.DateTimeFormat().resolvedOptions().timeZone },
      now,
      newId: randomUUID,
    }),
  ]);
  const [terminal] = made;
  start();
  const code = (await terminal?.run()) ?? 1;
  await stop();
  return code;
}

/** Until the process is asked to end, or a platform says that it takes us no more. */
async function serve(
  config: Config,
  store: Store,
  records: readonly PackRecord[],
  log: Log,
): Promise<number> {
  const ending = Promise.withResolvers<number>();
  const fatal = (sentence: string): void => ending.resolve(complain([sentence], 1));
  const makers = await makersOf(config);
  const { made, start, stop } = wire(config, store, records, log, (inbox) =>
    makers.map((make) => make({ inbox, store, log, fatal })),
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.resolve(0));
  start();
  const starting = made.map((platform) =>
    platform.start().catch((error: unknown) => fatal(error instanceof Error ? error.message : String(error))),
  );
  const code = await ending.promise;
  await Promise.all(made.map((platform) => platform.stop()));
  await Promise.all(starting);
  await stop();
  return code;
}

/** An SDK is loaded only where its platform is served. */
async function makersOf({ slack, discord }: Config): Promise<readonly ((parts: Parts) => Served)[]> {
  const makers: ((parts: Parts) => Served)[] = [];
  if (slack !== null) {
    const { createSlack } = await import("../../adapters/slack/index.ts");
    makers.push(({ inbox, store, log }) =>
      createSlack({
        inbox,
        config: slack,
        log,
        now,
        wait,
        random: Math.random,
        open: () => store.open("slack"),
        installations: store.installations("slack"),
      }),
    );
  }
  if (discord !== null) {
    const { createDiscord } = await import("../../adapters/discord/index.ts");
    const { drawPicture } = await import("../io/picture.ts");
    makers.push(({ inbox, store, log, fatal }) =>
      createDiscord({
        inbox,
        config: discord,
        log,
        now,
        wait,
        onFatal: fatal,
        pending: () => store.open("discord"),
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
