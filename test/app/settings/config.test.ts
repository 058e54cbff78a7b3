import { readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { parse } from "dotenv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/app/settings/config.ts";
import { variables } from "../../../src/app/settings/environment.ts";

function configOf(env: Record<string, string>) {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  return read.config;
}

function problemsOf(env: Record<string, string>): readonly string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.problems;
}

const BOT = "xoxb-1-secret";
const APP = "xapp-1-secret";

describe("what is set", () => {
  test("may be nothing: the terminal, SQLite in ./data, the project's own packs", () => {
    const config = configOf({});
    expect(config).toMatchObject({
      database: join("data", "plumbline.db"),
      logLevel: "warn",
      slack: null,
      discord: null,
    });
    expect(config.packsDirs).toEqual([expect.stringMatching(/rules$/)]);
    expect(config.packsDirs.every(isAbsolute)).toBe(true);
    expect(configOf({ PACKS_DIR: "./ours" }).packsDirs).toEqual([...config.packsDirs, "./ours"]);
  });

  test("may be set to nothing, which is the same", () => {
    const names = Object.keys(variables.shape);
    expect(configOf(Object.fromEntries(names.map((name) => [name, " "])))).toEqual(configOf({}));
  });

  test.each([
    [{ DATA_DIR: "/var/lib/p" }, "/var/lib/p/plumbline.db"],
    [{ DATABASE_URL: "sqlite:here/a.db" }, "here/a.db"],
    [{ DATABASE_URL: "sqlite:///srv/a.db" }, "/srv/a.db"],
    [{ DATABASE_URL: "file:./a%20b.db" }, "./a%20b.db"],
    [{ DATABASE_URL: "file:///srv/a%20b.db" }, "/srv/a b.db"],
    [{ DATABASE_URL: "postgres://me:word@host/db" }, "postgres://me:word@host/db"],
    [{ DATABASE_URL: "postgresql://host/db" }, "postgresql://host/db"],
    [{ DATABASE_URL: "postgres://me@/db?host=/run/pg" }, "postgres://me@/db?host=/run/pg"],
    [{ DATABASE_URL: "postgres:///db?host=/run/pg" }, "postgres:///db?host=/run/pg"],
  ])("%j names a database", (env, database) => {
    expect(configOf({ DATA_DIR: "elsewhere", ...env }).database).toBe(database);
  });

  test("Slack over Socket Mode, over HTTP, and for many workspaces", () => {
    expect(configOf({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, PORT: "80" })).toMatchObject({
      logLevel: "info",
      slack: { botToken: BOT, appToken: APP },
    });
    expect(configOf({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }).slack).not.toHaveProperty("port");
    const http = { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: "abc" };
    expect(configOf(http).slack).toEqual({
      command: "decide",
      botToken: BOT,
      signingSecret: "abc",
      port: 3000,
    });
    expect(configOf({ ...http, PORT: "8080", SLACK_API_URL: "http://127.0.0.1:9/api/" }).slack).toMatchObject(
      {
        port: 8080,
        apiUrl: "http://127.0.0.1:9/api/",
      },
    );
    const many = {
      SLACK_CLIENT_ID: "1.2",
      SLACK_CLIENT_SECRET: "s",
      SLACK_STATE_SECRET: "t",
      SLACK_ENCRYPTION_KEY: "0f".repeat(32),
    };
    const { slack } = configOf({ ...many, SLACK_APP_TOKEN: APP });
    expect(slack).toMatchObject({
      appToken: APP,
      port: 3000,
      oauth: { clientId: "1.2", clientSecret: "s", stateSecret: "t" },
    });
    expect(slack?.oauth?.encryptionKeys).toEqual([Buffer.alloc(32, 0x0f)]);
    const rotated = { ...many, SLACK_ENCRYPTION_KEY_OLD: "0e".repeat(32), SLACK_APP_TOKEN: APP };
    expect(configOf(rotated).slack?.oauth?.encryptionKeys).toEqual([
      Buffer.alloc(32, 0x0f),
      Buffer.alloc(32, 0x0e),
    ]);
  });

  test("the command may have another name, on both platforms", () => {
    const both = {
      SLACK_BOT_TOKEN: BOT,
      SLACK_APP_TOKEN: APP,
      DISCORD_TOKEN: "a.b.c",
      COMMAND_NAME: "settle",
    };
    expect(configOf(both)).toMatchObject({ slack: { command: "settle" }, discord: { command: "settle" } });
    for (const name of ["/decide", "Decide", "de cide", "d".repeat(32)])
      expect(readConfig({ COMMAND_NAME: name })).toMatchObject({
        ok: false,
        problems: [
          expect.stringContaining("COMMAND_NAME is of another form, expected a name such as decide"),
        ],
      });
  });

  test("Discord, alone and as some shards of many", () => {
    expect(configOf({ DISCORD_TOKEN: "a.b.c" })).toMatchObject({
      logLevel: "info",
      discord: { token: "a.b.c" },
    });
    const sharded = {
      DISCORD_TOKEN: "a.b.c",
      DISCORD_API_URL: "http://127.0.0.1:9/api",
      DISCORD_SHARDS: "4",
      DISCORD_SHARD_IDS: "0,3",
    };
    expect(configOf(sharded).discord).toEqual({
      token: "a.b.c",
      command: "decide",
      apiUrl: "http://127.0.0.1:9/api",
      shards: { total: 4, ids: [0, 3] },
    });
  });

  test("a repository for records, in GitHub's cloud or on a server", () => {
    const records = { RECORDS_REPOSITORY: "acme/hand.book", GITHUB_TOKEN: "github_pat_1" };
    expect(configOf(records).records).toEqual({
      repository: "acme/hand.book",
      token: "github_pat_1",
      apiUrl: "https://api.github.com",
      folder: "docs/decisions",
      team: null,
    });
    expect(configOf({ ...records, SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }).records).not.toBeNull();
    const there = {
      ...records,
      DISCORD_TOKEN: "a",
      RECORDS_FOLDER: "adr/",
      RECORDS_TEAM: "discord/1234",
      GITHUB_API_URL: "https://git.acme.example/api/v3/",
    };
    expect(configOf(there).records).toMatchObject({
      apiUrl: "https://git.acme.example/api/v3",
      folder: "adr",
      team: "discord/1234",
    });
    expect(configOf({ GITHUB_TOKEN: "a" }).records).toBeNull();
  });

  test("reports are hosted where an address is named, for this machine's proxy unless somebody says otherwise", () => {
    expect(configOf({}).hosting).toBeNull();
    expect(configOf({ PUBLIC_URL: "https://Reports.example.org/" }).hosting).toEqual({
      url: "https://reports.example.org",
      host: "127.0.0.1",
      port: 3002,
      proxies: 1,
      keptMs: 30 * 24 * 60 * 60 * 1000,
    });
    const there = {
      PUBLIC_URL: "https://example.org/plumbline/",
      PUBLIC_HOST: "0.0.0.0",
      PUBLIC_PORT: "80",
      TRUST_PROXY: "2",
      REPORT_DAYS: "1",
    };
    expect(configOf(there).hosting).toEqual({
      url: "https://example.org/plumbline",
      host: "0.0.0.0",
      port: 80,
      proxies: 2,
      keptMs: 24 * 60 * 60 * 1000,
    });
    expect(configOf({ PUBLIC_URL: "http://localhost:3002" }).hosting).toMatchObject({
      url: "http://localhost:3002",
      proxies: 0,
    });
  });

  test("the level, where it is named", () => {
    expect(configOf({ LOG_LEVEL: "debug" }).logLevel).toBe("debug");
  });
});

describe("what is wrong", () => {
  test.each([
    [
      { SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: BOT },
      [
        "SLACK_BOT_TOKEN holds an app-level token (xapp-…), which belongs in SLACK_APP_TOKEN, expected a bot token, which begins with xoxb-; it is at https://api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token.",
        "SLACK_APP_TOKEN holds a bot token (xoxb-…), which belongs in SLACK_BOT_TOKEN, expected an app-level token, which begins with xapp-; it is at https://api.slack.com/apps → your app → Basic Information → App-Level Tokens.",
      ],
    ],
    [
      { SLACK_BOT_TOKEN: "xoxp-1", SLACK_APP_TOKEN: APP },
      [
        "SLACK_BOT_TOKEN holds a user token (xoxp-…), expected a bot token, which begins with xoxb-; it is at https://api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token.",
      ],
    ],
    [
      { SLACK_BOT_TOKEN: BOT },
      [
        "SLACK_APP_TOKEN is missing: Slack needs it (Socket Mode), or SLACK_SIGNING_SECRET (HTTP) in its place; it is at https://api.slack.com/apps → your app → Basic Information → App-Level Tokens.",
      ],
    ],
    [
      { SLACK_APP_TOKEN: APP },
      [
        "SLACK_BOT_TOKEN is missing: SLACK_APP_TOKEN is set, and Slack needs both; it is at https://api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token.",
      ],
    ],
    [
      { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: APP },
      [
        "SLACK_SIGNING_SECRET holds a token, expected the signing secret from the app's Basic Information page; it is at https://api.slack.com/apps → your app → Basic Information → App Credentials.",
      ],
    ],
    [
      { SLACK_API_URL: "127.0.0.1:9" },
      ["SLACK_API_URL is no such address, expected an http(s) address that ends in /api."],
    ],
    [
      { DISCORD_TOKEN: "Bot a.b.c" },
      [
        'DISCORD_TOKEN holds spaces, line breaks or unusual characters, expected the bot\'s token from the "Bot" page, without "Bot " before it; it is at https://discord.com/developers/applications → your application → Bot → Reset Token.',
      ],
    ],
    [
      { DISCORD_TOKEN: "a", DISCORD_SHARDS: "2" },
      ["DISCORD_SHARD_IDS is missing: DISCORD_SHARDS is set, and says nothing alone."],
    ],
    [
      { DISCORD_TOKEN: "a", DISCORD_SHARDS: "2", DISCORD_SHARD_IDS: "2" },
      ["DISCORD_SHARD_IDS has a number too high, expected numbers below DISCORD_SHARDS."],
    ],
    [
      { SLACK_CLIENT_ID: "1", SLACK_APP_TOKEN: APP },
      [
        "SLACK_CLIENT_SECRET, SLACK_STATE_SECRET and SLACK_ENCRYPTION_KEY are missing: SLACK_CLIENT_ID is set, and many workspaces need all four (docs/slack.md).",
      ],
    ],
    [
      { RECORDS_REPOSITORY: "acme/handbook" },
      [
        "GITHUB_TOKEN is missing: RECORDS_REPOSITORY is set, and records are proposed with a token; it is made at https://github.com/settings/personal-access-tokens (docs/records.md).",
      ],
    ],
    [
      { RECORDS_REPOSITORY: "acme/handbook", GITHUB_TOKEN: "a", DISCORD_TOKEN: "b" },
      [
        "RECORDS_TEAM is missing: with DISCORD_TOKEN many teams can be served, and RECORDS_REPOSITORY takes the records of one.",
      ],
    ],
    [
      { RECORDS_TEAM: "terminal/local", RECORDS_FOLDER: "adr" },
      ["RECORDS_REPOSITORY is missing: nothing comes of RECORDS_FOLDER and RECORDS_TEAM without it."],
    ],
    [
      { RECORDS_REPOSITORY: "acme/handbook", GITHUB_TOKEN: BOT, RECORDS_TEAM: "T1" },
      [
        "RECORDS_TEAM is of another form, expected whose records they are, such as slack/T0123ABC or discord/1234.",
        "GITHUB_TOKEN holds a Slack token, expected a token from GitHub, such as github_pat_…; it is made at https://github.com/settings/personal-access-tokens (docs/records.md).",
      ],
    ],
    [
      { RECORDS_REPOSITORY: "acme/handbook", GITHUB_TOKEN: "a", RECORDS_TEAM: "slack/T1" },
      ["RECORDS_TEAM names a team of slack, which is not served."],
    ],
    [
      { PUBLIC_PORT: "80", REPORT_DAYS: "7" },
      ["PUBLIC_URL is missing: nothing comes of PUBLIC_PORT and REPORT_DAYS without it."],
    ],
    [
      { PUBLIC_URL: "https://a.example", PUBLIC_PORT: "3001", WEB_PORT: "3001" },
      ["PUBLIC_PORT and WEB_PORT are the same, expected a port for each."],
    ],
    [
      { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: "a", PORT: "3001" },
      ["WEB_PORT (3001 where it is left out) and PORT are the same, expected a port for each."],
    ],
    [{ PORT: "http" }, ["PORT holds something else, expected a whole number from 0 to 65535."]],
    [{ PORT: "70000" }, ["PORT holds something else, expected a whole number from 0 to 65535."]],
    [
      { LOG_LEVEL: "loud" },
      ["LOG_LEVEL is unknown, expected one of fatal, error, warn, info, debug, trace, silent."],
    ],
  ])("%j", (env, problems) => {
    expect(problemsOf(env)).toEqual(problems);
  });

  test.each([
    ["SLACK_BOT_TOKEN", "xoxb-…"],
    ["SLACK_BOT_TOKEN", "xoxb-..."],
    ["SLACK_APP_TOKEN", "xapp-your-token"],
    ["SLACK_APP_TOKEN", "xapp-xxxxxxxx"],
    ["SLACK_SIGNING_SECRET", "<your signing secret>"],
    ["DISCORD_TOKEN", "…"],
    ["DISCORD_TOKEN", "changeme"],
    ["DISCORD_TOKEN", "your_token_here"],
    ["GITHUB_TOKEN", "github_pat_…"],
    ["RECORDS_REPOSITORY", "OWNER/NAME"],
    ["DATABASE_URL", "postgres://USER:PASSWORD@HOST:5432/NAME"],
    ["GITHUB_API_URL", "https://HOST/api/v3"],
  ])("%s=%s is a placeholder, and called one", (name, value) => {
    const [problem, ...others] = problemsOf({ [name]: value }).filter((each) =>
      each.startsWith(`${name} still`),
    );
    expect(others).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${name} still holds a placeholder, expected your own[;.]`));
    if (/TOKEN|SECRET/.test(name)) expect(problem).toContain("https://");
  });

  test("no secret that somebody has is taken for a placeholder", () => {
    const secrets = fc.stringMatching(
      /^xoxb-\d{11}-[A-Za-z0-9]{24}$|^[A-Za-z0-9+/_-]{40,70}$|^[0-9a-f]{64}$/,
    );
    fc.assert(
      fc.property(secrets, (value) => {
        expect(problemsOf({ SLACK_STATE_SECRET: value }).join()).not.toContain("placeholder");
      }),
    );
  });

  test.each([
    ["SLACK_BOT_TOKN", "SLACK_BOT_TOKEN"],
    ["SLACK_BOT_TOKNE", "SLACK_BOT_TOKEN"],
    ["slack_bot_token", "SLACK_BOT_TOKEN"],
    ["SLACK_TOKEN", "SLACK_BOT_TOKEN or SLACK_APP_TOKEN"],
    ["DISCORD_BOT_TOKEN", "DISCORD_TOKEN"],
    ["LOGLEVEL", "LOG_LEVEL"],
    ["LOG_LEVLE", "LOG_LEVEL"],
    ["DATABASE_URI", "DATABASE_URL"],
    ["PORTS", "PORT"],
    ["PUBLIC_URI", "PUBLIC_URL"],
  ])("%s is nearly a variable", (name, meant) => {
    expect(problemsOf({ [name]: "Qz7" })).toEqual([
      `${name} is set, and there is no such variable: ${meant} is meant. Rename it, or take it away.`,
    ]);
  });

  test("what other programs read is none of ours, and a spare beside the right one harms nobody", () => {
    const others = "PATH HOME HOST PWD TERM TZ LANG GH_TOKEN GITHUB_PATH GITHUB_SERVER_URL POSTGRES_PASSWORD";
    const env = Object.fromEntries(
      [...others.split(" "), "DATA_DIRECTORY", "npm_config_loglevel"].map((name) => [name, "1"]),
    );
    expect(problemsOf(env)).toEqual([]);
    expect(problemsOf({ LOG_LEVEL: "info", LOG_LEVL: "debug" })).toEqual([]);
    expect(problemsOf({ SLACK_BOT_TOKN: "" })).toEqual([]);
  });

  test.each([
    "mysql://host/db",
    "data/a.db",
    "sqlite:",
    "file://host/a.db",
    "file:///a%2Fb",
    "postgres://me:p#/w@host/db",
    "postgres://me@/db",
  ])("DATABASE_URL=%s", (url) => {
    expect(problemsOf({ DATABASE_URL: url })).toHaveLength(1);
  });

  test.each([
    "reports.example.org",
    "http://reports.example.org",
    "http://127.0.0.1.example.org",
    "ftp://reports.example.org",
    "https://me:word@reports.example.org",
    "https://reports.example.org/?a=b",
    "https://reports.example.org/#a",
    "https://",
  ])("PUBLIC_URL=%s", (url) => {
    expect(problemsOf({ PUBLIC_URL: url })).toEqual([
      "PUBLIC_URL is no such address, expected where people reach the hosted reports: https://NAME or https://NAME/PATH; plain http for this machine alone.",
    ]);
  });

  test.each(["https://github.com/acme/handbook", "acme", "acme/handbook.git", "acme/..", "acme/a/b"])(
    "RECORDS_REPOSITORY=%s",
    (repository) => {
      expect(problemsOf({ RECORDS_REPOSITORY: repository, GITHUB_TOKEN: "a" })).toEqual([
        "RECORDS_REPOSITORY is of another form, expected a repository on GitHub as OWNER/NAME.",
      ]);
    },
  );

  test.each(["/docs", "docs//adr", "../docs", "docs/../..", ".", "docs\\adr", "C:/docs", "a\nb", "/"])(
    "RECORDS_FOLDER=%s",
    (folder) => {
      const records = { RECORDS_REPOSITORY: "acme/handbook", GITHUB_TOKEN: "a" };
      expect(problemsOf({ ...records, RECORDS_FOLDER: folder })).toEqual([
        "RECORDS_FOLDER is of another form, expected a folder of the repository, such as docs/decisions.",
      ]);
    },
  );

  test("is told all at once", () => {
    expect(
      problemsOf({ PORT: "x", LOG_LEVEL: "x", SLACK_BOT_TOKEN: "x", DISCORD_API_URL: "x" }),
    ).toHaveLength(5);
  });

  test("is told without what was set", () => {
    const secret = fc.stringMatching(/^[ -~]{12,40}$/).map((text) => `${text}Qz7%Qz7`);
    const env = fc.record(Object.fromEntries(Object.keys(variables.shape).map((name) => [name, secret])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(env, (values) => {
        for (const problem of problemsOf(values as Record<string, string>)) {
          for (const value of Object.values(values)) expect(problem).not.toContain(value);
          expect(problem).not.toContain("Qz7");
        }
      }),
    );
  });
});

test(".env.example names every variable and sets none", async () => {
  const example = parse(await readFile(new URL("../../../.env.example", import.meta.url), "utf8"));
  expect(Object.keys(example).toSorted()).toEqual(Object.keys(variables.shape).toSorted());
  expect(Object.values(example).every((value) => value === "")).toBe(true);
});
