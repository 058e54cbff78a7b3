/** What the voters said, counted; and which questions apply to them. */

import type { Pack } from "../pack/pack.ts";
import { type Ballot, type Ballots, NOT_SURE } from "./ballot.ts";
import { compile, type Model, type ModelQuestion, type Tally } from "./model.ts";

export type Horizon = "today" | "later";

/**
 * "certain": in every completion; so too where the question that it depends on is open, but all of its
 * choices meet the condition. "may": in some completions. "not": in none.
 */
export type Applies = "not" | "may" | "certain";

/** Question id to whether it applies to the group. A voter alone: pass that ballot alone. */
export function applying(pack: Pack, ballots: Ballots, horizon: Horizon): ReadonlyMap<string, Applies> {
  const model = compile(pack);
  const statuses = statusesOf(model, talliesOf(model, Object.values(ballots), horizon));
  return new Map(model.questions.map((question, q) => [question.id, statuses[q] ?? "not"]));
}

/** A voter's answer: later is what was overridden for later, else what was said for today. */
export function answerOf(ballot: Ballot, question: string, horizon: Horizon): string | undefined {
  const later = horizon === "later" ? own(ballot.later, question) : undefined;
  return later ?? own(ballot.today, question);
}

/** By question of the model. "not_sure" is no choice's id, so it is counted nowhere. */
export function talliesOf(model: Model, ballots: readonly Ballot[], horizon: Horizon): Tally[] {
  return model.questions.map(({ id, choices, places, untaken }) => {
    const counts = [...untaken.counts];
    let definite = 0;
    for (const ballot of ballots) {
      const choice = places.get(answerOf(ballot, id, horizon) ?? NOT_SURE);
      if (choice === undefined) continue;
      counts[choice] = (counts[choice] ?? 0) + 1;
      definite += 1;
    }
    if (definite === 1) return choices[counts.indexOf(1)]?.taken ?? untaken;
    return definite === 0 ? untaken : { counts, definite };
  });
}

/** By question of the model, from the tallies of the questions that they depend on. */
export function statusesOf(model: Model, tallies: readonly Tally[]): Applies[] {
  return model.questions.map((question) => statusOf(question, tallies));
}

export function statusOf({ conditions }: ModelQuestion, tallies: readonly Tally[]): Applies {
  let status: Applies = "certain";
  for (const { question: parent, holds } of conditions) {
    const tally = tallies[parent];
    if (tally !== undefined && tally.definite > 0) {
      if (!mostly(tally, holds)) return "not";
    } else if (!holds.includes(true)) return "not";
    else if (holds.includes(false)) status = "may";
  }
  return status;
}

/** Whether more than half of the definite voters took a choice that is marked. */
export function mostly(tally: Tally, marked: readonly boolean[]): boolean {
  const taken = tally.counts.reduce((sum, count, c) => sum + (marked[c] === true ? count : 0), 0);
  return 2 * taken > tally.definite;
}

/** Ids come from files and people: what an object inherits is no answer. */
function own(answers: Readonly<Record<string, string>>, question: string): string | undefined {
  return Object.hasOwn(answers, question) ? answers[question] : undefined;
}
