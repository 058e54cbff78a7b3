/** Decisions as they were saved, with the pack that was kept with each. */
import { loadState } from "../conversation/migrate.ts";
import type { State } from "../conversation/state.ts";
import { digest } from "../packs.ts";
import type { PlatformName } from "../port.ts";
import type { Pack } from "../scoring/pack.ts";
import type { Decision, Page, Store } from "../store/store.ts";

const PAGE = 100;

/** @throws Error on a state that cannot be read */
export function stateOf({ state, place }: Decision): State {
  // The row knows the thread as soon as it is opened; the state's JSON is older.
  return { ...loadState(JSON.parse(state)), place };
}

/** @throws Error where the pack is missing, or is not the one that the decision was made with */
export async function keptPack(store: Store, state: State): Promise<Pack> {
  const name = state.pack?.digest ?? "";
  const json = await store.pack(name);
  if (json === null) throw new Error("the pack that it was made with is not in the database");
  // Written by the inbox from a checked pack.
  const pack = JSON.parse(json) as Pack;
  if (digest(pack) !== name) throw new Error("the pack that was kept with it is damaged");
  return pack;
}

/** Every decision, or every one of a team, oldest start first. */
export async function* decisionsOf(store: Store, of: Page["of"]): AsyncGenerator<Decision> {
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<Store["decisions"]>> = await store.decisions({ of, after, limit: PAGE });
    yield* page.decisions;
    after = page.next;
  }
}

const PLATFORMS: readonly PlatformName[] = ["slack", "discord", "terminal"];

/** "slack/T0123" as the commands write and read it; null for anything else. */
export function readTeam(text: string): Page["of"] {
  const [, name, team] = /^([a-z]+)\/(.+)$/.exec(text) ?? [];
  const platform = PLATFORMS.find((each) => each === name);
  return platform === undefined || team === undefined ? null : { platform, team };
}

export function teamName({ platform, team }: Decision["place"]): string {
  return `${platform}/${team}`;
}

/** A sentence for `--team` with a value that names none. */
export function wrongTeam(found: string): string {
  return `--team: found ${JSON.stringify(found)}, expected a platform and a team, as in slack/T0123ABC (plumbline list says which)`;
}
