import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readEnvFile } from "../../../src/app/settings/env-file.ts";
import { run } from "../../command/run.ts";
import { scratch } from "../../fake/scratch.ts";

const KNOWN = ["SLACK_BOT_TOKEN", "PORT", "DATA_DIR"];

async function folder(): Promise<string> {
  const made = await scratch();
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

async function reading(content: string | Uint8Array) {
  const file = join(await folder(), ".env");
  await writeFile(file, content);
  const { env, problems } = readEnvFile(file, KNOWN);
  return { env, problems: problems.map((problem) => problem.replace(file, ".env")) };
}

test("gives its variables; no file gives none", async () => {
  expect(await reading("# a\nPORT=80\nexport DATA_DIR='a b'\n")).toEqual({
    env: { PORT: "80", DATA_DIR: "a b" },
    problems: [],
  });
  expect(readEnvFile(join(await folder(), ".env"), KNOWN)).toEqual({ env: {}, problems: [] });
});

test("may begin with UTF-8's own mark, as Windows writes it", async () => {
  expect(await reading("\uFEFFPORT=80\r\n")).toEqual({ env: { PORT: "80" }, problems: [] });
});

test.each([
  ["with its mark", Buffer.from("\uFEFFPORT=80\n", "utf16le")],
  ["without", Buffer.from("PORT=80\n", "utf16le")],
  ["the other way round", Buffer.from("\uFEFFPORT=80\n", "utf16le").swap16()],
])("is refused in UTF-16, %s", async (_, bytes) => {
  const { env, problems } = await reading(bytes);
  expect(env).toEqual({});
  expect(problems).toEqual([
    expect.stringMatching(/^\.env is written in UTF-16, expected UTF-8: save it again/),
  ]);
});

test("a line that gives a variable nothing is named, without what stands there", async () => {
  const { problems } = await reading("PORT=80\n  SLACK_BOT_TOKEN xoxb-secret\nPORTABLE yes\nPORT : 81\n");
  expect(problems).toEqual([
    ".env, line 2: SLACK_BOT_TOKEN has no = after it, expected SLACK_BOT_TOKEN=VALUE.",
  ]);
});

test("a folder in its place is said, with what belongs there", async () => {
  const file = join(await folder(), ".env");
  await mkdir(file);
  expect(readEnvFile(file, KNOWN).problems).toEqual([
    `${file} is a folder, expected a file with a line NAME=VALUE for each variable.`,
  ]);
});

test("what the environment leaves empty is the file's to say", async () => {
  const cwd = await folder();
  await writeFile(join(cwd, ".env"), "PACKS_DIR=nowhere\n");
  const ran = await run(["packs", "list"], { cwd, env: { PACKS_DIR: "" } });
  expect(ran.err).toContain("nowhere");
});
