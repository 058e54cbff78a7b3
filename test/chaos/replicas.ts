/** Processes of the program, and what happens to them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const ROOT = join(import.meta.dirname, "..", "..");
const CLI = join(ROOT, "src", "cli.ts");
const SKEW = join(import.meta.dirname, "skew.ts");

/** Only one that hangs takes so long: the machine may be busy. */
const ENDS_MS = 60_000;

interface Replica {
  process: ChildProcess;
  /** We have ended it ourselves. */
  ended: boolean;
  frozen: boolean;
}

export class Replicas {
  /** What ended by itself: an exit that nobody asked for. */
  readonly deaths: string[] = [];
  readonly #all: Replica[] = [];
  /** What others have taken the place of, and what has not ended yet. */
  readonly #beside = new Set<ChildProcess>();
  readonly #heardOf = new WeakSet<ChildProcess>();
  readonly #env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #log: (text: string) => void;

  /** `log`: what they say on standard error. */
  constructor(env: Readonly<Record<string, string>>, folder: string, log: (text: string) => void) {
    this.#env = env;
    this.#folder = folder;
    this.#log = log;
  }

  get count(): number {
    return this.#all.length;
  }

  add(skewMs: number): void {
    this.#all.push({ process: this.#spawn(skewMs), ended: false, frozen: false });
  }

  /** `signal` SIGKILL: at once, nothing is finished. Comes back after `downMs`. */
  async restart(at: number, signal: "SIGKILL" | "SIGTERM", downMs: number, skewMs: number): Promise<void> {
    const replica = this.#at(at);
    if (replica.ended) return;
    this.#thaw(replica);
    replica.ended = true;
    const gone = once(replica.process, "close");
    const late = setTimeout(ENDS_MS, "late" as const);
    replica.process.kill(signal);
    if ((await Promise.race([gone, late])) === "late") {
      this.deaths.push(`a process did not end within ${ENDS_MS} ms of ${signal}`);
      replica.process.kill("SIGKILL");
      await gone;
    }
    await setTimeout(downMs);
    replica.process = this.#spawn(skewMs);
    replica.ended = false;
  }

  /** All at once. */
  async killAll(downMs: number, skewMs: () => number): Promise<void> {
    await Promise.all(this.#all.map((_, at) => this.restart(at, "SIGKILL", downMs, skewMs())));
  }

  async freeze(at: number, ms: number): Promise<void> {
    const replica = this.#at(at);
    if (replica.ended || replica.frozen) return;
    replica.frozen = true;
    replica.process.kill("SIGSTOP");
    await setTimeout(ms);
    this.#thaw(replica);
  }

  /** Frozen, replaced by another as a supervisor would, and awake again beside it for a while. */
  async succeed(at: number, frozenMs: number, besideMs: number): Promise<void> {
    const replica = this.#at(at);
    if (replica.ended || replica.frozen) return;
    const old = replica.process;
    const gone = once(old, "close");
    this.#beside.add(old);
    old.kill("SIGSTOP");
    replica.process = this.#spawn(0);
    await setTimeout(frozenMs);
    old.kill("SIGCONT");
    const first = await Promise.race([gone, setTimeout(besideMs, "awake" as const)]);
    if (first !== "awake") this.deaths.push("a process that was frozen ended by itself");
    old.kill("SIGKILL");
    await gone;
    this.#beside.delete(old);
  }

  /** Its clock is right from now on. */
  setRight(at: number): void {
    const { process: child, ended } = this.#at(at);
    // Before it has said anything, it might not listen yet, and end.
    if (!ended && this.#heardOf.has(child)) child.kill("SIGUSR2");
  }

  async stop(): Promise<void> {
    for (const old of this.#beside) old.kill("SIGKILL");
    for (const replica of this.#all) {
      this.#thaw(replica);
      replica.ended = true;
      const gone = once(replica.process, "close");
      replica.process.kill("SIGKILL");
      await gone;
    }
  }

  #at(index: number): Replica {
    const replica = this.#all[index];
    if (replica === undefined) throw new Error(`no replica ${index}`);
    return replica;
  }

  #thaw(replica: Replica): void {
    if (replica.frozen) replica.process.kill("SIGCONT");
    replica.frozen = false;
  }

  #spawn(skewMs: number): ChildProcess {
    const child = spawn(process.execPath, ["--import", SKEW, CLI, "start"], {
      cwd: this.#folder,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        ...{
          PATH: process.env.PATH,
          DATA_DIR: this.#folder,
          WEB_PORT: "0",
          LOG_LEVEL: process.env.LOG_LEVEL,
          CLOCK_SKEW_MS: String(skewMs),
        },
        ...this.#env,
      },
    });
    let last = "";
    child.stderr?.on("data", (data: Buffer) => {
      this.#heardOf.add(child);
      last = (last + data).slice(-2_000);
      this.#log(String(data));
    });
    child.once("close", (code, signal) => {
      const replica = this.#all.find(({ process }) => process === child);
      if (replica?.ended !== false) return;
      this.deaths.push(`a process ended by itself (${code ?? signal}): ${last.trim().split("\n").at(-1)}`);
      replica.process = this.#spawn(skewMs);
    });
    return child;
  }
}
