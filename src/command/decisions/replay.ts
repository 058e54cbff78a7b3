/** `plumbline replay`: the card of a saved decision, as it was posted. */
import { packFor } from "../../app/snapshot.ts";
import { plain } from "../../card/plain.ts";
import { changedFacts } from "../../conversation/steps/pack-changes.ts";
import { rootTitle } from "../../conversation/view/opening.ts";
import { digest, loadPacks } from "../../packs/load.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Exit, Shell } from "../shell.ts";
import { withRecommended } from "./decisions.ts";

/** `packs`: the directories of the packs of today. */
export function replay(id: string, packs: readonly string[], shell: Shell): Promise<Exit> {
  const { out, err } = shell;
  return withRecommended(
    id,
    async ({ store, state, recommendation: { posted } }) => {
      if (posted !== undefined) out(plain(posted.card));
      const pack = await packFor(store, state);
      if (posted === undefined) {
        out(rootTitle(state, pack));
        err(`${id}: 0.1.0 posted its card, and did not keep the words`);
      }
      for (const line of await since(pack, packs)) err(line);
      return 0;
    },
    shell,
  );
}

/** What the pack of the same id says by now; nothing where it says the same. */
async function since(then: Pack, directories: readonly string[]): Promise<readonly string[]> {
  const { records } = await loadPacks(...directories);
  const current = records.find(({ pack }) => pack.id === then.id);
  if (current === undefined) return [`${directories.join(", ")} has no pack ${then.id} that can be read.`];
  if (current.digest === digest(then)) return [];
  const facts = changedFacts(then, current.pack);
  const now = `${then.id} is ${current.pack.version} now, and this was decided with ${then.version}`;
  return facts.length === 0
    ? [`${now}. No fact, option or question has changed.`]
    : [`${now}. Since then:`, ...facts.map((fact) => `- ${fact}`)];
}
