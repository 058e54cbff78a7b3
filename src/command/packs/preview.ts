/** `plumbline packs preview`: a pack as a team meets it, or all that it can say. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { preview } from "../../app/start/play.ts";
import { headline } from "../../packs/diagnostic.ts";
import { digest, type PackFileRead, readPack } from "../../packs/load.ts";
import type { Exit, Shell } from "../shell.ts";
import { sentencesOf } from "./sentences.ts";

export interface PreviewOptions {
  /** Print every sentence that the pack can make, instead of playing it. */
  readonly sentences?: boolean;
  /** Begin anew whenever the file is saved. */
  readonly watch?: boolean;
}

export async function packsPreview(file: string, options: PreviewOptions, shell: Shell): Promise<Exit> {
  if (options.watch === true) return watched(file, shell);
  const read = await readPack(file);
  if (!read.ok) {
    say(file, read, shell);
    return 2;
  }
  if (options.sentences !== true)
    return (await preview([{ digest: digest(read.value), pack: read.value }])) as Exit;
  for (const line of sentencesOf(read.value)) shell.out(line);
  return 0;
}

function say(file: string, read: PackFileRead, { err }: Shell): void {
  for (const problem of read.ok ? [] : read.problems) err(headline(file, problem));
}

/** Each turn is a process of its own, so that whatever state the terminal was in ends with it. */
async function watched(file: string, shell: Shell): Promise<Exit> {
  let played: ChildProcess | null = null;
  let left = false;
  for (let before = ""; !left; await sleep(LOOK_EVERY_MS)) {
    const found = await stat(file).catch(() => null);
    const now = `${found?.mtimeMs} ${found?.size}`;
    if (now === before) continue;
    before = now;
    if (played !== null) await end(played);
    played = null;
    const read = await readPack(file);
    say(file, read, shell);
    if (!read.ok) continue;
    const child = spawn(process.execPath, [process.argv[1] ?? "", "packs", "preview", file], {
      stdio: "inherit",
    });
    played = child;
    child.once("exit", (code) => {
      // Whoever leaves the game leaves the preview; a save ends it by a signal.
      if (played === child && code !== null) left = true;
    });
  }
  return 0;
}

const LOOK_EVERY_MS = 300;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
  // What it had set of the terminal is set back.
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  process.stdout.write("\n");
}
