/** A decision's row in the store, and the state and packs that it stands for. */
import { loadState } from "../conversation/migrate.ts";
import { type State, statusOf } from "../conversation/state.ts";
import { digest } from "../packs/load.ts";
import type { Person, Place } from "../port.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import { type PackSet, packSetOf } from "../scoring/pack/pack-set.ts";
import type { Decision, Store, Tx } from "../store/store.ts";
import { usable } from "./unusable.ts";

/** Of a state's JSON, in bytes: far above what a conversation among people makes. */
export const STATE_MAX_BYTES = 512 * 1024;

/** What of a state the inbox looks at. */
export type Snapshot = Pick<
  State,
  "id" | "revision" | "title" | "place" | "phase" | "pack" | "newer" | "origin" | "startedAt"
>;

/** @throws Error on a state that is too large to be anything but a fault or an attack */
export function rowOf(state: Snapshot, text: Decision["text"], at: number): Decision {
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
    status: statusOf(state),
    title: state.title,
    text,
    revision: state.revision,
    pack: state.pack?.digest ?? null,
    state: json,
    startedAt: state.startedAt,
    updatedAt: at,
  };
}

/**
 * `load`: reads a state's JSON. The row knows the thread as soon as it is opened; the JSON is older.
 * @throws Unusable
 */
export function stateIn<S extends Snapshot>({ state, place }: Decision, load: (json: unknown) => S): S {
  return { ...usable(() => load(JSON.parse(state))), place };
}

/** @throws Unusable */
export function stateOf(row: Decision): State {
  return stateIn(row, loadState);
}

/** @throws Error where the pack is missing, or is not the one that the decision was made with */
export async function packFor(store: Pick<Store, "pack">, state: State): Promise<Pack> {
  const name = state.pack?.digest ?? "";
  const json = await store.pack(name);
  if (json === null) throw new Error("the pack that it was made with is not in the database");
  // Written by the inbox from a checked pack.
  const pack = JSON.parse(json) as Pack;
  if (digest(pack) !== name) throw new Error("the pack that was kept with it is damaged");
  return pack;
}

/** Every pack that its messages may be drawn with. */
export function digestsOf(state: Snapshot): readonly string[] {
  const newer = state.newer === null ? [] : [state.newer];
  const candidates = state.phase.kind === "choosing" ? state.phase.candidates : [];
  return [...(state.pack === null ? [] : [state.pack.digest]), ...candidates, ...newer];
}

/** The packs that are known, with those of these digests that are not. @throws Unusable */
export async function withSaved(tx: Tx, packSet: PackSet, digests: readonly string[]): Promise<PackSet> {
  const saved = new Map<string, Pack>();
  // Other packs may be read while this waits: what begins with these ends with them.
  const now = packSetOf(packSet.current);
  for (const digest of new Set(digests)) {
    const known = packSet.get(digest);
    if (known !== undefined) saved.set(digest, known);
    const json = known === undefined && now.get(digest) === undefined ? await tx.pack(digest) : null;
    // Written by `savePacks` from a checked pack.
    if (json !== null)
      saved.set(
        digest,
        usable(() => JSON.parse(json) as Pack),
      );
  }
  return { current: now.current, get: (digest) => now.get(digest) ?? saved.get(digest) };
}

/** Those that it did not have `before`. */
export async function savePacks(
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

/** Who takes part in the newest decision of a place; nobody, where there is none or it is damaged. */
export async function peopleIn(store: Pick<Store, "write">, place: Place): Promise<readonly Person[]> {
  const row = await store.write((tx) => tx.newestIn(place));
  try {
    return row === null ? [] : stateOf(row).people;
  } catch {
    return [];
  }
}
