/** Today and later: the path between them; and the pack's caveats that hold. */
import type { Text } from "../../card/card.ts";
import type { Ballots } from "../../scoring/model/ballot.ts";
import type { Condition, Pack } from "../../scoring/pack/pack.ts";
import type { Verdict } from "../../scoring/verdict.ts";
import type { State } from "../state.ts";
import * as words from "../words.ts";
import type { Sources } from "./names.ts";
import { optionName, topicOf } from "./names.ts";
import { laterOf } from "./question.ts";

/** Empty where later is as today, or leads to the same. */
export function pathOf(state: State, pack: Pack, verdict: Verdict): readonly Text[] {
  const { today, later, recommended } = verdict;
  if (today.leader === later.leader) return [];
  const horizon = pack.horizon.name;
  if (today.leader === null || later.leader === null) return [words.verdict.pathTie(horizon)];
  const [start, plan] = [optionName(pack, today.leader), optionName(pack, later.leader)];
  const several = state.people.filter(({ votes }) => votes.length > 0).length > 1;
  const questions = new Set(state.people.flatMap(({ votes }) => votes.map(({ question }) => question)));
  const expected = [...questions].flatMap((question) =>
    laterOf(state, pack, question).map(({ label, by }) =>
      words.verdict.expected(topicOf(pack, question), label, several ? by : []),
    ),
  );
  return [
    words.verdict.pathDiffers(start, horizon, plan, expected),
    // "Start with this" would contradict a card that recommends something else.
    recommended === null || recommended === today.leader
      ? words.verdict.pathPlan(start, plan)
      : words.verdict.recommendedNow(optionName(pack, recommended)),
  ];
}

/** Of whatever is recommended: null where nothing is. */
export function notesOf(
  pack: Pack,
  ballots: Ballots,
  recommended: string | null,
  sources: Sources,
): readonly Text[] {
  return pack.notes
    .filter(({ about }) => about === undefined || (recommended !== null && about.includes(recommended)))
    .filter((note) => note.when.every((condition) => holds(condition, ballots)))
    .map((note) => [note.text, ...sources.ref(note.source)]);
}

/** More than half of those who answered definitely chose one of the choices. */
function holds(condition: Condition, ballots: Ballots): boolean {
  const definite = Object.values(ballots).flatMap((ballot) => {
    const answer = ballot.today[condition.question];
    return answer === undefined || answer === "not_sure" ? [] : [answer];
  });
  return definite.filter((answer) => condition.choices.includes(answer)).length * 2 > definite.length;
}
