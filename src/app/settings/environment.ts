/**
 * The only reader of the environment: its variables, and the sentences for what is wrong with each by itself and with
 * several together. No value is ever repeated.
 */

import { isIP } from "node:net";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { isZone } from "../../conversation/calendar.ts";
import { readEnvFile } from "./env-file.ts";
import { isPlaceholder, misspelt } from "./nearly.ts";

/** Variables by their names, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

export const LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** The sentence lacks its beginning, the variable's name. */
function encryptionKey() {
  return form(
    (value) => /^[0-9a-f]{64}$/i.test(value),
    "is of another form, expected 32 bytes as 64 hexadecimal digits",
  );
}

function form(holds: (value: string) => boolean, wrong: string | ((value: string) => string)) {
  return z
    .string()
    .refine(holds, {
      error: (issue) => (typeof wrong === "string" ? wrong : wrong(String(issue.input))),
    })
    .optional();
}

function token(prefixes: readonly string[], expected: string) {
  return form(
    (value) => prefixes.some((prefix) => value.startsWith(prefix)) && isSecret(value),
    (value) => `holds ${kindOf(value)}, expected ${expected}`,
  );
}

function kindOf(value: string): string {
  if (!isSecret(value)) return UNUSUAL;
  if (value.startsWith("xoxb-")) return "a bot token (xoxb-…), which belongs in SLACK_BOT_TOKEN";
  if (value.startsWith("xapp-")) return "an app-level token (xapp-…), which belongs in SLACK_APP_TOKEN";
  if (value.startsWith("xoxp-")) return "a user token (xoxp-…)";
  return "something of another form";
}

function isSecret(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value);
}

/** Quotes of a word processor are among them. */
const UNUSUAL = "spaces, line breaks or unusual characters";

const secret = (expected: string) => form(isSecret, `holds ${UNUSUAL}, expected ${expected}`);

/** Any secret but one of Slack's tokens, which is what people paste by mistake: that is then called `found`. */
function noSlackToken(found: string, expected: string) {
  const isSlackToken = (value: string) => /^(?:xox|xapp-)/.test(value);
  return form(
    (value) => isSecret(value) && !isSlackToken(value),
    (value) => `holds ${isSlackToken(value) ? found : UNUSUAL}, expected ${expected}`,
  );
}

const httpAddress = (expected: string, holds: (url: URL) => boolean = () => true) =>
  form((value) => {
    const url = URL.parse(value);
    return url !== null && /^https?:$/.test(url.protocol) && holds(url);
  }, `is no such address, expected ${expected}`);

function thisMachine() {
  return form(
    (value) => isIP(value) !== 0 || value === "localhost",
    "is of another form, expected an address of this machine: 127.0.0.1 for this machine alone, 0.0.0.0 for all that reach it",
  );
}

/** What is read over plain HTTP is read by others, too, unless it stays on this machine. */
function isPublic(value: string): boolean {
  const url = URL.parse(value);
  if (url === null || url.username !== "" || url.password !== "" || /[?#]/.test(value)) return false;
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && isHere);
}

function number(min: number, max: number) {
  return form(
    (value) => /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max,
    `holds something else, expected a whole number from ${min} to ${max}`,
  );
}

/** Of a folder in a repository: without the slash that it may end in. */
function partsOf(path: string): readonly string[] {
  return path.replace(/\/$/, "").split("/");
}

/** Of `sqlite:PATH` and `file:PATH`, from where the process was started; of `file:///PATH`, with a URL's escapes. */
export function filePathOf(url: string): string | null {
  if (url.startsWith("file:///")) {
    try {
      return fileURLToPath(url);
    } catch {
      return null;
    }
  }
  return /^(?:sqlite:\/\/|sqlite:|file:)(?!\/\/)(.+)$/.exec(url)?.[1] ?? null;
}

/** Also without a host, where the query names the folder of a socket: that a URL may have a user and no host is Postgres's own idea. */
function isServer(url: string): boolean {
  return URL.canParse(/[?&]host=/.test(url) ? url.replace("@/", "@socket/") : url);
}

export const variables = z.object({
  DATABASE_URL: form(
    (value) => (/^postgres(?:ql)?:\/\/./.test(value) ? isServer(value) : filePathOf(value) !== null),
    "is of another form, expected sqlite:PATH, file:PATH, postgres://USER:PASSWORD@HOST/NAME (a special character in the password as %XX) or postgres://USER@/NAME?host=/FOLDER",
  ),
  DATA_DIR: z.string().optional(),
  PACKS_DIR: z.string().optional(),
  COMMAND_NAME: form(
    (value) => /^[a-z0-9][a-z0-9_-]{0,30}$/.test(value),
    "is of another form, expected a name such as decide: small letters, digits, - and _, without the slash",
  ),
  NUDGE_HOURS: number(1, 720),
  TIME_ZONE: form(
    (value) => isZone(value),
    "is unknown, expected the name of a time zone, such as Europe/Berlin or UTC",
  ),
  RETENTION_DAYS: number(1, 36_500),
  LOG_LEVEL: form(
    (value) => LEVELS.some((level) => level === value),
    `is unknown, expected one of ${LEVELS.join(", ")}`,
  ),
  SLACK_BOT_TOKEN: token(["xoxb-", "xoxe.xoxb-"], "a bot token, which begins with xoxb-"),
  SLACK_APP_TOKEN: token(["xapp-"], "an app-level token, which begins with xapp-"),
  SLACK_SIGNING_SECRET: noSlackToken("a token", "the signing secret from the app's Basic Information page"),
  SLACK_API_URL: httpAddress("an http(s) address that ends in /api", (url) => /\/api\/?$/.test(url.pathname)),
  SLACK_CLIENT_ID: secret("the client id from the app's Basic Information page"),
  SLACK_CLIENT_SECRET: secret("the client secret from the app's Basic Information page"),
  SLACK_STATE_SECRET: secret("a long random text of your own"),
  SLACK_ENCRYPTION_KEY: encryptionKey(),
  SLACK_ENCRYPTION_KEY_OLD: encryptionKey(),
  PORT: number(0, 65_535),
  WEB_HOST: thisMachine(),
  WEB_PORT: number(0, 65_535),
  PUBLIC_URL: form(
    isPublic,
    "is no such address, expected where people reach the hosted reports: https://NAME or https://NAME/PATH; plain http for this machine alone",
  ),
  PUBLIC_HOST: thisMachine(),
  PUBLIC_PORT: number(0, 65_535),
  TRUST_PROXY: number(0, 10),
  REPORT_DAYS: number(1, 3_650),
  DISCORD_TOKEN: noSlackToken(
    "a Slack token",
    'the bot\'s token from the "Bot" page, without "Bot " before it',
  ),
  DISCORD_API_URL: httpAddress("an http(s) address"),
  DISCORD_SHARDS: number(1, 10_000),
  DISCORD_SHARD_IDS: form(
    (value) => /^\d{1,5}(?:,\d{1,5})*$/.test(value),
    "is of another form, expected numbers from 0, such as 0,1,2",
  ),
  RECORDS_REPOSITORY: form(
    (value) => /^[\w-]+\/(?!\.{1,2}$)[\w.-]+(?<!\.git)$/.test(value),
    "is of another form, expected a repository on GitHub as OWNER/NAME",
  ),
  RECORDS_FOLDER: form(
    (value) => partsOf(value).every((part) => /^(?!\.{1,2}$)[^\\:\p{C}]+$/u.test(part)),
    "is of another form, expected a folder of the repository, such as docs/decisions",
  ),
  RECORDS_TEAM: form(
    (value) => /^(?:slack|discord|terminal)\/[\w-]+$/.test(value),
    "is of another form, expected whose records they are, such as slack/T0123ABC or discord/1234",
  ),
  GITHUB_TOKEN: noSlackToken("a Slack token", "a token from GitHub, such as github_pat_…"),
  GITHUB_API_URL: httpAddress("an http(s) address, such as https://HOST/api/v3"),
  READER_URL: httpAddress(
    "an http(s) address such as https://api.openai.com/v1 or http://127.0.0.1:11434/v1",
  ),
  READER_MODEL: z.string().optional(),
  READER_KEY: noSlackToken("a Slack token", "the key that the server at READER_URL wants"),
});

export type Variables = z.output<typeof variables>;

const NAMES = Object.keys(variables.shape);

const SLACK_APP = "https://api.slack.com/apps → your app →";
const RANDOM = "openssl rand -hex 32 makes one";

/** Where the right one is to be had: for people who have the wrong one, or none. */
const WHERE: Partial<Record<keyof Variables, string>> = {
  SLACK_BOT_TOKEN: `it is at ${SLACK_APP} OAuth & Permissions → Bot User OAuth Token`,
  SLACK_APP_TOKEN: `it is at ${SLACK_APP} Basic Information → App-Level Tokens`,
  SLACK_SIGNING_SECRET: `it is at ${SLACK_APP} Basic Information → App Credentials`,
  SLACK_CLIENT_ID: `it is at ${SLACK_APP} Basic Information → App Credentials`,
  SLACK_CLIENT_SECRET: `it is at ${SLACK_APP} Basic Information → App Credentials`,
  SLACK_STATE_SECRET: RANDOM,
  SLACK_ENCRYPTION_KEY: RANDOM,
  DISCORD_TOKEN:
    "it is at https://discord.com/developers/applications → your application → Bot → Reset Token",
  GITHUB_TOKEN: "it is made at https://github.com/settings/personal-access-tokens (docs/records.md)",
};

/** The rest of a sentence about a variable, with its end. */
function withSource(name: PropertyKey | undefined, sentence: string): string {
  const where = WHERE[name as keyof Variables];
  return where === undefined ? `${sentence}.` : `${sentence}; ${where}.`;
}

export type ReadVariables =
  | { readonly ok: true; readonly variables: Variables }
  /** Sentences for the operator, without the value of any secret. */
  | { readonly ok: false; readonly problems: readonly string[] };

export function readVariables(environment: Environment): ReadVariables {
  const env = given(environment);
  const read = variables.safeParse(env);
  const examples = NAMES.filter((name) => isPlaceholder(env[name] ?? ""));
  const wrong = (read.success ? [] : read.error.issues).filter(
    ({ path }) => !examples.includes(String(path[0])),
  );
  const problems = [
    ...examples.map((name) => withSource(name, `${name} still holds a placeholder, expected your own`)),
    ...wrong.map(({ path, message }) => withSource(path[0], `${String(path[0])} ${message}`)),
    ...missing(env),
    ...misspelt(Object.keys(env), NAMES),
  ];
  return read.success && problems.length === 0 ? { ok: true, variables: read.data } : { ok: false, problems };
}

/** `of`, or the process's own where it is left out; and for what that leaves out, the file `.env` in the working directory. */
export function completed(of: Environment = process.env): {
  env: Record<string, string>;
  problems: readonly string[];
} {
  const file = readEnvFile(".env", NAMES);
  return { env: { ...given(file.env), ...given(of) }, problems: file.problems };
}

/** For what libraries ask of it about the terminal: TERM, NO_COLOR, LANG and their like. */
export function terminalEnvironment(): Environment {
  return process.env;
}

/** A variable that is set to nothing, or to spaces, is not set. */
function given(env: Environment): Record<string, string> {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim() ?? ""] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ""));
}

/** Needed together, to serve many workspaces. */
export const OAUTH = [
  "SLACK_CLIENT_ID",
  "SLACK_CLIENT_SECRET",
  "SLACK_STATE_SECRET",
  "SLACK_ENCRYPTION_KEY",
] as const;

/** What is only wrong together. */
function missing(env: Readonly<Record<string, string>>): string[] {
  const has = (name: keyof Variables) => env[name] !== undefined;
  const oauth = OAUTH.filter(has);
  const problems: string[] = [];
  if (oauth.length > 0 && oauth.length < OAUTH.length) {
    const lacks = OAUTH.filter((name) => !has(name));
    problems.push(
      `${listed(lacks)} missing: ${listed(oauth)} set, and many workspaces need all four (docs/slack.md).`,
    );
  }
  if (oauth.length > 0 && has("SLACK_BOT_TOKEN")) {
    problems.push(
      `SLACK_BOT_TOKEN is set beside ${oauth.join(", ")}, expected the token for one workspace or the rest for many.`,
    );
  }
  if (has("SLACK_BOT_TOKEN") || oauth.length > 0) {
    if (!has("SLACK_APP_TOKEN") && !has("SLACK_SIGNING_SECRET")) {
      problems.push(
        withSource(
          "SLACK_APP_TOKEN",
          "SLACK_APP_TOKEN is missing: Slack needs it (Socket Mode), or SLACK_SIGNING_SECRET (HTTP) in its place",
        ),
      );
    }
  } else if (has("SLACK_APP_TOKEN") || has("SLACK_SIGNING_SECRET")) {
    const beside = has("SLACK_APP_TOKEN") ? "SLACK_APP_TOKEN" : "SLACK_SIGNING_SECRET";
    problems.push(
      withSource("SLACK_BOT_TOKEN", `SLACK_BOT_TOKEN is missing: ${beside} is set, and Slack needs both`),
    );
  }
  problems.push(...missingForReader(has));
  problems.push(...missingForHosting(has), ...sharedPorts(env));
  problems.push(...missingForRecords(has), ...unservedTeam(env.RECORDS_TEAM, has));
  const shards = ["DISCORD_SHARDS", "DISCORD_SHARD_IDS"] as const;
  const [set, unset] = [shards.find(has), shards.find((name) => !has(name))];
  if (set !== undefined && unset !== undefined)
    problems.push(`${unset} is missing: ${set} is set, and says nothing alone.`);
  const ids = shardsOf(env.DISCORD_SHARD_IDS);
  if (set !== undefined && unset === undefined && ids.some((id) => id >= Number(env.DISCORD_SHARDS))) {
    problems.push("DISCORD_SHARD_IDS has a number too high, expected numbers below DISCORD_SHARDS.");
  }
  return problems;
}

function missingForReader(has: (name: keyof Variables) => boolean): string[] {
  const names = ["READER_URL", "READER_MODEL"] as const;
  const set = (["READER_URL", "READER_MODEL", "READER_KEY"] as const).filter(has);
  return set.length === 0
    ? []
    : names
        .filter((name) => !has(name))
        .map(
          (name) =>
            `${name} is missing: ${listed(set)} set, and a language model needs its server and its name.`,
        );
}

function missingForHosting(has: (name: keyof Variables) => boolean): string[] {
  const others = (["PUBLIC_HOST", "PUBLIC_PORT", "TRUST_PROXY", "REPORT_DAYS"] as const).filter(has);
  return others.length === 0 || has("PUBLIC_URL")
    ? []
    : [`PUBLIC_URL is missing: nothing comes of ${others.join(" and ")} without it.`];
}

/** As in "A is", "A, B and C are". */
function listed(names: readonly string[]): string {
  const [before, last] = [names.slice(0, -1).join(", "), names.at(-1)];
  return before === "" ? `${last} is` : `${before} and ${last} are`;
}

/** Where nobody says otherwise. */
export const PORTS = { PORT: 3000, WEB_PORT: 3001, PUBLIC_PORT: 3002 } as const;

/** Nobody else has it: one of our own servers would stand in the way of another. */
function sharedPorts(env: Readonly<Record<string, string>>): string[] {
  const isSlack = env.SLACK_BOT_TOKEN !== undefined || env.SLACK_CLIENT_ID !== undefined;
  const isAsked = isSlack && (env.SLACK_APP_TOKEN === undefined || env.SLACK_CLIENT_ID !== undefined);
  const used: readonly (keyof typeof PORTS)[] = [
    ...(env.PUBLIC_URL === undefined ? [] : (["PUBLIC_PORT"] as const)),
    "WEB_PORT",
    ...(isAsked ? (["PORT"] as const) : []),
  ];
  const portOf = (name: keyof typeof PORTS) => Number(env[name] ?? PORTS[name]);
  const called = (name: keyof typeof PORTS) =>
    env[name] === undefined ? `${name} (${PORTS[name]} where it is left out)` : name;
  return used.flatMap((name, at) =>
    used
      .slice(at + 1)
      .filter((other) => portOf(name) !== 0 && portOf(other) === portOf(name))
      .map((other) => `${called(name)} and ${called(other)} are the same, expected a port for each.`),
  );
}

/** GITHUB_TOKEN is set in many environments, so by itself it says nothing. */
function missingForRecords(has: (name: keyof Variables) => boolean): string[] {
  const others = (["RECORDS_FOLDER", "RECORDS_TEAM"] as const).filter(has);
  if (!has("RECORDS_REPOSITORY"))
    return others.length === 0
      ? []
      : [`RECORDS_REPOSITORY is missing: nothing comes of ${others.join(" and ")} without it.`];
  const many = (["SLACK_CLIENT_ID", "DISCORD_TOKEN"] as const).find(has);
  return [
    ...(has("GITHUB_TOKEN")
      ? []
      : [
          withSource(
            "GITHUB_TOKEN",
            "GITHUB_TOKEN is missing: RECORDS_REPOSITORY is set, and records are proposed with a token",
          ),
        ]),
    ...(many === undefined || has("RECORDS_TEAM")
      ? []
      : [
          `RECORDS_TEAM is missing: with ${many} many teams can be served, and RECORDS_REPOSITORY takes the records of one.`,
        ]),
  ];
}

/** Nobody's records would be proposed, and nobody would be told. */
function unservedTeam(team: string | undefined, has: (name: keyof Variables) => boolean): string[] {
  const slack = has("SLACK_BOT_TOKEN") || has("SLACK_CLIENT_ID");
  const served = { slack, discord: has("DISCORD_TOKEN"), terminal: !slack && !has("DISCORD_TOKEN") };
  const named = (["slack", "discord", "terminal"] as const).find((each) => team?.startsWith(`${each}/`));
  return named === undefined || served[named]
    ? []
    : [`RECORDS_TEAM names a team of ${named}, which is not served.`];
}

/** The numbers of DISCORD_SHARD_IDS. */
export function shardsOf(text: string | undefined): number[] {
  return text === undefined ? [] : text.split(",").map(Number);
}
