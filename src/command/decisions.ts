/** What the commands on decisions share: the configured database, and whose decisions are meant. */
import { existsSync } from "node:fs";
import { createLog } from "../app/log.ts";
import { type Config, loadConfig } from "../app/settings/config.ts";
import type { Log, PlatformName } from "../port.ts";
import { openStore } from "../store/open.ts";
import type { Decision, Page, Store } from "../store/store.ts";
import type { Exit, Shell } from "./shell.ts";

interface Opened {
  readonly store: Store;
  readonly config: Config;
  readonly log: Log;
}

/** Opens the database, and closes it whatever comes of the work. A file that is not there is not made. */
export async function withStore(work: (opened: Opened) => Promise<Exit>, shell: Shell): Promise<Exit> {
  const configured = loadConfig(shell.env);
  if (!configured.ok) {
    for (const problem of configured.problems) shell.err(problem);
    return 2;
  }
  const { config } = configured;
  const { database, logLevel } = config;
  const served = /^postgres(ql)?:/.test(database);
  if (!served && !existsSync(database)) {
    shell.err(`${database}: no such file. DATA_DIR or DATABASE_URL says where the database is.`);
    return 2;
  }
  const log = createLog(logLevel, { write: (line) => shell.err(line.trimEnd()) });
  const opened = await openStore(database, log);
  if (!opened.ok) {
    shell.err(opened.because);
    return 1;
  }
  try {
    return await work({ store: opened.store, config, log });
  } finally {
    await opened.store.close();
  }
}

/** The same, for the decisions of one team, or of all where none is named. */
export async function withTeam(
  team: string | undefined,
  work: (of: Page["of"], opened: Opened) => Promise<Exit>,
  shell: Shell,
): Promise<Exit> {
  const of = team === undefined ? null : readTeam(team);
  if (team === undefined || of !== null) return withStore((opened) => work(of, opened), shell);
  shell.err(wrongTeam(team));
  return 2;
}

const PAGE = 100;

/** Every decision, or every one of a team, oldest start first. */
export async function* decisionsOf(store: Store, of: Page["of"]): AsyncGenerator<Decision> {
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<Store["decisions"]>> = await store.decisions({ of, after, limit: PAGE });
    yield* page.decisions;
    after = page.next;
  }
}

const PLATFORMS: readonly PlatformName[] = ["slack", "discord", "terminal"];

/** "slack/T0123" as the commands write and read it; null for anything else. */
export function readTeam(text: string): Page["of"] {
  const [, name, team] = /^([a-z]+)\/(.+)$/.exec(text) ?? [];
  const platform = PLATFORMS.find((each) => each === name);
  return platform === undefined || team === undefined ? null : { platform, team };
}

/** "slack/T0123/U0123": somebody in a team; null for anything else. */
export function readPerson(text: string): (NonNullable<Page["of"]> & { readonly person: string }) | null {
  const [, team = "", person] = /^(.+)\/([^/]+)$/.exec(text) ?? [];
  const of = readTeam(team);
  return of === null || person === undefined ? null : { ...of, person };
}

/** A sentence for `--team` with a value that names none. */
export function wrongTeam(found: string): string {
  return `--team: found ${JSON.stringify(found)}, expected a platform and a team, as in slack/T0123ABC (plumbline list says which)`;
}

/** The same for `--person`. */
export function wrongPerson(found: string): string {
  return `--person: found ${JSON.stringify(found)}, expected a platform, a team and a person's id, as in slack/T0123ABC/U0123ABC`;
}
