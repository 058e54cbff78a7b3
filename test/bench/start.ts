/** How long a start takes, until it is alive and until its database is ready: `npm run bench:start`. Discord is away meanwhile. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CLI = join(import.meta.dirname, "..", "..", "src", "cli.ts");
const TIMES = 7;

/** Milliseconds. */
async function startOnce(): Promise<{ readonly alive: number; readonly ready: number }> {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-"));
  const from = performance.now();
  const child = spawn(process.execPath, [CLI, "start"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { DISCORD_TOKEN: "a.b.c", DISCORD_API_URL: "http://127.0.0.1:9/api", WEB_PORT: "0" },
  });
  const port = await new Promise<string>((resolve) => {
    let text = "";
    child.stderr.on("data", (data) => {
      text += String(data);
      const [, found] = /"port":(\d+),"msg":"health/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  const alive = performance.now() - from;
  for (let isReady = false; !isReady; ) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    const { parts } = (await answer.json()) as { parts: { database: string } };
    isReady = parts.database === "ready";
  }
  const ready = performance.now() - from;
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  await rm(folder, { recursive: true });
  return { alive, ready };
}

const starts: Awaited<ReturnType<typeof startOnce>>[] = [];
for (let n = 0; n < TIMES; n++) starts.push(await startOnce());
for (const what of ["alive", "ready"] as const) {
  const times = starts.map((each) => Math.round(each[what])).toSorted((a, b) => a - b);
  console.log(`${what}: median ${times[Math.floor(TIMES / 2)]} ms (${times.join(", ")})`);
}
