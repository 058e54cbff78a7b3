/** Who leans elsewhere, and on which answer. */
import type { Text } from "../../card/card.ts";
import type { Ballots } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Verdict } from "../../scoring/verdict.ts";
import { memberOf, type State } from "../state.ts";
import * as words from "../words.ts";
import { optionName, questionOf, topicOf } from "./names.ts";
import { resultAmong } from "./question.ts";

export function dissentOf(state: State, pack: Pack, ballots: Ballots, verdict: Verdict): readonly Text[] {
  const nameOf = (id: string): string => memberOf(state, id)?.name ?? id;
  const pivotal = verdict.splits
    .filter((split) => split.pivotal)
    .map(({ question, choices }, index, { length }) =>
      words.verdict.pivotal(
        topicOf(pack, question),
        resultAmong(state, pack, question, Object.keys(choices)),
        index === length - 1 ? length : 0,
      ),
    );
  return [...leaning(pack, verdict, nameOf), ...objections(pack, ballots, verdict, nameOf), ...pivotal];
}

function leaning(pack: Pack, verdict: Verdict, nameOf: (id: string) => string): readonly Text[] {
  const { recommended, voters } = verdict;
  return voters.flatMap(({ id, leader, strength, because }) => {
    if (leader === null || recommended === null || leader === recommended) return [];
    if (strength === "open" || strength === "none") return [];
    const topic = because === null ? null : topicOf(pack, because);
    return [words.verdict.leans(nameOf(id), optionName(pack, leader), topic)];
  });
}

/** Those who would rule out what the group did not. */
function objections(
  pack: Pack,
  ballots: Ballots,
  verdict: Verdict,
  nameOf: (id: string) => string,
): readonly Text[] {
  const inRanking = verdict.blend.options.filter(({ ruledOut }) => ruledOut.length === 0).map(({ id }) => id);
  const found = new Map<string, { option: string; because: string; by: string[] }>();
  for (const [voter, ballot] of Object.entries(ballots))
    for (const [question, answer] of Object.entries(ballot.today)) {
      const choice = questionOf(pack, question)?.choices.find(({ id }) => id === answer);
      for (const { option, because } of choice?.rulesOut ?? []) {
        if (!inRanking.includes(option)) continue;
        const key = `${option} ${because}`;
        const same = found.get(key) ?? { option, because, by: [] };
        same.by.push(nameOf(voter));
        found.set(key, same);
      }
    }
  return [...found.values()].map(({ option, because, by }) =>
    words.verdict.objects(by, optionName(pack, option), because),
  );
}
