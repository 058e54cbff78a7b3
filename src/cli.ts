#!/usr/bin/env node
/** The command line as a process. */
import { enableCompileCache } from "node:module";
import { harmless } from "./command/shell.ts";

// What is imported from here on need not be compiled again the next time: a third less to wait for the first question.
enableCompileCache();
for (const stream of [process.stdout, process.stderr]) {
  // Whoever reads our output may stop reading: `plumbline … | head`.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

// A program that reads gets every byte as it is; a terminal is only shown what it can show.
const write = (stream: NodeJS.WriteStream, text: string): void =>
  void stream.write(`${stream.isTTY ? harmless(text) : text}\n`);
const { run } = await import("./command/run.ts");
process.exitCode = await run(process.argv.slice(2), {
  out: (text) => write(process.stdout, text),
  err: (text) => write(process.stderr, text),
});
