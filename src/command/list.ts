/** `plumbline list`: a line a decision. */
import { teamName } from "../app/publish.ts";
import { isoDay } from "../record/date.ts";
import { withStore } from "./database.ts";
import type { Exit, Output } from "./output.ts";
import { decisionsOf, readTeam, wrongTeam } from "./teams.ts";

export async function list(options: { readonly team?: string }, output: Output): Promise<Exit> {
  const of = options.team === undefined ? null : readTeam(options.team);
  if (options.team !== undefined && of === null) {
    output.err(wrongTeam(options.team));
    return 2;
  }
  return withStore(async (store) => {
    let none = true;
    for await (const { id, status, startedAt, place, title } of decisionsOf(store, of)) {
      none = false;
      output.out([id, status.padEnd(11), isoDay(startedAt), teamName(place), title].join("  "));
    }
    if (none) output.err("No decisions.");
    return 0;
  }, output);
}
