/** Decisions as they were saved, with the pack that was kept with each. */
import { loadState } from "../conversation/migrate.ts";
import type { State } from "../conversation/state.ts";
import { digest } from "../packs/load.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Decision, Store } from "../store/store.ts";

/** @throws Error on a state that cannot be read */
export function stateOf({ state, place }: Decision): State {
  // The row knows the thread as soon as it is opened; the state's JSON is older.
  return { ...loadState(JSON.parse(state)), place };
}

/** @throws Error where the pack is missing, or is not the one that the decision was made with */
export async function keptPack(store: Pick<Store, "pack">, state: State): Promise<Pack> {
  const name = state.pack?.digest ?? "";
  const json = await store.pack(name);
  if (json === null) throw new Error("the pack that it was made with is not in the database");
  // Written by the inbox from a checked pack.
  const pack = JSON.parse(json) as Pack;
  if (digest(pack) !== name) throw new Error("the pack that was kept with it is damaged");
  return pack;
}

/** Whose a decision is, as operators write it: "slack/T0123". */
export function teamName({ platform, team }: Pick<Decision["place"], "platform" | "team">): string {
  return `${platform}/${team}`;
}
