/** A program in a real pseudo-terminal, read as a person would: from the cells of a terminal emulator's screen. */
import { spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";
import { onTestFailed } from "vitest";

export interface Pty {
  /** Keys, as a terminal sends them. */
  type(keys: string): void;
  /** Resolves when the screen's text, scrolled lines included, makes this true; a test that fails shows its screen. */
  until(seen: (screen: string) => boolean): Promise<void>;
  /** Everything on the screen, scrolled lines included, without trailing spaces and empty lines. */
  text(): string;
  /** Where the cursor is: its line's text and its column. */
  cursor(): { readonly line: string; readonly column: number };
  /** Whether any cell is coloured or emphasised. */
  styled(): boolean;
  resize(columns: number, rows: number): void;
  signal(name: string): void;
  /** Its last words may be read after it has ended: `until` waits for them. */
  readonly exit: Promise<number>;
  stop(): void;
}

export interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export const keys = {
  enter: "\r",
  up: "\u001b[A",
  down: "\u001b[B",
  esc: "\u001b",
  back: "\u007f",
  tab: "\t",
  ctrlC: "\u0003",
  ctrlD: "\u0004",
};

export function startPty(command: string, args: readonly string[], options: PtyOptions = {}): Pty {
  const { columns = 80, rows = 30 } = options;
  const emulator = new xterm.Terminal({ cols: columns, rows, scrollback: 5_000, allowProposedApi: true });
  const child = spawn(command, [...args], {
    name: options.env?.TERM ?? "xterm-256color",
    cols: columns,
    rows,
    env: { PATH: process.env.PATH, LANG: "C.UTF-8", ...options.env },
  });
  let last = "";
  const exit = Promise.withResolvers<number>();
  const watchers = new Set<() => void>();
  child.onData((data) => emulator.write(data, () => watchers.forEach((watch) => void watch())));
  child.onExit(({ exitCode }) => exit.resolve(exitCode));
  // A terminal answers when a program asks it where the cursor is.
  emulator.onData((data) => child.write(data));

  function lines(): string[] {
    const buffer = emulator.buffer.active;
    return Array.from({ length: buffer.length }, (_, y) => buffer.getLine(y)?.translateToString(true) ?? "");
  }

  const text = (): string => lines().join("\n").trimEnd();
  onTestFailed(() => void process.stderr.write(`the screen was:\n${last}\n`));

  return {
    exit: exit.promise,
    text,
    type: (typed) => child.write(typed),
    signal: (name) => child.kill(name),
    cursor() {
      const buffer = emulator.buffer.active;
      return { line: lines()[buffer.baseY + buffer.cursorY] ?? "", column: buffer.cursorX };
    },
    styled() {
      const buffer = emulator.buffer.active;
      return Array.from({ length: buffer.length }, (_, y) => buffer.getLine(y)).some((line) =>
        Array.from({ length: emulator.cols }, (_, x) => line?.getCell(x)).some(
          (cell) => cell !== undefined && !cell.isAttributeDefault(),
        ),
      );
    },
    resize(toColumns, toRows) {
      emulator.resize(toColumns, toRows);
      child.resize(toColumns, toRows);
    },
    until(seen) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const check = (): void => {
        if (seen(text())) resolve();
      };
      watchers.add(check);
      check();
      return promise.finally(() => watchers.delete(check));
    },
    stop() {
      last = text();
      child.kill("SIGKILL");
      emulator.dispose();
    },
  };
}
