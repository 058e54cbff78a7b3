/** Runs the command line: as a function, or as people do, as a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { run as runCommand } from "../../src/command/run.ts";

export const ROOT = join(import.meta.dirname, "..", "..");

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** One at a time, for the working directory is the whole process's. */
export async function run(args: readonly string[], { cwd = ROOT, env = {} }: Place = {}): Promise<Ran> {
  const texts = { out: "", err: "" };
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const code = await runCommand(args, {
      out: (text) => {
        texts.out += `${text}\n`;
      },
      err: (text) => {
        texts.err += `${text}\n`;
      },
      env,
    });
    return { code, ...texts };
  } finally {
    process.chdir(before);
  }
}

/** `stdin`: a pipe that is closed at once, or nothing at all, as under a service manager. */
export async function runProcess(
  args: readonly string[],
  { cwd = ROOT, env = {}, stdin = "pipe" }: Place & { readonly stdin?: "pipe" | "ignore" } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, "src", "cli.ts"), ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: [stdin, "pipe", "pipe"],
  });
  child.stdin?.end();
  const texts = { out: "", err: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    texts.out += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    texts.err += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...texts };
}
