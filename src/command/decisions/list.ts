/** `plumbline list`: a line a decision. */
import { teamName } from "../../app/publish.ts";
import { isoDay } from "../../record/date.ts";
import type { Exit, Shell } from "../shell.ts";
import { decisionsOf, withTeam } from "./decisions.ts";

export function list({ team }: { readonly team?: string }, shell: Shell): Promise<Exit> {
  return withTeam(
    team,
    async (of, { store }) => {
      let none = true;
      for await (const { id, status, startedAt, place, title } of decisionsOf(store, of)) {
        none = false;
        shell.out([id, status.padEnd(11), isoDay(startedAt), teamName(place), title].join("  "));
      }
      if (none) shell.err("No decisions.");
      return 0;
    },
    shell,
  );
}
