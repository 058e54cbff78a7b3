/** A terminal whose two ends are streams in memory: no cursor, what is written is a transcript. */
import { PassThrough, Writable } from "node:stream";
import { createTerminal, type Terminal } from "../../adapters/terminal/index.ts";
import type { Env, Output } from "../../adapters/terminal/show/look.ts";
import type { Files } from "../../adapters/terminal/show/send.ts";
import type { Inbox, Person, Platform } from "../../src/port.ts";

export interface Pipe {
  readonly terminal: Terminal;
  readonly stdin: PassThrough;
  readonly stdout: Writable & Output;
  /** Everything that was written so far. */
  transcript(): string;
  /** Resolves when something was written that makes this true. */
  until(seen: (transcript: string) => boolean): Promise<void>;
}

export interface PipeOptions {
  readonly inbox: Pick<Inbox, "receive">;
  readonly settled: () => Promise<void>;
  readonly env?: Env;
  readonly columns?: number;
  readonly files?: Files;
  readonly people?: readonly Person[];
}

/** A disk that is full. */
export const noFiles: Files = {
  save: () => Promise.reject(new Error("full")),
  remove: () => Promise.reject(new Error("full")),
};

export function createPipe(options: PipeOptions): Pipe {
  const { inbox, settled, env = {}, columns = 80, files = noFiles, people = [] } = options;
  let written = "";
  const watchers = new Set<() => void>();
  const stdin = new PassThrough();
  const sink = new Writable({
    write(chunk, _, done) {
      written += String(chunk);
      done();
      for (const watch of watchers) watch();
    },
  });
  const stdout = Object.assign(sink, { columns });
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `event-${ids}`;
  };
  const user = { id: "you", name: "Ana" };
  const terminal = createTerminal({
    inbox,
    settled,
    stdin,
    stdout,
    env,
    files,
    user,
    people: async () => people,
    now: () => 5,
    newId,
  });
  return {
    terminal,
    stdin,
    stdout,
    transcript: () => written,
    until(seen) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const check = (): void => {
        if (seen(written)) resolve();
      };
      watchers.add(check);
      check();
      return promise.finally(() => watchers.delete(check));
    },
  };
}

/** For a toy that is made before its platform. */
export function later(get: () => Terminal): () => Platform {
  return () => get().platform;
}
