import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import type { Bench } from "../contract/store.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";

/** A SQLite file in a folder of its own. */
export async function sqliteBench(): Promise<Bench & { readonly file: string; close(): Promise<void> }> {
  const folder = await scratch();
  const file = join(folder, "data", "plumbline.sqlite");
  const stores: Store[] = [];
  return {
    file,
    async open(clock) {
      const opened = await openStore(file, noLog, clock);
      if (!opened.ok) throw new Error(opened.because);
      stores.push(opened.store);
      return opened.store;
    },
    /** So that all is in the file itself. */
    async close() {
      for (const store of stores.splice(0)) await store.close();
    },
    async remove() {
      for (const store of stores) await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
