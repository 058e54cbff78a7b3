/** `plumbline doctor`: whether a start would succeed, a line for each thing that it takes. */
import { access, constants, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { about, EXAMINE_MS, type Finding } from "../../adapters/shared/finding.ts";
import { createLog } from "../app/log.ts";
import { type Config, loadConfig } from "../app/settings/config.ts";
import { clockOf } from "../app/start/skew.ts";
import { existingAbove } from "../io/folder.ts";
import { program } from "../io/program.ts";
import { headline } from "../packs/diagnostic.ts";
import { loadPacks } from "../packs/load.ts";
import type { Log } from "../port.ts";
import { examineStore, isPostgres, openStore } from "../store/open.ts";
import { NOTHING } from "../web/hosted.ts";
import { counted, type Exit, type Shell } from "./shell.ts";

interface DoctorOptions {
  readonly packs?: string;
  readonly json?: boolean;
}

/** `now`: milliseconds since 1970, by this machine. */
export async function doctor(
  { packs, json = false }: DoctorOptions,
  shell: Shell,
  now: () => number = Date.now,
): Promise<Exit> {
  const configured = loadConfig(shell.env);
  const configuration = about("configuration");
  const findings = configured.ok
    ? [configuration.right(servedBy(configured.config)), ...(await examine(configured.config, packs, now))]
    : configured.problems.map(configuration.wrong);
  const ok = findings.every(({ state }) => state !== "wrong");
  shell.out(json ? JSON.stringify({ ok, version: program.version, findings }) : linesOf(findings));
  if (!configured.ok) return 2;
  return ok ? 0 : 1;
}

function linesOf(findings: readonly Finding[]): string {
  const marks = { right: "right  ", wrong: "WRONG  ", unknown: "unknown" };
  return findings.map(({ what, state, says }) => `${marks[state]}  ${what}: ${says}`).join("\n");
}

function servedBy({ slack, discord, database }: Config): string {
  const served = [slack === null ? [] : ["Slack"], discord === null ? [] : ["Discord"]].flat();
  const where = isPostgres(database) ? "Postgres" : `SQLite in ${database}`;
  return `${served.join(" and ") || "No token is set, so this terminal"} is served, on ${where}.`;
}

async function examine(
  config: Config,
  packs: string | undefined,
  now: () => number,
): Promise<readonly Finding[]> {
  // What goes wrong is a finding here, and no line of a log.
  const log = createLog("silent");
  // First, for it is this process's own work: on a busy machine an answer that is there would come too late meanwhile.
  const ofPacks = await packsOf(
    packs === undefined ? config.packsDirs : [packs],
    packs === undefined ? "PACKS_DIR" : "--packs",
  );
  const found = await Promise.all([
    platformsOf(config, log, now()),
    databaseOf(config, log),
    ofPacks,
    clockOf(config, now),
    diskOf(config),
    hostingOf(config),
    readerOf(config),
  ]);
  return found.flat();
}

/** An SDK is loaded only where its platform is served. */
async function platformsOf(
  { slack, discord, records }: Config,
  log: Log,
  now: number,
): Promise<readonly Finding[]> {
  const asked: Promise<readonly Finding[]>[] = [];
  if (slack !== null) {
    const { examineSlack } = await import("../../adapters/slack/connection/examine.ts");
    asked.push(examineSlack(slack, log));
  }
  if (discord !== null) {
    const { examineDiscord } = await import("../../adapters/discord/connection/examine.ts");
    asked.push(examineDiscord(discord, log));
  }
  if (records !== null) {
    const { examineGitHub } = await import("../../adapters/github/examine.ts");
    asked.push(examineGitHub(records, log, now));
  }
  return (await Promise.all(asked)).flat();
}

async function databaseOf(config: Config, log: Log): Promise<readonly Finding[]> {
  const { database } = config;
  const finding = about("database");
  const examined = await examineStore(database, log);
  if (!examined.ok)
    return [
      finding.wrong(
        `${examined.because}${isPostgres(database) && examined.why === "away" ? " DATABASE_URL says which; a start waits for one that is away." : ""}`,
      ),
    ];
  if (examined.behind === null) return [finding.right("It is empty, and made at the first start.")];
  // What is behind could only be read by bringing it up to date.
  if (examined.behind === 0)
    return [finding.right("It answers, and is up to date."), ...(await sealsOf(config, log))];
  return [
    finding.right(
      `It answers, and is brought up to date at the next start (${counted(examined.behind, "step")}): make a copy before.`,
    ),
  ];
}

/** Of many workspaces: whether their tokens open. */
async function sealsOf({ slack, database }: Config, log: Log): Promise<readonly Finding[]> {
  const keys = slack?.oauth?.encryptionKeys;
  if (keys === undefined) return [];
  const [{ reseal }, { words }] = await Promise.all([
    import("../../adapters/slack/connection/installations.ts"),
    import("../../adapters/slack/words.ts"),
  ]);
  const opened = await openStore(database, log);
  if (!opened.ok) return [];
  try {
    const { teams, closed } = await reseal(opened.store.installations("slack"), keys, false);
    const finding = about("keys");
    return closed.length > 0
      ? [finding.wrong(words.otherKey(closed.length, teams))]
      : [finding.right(`The tokens of ${counted(teams, "workspace")} open.`)];
  } finally {
    await opened.store.close();
  }
}

/** `from`: what names the last of the directories. */
async function packsOf(directories: readonly string[], from: string): Promise<readonly Finding[]> {
  const finding = about("packs");
  const { records, problems, homes } = await loadPacks(...directories);
  const names = records.map(({ pack }) => `${pack.id} ${pack.version}`).join(", ");
  const wrong = problems.map(({ file, problem }) =>
    finding.wrong(`${headline(file, problem)}${file === directories.at(-1) ? `: see to ${from}` : ""}`),
  );
  if (records.length === 0 && wrong.length === 0)
    return [finding.wrong(`There is none in ${directories.join(", ")}: ${from} says where they are.`)];
  const own = directories.length > 1 ? directories.at(-1) : undefined;
  const isEmpty =
    own !== undefined && wrong.length === 0 && ![...homes.values()].some((file) => dirname(file) === own);
  return [
    ...(records.length > 0 ? [finding.right(`${names}.`)] : []),
    ...wrong,
    ...(isEmpty
      ? [finding.unknown(`There is no pack in ${own} yet (${from}): files that end in .yaml.`)]
      : []),
  ];
}

/** Its SDK is not needed to ask. */
async function readerOf({ model }: Config): Promise<readonly Finding[]> {
  if (model === null) return [];
  const { examineReader } = await import("../../adapters/model/examine.ts");
  return [await examineReader(model)];
}

/** By what the world is answered there. It is the bot's own 404, while one runs. */
async function hostingOf({ hosting }: Config): Promise<readonly Finding[]> {
  if (hosting === null) return [];
  const finding = about("reports");
  const { url, host, port } = hosting;
  const ask = async (path: string) => {
    const signal = AbortSignal.timeout(EXAMINE_MS);
    const answer = await fetch(`${url}${path}`, { redirect: "manual", signal }).catch(() => null);
    return { status: answer?.status ?? null, text: (await answer?.text().catch(() => "")) ?? "" };
  };
  const [{ status, text }, metrics] = await Promise.all([ask("/r/"), ask("/metrics")]);
  if (metrics.text.includes("plumbline_info"))
    return [
      finding.wrong(
        `${url}/metrics shows the world what is for this machine: forward to ${host}:${port}, and not to WEB_PORT.`,
      ),
    ];
  if (status === 404 && text === NOTHING) return [finding.right(`${url} reaches the bot.`)];
  // A proxy that finds nobody behind it says so with one of these.
  if (status === null || status === 502 || status === 503 || status === 504)
    return [
      finding.unknown(
        `Nobody answers at ${url}: once the bot runs, what stands before it has to forward to ${host}:${port}.`,
      ),
    ];
  return [
    finding.wrong(
      `Something else answers at ${url} (${status}): forward it to ${host}:${port}, with its path, or set PUBLIC_URL to the address that is.`,
    ),
  ];
}

const MIB = 1024 * 1024;
const FREE_LEAST = 200 * MIB;

async function diskOf({ database, filesDir }: Config): Promise<Finding> {
  const finding = about("disk");
  const folder = existingAbove(resolve(isPostgres(database) ? filesDir : database));
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable)
    return finding.wrong(
      `${folder} cannot be written by this user: give it to the bot's user, or set DATA_DIR to another folder.`,
    );
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const said = `${Math.floor(free / MIB).toLocaleString("en")} MiB are free at ${folder}`;
  return free >= FREE_LEAST
    ? finding.right(`${said}.`)
    : finding.wrong(
        `${said}: make room, or set DATA_DIR to a folder on another disk. When it is full, nothing is saved.`,
      );
}
