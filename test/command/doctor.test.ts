import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Hono } from "hono";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { doctor } from "../../src/command/doctor.ts";
import { createHosted, NOTHING } from "../../src/web/hosted.ts";
import { listen } from "../../src/web/server.ts";
import { FakeDiscord, TOKEN } from "../fake/discord/server.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { SLACK_TIME } from "../fake/slack/server.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { earlierDatabase } from "../fixtures/earlier.ts";
import { TOKEN as GITHUB_TOKEN, startGitHub } from "../github/server.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

let folder: string;
beforeEach(async () => {
  folder = await scratch();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

interface Line {
  readonly what: string;
  readonly state: string;
  readonly says: string;
}

/** With nothing of this process's own environment. */
async function examine(env: Readonly<Record<string, string>>, now = SLACK_TIME) {
  let text = "";
  const out = (line: string) => {
    text += line;
  };
  const code = await doctor(
    { json: true },
    { out, err: out, env: { DATA_DIR: join(folder, "data"), ...env } },
    () => now,
  );
  const { ok, findings } = JSON.parse(text) as { ok: boolean; findings: readonly Line[] };
  const of = (what: string) =>
    findings.filter((line) => line.what === what).map(({ state, says }) => `${state}: ${says}`);
  return { code, ok, text, of };
}

async function slack() {
  const fake = await FakeSlack.start();
  onTestFinished(() => fake.stop());
  const env = {
    SLACK_BOT_TOKEN: fake.team.token,
    SLACK_APP_TOKEN: fake.server.appToken,
    SLACK_API_URL: fake.apiUrl,
  };
  return { fake, env };
}

test("where nothing is set and nothing is there, all is right, and nothing is made", async () => {
  const { code, ok, of } = await examine({});
  expect([code, ok]).toEqual([0, true]);
  expect(of("database")).toEqual(["right: It is empty, and made at the first start."]);
  expect(of("packs")[0]).toMatch(/^right: fastapi-vs-django \d/);
  expect(of("clock")).toEqual(["unknown: There is no platform to compare it with."]);
  expect(of("disk")[0]).toMatch(/^right: [\d,]+ MiB are free at /);
  expect(await readdir(folder)).toEqual([]);
});

test("for people it is a line for each thing, what is wrong in capitals", async () => {
  const lines: string[] = [];
  const env = { DATA_DIR: folder, PACKS_DIR: join(folder, "none") };
  const code = await doctor({}, { out: (text) => lines.push(...text.split("\n")), err: () => {}, env });
  expect(code).toBe(1);
  for (const line of lines) expect(line).toMatch(/^(?:right {2}|WRONG {2}|unknown) {2}[a-zA-Z]+: \S/);
  expect(lines.filter((line) => line.startsWith("WRONG"))).toEqual([expect.stringContaining("packs: ")]);
});

test("a configuration that is wrong is said, and nothing else is looked at", async () => {
  const { code, ok, of, text } = await examine({ SLACK_BOT_TOKN: "xoxb-secret", SLACK_APP_TOKEN: "xapp-…" });
  expect([code, ok]).toEqual([2, false]);
  expect(of("configuration")).toHaveLength(3);
  expect(text).not.toContain("secret");
});

describe("Slack", () => {
  test("takes the tokens, and has granted everything", async () => {
    const { env } = await slack();
    const { code, of } = await examine(env);
    expect(of("Slack")).toEqual([
      expect.stringMatching(/^right: SLACK_BOT_TOKEN is accepted, for the workspace /),
      "right: The app has every scope that it needs.",
      "right: SLACK_APP_TOKEN is accepted: Socket Mode can be opened.",
    ]);
    expect(of("clock")).toEqual(["right: It agrees with the platform's."]);
    expect(code).toBe(0);
  });

  test("refuses a token, or lacks a scope: the line says where the right one is", async () => {
    const { fake, env } = await slack();
    fake.team.scopes = fake.team.scopes.filter((scope) => scope !== "files:write");
    fake.server.faults.next("apps.connections.open", { kind: "refuse", error: "token_revoked" });
    const { code, of, text } = await examine(env);
    expect(of("Slack")).toEqual([
      expect.stringMatching(/^right: SLACK_BOT_TOKEN is accepted/),
      expect.stringMatching(/^wrong: The app lacks the Slack scope files:write .* install the app again\.$/),
      expect.stringMatching(/^wrong: Slack says that SLACK_APP_TOKEN is no longer valid .*https:/),
    ]);
    expect(code).toBe(1);
    for (const secret of [env.SLACK_BOT_TOKEN, env.SLACK_APP_TOKEN]) expect(text).not.toContain(secret);
  });

  test("is out of reach: the line says why", async () => {
    const { env } = await slack();
    const { of } = await examine({ ...env, SLACK_API_URL: "http://127.0.0.1:9/api" });
    expect(of("Slack")).toEqual(
      Array(2).fill(expect.stringMatching(/^wrong: Slack does not answer \(.+\): see to/)),
    );
  });

  test("over HTTP and for many, what cannot be known beforehand is called unknown", async () => {
    const { env } = await slack();
    const { SLACK_BOT_TOKEN: _, SLACK_APP_TOKEN: __, ...rest } = env;
    const { code, of } = await examine({
      ...rest,
      SLACK_CLIENT_ID: "1.2",
      SLACK_CLIENT_SECRET: "s1",
      SLACK_STATE_SECRET: "t1",
      SLACK_ENCRYPTION_KEY: "0f".repeat(32),
      SLACK_SIGNING_SECRET: "abc",
    });
    expect(of("Slack").map((line) => line.split(":")[0])).toEqual(["unknown", "unknown"]);
    expect(code).toBe(0);
  });

  test("has another time than this machine", async () => {
    const { env } = await slack();
    const ahead = await examine(env, SLACK_TIME + 95_000);
    expect(ahead.of("clock")[0]).toMatch(
      /^wrong: This machine's clock is 95 s ahead of the platform's: set it/,
    );
    const behind = await examine(env, SLACK_TIME - 3_600_000);
    expect(behind.of("clock")[0]).toMatch(/^wrong: This machine's clock is 3600 s behind the platform's/);
    expect(behind.code).toBe(1);
  });
});

test("Discord takes the token, or refuses it", async () => {
  const fake = new FakeDiscord({ now: Date.now });
  await fake.up();
  onTestFinished(() => fake.down());
  const env = { DISCORD_API_URL: fake.api, DISCORD_TOKEN: TOKEN };
  expect((await examine(env)).of("Discord")).toEqual([
    expect.stringMatching(/^right: DISCORD_TOKEN is accepted, for the application /),
    "right: The Message Content Intent is off: a typed answer needs a mention or a reply.",
    "right: Discord allows 999 more connections today.",
  ]);
  const refused = await examine({ ...env, DISCORD_TOKEN: "MTIz.wrong.token" });
  expect(refused.of("Discord")).toEqual([
    expect.stringMatching(/^wrong: Discord refused the bot's token\. Copy it anew/),
  ]);
});

test("GitHub takes the token, or does not know the repository", async () => {
  const server = await startGitHub();
  onTestFinished(() => server.stop());
  const env = {
    RECORDS_REPOSITORY: "acme/handbook",
    GITHUB_API_URL: server.url,
    GITHUB_TOKEN,
  };
  expect((await examine(env)).of("GitHub")).toEqual(["right: GITHUB_TOKEN is accepted, for acme/handbook."]);
  expect((await examine({ ...env, RECORDS_REPOSITORY: "acme/nothing" })).of("GitHub")).toEqual([
    expect.stringMatching(/^wrong: RECORDS_REPOSITORY does not exist, or GITHUB_TOKEN was not given access/),
  ]);
});

describe("the database", () => {
  test("answers and is up to date", async () => {
    const bench = await sqliteBench();
    await bench.open();
    const { of } = await examine({ DATABASE_URL: `sqlite:${bench.file}` });
    expect(of("database")).toEqual(["right: It answers, and is up to date."]);
    await bench.remove();
  });

  test("of an earlier version would be brought up to date, and is not", async () => {
    const earlier = await earlierDatabase("0001-v1");
    const before = await readFile(earlier.file);
    const { code, of } = await examine({ DATABASE_URL: `sqlite:${earlier.file}` });
    expect(of("database")[0]).toMatch(
      /^right: It answers, and is brought up to date at the next start \(\d+ steps\): make a copy before\.$/,
    );
    expect(code).toBe(0);
    expect(await readFile(earlier.file)).toEqual(before);
    await earlier.remove();
  });

  test("of a later version, of another program, or damaged is said", async () => {
    const file = join(folder, "plumbline.db");
    const env = { DATABASE_URL: `sqlite:${file}` };
    await writeFile(file, "this is no database, it is a text of some length".repeat(20));
    expect((await examine(env)).of("database")).toEqual([
      expect.stringContaining(`wrong: ${file} exists and is not a SQLite database: `),
    ]);
    await rm(file);
    const later = new DatabaseSync(file);
    later.exec(
      "create table kysely_migration (name text); insert into kysely_migration values ('9999-later')",
    );
    later.close();
    expect((await examine(env)).of("database")).toEqual([
      expect.stringMatching(/^wrong: The database was written by a newer version of Plumbline/),
    ]);
  });

  test("of a server that does not answer is said, without its address", async () => {
    const { of } = await examine({ DATABASE_URL: "postgres://me:hush@127.0.0.1:9/none" });
    expect(of("database")).toEqual([expect.stringMatching(/^wrong: Postgres cannot be reached/)]);
    expect(of("database").join()).not.toContain("hush");
  });
});

test("a pack that is wrong is named with its place, and the others are there", async () => {
  const packs = join(folder, "packs");
  await mkdir(packs);
  await copyFile("rules/fastapi-vs-django.yaml", join(packs, "fastapi-vs-django.yaml"));
  await writeFile(join(packs, "bad.yaml"), "id: [\n");
  const { code, of } = await examine({ PACKS_DIR: packs });
  expect(code).toBe(1);
  expect(of("packs")[0]).toMatch(/^right: fastapi-vs-django /);
  expect(
    of("packs")
      .slice(1)
      .every((line) => line.startsWith("wrong: ") && line.includes("bad.yaml:")),
  ).toBe(true);
});

describe("hosted reports", () => {
  async function serving(answer: (path: string) => { status: number; text: string }) {
    const pages = new Hono();
    pages.all("*", (context) => {
      const { status, text } = answer(context.req.path);
      return new Response(text, { status });
    });
    return hostedBy(pages);
  }
  async function hostedBy(pages: Hono) {
    const server = await listen(pages, { host: "127.0.0.1", port: 0 }, "PUBLIC_PORT");
    onTestFinished(() => server.close());
    return examine({ PUBLIC_URL: `http://127.0.0.1:${server.port}` });
  }

  test("that reach the bot are right", async () => {
    const pages = createHosted({ url: "http://127.0.0.1", proxies: 0 }, async () => null, noLog);
    const { ok, of } = await hostedBy(pages);
    expect([ok, of("reports")]).toEqual([
      true,
      [expect.stringMatching(/^right: http:\S+ reaches the bot\.$/)],
    ]);
  });

  test("that nobody answers for cannot be told before the bot runs", async () => {
    const nobody = await examine({ PUBLIC_URL: "http://127.0.0.1:9" });
    expect([nobody.ok, nobody.of("reports")]).toEqual([
      true,
      [
        "unknown: Nobody answers at http://127.0.0.1:9: once the bot runs, what stands before it has to forward to 127.0.0.1:3002.",
      ],
    ]);
    const { of } = await serving(() => ({ status: 502, text: "Bad Gateway" }));
    expect(of("reports")).toEqual([expect.stringMatching(/^unknown: Nobody answers/)]);
  });

  test("in whose place something else answers, or the metrics, are wrong", async () => {
    const other = await serving(() => ({ status: 404, text: "nginx" }));
    expect([other.code, other.of("reports")]).toEqual([
      1,
      [
        expect.stringMatching(
          /^wrong: Something else answers at \S+ \(404\): forward it to 127\.0\.0\.1:3002/,
        ),
      ],
    ]);
    const open = await serving((path) =>
      path === "/metrics" ? { status: 200, text: "plumbline_info 1" } : { status: 404, text: NOTHING },
    );
    expect(open.of("reports")).toEqual([expect.stringMatching(/^wrong: \S+\/metrics shows the world/)]);
  });
});

test("a folder of packs of one's own that cannot be read, or has none, is named with what names it", async () => {
  const none = await examine({ PACKS_DIR: join(folder, "none") });
  expect(none.of("packs")[1]).toMatch(/^wrong: .*none: error: .*: see to PACKS_DIR$/);
  await mkdir(join(folder, "empty"));
  const { code, of } = await examine({ PACKS_DIR: join(folder, "empty") });
  expect(of("packs")[1]).toBe(
    `unknown: There is no pack in ${join(folder, "empty")} yet (PACKS_DIR): files that end in .yaml.`,
  );
  expect(code).toBe(0);
});

test("a database that is away is named with what names it", async () => {
  const { code, of } = await examine({ DATABASE_URL: "postgres://u:p@127.0.0.1:1/x" });
  expect(of("database")[0]).toMatch(
    /^wrong: Postgres cannot be reached .* DATABASE_URL says which; a start waits for one that is away\.$/,
  );
  expect(code).toBe(1);
});

describe("a language model that reads", () => {
  const KEY = "key-of-ours";

  /** A server of OpenAI's protocol with one model. */
  async function reader() {
    const app = new Hono();
    app.get("/v1/models", (context) =>
      context.req.header("authorization") === `Bearer ${KEY}`
        ? context.json({ object: "list", data: [{ id: "small", object: "model" }] })
        : context.json({ error: {} }, 401),
    );
    const server = await listen(app, { host: "127.0.0.1", port: 0 }, "WEB_PORT");
    onTestFinished(() => server.close());
    return `http://127.0.0.1:${server.port}`;
  }

  test.each([
    ["/v1", "small", KEY, "right: READER_URL answers, and has small."],
    [
      "/v1",
      "large",
      KEY,
      "unknown: READER_URL answers, and does not list large: is READER_MODEL the name that it has there?",
    ],
    ["/v1", "small", "another", "wrong: READER_KEY is not accepted at READER_URL (401): copy it anew."],
    [
      "",
      "small",
      KEY,
      "wrong: READER_URL answers, and not as a language model's server does (404): most of their addresses end in /v1.",
    ],
  ])("%s with %s and %s", async (path, READER_MODEL, READER_KEY, says) => {
    const READER_URL = `${await reader()}${path}`;
    const { of, text } = await examine({ READER_URL, READER_MODEL, READER_KEY });
    expect(of("reader")).toEqual([says]);
    expect(text).not.toContain(READER_KEY);
  });

  test("that nobody answers at", async () => {
    const { of } = await examine({ READER_URL: "http://127.0.0.1:1/v1", READER_MODEL: "small" });
    expect(of("reader")).toEqual([
      "wrong: Nobody answers at READER_URL (127.0.0.1:1): see to that server, or to the address. Discussions are read without it meanwhile.",
    ]);
  });
});
