/** Today and later: the path between them; and the pack's caveats that hold. */
import type { Text } from "../../card/card.ts";
import type { Ballots } from "../../scoring/ballot.ts";
import type { Condition, Pack } from "../../scoring/pack.ts";
import type { Verdict } from "../../scoring/verdict.ts";
import { labelOf, optionName, topicOf } from "../lookup.ts";
import type { State } from "../state.ts";
import * as words from "../words.ts";
import type { Sources } from "./sources.ts";

/** Empty where later is as today, or leads to the same. */
export function pathOf(state: State, pack: Pack, verdict: Verdict): readonly Text[] {
  const { today, later, recommended } = verdict;
  if (today.leader === later.leader) return [];
  const horizon = pack.horizon.name;
  if (today.leader === null || later.leader === null) return [words.verdict.pathTie(horizon)];
  const [start, plan] = [optionName(pack, today.leader), optionName(pack, later.leader)];
  const expected = state.people.flatMap((member) =>
    member.votes.flatMap((vote) =>
      vote.later === null || vote.later === vote.today
        ? []
        : [words.verdict.expected(topicOf(pack, vote.question), labelOf(pack, vote.question, vote.later))],
    ),
  );
  return [
    words.verdict.pathDiffers(start, horizon, plan, [...new Set(expected)]),
    // "Start with this" would contradict a card that recommends something else.
    recommended === null || recommended === today.leader
      ? words.verdict.pathPlan(start, plan)
      : words.verdict.recommendedNow(optionName(pack, recommended)),
  ];
}

export function notesOf(pack: Pack, ballots: Ballots, sources: Sources): readonly Text[] {
  return pack.notes
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
