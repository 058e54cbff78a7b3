/** Where the team is apart: answers that differ and decide, and rule-outs that the team did not follow. */
import type { Ballots } from "../../scoring/model/ballot.ts";
import * as words from "../words.ts";
import type { VerdictOn } from "./claims.ts";
import { labelOf, optionName, questionOf, topicIn } from "./names.ts";

/** The questions on which people differ today and whose answer changes the leader. */
export function splitsOf({ pack, verdict, nameOf }: VerdictOn): readonly string[] {
  if (nameOf === null) return [];
  return verdict.splits
    .filter(({ pivotal }) => pivotal)
    .map(({ question, choices }) => {
      const sides = Object.entries(choices).map(([choice, voters]) => ({
        label: labelOf(pack, question, choice),
        by: voters.map(nameOf),
      }));
      return words.claim.split(topicIn(pack, question), words.question.result(sides, true));
    });
}

/** Those who would rule out what the group did not. `option`: only this one; null: any. */
export function objectionsTo(
  option: string | null,
  ballots: Ballots,
  { pack, verdict, nameOf, most }: VerdictOn,
): readonly string[] {
  if (nameOf === null) return [];
  const inRanking = verdict.blend.options.filter(({ ruledOut }) => ruledOut.length === 0).map(({ id }) => id);
  const asked = option === null ? inRanking : inRanking.filter((id) => id === option);
  const found = new Map<string, { option: string; because: string; by: string[] }>();
  for (const [voter, question, answer] of todays(ballots)) {
    const choice = questionOf(pack, question)?.choices.find(({ id }) => id === answer);
    for (const { option, because } of choice?.rulesOut ?? []) {
      if (!asked.includes(option)) continue;
      const key = JSON.stringify([option, because]);
      const same = found.get(key) ?? { option, because, by: [] };
      same.by.push(nameOf(voter));
      found.set(key, same);
    }
  }
  return [...found.values()].map(({ option, because, by }) =>
    words.claim.objects(by, optionName(pack, option), because, most),
  );
}

function todays(ballots: Ballots): readonly (readonly [string, string, string])[] {
  return Object.entries(ballots).flatMap(([voter, { today }]) =>
    Object.entries(today).map(([question, answer]) => [voter, question, answer] as const),
  );
}
