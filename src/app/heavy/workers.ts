/** Pools of workers: what would hold the event loop for long is done there. */
import type { Tinypool } from "tinypool";
import type { MakeFindings, MakeVerdict } from "./heavy.ts";
import type { Task } from "./worker.ts";

/** One machine has few cores, and the event loop needs one. */
const WORKERS_MAX = 2;

export interface Workers {
  readonly verdict: MakeVerdict;
  readonly findings: MakeFindings;
  /** Ends what is running; what waits for it rejects. */
  stop(): Promise<void>;
}

export function createWorkers(): Workers {
  const { run, stop } = createPool(new URL("worker.ts", import.meta.url), WORKERS_MAX, 30_000);
  return {
    verdict: (pack, ballots) => run({ pack, ballots } satisfies Task),
    findings: (pack, discussion) => run({ pack, discussion } satisfies Task),
    stop,
  };
}

/** Started when it is first needed. `worker`: the file that each runs. A worker that has nothing to do for `idleMs` ends. */
export function createPool(worker: URL, most: number, idleMs: number) {
  let pool: Promise<Tinypool> | null = null;

  async function open(): Promise<Tinypool> {
    const { Tinypool } = await import("tinypool");
    return new Tinypool({
      filename: worker.href,
      runtime: "worker_threads",
      minThreads: 0,
      maxThreads: most,
      idleTimeout: idleMs,
    });
  }

  return {
    async run(task: object, options: { readonly signal?: AbortSignal } = {}) {
      pool ??= open();
      return await (await pool).run(task, options);
    },
    async stop() {
      await (await pool)?.destroy();
    },
  };
}
