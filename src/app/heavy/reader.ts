/** Who reads a discussion: our own reader, and beside it a language model where the operator has configured one. */

import { setImmediate as pause } from "node:timers/promises";
import type { Log } from "../../port.ts";
import { isLong } from "../../reading/budget.ts";
import { isLearned, learning } from "../../reading/lexicon.ts";
import { type Claimed, merged, verified } from "../../reading/merge.ts";
import { type Remark, read } from "../../reading/read.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Clock } from "../clock.ts";
import type { Elsewhere, MakeFindings } from "./heavy.ts";

/** What a language model claims of a discussion. Rejects where it says nothing that can be used. */
export type Claims = (
  pack: Pack,
  discussion: readonly Remark[],
  signal: AbortSignal,
) => Promise<readonly Claimed[]>;

/** Nobody waits longer for a language model. */
const CLAIMS_MS = 10_000;

/** `claims` null: no language model reads. */
export function readerOf(
  claims: Claims | null,
  { worker, clock, log }: { readonly worker: MakeFindings; readonly clock: Clock; readonly log: Log },
): Elsewhere {
  async function claimed(pack: Pack, discussion: readonly Remark[]): Promise<readonly Claimed[]> {
    if (claims === null) return [];
    const stopped = new AbortController();
    const late = Promise.withResolvers<never>();
    const callOff = clock.after(CLAIMS_MS, () => {
      late.reject(new Error("the language model did not answer in time"));
      stopped.abort();
    });
    try {
      return await Promise.race([claims(pack, discussion, stopped.signal), late.promise]);
    } catch (error) {
      const because = error instanceof Error ? error.name : "unknown";
      log.warn({ pack: pack.id, because }, "the language model read nothing; our own reader did");
      return [];
    } finally {
      callOff();
    }
  }

  /** A pack's phrases are made ready when its first discussion comes, which a worker reads meanwhile. */
  async function learn(pack: Pack): Promise<void> {
    for (const _ of learning(pack)) await pause();
  }
  const isForWorker = (pack: Pack, discussion: readonly Remark[]): boolean =>
    isLong(discussion) || !isLearned(pack);

  return {
    reads: (pack, discussion) => claims !== null || isForWorker(pack, discussion),
    async findings(pack, discussion) {
      const own = isForWorker(pack, discussion) ? worker(pack, discussion) : read(pack, discussion);
      void learn(pack);
      const [found, others] = await Promise.all([own, claimed(pack, discussion)]);
      return others.length === 0 ? found : merged(discussion, found, verified(pack, discussion, others));
    },
  };
}
