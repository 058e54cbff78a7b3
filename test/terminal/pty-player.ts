/** The player in a pseudo-terminal: started, and read for what it shows. */
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { keys, type Pty, type PtyOptions, startPty } from "./pty.ts";
import type { ToyState } from "./toy.ts";

export const PLAYER = fileURLToPath(new URL("player.ts", import.meta.url));

export function start(options: PtyOptions & { readonly state?: ToyState } = {}): Pty {
  const args = options.state === undefined ? [PLAYER] : [PLAYER, JSON.stringify(options.state)];
  const pty = startPty(process.execPath, args, options);
  onTestFinished(() => pty.stop());
  return pty;
}

export const waiting = (screen: string): boolean => screen.includes("\nAna ›");

export const shows =
  (...words: string[]) =>
  (screen: string): boolean =>
    words.every((word) => screen.includes(word));

/** The screen's end, once the prompt is drawn. */
export const tail = (pty: Pty, lines: number): string[] => pty.text().split("\n").slice(-lines);

/** A decision whose first question is on the screen. */
export async function atFirstQuestion(options: PtyOptions = {}): Promise<Pty> {
  const pty = start(options);
  await pty.until(waiting);
  pty.type(`billing @bo${keys.enter}`);
  await pty.until(shows("4 Not sure"));
  return pty;
}
