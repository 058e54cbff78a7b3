import pg from "pg";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import type { Bench } from "../contract/store.ts";
import { noLog } from "../fake/log.ts";
import type { Server } from "./postgres-server.ts";

let made = 0;

/** A schema of a test's own. */
export async function postgresBench(server: Server): Promise<Bench & { readonly url: string }> {
  const schema = `test_${++made}`;
  const url = server.url(schema);
  await ask(url, `create schema ${schema}`);
  const stores: Store[] = [];
  return {
    url,
    async open(clock) {
      const opened = await openStore(url, noLog, clock);
      if (!opened.ok) throw new Error(opened.because);
      stores.push(opened.store);
      return opened.store;
    },
    async remove() {
      for (const store of stores) await store.close();
      await ask(url, `drop schema ${schema} cascade`);
    },
  };
}

/** One statement on a connection of its own. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
