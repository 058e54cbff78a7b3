/** The program as it is started, with a repository connected by its environment. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../command/run.ts";
import { scratch } from "../fake/scratch.ts";
import { startGitHub, TOKEN } from "./server.ts";

/** What somebody types who wants it over with. Null: nothing more. */
function answerTo(said: string): string | null {
  if (said.includes("Record: pull request")) return null;
  if (said.includes("decided by")) return "export";
  return said.includes("Decide otherwise") ? "accept" : "1";
}

test("export at the terminal ends in a pull request, and the card there links to it", async () => {
  const github = await startGitHub();
  const directory = await scratch();
  const child = spawn(process.execPath, [join(ROOT, "src", "cli.ts"), "start"], {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      RECORDS_REPOSITORY: "acme/handbook",
      RECORDS_TEAM: "terminal/local",
      GITHUB_TOKEN: TOKEN,
      GITHUB_API_URL: github.url,
    },
  });
  let [all, said] = ["", ""];
  const hear = (text: string): void => {
    all += text;
    said += text;
    if (!/› ?$/.test(said)) return;
    const answer = answerTo(said);
    said = "";
    if (answer === null) child.stdin.end();
    else child.stdin.write(`${answer}\n`);
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    all += text;
  });
  child.stdin.write("fastapi or django for billing\n");
  try {
    const [code] = await once(child, "close");
    expect(code).toBe(0);
    const [pull, ...others] = await github.pulls();
    expect(others).toEqual([]);
    expect(pull?.title).toMatch(/^Decision record: .* for “billing”$/);
    expect(all).toContain(`Record: pull request (${pull?.html_url})`);
    expect(all).not.toContain(TOKEN);
  } finally {
    child.kill();
    await rm(directory, { recursive: true });
    await github.stop();
  }
});
