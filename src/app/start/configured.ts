/** The bot that a configuration makes: for serving, for the terminal, and for commands. */
import { randomInt } from "node:crypto";
import type { Log, Platform, Repository } from "../../port.ts";
import { type Bot, type BotOptions, createBot } from "../bot.ts";
import type { Clock } from "../clock.ts";
import type { Claims } from "../heavy/reader.ts";
import { newLink } from "../hosting/links.ts";
import type { Config } from "../settings/config.ts";

/** What there is before the bot. */
export type Ground = Pick<BotOptions<{ readonly platform: Platform }>, "store" | "packs" | "log" | "replica">;

/** From now on a bot is given what changes in the packs' files. Returns what ends that. */
export type Follow = (bot: Pick<Bot<unknown>, "usePacks">) => () => void;

export const now = (): number => Date.now();

/** The bot on this configuration; not started. */
export function botOn<T extends { readonly platform: Platform }>(
  config: Config,
  given: Ground & Pick<BotOptions<T>, "platforms" | "counters">,
): Bot<T> {
  const { hosting } = config;
  return createBot({
    ...given,
    settings: config,
    records: recordsOf(config, given.log),
    claims: claimsOf(config),
    newLink: hosting === null ? null : () => newLink(hosting, now()),
    clock,
    newId,
    random: Math.random,
  });
}

export function newId(): string {
  return Array.from({ length: 8 }, () => randomInt(36).toString(36)).join("");
}

/** Null: no language model reads. Its SDK is loaded for the first discussion. */
function claimsOf({ model }: Config): Claims | null {
  if (model === null) return null;
  return async (...discussion) =>
    (await import("../../../adapters/model/index.ts")).claims(model, ...discussion);
}

/** Null: no repository is connected. Its SDK is loaded for the first record. */
function recordsOf({ records }: Config, log: Log) {
  if (records === null) return null;
  let made: Promise<Repository> | null = null;
  const repository: Repository = {
    async propose(proposal) {
      made ??= import("../../../adapters/github/index.ts").then(({ createGitHub }) =>
        createGitHub({ config: records, now, log }),
      );
      return (await made).propose(proposal);
    },
  };
  return { team: records.team, repository };
}

export const clock: Clock = {
  now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Ends early, without an error, when the signal says so. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end);
  });
}
