/** The start as a service manager makes it: a process without a terminal. */
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runProcess } from "../command/run.ts";
import { scratch } from "../fake/scratch.ts";

async function folder(): Promise<string> {
  const made = await scratch();
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

const NO_TERMINAL = /^No token is set, and there is no terminal to decide in\. Set SLACK_BOT_TOKEN/m;

test("without a token and without a terminal it ends with a sentence, and not with a welcome", async () => {
  const cwd = await folder();
  const ran = await runProcess(["start"], { cwd, stdin: "ignore" });
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toMatch(NO_TERMINAL);
  expect(ran.err).toContain(`in the environment or in ${join(cwd, ".env")}, which is not there: `);
});

test("a pipe at which nothing is typed is no terminal either", async () => {
  const ran = await runProcess(["start"], { cwd: await folder() });
  expect(ran.code).toBe(2);
  expect(ran.err).toMatch(NO_TERMINAL);
});

test("a busy port names its variable; before that the log says what is starting, and what leaves the machine", async () => {
  const other = createServer().listen(0);
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as { port: number };
  const ran = await runProcess(["start"], {
    cwd: await folder(),
    stdin: "ignore",
    env: {
      SLACK_BOT_TOKEN: "xoxb-1-a",
      SLACK_SIGNING_SECRET: "abc",
      SLACK_API_URL: "http://127.0.0.1:9/api",
      READER_URL: "http://models.example:11434/v1",
      READER_MODEL: "small",
      PORT: String(port),
    },
  });
  expect(ran.code).toBe(1);
  const [first, ...rest] = ran.err.trimEnd().split("\n");
  expect(JSON.parse(first ?? "")).toMatchObject({
    msg: "starting",
    version: expect.stringMatching(/^\d/),
    database: "sqlite",
    replica: expect.stringMatching(/^[a-z0-9]{8}$/),
    packs: expect.arrayContaining([expect.stringMatching(/^fastapi-vs-django \d/)]),
  });
  expect(ran.err).toContain("Discussions leave this program: ");
  expect(ran.err).toContain("go to small at models.example:11434, without their authors' names");
  expect(rest.at(-1)).toBe(
    `PORT: port ${port} is in use by another program. End that one, or set PORT to another number.`,
  );
});
