/** What of a decision is saved: its state as a row, and the packs that it is drawn with. */

import type { State } from "../conversation/state.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { PackSet } from "../scoring/pack/pack-set.ts";
import type { Decision, Tx } from "../store/store.ts";

/** Of a state's JSON, in bytes: far above what a conversation among people makes. */
export const STATE_MAX_BYTES = 512 * 1024;

/** What of a state the inbox looks at. */
export type Kept = Pick<
  State,
  "id" | "revision" | "title" | "place" | "status" | "pack" | "candidates" | "newer" | "origin" | "startedAt"
>;

/** Every pack that its messages may be drawn with. */
export function digestsOf(state: Kept): readonly string[] {
  const newer = state.newer === null ? [] : [state.newer];
  return [...(state.pack === null ? [] : [state.pack.digest]), ...state.candidates, ...newer];
}

/** The pack set, with the packs of these digests that are no longer in it. */
export async function withKept(tx: Tx, packSet: PackSet, digests: readonly string[]): Promise<PackSet> {
  const kept = new Map<string, Pack>();
  for (const digest of digests) {
    const json = packSet.get(digest) === undefined ? await tx.pack(digest) : null;
    // Written by `keepPacks` from a checked pack.
    if (json !== null) kept.set(digest, JSON.parse(json) as Pack);
  }
  return { current: packSet.current, get: (digest) => packSet.get(digest) ?? kept.get(digest) };
}

/** Those that it did not have `before`. */
export async function keepPacks(
  tx: Tx,
  packs: PackSet,
  before: readonly string[],
  after: readonly string[],
  at: number,
): Promise<void> {
  for (const digest of after.filter((one) => !before.includes(one))) {
    const pack = packs.get(digest);
    if (pack !== undefined) await tx.keepPack(digest, JSON.stringify(pack), at);
  }
}

/** @throws Error on a state that is too large to be anything but a fault or an attack */
export function asRow(state: Kept, text: Decision["text"], at: number): Decision {
  const json = JSON.stringify(state);
  const bytes = Buffer.byteLength(json);
  if (bytes > STATE_MAX_BYTES)
    throw new Error(
      `decision ${state.id} would take ${bytes} bytes, and at most ${STATE_MAX_BYTES} are kept`,
    );
  return {
    id: state.id,
    place: state.place,
    origin: state.origin,
    status: state.status,
    title: state.title,
    text,
    revision: state.revision,
    pack: state.pack?.digest ?? null,
    state: json,
    startedAt: state.startedAt,
    updatedAt: at,
  };
}
