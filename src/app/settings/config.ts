/** What the operator has set, as the program uses it. */
import { join } from "node:path";
import type {
  DiscordConfig,
  GitHubConfig,
  ModelConfig,
  OAuthConfig,
  SlackConfig,
} from "../../../adapters/shared/config.ts";
import { SHIPPED } from "../../packs/load.ts";
import {
  completed,
  type Environment,
  filePathOf,
  LEVELS,
  OAUTH,
  PORTS,
  readVariables,
  shardsOf,
  type Variables,
} from "./environment.ts";

export interface Config {
  /** Where the packs are: of a later one they take the place of those of the same id. */
  readonly packsDirs: readonly string[];
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
  /** Where health and metrics are answered. `isChosen`: the operator has named the port. */
  readonly web: { readonly host: string; readonly port: number; readonly isChosen: boolean };
  /** Null: reports are not hosted. */
  readonly hosting: HostingConfig | null;
  /** Null: not served. */
  readonly slack: SlackConfig | null;
  readonly discord: DiscordConfig | null;
  /** Null: no repository is connected. */
  readonly records: RecordsConfig | null;
  /** Null: no language model reads discussions. */
  readonly model: ModelConfig | null;
}

export interface HostingConfig {
  /** As people reach it, without a slash at its end. */
  readonly url: string;
  /** Where it is listened for them. */
  readonly host: string;
  readonly port: number;
  /** How many proxies stand before it, of which each adds to X-Forwarded-For whom it was asked by. */
  readonly proxies: number;
  /** How long a link can be used. */
  readonly keptMs: number;
}

interface RecordsConfig extends GitHubConfig {
  /** Whose decisions go there: "slack/T0123ABC". Null: everybody's, where only one team is served. */
  readonly team: string | null;
}

export type Configured =
  | { readonly ok: true; readonly config: Config }
  /** Sentences for the operator, without the value of any secret. */
  | { readonly ok: false; readonly problems: readonly string[] };

const DEFAULT_HOST = "127.0.0.1";
const DEFAULT_REPORT_DAYS = 30;
const DEFAULT_NUDGE_HOURS = 24;
const DEFAULT_COMMAND = "decide";
const GITHUB_API_URL = "https://api.github.com";
const DEFAULT_FOLDER = "docs/decisions";
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** `of`: the process's environment, or what stands for it. For what that leaves out: the file `.env` in the working directory. */
export function loadConfig(of?: Environment): Configured {
  const { env, problems } = completed(of);
  const read = readConfig(env);
  return problems.length === 0
    ? read
    : { ok: false, problems: [...problems, ...(read.ok ? [] : read.problems)] };
}

/** Where the packs are, whatever else may be wrong with the configuration. */
export function packsDirectories(of?: Environment): readonly string[] {
  return packsDirsOf(completed(of).env);
}

function packsDirsOf({ PACKS_DIR: added }: { readonly PACKS_DIR?: string | undefined }): readonly string[] {
  return added === undefined || added === "" ? [SHIPPED] : [SHIPPED, added];
}

export function readConfig(environment: Environment): Configured {
  const read = readVariables(environment);
  if (!read.ok) return read;
  const env = read.variables;
  const slack = slackOf(env);
  const discord = discordOf(env);
  const level = LEVELS.find((each) => each === env.LOG_LEVEL);
  return {
    ok: true,
    config: {
      packsDirs: packsDirsOf(env),
      database: databaseOf(env),
      filesDir: join(dataDirOf(env), "records"),
      logLevel: level ?? (slack === null && discord === null ? "warn" : "info"),
      nudgeAfterMs: Number(env.NUDGE_HOURS ?? DEFAULT_NUDGE_HOURS) * HOUR_MS,
      zone: env.TIME_ZONE ?? "UTC",
      retentionMs: env.RETENTION_DAYS === undefined ? null : Number(env.RETENTION_DAYS) * DAY_MS,
      web: {
        host: env.WEB_HOST ?? DEFAULT_HOST,
        port: Number(env.WEB_PORT ?? PORTS.WEB_PORT),
        isChosen: env.WEB_PORT !== undefined,
      },
      hosting: hostingOf(env),
      slack,
      discord,
      records: recordsOf(env),
      model: modelOf(env),
    },
  };
}

function databaseOf(env: Variables): string {
  const url = env.DATABASE_URL;
  if (url === undefined) return join(dataDirOf(env), "plumbline.db");
  return filePathOf(url) ?? url;
}

function dataDirOf(env: Variables): string {
  return env.DATA_DIR ?? "data";
}

function hostingOf(env: Variables): HostingConfig | null {
  if (env.PUBLIC_URL === undefined) return null;
  return {
    url: new URL(env.PUBLIC_URL).href.replace(/\/+$/, ""),
    host: env.PUBLIC_HOST ?? DEFAULT_HOST,
    port: Number(env.PUBLIC_PORT ?? PORTS.PUBLIC_PORT),
    // Somebody else has the certificate.
    proxies: Number(env.TRUST_PROXY ?? (/^https:/i.test(env.PUBLIC_URL) ? 1 : 0)),
    keptMs: Number(env.REPORT_DAYS ?? DEFAULT_REPORT_DAYS) * DAY_MS,
  };
}

function slackOf(env: Variables): SlackConfig | null {
  const oauth = oauthOf(env);
  if (env.SLACK_BOT_TOKEN === undefined && oauth === null) return null;
  const needsPort = env.SLACK_APP_TOKEN === undefined || oauth !== null;
  return {
    command: commandOf(env),
    ...(env.SLACK_BOT_TOKEN === undefined ? {} : { botToken: env.SLACK_BOT_TOKEN }),
    ...(env.SLACK_APP_TOKEN === undefined ? {} : { appToken: env.SLACK_APP_TOKEN }),
    ...(env.SLACK_SIGNING_SECRET === undefined ? {} : { signingSecret: env.SLACK_SIGNING_SECRET }),
    ...(needsPort ? { port: Number(env.PORT ?? PORTS.PORT) } : {}),
    ...(env.SLACK_API_URL === undefined ? {} : { apiUrl: env.SLACK_API_URL }),
    ...(oauth === null ? {} : { oauth }),
  };
}

function commandOf(env: Variables): string {
  return env.COMMAND_NAME ?? DEFAULT_COMMAND;
}

function oauthOf(env: Variables): OAuthConfig | null {
  const [clientId, clientSecret, stateSecret, key] = OAUTH.map((name) => env[name]);
  if (clientId === undefined || clientSecret === undefined || stateSecret === undefined || key === undefined)
    return null;
  const old = env.SLACK_ENCRYPTION_KEY_OLD;
  const encryptionKeys = [
    Buffer.from(key, "hex"),
    ...(old === undefined ? [] : [Buffer.from(old, "hex")]),
  ] as const;
  return { clientId, clientSecret, stateSecret, encryptionKeys };
}

function discordOf(env: Variables): DiscordConfig | null {
  if (env.DISCORD_TOKEN === undefined) return null;
  const shards = { total: Number(env.DISCORD_SHARDS), ids: shardsOf(env.DISCORD_SHARD_IDS) };
  return {
    token: env.DISCORD_TOKEN,
    command: commandOf(env),
    ...(env.DISCORD_API_URL === undefined ? {} : { apiUrl: env.DISCORD_API_URL }),
    ...(env.DISCORD_SHARDS === undefined ? {} : { shards }),
  };
}

function recordsOf(env: Variables): RecordsConfig | null {
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

function modelOf({ READER_URL: url, READER_MODEL: model, READER_KEY: key }: Variables): ModelConfig | null {
  if (url === undefined || model === undefined) return null;
  return { url: url.replace(/\/$/, ""), model, key: key ?? null };
}
