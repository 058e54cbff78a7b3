/** Which decisions a command is about. */
import { stateOf } from "../../app/snapshot.ts";
import { type Recommendation, recommendationIn, type State } from "../../conversation/state.ts";
import type { PlatformName } from "../../port.ts";
import type { Decision, Page, Store } from "../../store/store.ts";
import { type OpenDatabase, withStore } from "../database.ts";
import { type Exit, type Shell, said } from "../shell.ts";

interface Recommended {
  readonly store: Store;
  readonly state: State;
  readonly recommendation: Recommendation;
}

/** Opens the database, for a decision that has a recommendation: until then nobody sees what others answered. */
export function withRecommended(
  id: string,
  work: (found: Recommended) => Promise<Exit>,
  shell: Shell,
): Promise<Exit> {
  return withStore(async ({ store }) => {
    const row = await store.decision(id);
    if (row === null) {
      shell.err(`${id}: no such decision (plumbline list says which there are)`);
      return 2;
    }
    try {
      const state = stateOf(row);
      const recommendation = recommendationIn(state);
      if (recommendation === null) {
        shell.err(`${id}: nothing has been recommended yet`);
        return 2;
      }
      return await work({ store, state, recommendation });
    } catch (error) {
      shell.err(`${id}: ${said(error)}`);
      return 1;
    }
  }, shell);
}

/** Opens the database, for the decisions of one team, or of all where none is named. */
export async function withTeam(
  team: string | undefined,
  work: (of: Page["of"], opened: OpenDatabase) => Promise<Exit>,
  shell: Shell,
): Promise<Exit> {
  const of = team === undefined ? null : readTeam(team);
  if (team === undefined || of !== null) return withStore((opened) => work(of, opened), shell);
  shell.err(wrongTeam(team));
  return 2;
}

const PAGE = 100;

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

/** "slack/T0123/U0123": somebody in a team; null for anything else. */
export function readPerson(text: string): (NonNullable<Page["of"]> & { readonly person: string }) | null {
  const [, team = "", person] = /^(.+)\/([^/]+)$/.exec(text) ?? [];
  const of = readTeam(team);
  return of === null || person === undefined ? null : { ...of, person };
}

/** A sentence for `--team` with a value that names none. */
export function wrongTeam(found: string): string {
  return `--team: found ${JSON.stringify(found)}, expected a platform and a team, as in slack/T0123ABC (plumbline list says which)`;
}

/** The same for `--person`. */
export function wrongPerson(found: string): string {
  return `--person: found ${JSON.stringify(found)}, expected a platform, a team and a person's id, as in slack/T0123ABC/U0123ABC`;
}
