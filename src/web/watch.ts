/** The bot as it is watched: its server, what it counts, and what is told of it. */
import { PortTaken } from "../../adapters/shared/tcp-port.ts";
import type { Counters, Log } from "../port.ts";
import { createMetrics } from "./metrics.ts";
import { type Address, createPages, listen, type Server } from "./server.ts";
import type { Watched } from "./watched.ts";

export interface Watch {
  /** To be kept up to date by whoever starts and stops things. */
  readonly watched: Watched;
  readonly counters: Counters;
  close(): Promise<void>;
}

/**
 * Answers before anything else is there. Where nobody has chosen the port and another bot has it already, this one goes on
 * without: several may run on one machine.
 * @throws PortTaken, where the port was chosen
 */
export async function openWatch(
  { isChosen, ...address }: Address & { readonly isChosen: boolean },
  about: Parameters<typeof createMetrics>[1],
  { log, now }: { readonly log: Log; readonly now: () => number },
): Promise<Watch> {
  const watched: Watched = { store: null, platforms: [], isStopping: false };
  const metrics = createMetrics(watched, about, now);
  let server: Server | null = null;
  try {
    server = await listen(createPages(watched, metrics), address, "WEB_PORT");
    log.info({ ...address, port: server.port }, "health and metrics are served");
  } catch (error) {
    if (isChosen || !(error instanceof PortTaken)) throw error;
    log.warn({ because: error.message }, "health and metrics are not served");
  }
  return { watched, counters: metrics.counters, close: async () => await server?.close() };
}
