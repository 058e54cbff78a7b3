/** Where the team is apart: answers that differ and decide, and rule-outs that the team did not follow. */
import type { Ballots } from "../../scoring/model/ballot.ts";
import { ballotsOf, type State } from "../state.ts";
import * as words from "../words.ts";
import type { VerdictOn } from "./claims.ts";
import { optionName, questionOf, topicIn } from "./names.ts";
import { resultAmong } from "./question.ts";

/** The questions on which people differ and whose answer changes the leader. */
export function splitsOf(state: State, { pack, verdict }: VerdictOn): readonly string[] {
  return verdict.splits
    .filter(({ pivotal }) => pivotal)
    .map(({ question, choices }) =>
      words.claim.split(topicIn(pack, question), resultAmong(state, pack, question, Object.keys(choices))),
    );
}

/** Those who would rule out what the group did not. */
export function objectionsTo(state: State, { pack, verdict, nameOf }: VerdictOn): readonly string[] {
  if (nameOf === null) return [];
  const inRanking = verdict.blend.options.filter(({ ruledOut }) => ruledOut.length === 0).map(({ id }) => id);
  const found = new Map<string, { option: string; because: string; by: string[] }>();
  for (const [voter, question, answer] of todays(ballotsOf(state))) {
    const choice = questionOf(pack, question)?.choices.find(({ id }) => id === answer);
    for (const { option, because } of choice?.rulesOut ?? []) {
      if (!inRanking.includes(option)) continue;
      const key = JSON.stringify([option, because]);
      const same = found.get(key) ?? { option, because, by: [] };
      same.by.push(nameOf(voter));
      found.set(key, same);
    }
  }
  return [...found.values()].map(({ option, because, by }) =>
    words.claim.objects(by, optionName(pack, option), because),
  );
}

function todays(ballots: Ballots): readonly (readonly [string, string, string])[] {
  return Object.entries(ballots).flatMap(([voter, { today }]) =>
    Object.entries(today).map(([question, answer]) => [voter, question, answer] as const),
  );
}
