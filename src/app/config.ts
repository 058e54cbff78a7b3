/** The only reader of the environment. */
import { join } from "node:path";
import { config as dotenv } from "dotenv";
import type { DiscordConfig, GitHubConfig, OAuthConfig, SlackConfig } from "../../adapters/shared/config.ts";
import { filePathOf, LEVELS, type Settings, settings } from "./settings.ts";

export interface Config {
  readonly packsDir: string;
  /** A postgres:// URL (it may hold a password), or a file's path. */
  readonly database: string;
  /** For documents that are written for a person at this machine. */
  readonly filesDir: string;
  readonly logLevel: (typeof LEVELS)[number];
  /** How long those who are awaited are left alone before the one reminder. */
  readonly nudgeAfterMs: number;
  /** The IANA name that counts where a platform does not say in which zone somebody is. */
  readonly zone: string;
  /** Decisions that nobody has touched for so long are deleted; null: never. */
  readonly retentionMs: number | null;
  /** Null: not served. */
  readonly slack: SlackConfig | null;
  readonly discord: DiscordConfig | null;
  /** Null: no repository is connected. */
  readonly records: RecordsConfig | null;
}

interface RecordsConfig extends GitHubConfig {
  /** Whose decisions go there: "slack/T0123ABC". Null: everybody's, where only one team is served. */
  readonly team: string | null;
}

/** Variables by their names, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Configured =
  | { readonly ok: true; readonly config: Config }
  /** Sentences for the operator, without the value of any secret. */
  | { readonly ok: false; readonly problems: readonly string[] };

const OWN_PACKS = join(import.meta.dirname, "..", "..", "rules");
const DEFAULT_PORT = 3000;
const DEFAULT_NUDGE_HOURS = 24;
const GITHUB_API_URL = "https://api.github.com";
const DEFAULT_FOLDER = "docs/decisions";
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** `of`: the process's environment, or what stands for it. For what that leaves out: the file `.env` in the working directory. */
export function loadConfig(of: Environment = process.env): Configured {
  const { env, problems } = completed(of);
  const read = readConfig(env);
  return problems.length === 0
    ? read
    : { ok: false, problems: [...problems, ...(read.ok ? [] : read.problems)] };
}

/** Where the packs are, whatever else may be wrong with the configuration. */
export function packsDirectory(of: Environment = process.env): string {
  return given(completed(of).env).PACKS_DIR ?? OWN_PACKS;
}

/** For what libraries ask of it about the terminal: TERM, NO_COLOR, LANG and their like. */
export function terminalEnvironment(): Environment {
  return process.env;
}

function completed(of: Environment): { env: Record<string, string>; problems: string[] } {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(of)) if (value !== undefined) env[name] = value;
  const { error } = dotenv({ path: ".env", processEnv: env, quiet: true });
  const unreadable = error !== undefined && error.code !== "ENOENT";
  return { env, problems: unreadable ? [`.env cannot be read (${error.code}).`] : [] };
}

export function readConfig(environment: Environment): Configured {
  const env = given(environment);
  const read = settings.safeParse(env);
  const wrong = read.success
    ? []
    : read.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`);
  const problems = [...wrong, ...missing(env)];
  if (!read.success || problems.length > 0) return { ok: false, problems };
  const slack = slackOf(read.data);
  const discord = discordOf(read.data);
  const level = LEVELS.find((each) => each === read.data.LOG_LEVEL);
  return {
    ok: true,
    config: {
      packsDir: read.data.PACKS_DIR ?? OWN_PACKS,
      database: databaseOf(read.data),
      filesDir: join(dataDirOf(read.data), "records"),
      logLevel: level ?? (slack === null && discord === null ? "warn" : "info"),
      nudgeAfterMs: Number(read.data.NUDGE_HOURS ?? DEFAULT_NUDGE_HOURS) * HOUR_MS,
      zone: read.data.TIME_ZONE ?? "UTC",
      retentionMs: read.data.RETENTION_DAYS === undefined ? null : Number(read.data.RETENTION_DAYS) * DAY_MS,
      slack,
      discord,
      records: recordsOf(read.data),
    },
  };
}

/** A variable that is set to nothing, or to spaces, is not set. */
function given(env: Environment): Record<string, string> {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim() ?? ""] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ""));
}

const OAUTH = [
  "SLACK_CLIENT_ID",
  "SLACK_CLIENT_SECRET",
  "SLACK_STATE_SECRET",
  "SLACK_ENCRYPTION_KEY",
] as const;

/** What is only wrong together. */
function missing(env: Readonly<Record<string, string>>): string[] {
  const has = (name: keyof Settings) => env[name] !== undefined;
  const oauth = OAUTH.filter(has);
  const problems: string[] = [];
  if (oauth.length > 0 && oauth.length < OAUTH.length) {
    const lacks = OAUTH.filter((name) => !has(name));
    problems.push(`${lacks.join(", ")} missing: ${oauth.join(", ")} set, and many workspaces need all four.`);
  }
  if (oauth.length > 0 && has("SLACK_BOT_TOKEN")) {
    problems.push(
      `SLACK_BOT_TOKEN is set beside ${oauth.join(", ")}, expected the token for one workspace or the rest for many.`,
    );
  }
  if (has("SLACK_BOT_TOKEN") || oauth.length > 0) {
    if (!has("SLACK_APP_TOKEN") && !has("SLACK_SIGNING_SECRET")) {
      problems.push(
        "SLACK_APP_TOKEN is missing: Slack needs it (Socket Mode), or SLACK_SIGNING_SECRET (HTTP) in its place.",
      );
    }
  } else if (has("SLACK_APP_TOKEN") || has("SLACK_SIGNING_SECRET")) {
    const beside = has("SLACK_APP_TOKEN") ? "SLACK_APP_TOKEN" : "SLACK_SIGNING_SECRET";
    problems.push(`SLACK_BOT_TOKEN is missing: ${beside} is set, and Slack needs both.`);
  }
  problems.push(...missingForRecords(has), ...unservedTeam(env.RECORDS_TEAM, has));
  const shards = ["DISCORD_SHARDS", "DISCORD_SHARD_IDS"] as const;
  const [set, unset] = [shards.find(has), shards.find((name) => !has(name))];
  if (set !== undefined && unset !== undefined)
    problems.push(`${unset} is missing: ${set} is set, and says nothing alone.`);
  const ids = idsOf(env.DISCORD_SHARD_IDS);
  if (set !== undefined && unset === undefined && ids.some((id) => id >= Number(env.DISCORD_SHARDS))) {
    problems.push("DISCORD_SHARD_IDS has a number too high, expected numbers below DISCORD_SHARDS.");
  }
  return problems;
}

/** GITHUB_TOKEN is set in many environments, so by itself it says nothing. */
function missingForRecords(has: (name: keyof Settings) => boolean): string[] {
  const others = (["RECORDS_FOLDER", "RECORDS_TEAM"] as const).filter(has);
  if (!has("RECORDS_REPOSITORY"))
    return others.length === 0
      ? []
      : [`RECORDS_REPOSITORY is missing: nothing comes of ${others.join(" and ")} without it.`];
  const many = (["SLACK_CLIENT_ID", "DISCORD_TOKEN"] as const).find(has);
  return [
    ...(has("GITHUB_TOKEN")
      ? []
      : ["GITHUB_TOKEN is missing: RECORDS_REPOSITORY is set, and records are proposed with a token."]),
    ...(many === undefined || has("RECORDS_TEAM")
      ? []
      : [
          `RECORDS_TEAM is missing: with ${many} many teams can be served, and RECORDS_REPOSITORY takes the records of one.`,
        ]),
  ];
}

/** Nobody's records would be proposed, and nobody would be told. */
function unservedTeam(team: string | undefined, has: (name: keyof Settings) => boolean): string[] {
  const slack = has("SLACK_BOT_TOKEN") || has("SLACK_CLIENT_ID");
  const served = { slack, discord: has("DISCORD_TOKEN"), terminal: !slack && !has("DISCORD_TOKEN") };
  const named = (["slack", "discord", "terminal"] as const).find((each) => team?.startsWith(`${each}/`));
  return named === undefined || served[named]
    ? []
    : [`RECORDS_TEAM names a team of ${named}, which is not served.`];
}

function databaseOf(env: Settings): string {
  const url = env.DATABASE_URL;
  if (url === undefined) return join(dataDirOf(env), "plumbline.db");
  return filePathOf(url) ?? url;
}

function dataDirOf(env: Settings): string {
  return env.DATA_DIR ?? "data";
}

function slackOf(env: Settings): SlackConfig | null {
  const oauth = oauthOf(env);
  if (env.SLACK_BOT_TOKEN === undefined && oauth === null) return null;
  const needsPort = env.SLACK_APP_TOKEN === undefined || oauth !== null;
  return {
    ...(env.SLACK_BOT_TOKEN === undefined ? {} : { botToken: env.SLACK_BOT_TOKEN }),
    ...(env.SLACK_APP_TOKEN === undefined ? {} : { appToken: env.SLACK_APP_TOKEN }),
    ...(env.SLACK_SIGNING_SECRET === undefined ? {} : { signingSecret: env.SLACK_SIGNING_SECRET }),
    ...(needsPort ? { port: Number(env.PORT ?? DEFAULT_PORT) } : {}),
    ...(env.SLACK_API_URL === undefined ? {} : { apiUrl: env.SLACK_API_URL }),
    ...(oauth === null ? {} : { oauth }),
  };
}

function oauthOf(env: Settings): OAuthConfig | null {
  const [clientId, clientSecret, stateSecret, key] = OAUTH.map((name) => env[name]);
  if (clientId === undefined || clientSecret === undefined || stateSecret === undefined || key === undefined)
    return null;
  return { clientId, clientSecret, stateSecret, encryptionKey: Buffer.from(key, "hex") };
}

function discordOf(env: Settings): DiscordConfig | null {
  if (env.DISCORD_TOKEN === undefined) return null;
  const shards = { total: Number(env.DISCORD_SHARDS), ids: idsOf(env.DISCORD_SHARD_IDS) };
  return {
    token: env.DISCORD_TOKEN,
    ...(env.DISCORD_API_URL === undefined ? {} : { apiUrl: env.DISCORD_API_URL }),
    ...(env.DISCORD_SHARDS === undefined ? {} : { shards }),
  };
}

function idsOf(text: string | undefined): number[] {
  return text === undefined ? [] : text.split(",").map(Number);
}

function recordsOf(env: Settings): RecordsConfig | null {
  const { RECORDS_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  if (repository === undefined || token === undefined) return null;
  return {
    repository,
    token,
    apiUrl: (env.GITHUB_API_URL ?? GITHUB_API_URL).replace(/\/$/, ""),
    folder: (env.RECORDS_FOLDER ?? DEFAULT_FOLDER).replace(/\/$/, ""),
    team: env.RECORDS_TEAM ?? null,
  };
}
