/** The one pool of workers: what would hold the event loop for long is done there. Started when it is first needed. */
import type { Tinypool } from "tinypool";
import type { MakeFindings, MakeVerdict } from "./heavy.ts";
import type { Task } from "./worker.ts";

/** One machine has few cores, and the event loop needs one. */
const WORKERS_MAX = 2;
/** A worker that has nothing to do for so long ends. */
const IDLE_MS = 30_000;

export interface Workers {
  readonly verdict: MakeVerdict;
  readonly findings: MakeFindings;
  /** Ends what is running; what waits for it rejects. */
  stop(): Promise<void>;
}

export function createWorkers(): Workers {
  let pool: Promise<Tinypool> | null = null;
  async function run(task: Task) {
    pool ??= open();
    return await (await pool).run(task);
  }
  return {
    verdict: (pack, ballots) => run({ pack, ballots }),
    findings: (pack, discussion) => run({ pack, discussion }),
    async stop() {
      await (await pool)?.destroy();
    },
  };
}

async function open(): Promise<Tinypool> {
  const { Tinypool } = await import("tinypool");
  return new Tinypool({
    filename: new URL("worker.ts", import.meta.url).href,
    runtime: "worker_threads",
    minThreads: 0,
    maxThreads: WORKERS_MAX,
    idleTimeout: IDLE_MS,
  });
}
