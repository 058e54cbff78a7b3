/**
 * What is typed on a real terminal, kept until somebody asks for it: keys that come while an answer is being saved
 * belong to the next question, as in a shell. The terminal stays in raw mode in between, so that nothing is echoed
 * into the cards.
 */
import { PassThrough } from "node:stream";
import { StringDecoder } from "node:string_decoder";

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

export function createKeyboard(stdin: RawInput): Keyboard {
  const input = new PassThrough();
  const decoder = new StringDecoder("utf8");
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

  function take(chunk: Buffer | string): void {
    const text = typeof chunk === "string" ? chunk : decoder.write(chunk);
    if (!listening && text.includes(CTRL_C)) end();
    waiting.push(...text.split(LAST_OF_ANSWER));
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
