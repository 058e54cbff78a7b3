/**
 * What is typed on a real terminal, kept until somebody asks for it: keys that come while an answer is being saved
 * belong to the next question, as in a shell. The terminal stays in raw mode in between, so that nothing is echoed
 * into the cards.
 */
import { PassThrough } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { createPasteReader } from "./paste.ts";

/** The part of `process.stdin` that is needed. */
export interface RawInput extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  setRawMode?(on: boolean): unknown;
}

export interface Keyboard {
  /** Give this to a prompt. */
  readonly input: PassThrough;
  /** A prompt listens: keys flow. */
  open(): void;
  /** It has its answer: keys wait. */
  shut(): void;
  /** Resolves when no more can come: hung up, or ctrl-c while nobody listened. */
  readonly ended: Promise<void>;
  stop(): void;
}

/** After these a prompt may be over, and what follows is for the next one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Enter, ctrl-c and ctrl-d as they arrive.
const LAST_OF_ANSWER = /(?<=[\n\r\u0003\u0004])/;
const CTRL_C = "\u0003";
const CTRL_Z = "\u001a";
const ENTER = /^[\n\r]$/;

/** `onSuspend`: somebody wants to go back to their shell for a while. */
export function createKeyboard(stdin: RawInput, onSuspend: () => void): Keyboard {
  const input = new PassThrough();
  const decoder = new StringDecoder("utf8");
  const readPaste = createPasteReader();
  const waiting: string[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let listening = false;
  let pumping = false;

  // One piece a turn of the event loop: the prompt gets to say that it is over before the next piece comes.
  function pump(): void {
    pumping = false;
    if (!listening) return;
    const piece = waiting.shift();
    if (piece === undefined) return;
    input.write(piece);
    schedule();
  }

  function schedule(): void {
    if (pumping || waiting.length === 0) return;
    pumping = true;
    setImmediate(pump);
  }

  /** Whether an Enter would go to a question that is on the screen, or end what was typed before it. */
  function inLine(): boolean {
    const last = waiting.at(-1);
    return last === undefined ? listening : !ENTER.test(last.slice(-1));
  }

  function take(chunk: Buffer | string): void {
    const text = readPaste(typeof chunk === "string" ? chunk : decoder.write(chunk));
    if (!listening && text.includes(CTRL_C)) end();
    if (text.includes(CTRL_Z)) onSuspend();
    for (const piece of text.replaceAll(CTRL_Z, "").split(LAST_OF_ANSWER)) {
      // Enter alone takes the choice that is pointed at, so it is no answer to what nobody has seen yet.
      const unseen = ENTER.test(piece) && !inLine();
      if (!unseen) waiting.push(piece);
    }
    schedule();
  }

  stdin.setRawMode?.(true);
  stdin.on("data", take);
  stdin.on("end", end);
  stdin.on("close", end);
  stdin.on("error", end);
  stdin.resume();

  return {
    input,
    ended,
    open() {
      listening = true;
      schedule();
    },
    shut() {
      listening = false;
    },
    stop() {
      stdin.off("data", take);
      stdin.off("end", end);
      stdin.off("close", end);
      stdin.off("error", end);
      stdin.setRawMode?.(false);
      stdin.pause();
    },
  };
}
