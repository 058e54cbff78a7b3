/** The one HTTP server: what it answers, and where it listens. */
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { PortTaken } from "../../adapters/shared/port.ts";
import type { Metrics } from "./metrics.ts";
import { readinessOf, type Watched } from "./watched.ts";

export interface Address {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
}

export interface Server {
  readonly port: number;
  /** Answers nobody any more. */
  close(): Promise<void>;
}

export function createPages(watched: Watched, metrics: Pick<Metrics, "text" | "contentType">): Hono {
  const pages = new Hono();
  pages.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
  });
  // Alive, whatever else is away: a restart would help nobody who waits for the database.
  pages.get("/healthz", (context) => context.text("alive\n"));
  pages.get("/readyz", async (context) => {
    const readiness = await readinessOf(watched);
    return context.json(readiness, readiness.ready ? 200 : 503);
  });
  pages.get("/metrics", async (context) =>
    context.body(await metrics.text(), 200, { "Content-Type": metrics.contentType }),
  );
  return pages;
}

/** @throws PortTaken */
export async function listen(pages: Hono, { host, port }: Address): Promise<Server> {
  const server = createAdaptorServer({ fetch: pages.fetch });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", (error) => reject(new PortTaken("WEB_PORT", port, error)));
  server.listen(port, host, () => resolve());
  await promise;
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    async close() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed.promise;
    },
  };
}
