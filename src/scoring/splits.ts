/** How the voters divide, and where it matters. */
import { answerOf } from "./model/applies.ts";
import type { Ballots } from "./model/ballot.ts";
import { isAnswered } from "./model/group.ts";
import { moved } from "./model/moves.ts";
import { byCodeUnit } from "./order.ts";
import { type Points, pointsOf } from "./standing.ts";
import type { Split } from "./verdict.ts";

/**
 * The answered questions that apply and on which at least two definite choices were taken; "not sure" takes no
 * side. Pivotal also where the leader would become none, or a tie would become a leader.
 */
export function splitsOf(today: Points, ballots: Ballots): Split[] {
  const { situation, leader } = today;
  const voters = Object.keys(ballots).sort(byCodeUnit);
  return situation.model.questions.flatMap((question, q) => {
    const counts = situation.tallies[q]?.counts ?? [];
    const taken = question.choices.flatMap((_, choice) => ((counts[choice] ?? 0) > 0 ? [choice] : []));
    if (!isAnswered(situation, q) || taken.length < 2) return [];
    const choices = taken.map((choice): [string, string[]] => {
      const id = question.choices[choice]?.id ?? "";
      return [id, voters.filter((voter) => saidToday(ballots, voter, question.id) === id)];
    });
    const pivotal = taken.some(
      (choice) => pointsOf(moved(situation, [{ question: q, choice }])).leader !== leader,
    );
    return [{ question: question.id, choices: Object.fromEntries(choices), pivotal }];
  });
}

function saidToday(ballots: Ballots, voter: string, question: string): string | undefined {
  const ballot = ballots[voter];
  return ballot === undefined ? undefined : answerOf(ballot, question, "today");
}
