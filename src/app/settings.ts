/** Each variable of the environment by itself: its form, and the sentence for what has another. No value is ever repeated. */
import { fileURLToPath } from "node:url";
import { z } from "zod";

export const LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** The sentence lacks its beginning, the variable's name. */
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
  if (!isSecret(value)) return "spaces or line breaks";
  if (value.startsWith("xoxb-")) return "a bot token (xoxb-…), which belongs in SLACK_BOT_TOKEN";
  if (value.startsWith("xapp-")) return "an app-level token (xapp-…), which belongs in SLACK_APP_TOKEN";
  if (value.startsWith("xoxp-")) return "a user token (xoxp-…)";
  return "something of another form";
}

function isSecret(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value);
}

const secret = (expected: string) =>
  form(isSecret, `holds spaces, line breaks or unusual characters, expected ${expected}`);

const SIGNING = "the signing secret from the app's Basic Information page";
const DISCORD = 'the bot\'s token from the "Bot" page, without "Bot " before it';

const httpAddress = (expected: string, holds: (url: URL) => boolean = () => true) =>
  form((value) => {
    const url = URL.parse(value);
    return url !== null && /^https?:$/.test(url.protocol) && holds(url);
  }, `is no such address, expected ${expected}`);

function number(min: number, max: number) {
  return form(
    (value) => /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max,
    `holds something else, expected a whole number from ${min} to ${max}`,
  );
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
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

export const settings = z.object({
  DATABASE_URL: form(
    (value) => (/^postgres(?:ql)?:\/\/./.test(value) ? URL.canParse(value) : filePathOf(value) !== null),
    "is of another form, expected sqlite:PATH, file:PATH or postgres://USER:PASSWORD@HOST/NAME (a special character in the password as %XX)",
  ),
  DATA_DIR: z.string().optional(),
  PACKS_DIR: z.string().optional(),
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
  SLACK_SIGNING_SECRET: form(
    (value) => isSecret(value) && !/^(?:xox|xapp-)/.test(value),
    (value) =>
      `holds ${/^xox|^xapp-/.test(value) ? "a token" : "spaces or line breaks"}, expected ${SIGNING}`,
  ),
  SLACK_API_URL: httpAddress("an http(s) address that ends in /api", (url) => /\/api\/?$/.test(url.pathname)),
  SLACK_CLIENT_ID: secret("the client id from the app's Basic Information page"),
  SLACK_CLIENT_SECRET: secret("the client secret from the app's Basic Information page"),
  SLACK_STATE_SECRET: secret("a long random text of your own"),
  SLACK_ENCRYPTION_KEY: form(
    (value) => /^[0-9a-f]{64}$/i.test(value),
    "is of another form, expected 32 bytes as 64 hexadecimal digits (openssl rand -hex 32 makes some)",
  ),
  PORT: number(0, 65_535),
  DISCORD_TOKEN: form(
    (value) => isSecret(value) && !/^(?:xox|xapp-)/.test(value),
    (value) =>
      `holds ${/^xox|^xapp-/.test(value) ? "a Slack token" : "spaces or line breaks"}, expected ${DISCORD}`,
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
  GITHUB_TOKEN: form(
    (value) => isSecret(value) && !/^(?:xox|xapp-)/.test(value),
    (value) =>
      `holds ${/^xox|^xapp-/.test(value) ? "a Slack token" : "spaces or line breaks"}, expected a token from GitHub, such as github_pat_…`,
  ),
  GITHUB_API_URL: httpAddress("an http(s) address, such as https://HOST/api/v3"),
});

export type Settings = z.output<typeof settings>;
