/** A terminal with the toy conversation behind it, as a program: what the pseudo-terminal tests start. */
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTerminal, type Terminal } from "../../adapters/terminal/index.ts";
import { filesIn } from "../../src/io/files.ts";
import { createToy, emptyState, type ToyState } from "./toy.ts";

const given = process.argv[2];
const state: ToyState = { ...emptyState(), ...(given === undefined ? {} : JSON.parse(given)) };
const toy = createToy(() => terminal.platform, state);
const terminal: Terminal = createTerminal({
  inbox: toy.inbox,
  settled: toy.settled,
  stdin: process.stdin,
  stdout: process.stdout,
  env: process.env,
  files: filesIn(join(tmpdir(), "plumbline-player")),
  user: { id: "you", name: "Ana" },
  people: async () => [],
  now: Date.now,
  newId: randomUUID,
});
// A signal of the test's own: something comes up while a prompt is open.
process.on("SIGUSR2", () => void toy.remind("Three days are over."));
process.exitCode = await terminal.run();
