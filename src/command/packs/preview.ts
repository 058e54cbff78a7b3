/** `plumbline packs preview`: a pack as a team meets it, or all that it can say. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { preview } from "../../app/start/play.ts";
import { digest } from "../../packs/load.ts";
import type { Exit, Shell } from "../shell.ts";
import { packAt } from "./pack-at.ts";
import { sentencesOf } from "./sentences.ts";

export interface PreviewOptions {
  /** Print every sentence that the pack can make, instead of playing it. */
  readonly sentences?: boolean;
  /** Begin anew whenever the file is saved. */
  readonly watch?: boolean;
}

export async function packsPreview(file: string, options: PreviewOptions, shell: Shell): Promise<Exit> {
  if (options.watch === true) return watched(file, shell);
  const read = await packAt(file, shell);
  if (read === null) return 2;
  if (options.sentences !== true)
    return (await preview([{ digest: digest(read.value), pack: read.value }])) as Exit;
  for (const line of sentencesOf(read.value)) shell.out(line);
  return 0;
}

/** Each turn is a process of its own, so that whatever state the terminal was in ends with it. */
async function watched(file: string, shell: Shell): Promise<Exit> {
  let played: ChildProcess | null = null;
  let left = false;
  let [before, seen] = ["", ""];
  for (; !left; await sleep(LOOK_EVERY_MS)) {
    const found = await stat(file).catch(() => null);
    const now = `${found?.mtimeMs} ${found?.size}`;
    // Half of it may have been written: it is read once it has come to rest.
    const isAtRest = now === seen || before === "";
    seen = now;
    if (!isAtRest || now === before) continue;
    before = now;
    if (played !== null) await end(played);
    played = null;
    if ((await packAt(file, shell)) === null) continue;
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
