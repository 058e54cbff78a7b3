/** Packs go on after a decision: whether what it was made with still stands. */

import type { PackRecord, PackSet } from "../../scoring/pack/pack-set.ts";
import type { State } from "../state.ts";
import { changedFacts } from "./changed.ts";

/** Notes the pack of today, if its facts are others than those that the decision was made with. */
export function withFacts(state: State, packSet: PackSet): State {
  const judged = state.recommendation !== null && (state.status === "recommended" || state.outcome !== null);
  const now = judged ? newerPack(state, packSet) : null;
  const newer = now === null || factsSince(state, packSet, now.digest).length === 0 ? null : now.digest;
  return newer === state.newer ? state : { ...state, newer };
}

/** The pack of the same id that is in the pack set now; null where that is the decision's own, or gone. */
export function newerPack({ pack }: State, { current }: PackSet): PackRecord | null {
  if (pack === null || current.some(({ digest }) => digest === pack.digest)) return null;
  return current.find((record) => record.pack.id === pack.id) ?? null;
}

/** A sentence for each fact that the pack of this digest says otherwise. */
export function factsSince({ pack }: State, packSet: PackSet, digest: string | null): readonly string[] {
  const [then, now] = [packSet.get(pack?.digest ?? ""), packSet.get(digest ?? "")];
  return then === undefined || now === undefined ? [] : changedFacts(then, now);
}
