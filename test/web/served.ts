import { onTestFinished } from "vitest";
import type { Gauges } from "../../src/store/store.ts";
import { createMetrics } from "../../src/web/metrics.ts";
import { createPages, listen } from "../../src/web/server.ts";
import type { Watched } from "../../src/web/watched.ts";

const GAUGES: Gauges = {
  waiting: 3,
  oldestDue: 4_000,
  accepted: 4,
  oldestAccepted: 2_500,
  open: 2,
  reminders: 7,
  workspaces: { slack: 5 },
};
export const ABOUT = { version: "1.2.3", replica: "abcd1234", database: "sqlite" };
export const HERE = "127.0.0.1";

/** The pages for whoever watches, on a port of their own. */
export async function served(change: Partial<Watched> = {}) {
  const watched: Watched = { store: null, platforms: [], isStopping: false, ...change };
  const metrics = createMetrics(watched, ABOUT, () => 10_000);
  const server = await listen(createPages(watched, metrics), { host: HERE, port: 0 }, "WEB_PORT");
  onTestFinished(() => server.close());
  const get = async (path: string, method = "GET") => {
    const answer = await fetch(`http://${HERE}:${server.port}${path}`, { method });
    return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
  };
  return { watched, counters: metrics.counters, get };
}

/** A store that is there. */
export const answering = { ping: async () => {}, gauges: async () => GAUGES };
