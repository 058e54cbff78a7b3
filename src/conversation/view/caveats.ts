/** The pack's caveats that concern what is chosen, where their conditions hold. */
import type { Text } from "../../card/card.ts";
import type { Ballots } from "../../scoring/model/ballot.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Condition, Pack } from "../../scoring/pack/pack.ts";
import type { Sources } from "./names.ts";

/** `chosen`: an option's id; null where nothing is, so that a caveat about an option is left out. */
export function caveatsOf(
  pack: Pack,
  ballots: Ballots,
  chosen: string | null,
  sources: Sources,
): readonly Text[] {
  return pack.notes
    .filter(({ about }) => about === undefined || (chosen !== null && about.includes(chosen)))
    .filter((note) => note.when.every((condition) => holds(condition, ballots)))
    .map((note) => [note.text, ...sources.ref(note.source)]);
}

/** More than half of those who answered definitely chose one of the choices. */
function holds({ question, choices }: Condition, ballots: Ballots): boolean {
  const definite = Object.values(ballots).flatMap(({ today }) => {
    const answer = today[question];
    return answer === undefined || answer === NOT_SURE ? [] : [answer];
  });
  return definite.filter((answer) => choices.includes(answer)).length * 2 > definite.length;
}
