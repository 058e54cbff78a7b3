/** Health and metrics; and how a server listens, this one and that of hosted reports. */
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { PortTaken } from "../../adapters/shared/tcp-port.ts";
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

/** Whoever is slow, or says too much, is not waited for. Milliseconds, and bytes. */
const BOUNDS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 8 * 1024,
};
/** Without a byte in either direction; and while they wait for us, who may be slow as well. */
const [SILENT_MS, ANSWERED_MS] = [8_000, 60_000];
const CONNECTIONS_MAX = 1_000;

/** `variable`: the one that names the port. @throws PortTaken */
export async function listen(
  pages: Hono,
  { host, port }: Address,
  variable: "WEB_PORT" | "PUBLIC_PORT",
): Promise<Server> {
  const answer = getRequestListener(async (request, env) => {
    const { socket } = env.incoming;
    socket.setTimeout(ANSWERED_MS);
    try {
      return await pages.fetch(request, env);
    } finally {
      socket.setTimeout(SILENT_MS);
    }
  });
  const server = createServer(BOUNDS, answer);
  server.setTimeout(SILENT_MS);
  server.maxConnections = CONNECTIONS_MAX;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", (error) => reject(new PortTaken(variable, port, error)));
  server.listen(port, host, () => resolve());
  await promise;
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    async close() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}
