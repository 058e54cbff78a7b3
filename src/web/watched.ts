/** What there is to watch by now, and whether it is ready. */
import type { PlatformName } from "../port.ts";
import type { Store } from "../store/store.ts";

export interface Watched {
  /** Null: not opened yet. */
  store: Pick<Store, "ping" | "gauges"> | null;
  /** Of every platform that is served, from the beginning. */
  platforms: readonly { readonly name: PlatformName; readonly connected: () => boolean }[];
  /** It was asked to stop: nothing new should be sent here. */
  isStopping: boolean;
}

export interface Readiness {
  readonly ready: boolean;
  /** By name: "database", or a platform. */
  readonly parts: Readonly<Record<string, "ready" | "not ready">>;
}

/** A database that takes longer is of no use to those who wait for an answer. */
const PATIENCE_MS = 2_000;

/** Ready: the database answers and is migrated, every platform is connected, and nobody has asked the bot to stop. */
export async function readinessOf({ store, platforms, isStopping }: Watched): Promise<Readiness> {
  const parts = {
    database: store !== null && (await soon(store.ping().then(() => true))) === true,
    ...Object.fromEntries(platforms.map(({ name, connected }) => [name, connected()])),
  };
  return {
    ready: !isStopping && Object.values(parts).every(Boolean),
    parts: Object.fromEntries(
      Object.entries(parts).map(([name, ready]) => [name, ready ? "ready" : "not ready"] as const),
    ),
  };
}

/** Null: it failed, or takes too long. */
export function soon<T>(work: Promise<T>): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<T | null>();
  const timer = setTimeout(resolve, PATIENCE_MS, null);
  void work
    .catch(() => null)
    .then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  return promise;
}
