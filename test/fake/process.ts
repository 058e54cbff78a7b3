/** The program as its operator runs it, in a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { scratch } from "./scratch.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "cli.ts");

export interface Running {
  readonly stderr: () => string;
  /** What matches in its log, as soon as it is there. @throws where it ends without */
  logged(what: RegExp): Promise<RegExpExecArray>;
  /** Its exit code; null where it was killed. */
  readonly ended: Promise<number | null>;
  /** Where its database is. */
  readonly directory: string;
  end(): void;
  /** At once: nothing that it is doing is finished. */
  kill(): Promise<void>;
}

/** Another with the same folder goes on where that stopped. */
export async function runStart(
  env: Readonly<Record<string, string>>,
  given?: { readonly directory: string | undefined },
): Promise<Running> {
  const directory = given?.directory ?? (await scratch());
  const child = spawn(process.execPath, [CLI, "start"], {
    cwd: directory,
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env.PATH, DATA_DIR: directory, WEB_PORT: "0", ...env },
  });
  let stderr = "";
  child.stderr.on("data", (data: Buffer) => {
    stderr += data;
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(directory, { recursive: true, force: true });
  });
  return {
    directory,
    ended,
    stderr: () => stderr,
    async logged(what) {
      for (;;) {
        const found = what.exec(stderr);
        if (found !== null) return found;
        if (child.stderr.readableEnded) throw new Error(`it ended without having logged ${what}:\n${stderr}`);
        await Promise.race([once(child.stderr, "data"), once(child.stderr, "end")]);
      }
    },
    end: () => void child.kill("SIGTERM"),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
