/**
 * The pages of hosted reports, as the decisions are now. Each is made once for a state, in a worker of their own: whoever asks
 * for many keeps nobody waiting who decides.
 */
import { createHash } from "node:crypto";
import { Lru } from "../../../adapters/shared/lru.ts";
import { bundlePage } from "../../report/bundle.ts";
import { policyOf } from "../../report/document.ts";
import type { Decision, Store } from "../../store/store.ts";
import { createPool } from "../heavy/workers.ts";
import { hashOf } from "./links.ts";
import type { PageTask } from "./worker.ts";

/** Of so many decisions the page is remembered: some 20 MB at most. */
const REMEMBERED = 64;
/** Being made and waiting to be. */
const WAITING_MAX = 32;
/** A pack at its limits takes seconds. */
const MAKING_MS = 20_000;
/** What was deleted or forgotten is in no page for longer, though nobody can ask for it. */
const REMEMBERED_MS = 60 * 60 * 1000;

interface HostedPage {
  readonly html: string;
  /** A Content-Security-Policy. */
  readonly policy: string;
}

interface Pages {
  /** What a link leads to, by its token; null: nothing, or nothing any more. Rejects where it cannot be told right now. */
  readonly find: (token: string) => Promise<HostedPage | null>;
  stop(): Promise<void>;
}

export function createPages(store: Pick<Store, "linked" | "pack">): Pages {
  /** By the decision's id: what it was made of, and what became of it. */
  const known = new Lru<string, { readonly of: string; readonly page: Promise<HostedPage | null> }>(
    REMEMBERED,
  );
  const pool = createPool(new URL("worker.ts", import.meta.url), 1, 60_000);
  let waiting = 0;

  async function make(row: Decision): Promise<HostedPage | null> {
    const pack = row.pack === null ? null : await store.pack(row.pack);
    if (pack === null) return null;
    const assets = await bundlePage();
    const task: PageTask = { row, pack, assets };
    const html: string | null = await pool.run(task, { signal: AbortSignal.timeout(MAKING_MS) });
    return html === null ? null : { html, policy: policyOf(assets) };
  }

  async function bounded(row: Decision): Promise<HostedPage | null> {
    if (waiting >= WAITING_MAX) throw new Error("too many reports are being made");
    waiting += 1;
    try {
      return await make(row);
    } finally {
      waiting -= 1;
    }
  }

  return {
    async find(token) {
      const row = await store.linked(hashOf(token));
      if (row === null) return null;
      const of = createHash("sha256").update(row.state).digest("base64");
      const before = known.get(row.id);
      if (before?.of === of) return before.page;
      const page = bounded(row);
      const made = { of, page };
      known.set(row.id, made);
      const forget = (): void => {
        if (known.get(row.id) === made) known.delete(row.id);
      };
      page.catch(forget);
      setTimeout(forget, REMEMBERED_MS).unref();
      return page;
    },
    stop: pool.stop,
  };
}
