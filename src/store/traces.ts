/** What was erased may still be found in a database's unused bytes: that it may is noted with it, until it is overwritten. */
import type { Kysely } from "kysely";
import type { Store } from "./store.ts";
import type { Engine, Tables } from "./tables.ts";

export async function noteTraces(db: Kysely<Tables>): Promise<void> {
  await db.insertInto("traces").defaultValues().execute();
}

export function scrubOf({ db, overwrite }: Engine): Store["scrub"] {
  return async () => {
    const found = await db.selectFrom("traces").select("seq").execute();
    if (found.length === 0) return;
    await overwrite();
    // Only these: what has been erased in the meantime may have been too late.
    const seqs = found.map(({ seq }) => seq);
    await db.transaction().execute((tx) => tx.deleteFrom("traces").where("seq", "in", seqs).execute());
  };
}
