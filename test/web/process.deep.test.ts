/** The bot as whoever is on call sees it: a process, asked over HTTP. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { NOTHING } from "../../src/web/hosted.ts";
import { ROOT } from "../command/run.ts";
import { connected, runBot } from "../discord/process.ts";
import { question } from "../discord/walk.ts";
import { runStart } from "../fake/process.ts";
import { scratch } from "../fake/scratch.ts";
import { FakeSlack } from "../fake/slack/slack.ts";

/** Of the log line that says where the server is; resolves once it is there. */
function addressIn(stderr: NodeJS.ReadableStream): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = "";
  stderr.on("data", (data) => {
    text += String(data);
    const [, host, port] =
      /"host":"([^"]+)","port":(\d+),"msg":"health and metrics are served"/.exec(text) ?? [];
    if (host !== undefined) resolve(`http://${host}:${port}`);
  });
  return promise;
}

test("while the database is away it is alive and not ready", async () => {
  const child = spawn(process.execPath, [join(ROOT, "src", "cli.ts"), "start"], {
    cwd: await scratch(),
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: "a.b.c",
      DISCORD_API_URL: "http://127.0.0.1:9/api",
      DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
      WEB_PORT: "0",
    },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  const address = await addressIn(child.stderr);
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  const readyz = await fetch(`${address}/readyz`);
  expect([readyz.status, await readyz.json()]).toEqual([
    503,
    { ready: false, parts: { database: "not ready" } },
  ]);
  expect(await (await fetch(`${address}/metrics`)).text()).toContain("plumbline_database_up 0");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

test("a decision's way through a running bot is in its metrics", async () => {
  const bot = await runBot();
  const { fake } = bot;
  await connected(bot);
  const { id } = fake.mention(fake.world.ana, fake.world.text.id, "fastapi or django");
  await fake.until(() => question(fake, id) !== undefined);
  const [, port] = await bot.logged(/"port":(\d+),"msg":"health and metrics are served"/);
  const readyz = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect([readyz.status, await readyz.json()]).toEqual([
    200,
    { ready: true, parts: { database: "ready", discord: "ready" } },
  ]);
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(text).toMatch(/^plumbline_events_total\{platform="discord",outcome="saved"\} [1-9]/m);
  expect(text).toMatch(/^plumbline_sends_total\{platform="discord",outcome="sent"\} [1-9]/m);
  expect(text).toMatch(/^plumbline_workspaces\{platform="discord"\} 1$/m);
  expect(text).toMatch(/^plumbline_decisions_open 1$/m);
  expect(text).toMatch(/^plumbline_reminders_outstanding \d/m);
  expect(text).not.toContain(fake.world.ana.username);
});

test("a clock that is off is said at the start, and so is a database that was empty", async () => {
  const slack = await FakeSlack.start();
  onTestFinished(() => slack.stop());
  const { team, server, apiUrl } = slack;
  // This Slack's clock stands still.
  const bot = await runStart({
    SLACK_BOT_TOKEN: team.token,
    SLACK_APP_TOKEN: server.appToken,
    SLACK_API_URL: apiUrl,
  });
  await bot.logged(/"msg":"This machine's clock is \d+ s (?:ahead of|behind) the platform's: set it/);
  await bot.logged(/"in":"[^"]+plumbline\.db","msg":"the database was empty: its tables are made"/);
  const second = await runStart({ DISCORD_TOKEN: "a.b.c", DISCORD_API_URL: "http://127.0.0.1:9/api" }, bot);
  await second.logged(/plumbline\.db is in use by another Plumbline: end that one/);
  bot.end();
  await second.logged(/The database answers\./);
  // Asked in the very moment in which what waits for the database makes way for what serves.
  second.end();
  expect(await second.ended).toBe(0);
});

test("reports are hosted on a port of their own, which shows neither health nor metrics", async () => {
  const bot = await runStart({
    DISCORD_TOKEN: "a.b.c",
    DISCORD_API_URL: "http://127.0.0.1:9/api",
    PUBLIC_URL: "https://reports.example.org",
    PUBLIC_PORT: "0",
  });
  const [, port] = await bot.logged(/"port":(\d+),"msg":"reports are hosted"/);
  for (const path of ["/", "/healthz", "/readyz", "/metrics", `/r/${"a".repeat(32)}`]) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    expect([answer.status, await answer.text()], path).toEqual([404, NOTHING]);
  }
  bot.end();
  expect(await bot.ended).toBe(0);
});
