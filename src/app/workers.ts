/** The one pool of workers: what would hold the event loop for long is done there. Started when it is first needed. */
import type { Tinypool } from "tinypool";
import type { MakeVerdict } from "./heavy.ts";

/** One machine has few cores, and the event loop needs one. */
const WORKERS_MAX = 2;
/** A worker that has nothing to do for so long ends. */
const IDLE_MS = 30_000;

export interface Workers {
  readonly verdict: MakeVerdict;
  /** Ends what is running; what waits for it rejects. */
  stop(): Promise<void>;
}

export function createWorkers(): Workers {
  let pool: Promise<Tinypool> | null = null;
  return {
    async verdict(pack, ballots) {
      pool ??= open();
      return await (await pool).run({ pack, ballots });
    },
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
