/** From the configuration to a running bot. */
import { resolve } from "node:path";
import type { ModelConfig } from "../../../adapters/shared/config.ts";
import { PortTaken } from "../../../adapters/shared/tcp-port.ts";
import { program } from "../../io/program.ts";
import { headline } from "../../packs/diagnostic.ts";
import { followPacks } from "../../packs/follow.ts";
import { loadPacks, replacedText } from "../../packs/load.ts";
import type { Log } from "../../port.ts";
import type { PackRecord } from "../../scoring/pack/pack-set.ts";
import { isPostgres, openStore, openToServe } from "../../store/open.ts";
import { openWatch, type Watch } from "../../web/watch.ts";
import { createLog } from "../log.ts";
import { loadConfig } from "../settings/config.ts";
import type { Environment } from "../settings/environment.ts";
import { clock, type Follow, newId, now, wait } from "./configured.ts";
import { awaitStore } from "./database.ts";
import { alone, lacksTerminal, noTerminal, play } from "./play.ts";
import { serve } from "./serve.ts";

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
  if (!served && lacksTerminal()) return end(2, noTerminal());
  const replica = newId();
  const { version } = program;
  const database = isPostgres(config.database) ? "postgres" : "sqlite";
  const packs = records.map(({ pack }) => `${pack.id} ${pack.version}`);
  log.info({ version, node: process.version, replica, database, packs }, "starting");
  if (config.model !== null) err(modelText(config.model));

  const open = () => (served ? openToServe : openStore)(config.database, log);
  const asked = served ? askedToEnd() : NOBODY_ASKS;
  let watch: Watch | null = null;
  try {
    watch = served ? await openWatch(config.web, { version, replica, database }, { log, now }) : null;
    const opened = await (served
      ? awaitStore(open, { err, wait, random: Math.random, signal: asked.signal })
      : open());
    if (opened === null) return 0;
    if (!opened.ok) return end(1, opened.because);
    const { store, made } = opened;
    if (made)
      log.info(
        { in: database === "sqlite" ? resolve(config.database) : "Postgres" },
        "the database was empty: its tables are made",
      );
    try {
      const ground = { store, packs: records, log, replica };
      const follow: Follow = (bot) => followed(bot, { directories: folders, loaded, log });
      if (watch !== null) return await serve(config, ground, follow, { ...watch, err, asked: asked.signal });
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
    asked.release();
  }
}

interface Asked {
  readonly signal: AbortSignal;
  release(): void;
}

const NOBODY_ASKS: Asked = { signal: new AbortController().signal, release: () => {} };

/** By SIGINT or SIGTERM; a second one ends the process at once. Listened for all along: what comes as one listener makes way for another is lost. */
function askedToEnd(): Asked {
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  for (const signal of SIGNALS) process.once(signal, stop);
  return {
    signal: stopped.signal,
    release() {
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Said at every start, for the people whose words they are ask the operator. */
function modelText({ url, model }: ModelConfig): string {
  return `Discussions leave this program: where a decision starts in a thread, its messages and the pack's questions go to ${model} at ${new URL(url).host}, without their authors' names. READER_URL turns that off when it is empty.`;
}

const LOOK_EVERY_MS = 2000;

/** The packs' files are looked at now and then. */
function followed(
  bot: Parameters<Follow>[0],
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
