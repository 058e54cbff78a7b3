/**
 * The terminal as a platform: one person at a keyboard, who can speak for others with "@name …". Works on a
 * terminal with a cursor, on one without, and through pipes.
 */
import type { Platform } from "../../src/port.ts";
import type { Asker } from "./ask/ask.ts";
import { createCursorAsker } from "./ask/cursor.ts";
import type { RawInput } from "./ask/keyboard.ts";
import { createLineAsker } from "./ask/lines.ts";
import { runSession, type SessionOptions } from "./session.ts";
import { type Env, type Look, legible, lookOf, type Output } from "./show/look.ts";
import { createScreen, type Files } from "./show/send.ts";
import { words } from "./words.ts";

/** Where everything is decided. */
export { place as terminalPlace } from "./read.ts";

export interface TerminalOptions extends SessionOptions {
  readonly stdin: RawInput;
  readonly stdout: NodeJS.WritableStream & Output;
  /** NO_COLOR, FORCE_COLOR, NODE_DISABLE_COLORS, COLORTERM, TERM, CI, LC_ALL, LC_CTYPE, LANG are read. */
  readonly env: Env;
  readonly files: Files;
  /** Nothing of it outlives the process. */
  readonly isPreview?: boolean;
}

export interface Terminal {
  readonly platform: Platform;
  /**
   * Talks until the person leaves, the input ends, or nobody reads the output any more: all of them are fine, so
   * it resolves to 0. ctrl-c too, since `npm start` prints an error for any other code.
   */
  run(): Promise<number>;
}

export function createTerminal(options: TerminalOptions): Terminal {
  const { stdin, stdout, env, files, isPreview, ...talk } = options;
  const look = (): Look => lookOf(stdout, env);
  // A cursor needs both ends to be a terminal that can move it.
  const hasCursor = stdin.isTTY === true && stdout.isTTY === true && env.TERM !== "dumb";
  const { promise: unread, resolve: giveUp } = Promise.withResolvers<void>();
  stdout.on("error", () => giveUp());
  let asker: Asker | null = null;
  let printed: Promise<unknown> = Promise.resolve();

  /** One after the other, each with the question off the screen. */
  function alone<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = printed.then(async () => {
      await asker?.pause();
      return work();
    });
    printed = turn;
    return turn;
  }

  function write(text: string): Promise<boolean> {
    return alone(() => {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      stdout.write(legible(look(), text), (error) => resolve(error === null || error === undefined));
      return promise;
    });
  }

  async function quiet(): Promise<void> {
    let seen: unknown;
    do {
      seen = printed;
      await seen;
    } while (seen !== printed);
  }

  const screen = createScreen(write, look, files);

  return {
    platform: { name: "terminal", put: screen.put, remove: screen.remove },
    async run() {
      const open = hasCursor
        ? createCursorAsker(stdin, stdout, look, alone)
        : createLineAsker(
            stdin,
            (text) => void stdout.write(legible(look(), text)),
            look,
            stdin.isTTY !== true,
          );
      asker = open;
      const session = runSession({ ...talk, asker: open, quiet, screen, hasEsc: hasCursor });
      try {
        await Promise.race([session, open.interrupted, unread]);
      } finally {
        await open.close();
      }
      asker = null;
      await screen.print(isPreview === true ? words.leavePreview : words.leave);
      return 0;
    },
  };
}
