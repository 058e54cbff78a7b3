/** A terminal as the platform: one person, or several, who pass the keyboard on. */
import { randomUUID } from "node:crypto";
import { existsSync, fstatSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { filesIn } from "../../io/files.ts";
import type { PackRecord } from "../../scoring/pack/pack-set.ts";
import { lockFile } from "../../store/engine/sqlite.ts";
import { isPostgres, openStore } from "../../store/open.ts";
import { createLog } from "../log.ts";
import { type Config, loadConfig } from "../settings/config.ts";
import { terminalEnvironment } from "../settings/environment.ts";
import { peopleIn } from "../snapshot.ts";
import { botOn, type Follow, type Ground, newId, now } from "./configured.ts";

/** One person, or several, at this terminal. */
export async function play(
  config: Config,
  ground: Ground,
  follow: Follow,
  isPreview = false,
): Promise<number> {
  const { createTerminal, terminalPlace } = await import("../../../adapters/terminal/index.ts");
  const name = userInfo().username;
  // A terminal comes and goes, and links should not.
  const bot = botOn(
    { ...config, hosting: null },
    {
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
          ...exampleOf(ground.packs),
          now,
          newId: randomUUID,
          isPreview,
        }),
      ],
    },
  );
  bot.start();
  const unfollow = follow(bot);
  const code = (await bot.served[0]?.run()) ?? 1;
  unfollow();
  await bot.stop();
  return code;
}

/** Of the first pack, as people type. */
function exampleOf([first]: readonly PackRecord[]): { readonly example?: string } {
  const [one, other] = (first?.pack.options ?? []).map(({ name }) => name.toLowerCase());
  return one === undefined || other === undefined ? {} : { example: `${one} or ${other} for billing` };
}

/** Holds the terminal's lock meanwhile. */
export async function alone(
  config: Config,
  work: () => Promise<number>,
  end: (code: number, sentence: string) => number,
): Promise<number> {
  const unlock = lockTerminal(config);
  if (unlock === null) return end(1, BUSY);
  try {
    const code = await work();
    return process.stdin.isTTY || process.stdin.bytesRead > 0 ? code : end(2, noTerminal());
  } finally {
    unlock();
  }
}

/** Two terminals on one database would answer for each other. */
function lockTerminal({ database }: Config): (() => void) | null {
  return isPostgres(database) ? () => {} : lockFile(`${database}.terminal`);
}

/** Nothing is ever typed at /dev/null, which is what a container or a service is started with. */
export function lacksTerminal(): boolean {
  return !process.stdin.isTTY && fstatSync(0).isCharacterDevice();
}

export function noTerminal(): string {
  const file = resolve(".env");
  return `No token is set, and there is no terminal to decide in. Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN, in the environment or in ${file}${existsSync(file) ? "" : ", which is not there"}: the README says where each is to be had.`;
}

const BUSY = "Another terminal is using this database. Leave it first, or set DATA_DIR to another folder.";

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
