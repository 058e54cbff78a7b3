/** How the voters divide, and where it matters. */
import { answerOf } from "./model/applies.ts";
import type { Ballots } from "./model/ballot.ts";
import { changed } from "./model/basis.ts";
import { type Effects, isDecided, leadOver } from "./model/effects.ts";
import { isAnswered, type Move } from "./model/group.ts";
import { byCodeUnit } from "./order.ts";
import { type Outlook, outlookOf } from "./standing.ts";
import type { Split } from "./verdict.ts";

/**
 * The questions that apply for certain today and on which at least two definite choices were given; "not sure" takes
 * no side. Pivotal also where the blend's leader would become none, or a tie would become a leader.
 */
export function splitsOf(blend: Outlook, effects: Effects, ballots: Ballots, effort: number): Split[] {
  const today = blend.basis.parts[0]?.situation;
  if (today === undefined) return [];
  const voters = Object.entries(ballots).sort(([a], [b]) => byCodeUnit(a, b));
  return today.model.questions.flatMap((question, q) => {
    const counts = today.tallies[q]?.counts ?? [];
    const taken = [...counts.keys()].filter((choice) => (counts[choice] ?? 0) > 0);
    if (!isAnswered(today, q) || taken.length < 2) return [];
    const choices = taken.map((choice): [string, string[]] => {
      const id = question.choices[choice]?.id ?? "";
      return [
        id,
        voters.filter(([, ballot]) => answerOf(ballot, question.id, "today") === id).map(([voter]) => voter),
      ];
    });
    const pivotal = taken.some(
      (choice) => leaderAfter(blend, effects, { question: q, choice }, effort) !== blend.leader,
    );
    return [{ question: question.id, choices: Object.fromEntries(choices), pivotal }];
  });
}

function leaderAfter({ basis }: Outlook, effects: Effects, move: Move, effort: number): number | null {
  const after = new Float64Array(effects.start.length);
  effects.play(effects.start, after, new Int32Array(basis.model.questions.length), move);
  if (!isDecided(effects, after)) return outlookOf(changed(basis, [move]), effort).leader;
  return [...basis.model.options.keys()].find((option) => leadOver(after, option) > 0) ?? null;
}
